"""Reads of orders, written questions and information reports: who sees which, lists."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from councils.queries import current_mandates
from presidency.enums import WAITING, OrderState, ReportState
from territories.queries import unread_of


def of_her_councils(user) -> Q:
    """Return the condition that `user` holds a mandate today in the council of a row."""
    return Q(council__in={mandate.council_id for mandate in current_mandates(user)})


class OrderQuerySet(models.QuerySet):
    def public(self):
        """Published, in force or repealed: everyone reads them, for ever."""
        return self.exclude(state=OrderState.DRAFT)

    def in_force(self):
        return self.filter(state=OrderState.PUBLISHED)

    def visible_to(self, user):
        """Public ones for everyone; those in preparation for the people of their council."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(~Q(state=OrderState.DRAFT) | of_her_councils(user))

    def for_list(self):
        """All that a line reads; anything else raises."""
        return (
            self.select_related("council__territory", "signed_by")
            .defer(*unread_of("council__territory"), "text_ar", "text_fr")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related("council__territory", "signed_by", "replaced_by").defer(
            *unread_of("council__territory")
        )


class QuestionQuerySet(models.QuerySet):
    def public(self, on=None):
        """Shown to everyone: members' own words wait for the end of an election period (`held_until`)."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__lt=on or localdate()))

    def visible_to(self, user):
        """Public ones for everyone; those that wait for the end of an election period for their council's people."""
        if user.is_active and user.is_superuser:
            return self
        shown = Q(held_until__isnull=True) | Q(held_until__lt=localdate())
        return self.filter(shown | of_her_councils(user))

    def waiting(self):
        """Neither answered nor taken back."""
        return self.filter(state__in=WAITING)

    def for_list(self):
        """All that a line, its clock and its age read; anything else raises."""
        return (
            self.select_related("council__territory", "mandate", "session", "committee")
            .defer(*unread_of("council__territory"), "text")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        return self.select_related(
            "council__territory",
            "mandate",
            "session",
            "carried_from",
            "committee",
            "referral",
            "drafted_by",
            "signed_by",
        ).defer(*unread_of("council__territory"))


class ReportQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=ReportState.PUBLISHED)

    def visible_to(self, user):
        """Published ones for everyone; those in preparation for the people of their council."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(Q(state=ReportState.PUBLISHED) | of_her_councils(user))

    def for_detail(self):
        return self.select_related("council__territory", "session", "signed_by").defer(*unread_of("council__territory"))
