"""A live sitting of a debate: who presides, who has the floor, who waits for it, who came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from debates.enums import Criterion, QueueRule, RequestKind, RequestState, SittingState
from debates.models.debate import AgendaPoint, Debate
from debates.queries import RequestQuerySet, SittingQuerySet
from debates.workflow import REQUEST_MOVES, SITTING_MOVES


class Sitting(models.Model):
    """One live sitting of a debate, in a hall and on phones at once.

    `lead` presides (holds the console); `point` is the agenda point under discussion since `point_since`. The counts
    of the hall are typed in by the console.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=SittingState, default=SittingState.PLANNED)
    lead = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    point = models.ForeignKey(AgendaPoint, models.SET_NULL, null=True, blank=True, related_name="+")
    point_since = models.DateTimeField(null=True, blank=True)
    queue_rule = models.CharField(max_length=12, choices=QueueRule, default=QueueRule.FIRST_COME)
    criteria = ArrayField(models.CharField(max_length=12, choices=Criterion), default=list, blank=True)
    turn_seconds = models.PositiveSmallIntegerField(default=180, help_text="of one turn")
    hall_people = models.PositiveIntegerField(null=True, blank=True)
    hall_women = models.PositiveIntegerField(null=True, blank=True)
    hall_youth = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SittingQuerySet.as_manager()
    MOVES = SITTING_MOVES

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="one_sitting_a_number"),
            models.UniqueConstraint(fields=["debate"], condition=Q(state="live"), name="one_live_sitting"),
            models.CheckConstraint(
                condition=Q(turn_seconds__gte=30, turn_seconds__lte=1800), name="turn_of_half_a_minute_to_half_an_hour"
            ),
            models.CheckConstraint(condition=Q(lead__isnull=False) | ~Q(state="live"), name="live_sitting_has_a_lead"),
        ]

    def __str__(self):
        return f"sitting {self.pk}"

    def get_absolute_url(self):
        return reverse("debates:room", args=[self.pk])


class FloorRequest(models.Model):
    """Somebody asks for the floor, gets it, speaks: one row from the question to the end of the turn.

    `user` is empty for a person in the hall, whom `name` tells then. What she declares of herself serves to balance
    the queue and to count speaking time by group, and is shown to nobody beside her name.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="requests")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="floor_requests")
    name = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=140, blank=True)
    kind = models.CharField(max_length=12, choices=RequestKind, default=RequestKind.SPEECH)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    is_woman = models.BooleanField(null=True, blank=True)
    is_youth = models.BooleanField(null=True, blank=True)
    district = models.CharField(max_length=60, blank=True)
    point = models.ForeignKey(AgendaPoint, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True, help_text="when the turn should end")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()
    MOVES = REQUEST_MOVES

    class Meta:
        verbose_name = _("request for the floor")
        verbose_name_plural = _("requests for the floor")
        ordering = ["id"]
        indexes = [models.Index(fields=["sitting", "state", "id"], name="request_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "user"], condition=Q(state__in=["waiting", "given"]), name="one_request_at_a_time"
            ),
            models.UniqueConstraint(fields=["sitting"], condition=Q(state="given"), name="one_speaker_at_a_time"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="request_has_a_person"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=False, until__isnull=False) | ~Q(state__in=["given", "done"]),
                name="turn_has_its_times",
            ),
        ]

    def __str__(self):
        return f"floor request {self.pk}"

    @property
    def who(self) -> str:
        """The name shown to everyone."""
        return self.name or self.user.public_name


class Attendance(models.Model):
    """A signed-in person took part in a sitting online: counted, never listed; two years later it is nobody's."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["sitting", "user"], name="one_attendance_each")]

    def __str__(self):
        return f"attendance {self.pk}"
