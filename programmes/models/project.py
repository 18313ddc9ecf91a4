"""Axes, projects, their money, how far they are, and what inhabitants say of what is said done."""

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from councils.enums import Theme
from debates.models import Thread
from plans.models import ActionShape, AxisShape, EvidenceShape, IndicatorShape, MeasureShape, MilestoneShape
from programmes.enums import BudgetSource
from programmes.models.programme import Programme
from programmes.queries import ProjectQuerySet, VoiceQuerySet
from programmes.workflow import PROJECT_MOVES, VOICE_MOVES


class Axis(AxisShape):
    """An axis of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="axes")

    class Meta(AxisShape.Meta):
        verbose_name = _("axis of a programme")
        verbose_name_plural = _("axes of programmes")
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="programme_axis_has_a_title")
        ]


class Project(ActionShape):
    """A project of a programme: from `starts_on` to `due_on`, `cost` in dirhams.

    `place` is the name of a douar or neighbourhood, `location` a point; without both it is for the whole commune.
    `service` is the commune's service in charge. `round` counts how many times it was said done: inhabitants are asked
    anew each time. `earlier` is the same project in the version that the programme updates.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="projects")
    axis = models.ForeignKey(Axis, models.PROTECT, related_name="projects")
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later")
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    place = models.CharField(max_length=120, blank=True)
    location = models.PointField(null=True, blank=True)
    partners = models.CharField(max_length=300, blank=True, help_text="names, with commas between")
    service = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="dirhams")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="programme_project")
    round = models.PositiveSmallIntegerField(default=0)
    reminded = models.CharField(max_length=20, blank=True, editable=False)

    objects = ProjectQuerySet.as_manager()
    MOVES = PROJECT_MOVES

    class Meta:
        verbose_name = _("project of a programme")
        verbose_name_plural = _("projects of programmes")
        ordering = ["axis__position", "axis_id", "position", "id"]
        indexes = [models.Index(fields=["due_on"], name="programme_project_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="programme_project_has_a_title"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="programme_project_progress_is_a_percentage"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="programme_project_cost_is_no_debt"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="programme_project_ends_after_it_starts",
            ),
        ]

    def get_absolute_url(self):
        return reverse("programmes:project", args=[self.pk])


class BudgetLine(models.Model):
    """Money for a project in a year from a source, in dirhams: what is foreseen, committed, paid."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="lines")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=BudgetSource)
    source_name = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    committed = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["year", "source", "source_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "source", "source_name"], name="budget_line_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, committed__gte=0, paid__gte=0), name="budget_line_is_no_debt"
            ),
            models.CheckConstraint(condition=Q(paid__lte=F("committed")), name="budget_line_pays_what_is_committed"),
        ]

    def __str__(self):
        return f"{self.year} {self.source} {self.amount}"

    @property
    def source_words(self) -> str:
        """The source by its own name when it has one."""
        return self.source_name or self.get_source_display()


class Milestone(MilestoneShape):
    """A step of a project. The project's progress is the share of them that are reached."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")

    class Meta(MilestoneShape.Meta):
        verbose_name = _("milestone of a project")
        verbose_name_plural = _("milestones of projects")


class Indicator(IndicatorShape):
    """An indicator of a project (113-14, art. 271)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")

    class Meta(IndicatorShape.Meta):
        verbose_name = _("indicator of a project")
        verbose_name_plural = _("indicators of projects")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_ar="") | ~Q(name_fr=""), name="programme_project_indicator_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(target=F("baseline")), name="programme_project_indicator_measures_something"
            ),
        ]


class Measure(MeasureShape, EvidenceShape):
    """A value of an indicator on a day, with what shows it; later ones come after it, never before."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measures")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(MeasureShape.Meta):
        verbose_name = _("value of a project’s indicator")
        verbose_name_plural = _("values of projects’ indicators")
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="one_project_measure_a_day")]


class FollowUp(EvidenceShape):
    """What became of a project, dated and signed; never changed. `progress` is what was entered with it, if any."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="follow_ups")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=2000)
    progress = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent")

    class Meta:
        verbose_name = _("follow-up of a project")
        verbose_name_plural = _("follow-ups of projects")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100),
                name="programme_project_follow_up_is_a_percentage",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="programme_project_follow_up_has_words"),
        ]

    def __str__(self):
        return f"follow-up {self.pk}"


class Voice(models.Model):
    """An inhabitant says that a project is done, or that it is not, with the reason; one a round, which may be changed.

    `asked`: she had joined a need that the project came from. `visibility` is of the reason alone: her voice counts.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="voices")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    is_done = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)
    asked = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.VISIBLE, db_default=Visibility.VISIBLE
    )

    objects = VoiceQuerySet.as_manager()
    MOVES = VOICE_MOVES

    class Meta:
        verbose_name = _("voice about a project")
        verbose_name_plural = _("voices about projects")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "user", "round"], name="one_voice_about_a_project_a_round"),
            models.CheckConstraint(condition=Q(is_done=True) | ~Q(reason=""), name="a_no_about_a_project_has_a_reason"),
        ]

    def __str__(self):
        return f"voice {self.pk}"

    def get_absolute_url(self):
        return f"{self.project.get_absolute_url()}#voices"
