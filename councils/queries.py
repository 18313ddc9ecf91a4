"""Reads of councils, mandates and referrals."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.contrib.gis.db import models
from django.db.models import Aggregate, Count, F, Q, Subquery
from django.utils.timezone import localdate

from core.composed import Composed
from councils.enums import ASSIGNERS, OPEN_STATES, STAFF, VALIDATORS, ReferralState, Role
from territories.models import Territory
from territories.queries import unread_of


def current_mandates(user) -> list:
    """Return the mandates that a person holds today, read once for a user object (one request).

    Empty for visitors and for closed accounts.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    day = localdate()
    kept = getattr(user, "_current_mandates", None)
    if kept is None or kept[0] != day:
        kept = user._current_mandates = (day, HELD(user.pk, day))
        for mandate in kept[1]:
            mandate.user = user
    return kept[1]


def without_mandates(user):
    """Return `user`, of whom it is known that she holds no mandate: a stand-in for many (`core.composed`)."""
    user._current_mandates = (localdate(), [])
    return user


class CouncilQuerySet(models.QuerySet):
    def with_place(self):
        """With the territory, without its shapes (hundreds of kilobytes)."""
        return self.select_related("territory").defer(*unread_of("territory"))

    def for_list(self):
        """All that a line about a council reads; anything else raises."""
        return self.with_place().fetch_mode(models.FETCH_RAISE)


class MandateQuerySet(models.QuerySet):
    def current(self, on=None):
        """Mandates that hold on a date (today in Morocco by default)."""
        day = on or localdate()
        return self.filter(starts_on__lte=day).exclude(ends_on__lt=day)

    def in_the_way_of(self, mandate):
        """Other mandates of the council that share a day with `mandate` and cannot: the same person in the same role
        (a member sits in one committee, 113-14, art. 26; of staff, in the same service), or another president, or
        another chair of the same committee.
        """
        same_person = Q(name_ar=mandate.name_ar, name_fr=mandate.name_fr)
        if mandate.user_id:
            same_person = Q(user=mandate.user_id) | Q(user__isnull=True) & same_person
        same = same_person & Q(role=mandate.role)
        if mandate.role in STAFF:
            same &= Q(delegation=mandate.delegation)
        if mandate.role == Role.PRESIDENT:
            same |= Q(role=Role.PRESIDENT)
        if mandate.role == Role.CHAIR and mandate.committee_id:
            same |= Q(role=Role.CHAIR, committee=mandate.committee_id)
        ending = Q(ends_on__isnull=True) | Q(ends_on__gte=mandate.starts_on)
        beginning = Q(starts_on__lte=mandate.ends_on) if mandate.ends_on else Q()
        others = self.filter(same & ending & beginning, council=mandate.council_id)
        return others.exclude(pk=mandate.pk) if mandate.pk else others


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everything before a council is public; what was withdrawn, or is not shown because of what is behind it, only
        for its council's people and who referred it."""
        if user.is_active and user.is_superuser:
            return self
        seen = Q(is_shown=True) & ~Q(state=ReferralState.WITHDRAWN)
        if user.is_authenticated and user.is_active:
            seen |= Q(referred_by=user) | Q(council__in={mandate.council_id for mandate in current_mandates(user)})
        return self.filter(seen)

    def open(self):
        """Waiting for an answer, the clock running or standing still."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on=None):
        """Open past the last day, on a date (today in Morocco by default). A clock that stands still is not late."""
        return self.open().filter(paused_for="", due_on__lt=on or localdate())

    def of_councils_of(self, user):
        """Before the councils where a person holds a mandate today."""
        return self.filter(council__in={mandate.council_id for mandate in current_mandates(user)})

    def waiting_for(self, user):
        """Open, and the next step is this person's: to draft, to validate, to sign, or to assign."""
        todo = Q(pk__in=[])
        for mandate in current_mandates(user):
            todo |= Q(council=mandate.council_id) & _next_step_of(mandate)
        return self.open().filter(todo)

    def of_committees_of(self, user):
        """Given to the standing committees where a person sits, or of a theme that they study, in their councils."""
        wanted = Q(pk__in=[])
        for mandate in current_mandates(user):
            if mandate.committee_id:
                themes = mandate.committee.themes
                wanted |= Q(council=mandate.council_id) & (Q(committee=mandate.committee_id) | Q(theme__in=themes))
        return self.filter(wanted)

    def of_constituencies_of(self, user):
        """About the places that elected a person: in her district's boundary, or named as she names her places."""
        wanted = Q(pk__in=[])
        for mandate in current_mandates(user):
            here = Q(pk__in=[])
            if mandate.district_id:
                here |= Q(location__coveredby=Subquery(_boundary_of(mandate.district_id)))
            for place in mandate.places:
                here |= Q(place__icontains=place)
            wanted |= Q(council=mandate.council_id) & here
        return self.filter(wanted)

    def for_list(self):
        """All that a line, its clock and its state read; anything else raises."""
        return (
            self.select_related("council__territory", "mandate", "committee")
            .defer(*unread_of("council__territory"))
            .fetch_mode(models.FETCH_RAISE)
        )


def districts_of(council):
    """Return the territories that elect a council's members: those right below its own."""
    return Territory.objects.filter(parent=council.territory_id).light().order_by("code")


def _boundary_of(territory_id: int):
    return Territory.objects.filter(pk=territory_id).values("boundary")


