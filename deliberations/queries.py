"""Reads of sessions, points, decisions: who sees which, what a list reads."""

import datetime

from django.db import models
from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from councils.enums import ELECTED, ReferralState
from councils.queries import current_mandates
from deliberations.enums import (
    AHEAD,
    ON_AGENDA,
    WERE_THERE,
    DecisionState,
    ItemState,
    Presence,
    SessionKind,
    SessionState,
    Visa,
)
from territories.queries import unread_of

# A point that everyone may see: on the agenda, or not kept, with the reason.
PUBLIC_ITEMS = ON_AGENDA | {ItemState.REFUSED}

# A point by which an opposed decision is dealt with: on an agenda, or on its way there.
TAKEN_UP = AHEAD | {ItemState.PROPOSED, ItemState.DELIBERATED}


def councils_of(user) -> set[int]:
    """Return the ids of the councils in which a person holds a mandate today."""
    return {mandate.council_id for mandate in current_mandates(user)}


def members_of(mandates, on: datetime.date | None = None):
    """Return, of a queryset of mandates, the elected people in office on a day (today by default), by name once each.

    Who holds two offices (a vice-president who chairs a committee) has two mandates and one voice: see
    `deliberations.members.in_office`.
    """
    return mandates.current(on).filter(role__in=ELECTED)


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees when a council sits: it is public by law (113-14, art. 48)."""
        return self

    def ordinary(self):
        return self.filter(kind=SessionKind.ORDINARY)

    def coming(self, on=None):
        """Neither opened nor past their last day to open, the nearest first."""
        day = on or localdate()
        return self.filter(
            Q(state=SessionState.OPEN) | Q(state__in=[SessionState.PLANNED, SessionState.CONVENED], opens_by__gte=day)
        ).order_by("opens_from", "id")

    def past(self, on=None):
        """Closed, or past their last day to open, the latest first."""
        day = on or localdate()
        return self.exclude(state=SessionState.OPEN).filter(Q(state=SessionState.CLOSED) | Q(opens_by__lt=day))

    def with_counts(self):
        """With the number of points on the agenda and of published decisions, for everyone."""
        public = _open_to_all("items__")
        return self.annotate(
            item_count=Count("items", filter=Q(items__state__in=ON_AGENDA) & public, distinct=True),
            decision_count=Count(
                "items__deliberation__decision",
                filter=Q(items__deliberation__decision__state=DecisionState.PUBLISHED),
                distinct=True,
            ),
        )

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return (
            self.select_related("council__territory")
            .defer(*unread_of("council__territory"))
            .with_counts()
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With what the page of one session shows, but for its points."""
        return self.select_related("council__territory").defer(*unread_of("council__territory"))

    def locked(self):
        """For an action: the row locked. Taken before any row of the session."""
        return self.select_for_update(of=("self",), no_key=True)


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees that a session was asked for, and what became of it."""
        return self

    def waiting(self):
        return self.filter(state="asked")


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def with_attendance(self):
        """With `there_count`, `excused_count` and `absent_count`, counted from the roll."""
        return self.annotate(
            there_count=Count("attendance", filter=Q(attendance__presence__in=WERE_THERE)),
            excused_count=Count("attendance", filter=Q(attendance__presence=Presence.EXCUSED)),
            absent_count=Count("attendance", filter=Q(attendance__presence=Presence.ABSENT)),
        )

    def for_list(self):
        return (
            self.select_related("session__council__territory")
            .defer(*unread_of("session__council__territory"))
            .with_attendance()
            .fetch_mode(models.FETCH_RAISE)
        )


def _open_to_all(prefix: str = "") -> Q:
    """Tell of a point that nothing behind it is held back or hidden."""
    return Q(**{f"{prefix}referral__isnull": True}) | Q(**{f"{prefix}referral__is_shown": True})


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those on an agenda or not kept, unless what is behind is hidden; all of them for the council's people."""
        if user.is_active and user.is_superuser:
            return self
        seen = Q(state__in=PUBLIC_ITEMS) & _open_to_all()
        if councils := councils_of(user):
            seen |= Q(session__council__in=councils)
        return self.filter(seen)

    def public(self):
        return self.filter(Q(state__in=PUBLIC_ITEMS) & _open_to_all())

    def on_agenda(self):
        return self.filter(state__in=ON_AGENDA)

    def ahead(self):
        return self.filter(state__in=AHEAD)

    def for_list(self):
        """With what a line of the agenda shows; anything else read from a row raises."""
        return (
            self.select_related(
                "session__council__territory",
                "asked_by",
                "committee",
                "referral",
                "deliberation__decision",
                "continues__session",
                "continued_by__session",
                "opposed",
            )
            .defer(*unread_of("session__council__territory"), "referral__location", "referral__summary")
            .order_by(F("number").asc(nulls_last=True), "id")
            .fetch_mode(models.FETCH_RAISE)
        )

    def locked(self):
        return self.select_for_update(of=("self",), no_key=True)


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of a session for everyone; those of a point for whoever sees the point."""
        items = self.model.item.field.related_model.objects.visible_to(user)
        return self.filter(Q(item__isnull=True) | Q(item__in=items))


class DeliberationQuerySet(models.QuerySet):
    def visible_to(self, user):
        items = self.model.item.field.related_model.objects.visible_to(user)
        return self.filter(item__in=items)


class DecisionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=DecisionState.PUBLISHED)

    def waiting_for_the_council(self):
        """Those that the governor opposed and on which the council has not deliberated anew (113-14, art. 117)."""
        return self.published().filter(visa=Visa.OPPOSED).exclude(taken_up_by__state=ItemState.DELIBERATED)

    def visible_to(self, user):
        """Published ones for everyone; those being written for the people of that council."""
        if user.is_active and user.is_superuser:
            return self
        seen = Q(state=DecisionState.PUBLISHED)
        if councils := councils_of(user):
            seen |= Q(council__in=councils)
        return self.filter(seen)

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return (
            self.select_related(
                "council__territory",
                "deliberation__item__session",
                "deliberation__item__opposed",
                "signed_by",
                "countersigned_by",
            )
            .defer(*unread_of("council__territory"))
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With the way back to what it answers."""
        return self.select_related(
            "council__territory",
            "signed_by",
            "countersigned_by",
            "deliberation__sitting",
            "deliberation__item__session",
            "deliberation__item__referral",
            "deliberation__item__committee",
            "deliberation__item__asked_by",
            "deliberation__item__opposed",
        ).defer(*unread_of("council__territory"))

    def locked(self):
        return self.select_for_update(of=("self",), no_key=True)


class MinutesQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(approved_at__isnull=False)

    def visible_to(self, user):
        """Approved ones for everyone; those being written for the people of that council."""
        if user.is_active and user.is_superuser:
            return self
        seen = Q(approved_at__isnull=False)
        if councils := councils_of(user):
            seen |= Q(session__council__in=councils)
        return self.filter(seen)


def is_shown(referral) -> bool:
    """Tell whether everyone may see a matter before the council."""
    return referral.is_shown and referral.state != ReferralState.WITHDRAWN
