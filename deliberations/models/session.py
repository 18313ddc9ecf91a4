"""The sessions (دورة) of a council, and their sittings (جلسة)."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.dates import MONTHS
from councils.models import Council, Mandate
from deliberations.enums import COMING, Caller, Closer, RequestState, SessionKind, SessionState, SittingState
from deliberations.queries import RequestQuerySet, SessionQuerySet, SittingQuerySet
from deliberations.workflow import REQUEST_MOVES, SESSION_MOVES, SITTING_MOVES


def in_own_month(day: datetime.date) -> str:
    """Return the name of a day's month in the reader's language."""
    return MONTHS.get(get_language() or "", MONTHS["ar"])[day.month - 1]


class Session(models.Model):
    """One session of a council, ordinary by the law's calendar (113-14, art. 33) or extraordinary (art. 36–37).

    It opens on a day from `opens_from` to `opens_by`, both included: the law's window of an ordinary session, the delay
    of an extraordinary one. `opens_on` is the day that was chosen, `ends_by` the last day on which it may sit (null
    where the law as loaded names none), its extension included (`extension_days`, calendar or working days as its law
    has them). `ordinal` counts the sessions of a kind in a year from 1. `called_by` and `purpose` are those of an
    extraordinary one. An agenda that is closed (`agenda_closed_at`) changes only by force of the law.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=13, choices=SessionKind, default=SessionKind.ORDINARY)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    opens_from = models.DateField()
    opens_by = models.DateField()
    opens_on = models.DateField(null=True, blank=True)
    ends_by = models.DateField(null=True, blank=True)
    extension_days = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=SessionState, default=SessionState.PLANNED)
    called_by = models.CharField(max_length=9, choices=Caller, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    agenda_closed_at = models.DateTimeField(null=True, blank=True)
    sent_to_governor_on = models.DateField(null=True, blank=True, help_text="the agenda")
    convened_on = models.DateField(null=True, blank=True, help_text="notice to the members, agenda and documents")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True, help_text="its minutes and decisions, to the governor")
    changed_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()
    MOVES = SESSION_MOVES

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-opens_from", "-id"]
        indexes = [models.Index(fields=["council", "-opens_from"], name="session_of_council")]
        constraints = [
            models.UniqueConstraint(fields=["council", "kind", "year", "ordinal"], name="one_session_an_ordinal"),
            models.CheckConstraint(condition=Q(opens_by__gte=F("opens_from")), name="session_window_is_in_order"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(opens_on__gte=F("opens_from"), opens_on__lte=F("opens_by"), ends_by__gte=F("opens_on")),
                name="session_opens_in_its_window",
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(opens_on__isnull=False, agenda_closed_at__isnull=False),
                name="convened_session_has_day_and_agenda",
            ),
            models.CheckConstraint(
                condition=Q(kind="ordinary", called_by="") | Q(kind="extraordinary") & ~Q(called_by=""),
                name="extraordinary_session_has_its_caller",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("deliberations:session", args=[self.pk])

    @property
    def name(self) -> str:
        """As "Ordinary session of May 2026", in the reader's language."""
        month = f"{in_own_month(self.opens_from)} {self.year}"
        if self.kind == SessionKind.ORDINARY:
            return str(_("Ordinary session of %(month)s") % {"month": month})
        return str(_("Extraordinary session no. %(number)s of %(month)s") % {"number": self.ordinal, "month": month})

    @property
    def day(self) -> datetime.date:
        """The day on which it opens: the chosen one, else the first that the law names."""
        return self.opens_on or self.opens_from

    @property
    def is_coming(self) -> bool:
        return self.state in COMING

    @property
    def is_extraordinary(self) -> bool:
        return self.kind == SessionKind.EXTRAORDINARY

    @property
    def is_past_due(self) -> bool:
        """Its last day to open went by and nobody opened it. Computed, never stored."""
        return self.is_coming and self.opens_by < localdate()


class SessionRequest(models.Model):
    """A request to hold an extraordinary session, with its agenda (113-14, art. 36–37).

    A third of the members ask: the president may refuse with reasons by `answer_by`. Their absolute majority, or the
    governor, ask: it is held by then; null where the law as loaded names no delay. `asked_by` are the members who
    signed it, none when the governor asks.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="session_requests")
    caller = models.CharField(max_length=9, choices=Caller)
    asked_by = models.ManyToManyField(Mandate, blank=True, related_name="+")
    purpose = models.CharField(max_length=400)
    asked_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.ASKED)
    reason = models.TextField(max_length=2000, blank=True, help_text="why it was refused")
    answered_at = models.DateTimeField(null=True, blank=True)
    session = models.OneToOneField(Session, models.PROTECT, null=True, blank=True, related_name="request")

    objects = RequestQuerySet.as_manager()
    MOVES = REQUEST_MOVES

    class Meta:
        verbose_name = _("request for an extraordinary session")
        verbose_name_plural = _("requests for extraordinary sessions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="refused_request_has_its_reason")
        ]

    def __str__(self):
        return self.purpose


class Sitting(models.Model):
    """One sitting of a session: when, where, on which call, whether the public may come in.

    `call` is 1, 2 or 3 (113-14, art. 42): more than half of the members in office must be there at the first two, any
    number at the third; at the second where the governor asked for the session (art. 37). `in_office` counts the
    members in office when it was opened, kept with it.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    call = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=SittingState, default=SittingState.PLANNED)
    is_public = models.BooleanField(default=True)
    closed_by = models.CharField(max_length=9, choices=Closer, blank=True)
    closed_reason = models.CharField(max_length=400, blank=True)
    in_office = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SittingQuerySet.as_manager()
    MOVES = SITTING_MOVES

    class Meta:
        verbose_name = _("sitting of the council")
        verbose_name_plural = _("sittings of the council")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_council_sitting_a_number"),
            models.CheckConstraint(condition=Q(call__gte=1, call__lte=3), name="sitting_call_one_to_three"),
            models.CheckConstraint(
                condition=Q(is_public=True, closed_by="", closed_reason="")
                | Q(is_public=False) & ~Q(closed_by="") & ~Q(closed_reason=""),
                name="closed_sitting_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(in_office__isnull=False, opened_at__isnull=False),
                name="held_sitting_counts_its_members",
            ),
        ]

    def __str__(self):
        return f"sitting {self.number} of {self.session_id}"

    def get_absolute_url(self):
        return reverse("deliberations:sitting", args=[self.pk])