def _next_step_of(mandate) -> Q:
    to_draft = Q(state__in={ReferralState.RECEIVED, ReferralState.ASSIGNED})
    todo = to_draft & Q(mandate=mandate)
    if mandate.committee_id:
        todo |= to_draft & Q(mandate=None, committee=mandate.committee_id)
        if mandate.role == Role.CHAIR:
            todo |= Q(state=ReferralState.DRAFTED, committee=mandate.committee_id)
    if mandate.role in VALIDATORS or mandate.may_publish:
        todo |= Q(state=ReferralState.DRAFTED)
    if mandate.role == Role.PRESIDENT or mandate.may_publish:
        # What is answered by its own procedure has no draft: whoever signs does each step, whoever prepares it.
        todo |= Q(state=ReferralState.VALIDATED) | Q(by_procedure=True)
    if mandate.role in ASSIGNERS or mandate.may_publish:
        todo |= Q(state=ReferralState.RECEIVED, mandate=None, committee=None, service="")
    return todo


class AnswerQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """Published answers to what this person may see; drafts for the people of that council alone."""
        if user.is_active and user.is_superuser:
            return self
        councils = {mandate.council_id for mandate in current_mandates(user)}
        seen = Q(published_at__isnull=False, referral__is_shown=True) & ~Q(referral__state=ReferralState.WITHDRAWN)
        if user.is_authenticated and user.is_active:
            seen |= Q(published_at__isnull=False, referral__referred_by=user)
        return self.filter(seen | Q(referral__council__in=councils))

    def for_list(self):
        """With the matter, and the person who signed; anything else raises."""
        return (
            self.select_related("referral__council__territory", "signed_by", "validated_by", "drafted_by")
            .defer(*unread_of("referral__council__territory"))
            .fetch_mode(models.FETCH_RAISE)
        )


class TemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Templates of the councils where this person holds a mandate, and those that every council has."""
        if user.is_active and user.is_superuser:
            return self
        councils = {mandate.council_id for mandate in current_mandates(user)}
        return self.filter(Q(council__in=councils) | Q(council=None)) if councils else self.none()

    def for_council(self, pk):
        """One council's own, then those that every council has."""
        return self.filter(Q(council=pk) | Q(council=None)).order_by(F("council").asc(nulls_last=True), "id")


class ElectionPeriodQuerySet(models.QuerySet):
    def around(self, on=None):
        """Those that a day (today in Morocco by default) is in."""
        day = on or localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def running(self, on=None):
        """Return the period that a day (today in Morocco by default) is in, None outside of any.

        Of all periods, whatever was narrowed before: the read is composed once.
        """
        return next(iter(RUNNING(on or localdate())), None)


def _running(day: datetime.date):
    periods = apps.get_model("councils", "ElectionPeriod").objects
    return periods.around(day).order_by("-ends_on")[:1]


RUNNING = Composed(_running, datetime.date)  # every page with a discussion asks


def _of_council(model: str, council: int):
    return apps.get_model("councils", model).objects.filter(council=council)


HELD = Composed(  # every page of a council's affairs asks
    lambda user, day: (
        apps.get_model("councils", "Mandate").objects.filter(user=user).current(day).select_related("committee")
    ),
    int,
    datetime.date,
)
MANDATES = Composed(lambda council: _of_council("Mandate", council), int)
COMMITTEES = Composed(lambda council: _of_council("Committee", council), int)


class Median(Aggregate):
    """PostgreSQL's continuous median."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Numbers:
    """What a council did, counted in clocks: a matter put before it twice counts twice.

    `received` = `answered` + `waiting`; `on_time` of `answered`; `overdue` of `waiting`; `median_days` from receipt to
    answer, pauses included, empty when nothing was answered. `again` of `received` are clocks of a matter that had one
    before.
    """

    received: int = 0
    answered: int = 0
    on_time: int = 0
    waiting: int = 0
    overdue: int = 0
    median_days: int | None = None
    again: int = 0


def numbers_of(councils, referrals, answers) -> dict[int, Numbers]:
    """Return the numbers of each council (by its id) from all `referrals` and `answers`. Two queries, however many."""
    ids = [council.pk for council in councils]
    is_overdue = Q(paused_for="", due_on__lt=localdate())
    waiting = {
        row["council"]: row
        for row in referrals.open()
        .filter(council__in=ids)
        .order_by()
        .values("council")
        .annotate(waiting=Count("id"), overdue=Count("id", filter=is_overdue))
    }
    answered = {
        row["referral__council"]: row
        for row in answers.filter(referral__council__in=ids, published_on__isnull=False, due_on__isnull=False)
        .exclude(referral__state=ReferralState.WITHDRAWN)
        .order_by()
        .values("referral__council")
        .annotate(
            answered=Count("id"),
            closed=Count("referral", distinct=True, filter=Q(referral__state=ReferralState.ANSWERED)),
            on_time=Count("id", filter=Q(published_on__lte=F("due_on"))),
            median=Median(F("published_on") - F("started_on"), output_field=models.DurationField()),
        )
    }
    found = {}
    for pk in ids:
        open_row, done_row = waiting.get(pk, {}), answered.get(pk, {})
        done = done_row.get("answered", 0)
        found[pk] = Numbers(
            received=done + open_row.get("waiting", 0),
            answered=done,
            on_time=done_row.get("on_time", 0),
            waiting=open_row.get("waiting", 0),
            overdue=open_row.get("overdue", 0),
            median_days=round(done_row["median"] / datetime.timedelta(days=1)) if done else None,
            again=done - done_row.get("closed", 0),
        )
    return found
