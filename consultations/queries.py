"""Reads of consultations: who sees which, lists. No query here gives who answered what: nobody reads that."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from consultations.enums import ConsultationState
from core.enums import Visibility
from councils.queries import current_mandates
from spaces.enums import Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of

FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}
RELAYING = {Role.DESK, Role.FACILITATOR}
PREPARING = {Role.MODERATOR, Role.DESK, *FACILITATING}
LONG = ("purpose", "use", "summary", "folded")


class ConsultationQuerySet(models.QuerySet):
    def public(self):
        """Opened, visible, in a space that was opened: everyone may read it."""
        return self.filter(visibility=Visibility.VISIBLE).exclude(
            Q(opened_at__isnull=True) | Q(space__state=SpaceState.DRAFT)
        )

    def visible_to(self, user):
        """Public ones for everyone; the others for the people of the space, and of the council that asks."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE, opened_at__isnull=False) & ~Q(space__state=SpaceState.DRAFT)
        if not user.is_authenticated:
            return self.filter(condition)
        roles = roles_of(user)
        held = [pk for pk, names in roles.by_space.items() if names & PREPARING]
        condition |= Q(space__in=held) | under(roles.codes, "space__commune__code")
        if councils := {mandate.council_id for mandate in current_mandates(user)}:
            condition |= Q(council__in=councils)
        return self.filter(condition)

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return (
            self.select_related("space__commune", "council__territory")
            .defer(
                *unread_of("space__commune", "council__territory"),
                *LONG,
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With what the page of one consultation shows, but for its parts (`parts.with_all`)."""
        return self.select_related("space__commune", "council__territory", "thread", "referral", "author").defer(
            *unread_of("space__commune", "council__territory"),
            "folded",
        )

    def locked(self):
        """For an action: the row locked. Taken before any row of the consultation."""
        return self.select_for_update(of=("self",), no_key=True)

    def due_to_close(self):
        """Open ones whose last moment has passed."""
        return self.filter(state=ConsultationState.OPEN, closes_at__lte=now())


class PartQuerySet(models.QuerySet):
    def visible_to(self, user):
        consultations = self.model.consultation.field.related_model.objects.visible_to(user)
        return self.filter(consultation__in=consultations)


class StandingQuerySet(models.QuerySet):
    """Questions, options and candidates: those that were not taken out."""

    def standing(self):
        return self.filter(removed_at__isnull=True)


class StatementQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(visibility=Visibility.VISIBLE)

    def waiting(self):
        return self.filter(visibility=Visibility.HELD)


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Paper questionnaires of the spaces at whose desk the person stands, or that she facilitates (what is on them
        is nobody else's, not even the region's coordination's); for a superuser, all."""
        if user.is_active and user.is_superuser:
            return self
        if not user.is_authenticated:
            return self.none()
        held = [pk for pk, names in roles_of(user).by_space.items() if names & RELAYING]
        return self.filter(consultation__space__in=held)


class ResponseQuerySet(models.QuerySet):
    """Nobody reads a response but the house itself, and whoever gave it: there is no `visible_to`."""

    def counted(self):
        """Those that were sent: begun ones do not count."""
        return self.filter(sent_at__isnull=False)
