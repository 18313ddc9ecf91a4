"""Reads of events: who sees which, lists. Who takes part is read by herself and at the door, nowhere else."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from core.enums import Visibility
from events.enums import EventState, NoteKind, Standing, StandState
from spaces.enums import Role, SpaceState
from spaces.queries import REPRESENTATIVE, positions_of, roles_of, under
from territories.queries import unread_of

PREPARING = {Role.MODERATOR, Role.DESK, Role.FACILITATOR, Role.COORDINATOR}
PREPARERS = {REPRESENTATIVE, "treasurer", "secretary"}
LONG = ("about", "minutes", "folded")


def public(prefix: str = "") -> Q:
    """Return the condition that everyone may read an event: announced, visible, in a space that was opened."""
    return Q(
        **{f"{prefix}visibility": Visibility.VISIBLE, f"{prefix}published_at__isnull": False}
    ) & ~Q(**{f"{prefix}space__state": SpaceState.DRAFT})  # fmt: skip


class EventQuerySet(models.QuerySet):
    def public(self):
        return self.filter(public())

    def visible_to(self, user):
        """Public ones for everyone; the others for the people of the space, and of the association that organises."""
        if user.is_active and user.is_superuser:
            return self
        condition = public()
        if not user.is_authenticated:
            return self.filter(condition)
        roles = roles_of(user)
        held = [pk for pk, names in roles.by_space.items() if names & PREPARING]
        condition |= Q(space__in=held) | under(roles.codes, "space__commune__code")
        if organising := [pk for pk, position in positions_of(user).items() if position in PREPARERS]:
            condition |= Q(association__in=organising)
        return self.filter(condition)

    def to_come(self):
        """Announced ones that have not ended, cancelled ones left out."""
        return self.filter(state=EventState.PUBLISHED, ends_at__gt=now())

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return (
            self.select_related("space__commune", "association")
            .defer(*unread_of("space__commune"), *LONG)
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With what the page of one event shows."""
        return self.select_related("space__commune", "association", "author").defer(
            *unread_of("space__commune"), "folded"
        )

    def locked(self):
        """For an action: the row locked. Taken before any row of the event."""
        return self.select_for_update(of=("self",), no_key=True)

    def due_to_finish(self):
        return self.filter(state=EventState.PUBLISHED, ends_at__lte=now())


class RegistrationQuerySet(models.QuerySet):
    def standing(self):
        """Those with a place, and those who wait."""
        return self.exclude(standing=Standing.GONE)

    def placed(self):
        return self.filter(standing=Standing.PLACED)

    def waiting(self):
        """Those who wait, the first one first."""
        return self.filter(standing=Standing.WAITING).order_by("number")

    def visible_to(self, user):
        """A person's own, and those she gave in the name of an association."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user)


class SlotQuerySet(models.QuerySet):
    def for_programme(self):
        return self.select_related("room", "debate").order_by("starts_at", "room__position", "pk")


class StandQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Accepted ones of what she sees; her own associations' requests; all for whoever leads the event."""
        events = self.model.event.field.related_model.objects.visible_to(user)
        if user.is_active and user.is_superuser:
            return self
        condition = Q(state=StandState.ACCEPTED)
        if user.is_authenticated:
            roles, positions = roles_of(user), positions_of(user)
            held = [pk for pk, names in roles.by_space.items() if names & {Role.FACILITATOR, Role.COORDINATOR}]
            organising = [pk for pk, position in positions.items() if position in PREPARERS]
            condition |= Q(association__in=list(positions)) | Q(event__association__in=organising)
            condition |= Q(event__space__in=held) | under(roles.codes, "event__space__commune__code")
        return self.filter(condition, event__in=events)

    def accepted(self):
        return self.filter(state=StandState.ACCEPTED).order_by("number")

    def for_list(self):
        return self.select_related("association", "event__space__commune").defer(*unread_of("event__space__commune"))


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the events that she sees."""
        return self.filter(event__in=self.model.event.field.related_model.objects.visible_to(user))

    def with_chain(self):
        """With what each came from, what came of it, and where it was said."""
        return self.select_related("slot", "contribution__author", "contribution__thread").prefetch_related(
            "sources", "results"
        )

    def actions(self):
        return self.filter(kind=NoteKind.ACTION)
