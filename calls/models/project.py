"""A funded project: its agreement, instalments, milestones with their evidence, its reports."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.enums import InstalmentState, Kind, ProjectState
from calls.models.application import Application
from calls.queries import EvidenceQuerySet, ProjectQuerySet
from calls.workflow import INSTALMENT_MOVES, PHOTO_MOVES, PROJECT_MOVES
from core.enums import Visibility


class Project(models.Model):
    """A retained application under way; `granted` is dirhams. Its page is everyone's.

    `reached` counts the people whom it served, as its closing report says; `spent` what it spent in all, in dirhams.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="project")
    granted = models.PositiveBigIntegerField()
    state = models.CharField(max_length=9, choices=ProjectState, default=ProjectState.AGREEING)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    duties = models.TextField(max_length=4000, blank=True, help_text="what the association undertakes")
    created_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    closing_report = models.TextField(max_length=4000, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    spent = models.PositiveBigIntegerField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()
    MOVES = PROJECT_MOVES

    class Meta:
        verbose_name = _("funded project")
        verbose_name_plural = _("funded projects")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        return reverse("calls:project", args=[self.pk])

    @property
    def counts(self) -> bool:
        """Whether its sum is still taken from the envelope."""
        return self.state != ProjectState.STOPPED


class Instalment(models.Model):
    """A part of the grant (دفعة), in dirhams: paid, reported on, its report accepted before the next one is paid."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=InstalmentState, default=InstalmentState.PLANNED)
    paid_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(max_length=4000, blank=True)
    spent = models.PositiveBigIntegerField(null=True, blank=True, help_text="dirhams")
    file = models.FileField(upload_to="calls/reports/", blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    MOVES = INSTALMENT_MOVES

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="instalment_has_its_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_pays_something"),
        ]

    def __str__(self):
        return f"{self.project_id} {self.number}"


class Milestone(models.Model):
    """A step of the project, until `due_on`; reached once its evidence was looked at."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    reached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "id"]

    def __str__(self):
        return self.title


class Evidence(models.Model):
    """What shows that a milestone was reached: a photo, which everyone sees, or a PDF, for the two parties alone.

    A photo that moderators take away is for the two parties alone too.
    """

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(max_length=160)
    file = models.FileField(upload_to="calls/evidence/")
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.VISIBLE, db_default=Visibility.VISIBLE
    )

    objects = EvidenceQuerySet.as_manager()
    MOVES = PHOTO_MOVES

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.milestone.project.get_absolute_url()

    @property
    def is_for_everyone(self) -> bool:
        """Whether it is a photo that was not taken away."""
        return self.kind == Kind.PHOTO and self.visibility == Visibility.VISIBLE
