"""A group that follows a course together: its sessions, who is registered, who came."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import in_own_language
from spaces.models import Space
from training.enums import CohortState
from training.models.course import Course
from training.queries import CohortQuerySet, RegistrationQuerySet
from training.workflow import COHORT_MOVES


class Cohort(models.Model):
    """A group with a trainer, of the Lab (`space` is null) or of a space.

    It has as many places as the smallest of the rooms in which it meets (`Session.capacity`).
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts")
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="cohorts")
    trainer = models.ForeignKey(User, models.PROTECT, related_name="cohorts_taught")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    title_ar = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=CohortState, default=CohortState.DRAFT)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()
    MOVES = COHORT_MOVES

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False), name="ended_cohort_has_its_date"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:cohort", args=[self.pk])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)


class Session(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160)
    capacity = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("session of a group")
        verbose_name_plural = _("sessions of a group")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_room"),
        ]

    def __str__(self):
        return f"session {self.pk}"


class Registration(models.Model):
    """A person in a group. Without a place she waits, in the order of her number; leaving sets `left_at`."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, models.PROTECT, related_name="course_registrations")
    has_place = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "user"], condition=Q(left_at__isnull=True), name="one_registration_each"
            )
        ]

    def __str__(self):
        return f"registration {self.pk}"


class Attendance(models.Model):
    """Who came to a session, as its trainer wrote it down."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["session", "registration"], name="one_attendance_a_session")]

    def __str__(self):
        return f"attendance {self.pk}"
