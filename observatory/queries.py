"""Reads of the observatory: who sees which figures, lists."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from councils.queries import current_mandates
from observatory.figures import COUNTED
from territories.queries import unread_of

# What is counted of a council that does anything here; how many things could be published is known of each.
DONE = [key for key in COUNTED if key != "publication_items"]
PLACE = tuple(unread_of("council__territory"))


class EditionQuerySet(models.QuerySet):
    def public(self):
        """Those whose days before the councils alone are over: published by time, whether or not a worker runs."""
        return self.filter(public_on__lte=localdate())

    def visible_to(self, user):
        """Public ones for everyone; the newest also for whoever holds a mandate (of her own council alone)."""
        if (user.is_active and user.is_superuser) or current_mandates(user):
            return self
        return self.public()


class SnapshotQuerySet(models.QuerySet):
    def public(self):
        return self.filter(edition__public_on__lte=localdate())

    def visible_to(self, user):
        """Of public editions for everyone; before that, each for the people of its council."""
        if user.is_active and user.is_superuser:
            return self
        councils = {mandate.council_id for mandate in current_mandates(user)}
        return self.filter(Q(edition__public_on__lte=localdate()) | Q(council__in=councils))

    def measured(self):
        """Those of which anything was counted: zeros are not kept in `numbers`."""
        return self.filter(numbers__has_any_keys=DONE)

    def unmeasured(self):
        """Those of which nothing was counted."""
        return self.exclude(numbers__has_any_keys=DONE)

    def for_list(self):
        """With the council and its place; the months, and anything else, raise."""
        return (
            self.select_related("edition", "council__territory")
            .defer("months", "published", *PLACE)
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With all that the page of one council reads."""
        return self.select_related("edition", "council__territory", "region").defer(
            "months", *PLACE, *unread_of("region")
        )


class CommentQuerySet(models.QuerySet):
    def public(self):
        """Those on figures that everyone may read."""
        return self.filter(snapshot__edition__public_on__lte=localdate())

    def for_list(self):
        return self.select_related("signed_by").fetch_mode(models.FETCH_RAISE)


class InclusionQuerySet(models.QuerySet):
    def over(self):
        """What everyone may read: processes that are over, and whole spaces and regions."""
        return self.filter(is_running=False)

    def for_list(self):
        return self.order_by("-is_running", "-ends_at", "-id").fetch_mode(models.FETCH_RAISE)
