"""What is read of recordings and easy texts."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from territories.queries import unread_of


class HelpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the Lab, for everyone; those of a space, for who sees the space."""
        return self.filter(Q(space__isnull=True) | Q(space__in=_rows("spaces", "Space").visible_to(user)))

    def heard_in(self, commune: int | None):
        """Those of a commune (its territory's key) and of the Lab; the Lab's alone without one."""
        return self.filter(Q(space__isnull=True) | Q(space__commune=commune))

    def for_list(self):
        """With the space and commune; anything else read from a row raises."""
        rows = self.select_related("space__commune").defer(*unread_of("space__commune"))
        return rows.fetch_mode(models.FETCH_RAISE)


class EasyTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen by those who see the discussion of what they explain."""
        return self.filter(thread__in=_rows("debates", "Thread").visible_to(user))


def _rows(app: str, name: str) -> models.QuerySet:
    return apps.get_model(app, name).objects.all()
