"""Reads of moderation: who sees which case, the queue, the register."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from moderation.enums import WAITING
from moderation.figures import rules
from spaces.enums import Role
from spaces.queries import roles_of, under
from territories.queries import unread_of

MODERATING = {Role.MODERATOR, Role.FACILITATOR, Role.COORDINATOR}
LIKE = 0.5  # likeness (pg_trgm) from which two waiting cases are shown together


def moderated_by(user) -> Q:
    """Return the condition that `user` looks after a case: of her spaces, and of no space for the Lab's people."""
    roles = roles_of(user)
    spaces = [pk for pk, held in roles.by_space.items() if held & MODERATING]
    condition = Q(space__in=spaces) | under(roles.codes, "space__commune__code")
    return condition | Q(space__isnull=True) if roles.codes else condition


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For whoever moderates its space, and for the author of the thing once something was done about it."""
        if user.is_active and user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(moderated_by(user) | (Q(author=user) & Q(acts__isnull=False))).distinct()

    def moderated_by(self, user):
        """Those that `user` looks after."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(moderated_by(user)) if user.is_authenticated else self.none()

    def waiting(self):
        """Those that wait for somebody."""
        return self.filter(state__in=WAITING)

    def for_list(self):
        """With the space and its commune, the author, who is on it."""
        path = "space__commune", "author", "assigned", "clause"
        return self.select_related(*path).defer(*unread_of("space__commune"))

    def locked(self):
        """For an action: the row locked."""
        return self.select_for_update(of=("self",), no_key=True)


class ActQuerySet(models.QuerySet):
    def public(self):
        """What the register shows: the acts in spaces that everyone may read, and the Lab's."""
        return self.filter(Q(space__isnull=True) | ~Q(space__state="draft"))

    def visible_to(self, user):
        """Everyone sees the register: no line of it names anyone, or says what was written."""
        return self.public()

    def for_list(self):
        """What a line of the register reads."""
        rows = self.select_related("space__commune", "clause").defer("clause__text_ar", "clause__text_fr")
        return rows.defer(*unread_of("space__commune"))

    def of_year(self, year: int):
        """Those of a civil year."""
        return self.filter(at__year=year)


class SanctionQuerySet(models.QuerySet):
    def counting(self):
        """Those that still count for the next step: not lifted, and not older than the ladder remembers."""
        since = now() - datetime.timedelta(days=rules()["ladder_days"])
        return self.filter(at__gt=since, lifted_at__isnull=True)
