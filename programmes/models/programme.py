"""The communal action plan itself (برنامج عمل الجماعة; 113-14, art. 78–80), its steps, its yearly evaluations."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import Consultation
from councils.models import Council
from debates.models import Debate
from deliberations.models import Decision, Session
from equality.models import Opinion
from events.models import Event
from plans.models import EvidenceShape, words
from programmes.enums import ProgrammeState, StepKind
from programmes.queries import ProgrammeQuerySet
from programmes.workflow import PROGRAMME_MOVES


class Programme(models.Model):
    """The action plan of a commune for one term of its council.

    `term_started_on` is the day on which the council's term began: the plan is made within a year of it. It covers the
    days from `starts_on` to `ends_on`, both included: six years. `total` is the whole budget in dirhams, as the council
    says it; the projects' costs must make it before a vote. `updates` is the version that this one brings up to date
    (from the third year on: 113-14, art. 80), `number` counts versions from 1. `decision` is the council's vote, by the
    absolute majority of its members in office (art. 43).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="programmes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    updates = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="updated_by")
    number = models.PositiveSmallIntegerField(default=1)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    vision_ar = models.TextField(max_length=4000, blank=True)
    vision_fr = models.TextField(max_length=4000, blank=True)
    term_started_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    total = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)], help_text="dirhams"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="programmes", help_text="that is to vote it"
    )
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="programme")
    state = models.CharField(max_length=12, choices=ProgrammeState, default=ProgrammeState.PREPARATION)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)
    executable_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()
    MOVES = PROGRAMME_MOVES

    class Meta:
        verbose_name = _("communal action plan")
        verbose_name_plural = _("communal action plans")
        ordering = ["-starts_on", "-number", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="programme_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="programme_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(total__gte=0), name="programme_total_is_no_debt"),
            models.CheckConstraint(
                condition=Q(updates__isnull=True, number=1) | Q(updates__isnull=False, number__gt=1),
                name="programme_version_is_counted",
            ),
            models.UniqueConstraint(
                fields=["council", "starts_on"], condition=Q(number=1), name="one_programme_a_term"
            ),
        ]

    def __str__(self):
        return words(self, "title")

    def get_absolute_url(self):
        return reverse("programmes:programme", args=[self.pk])

    @property
    def title(self) -> str:
        return words(self, "title")

    @property
    def vision(self) -> str:
        return words(self, "vision")

    @property
    def years(self) -> list[int]:
        """The years that it covers, the first first."""
        return list(range(self.starts_on.year, self.ends_on.year + 1))


# Where a step was held, by its column.
HELD_IN = {"debate": Debate, "consultation": Consultation, "event": Event, "opinion": Opinion}


class Step(EvidenceShape):
    """A step of the law: `planned_on` by the timetable, `done_on` with its proof.

    `due_on` is the last day that the law gives, when it gives one, with the rule it came from; `year` is that of an
    evaluation. A consultation may name the debate, consultation or meeting in which it was held, the
    opinion of the equality body that opinion.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    planned_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    by_silence = models.BooleanField(default=False, help_text="a visa that the governor's silence gave (art. 118)")
    note = models.CharField(max_length=500, blank=True)
    debate = models.ForeignKey(Debate, models.PROTECT, null=True, blank=True, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("step of a programme")
        verbose_name_plural = _("steps of programmes")
        ordering = ["done_on", "planned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=~Q(kind__in=["consultation", "evaluation"]),
                name="programme_step_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "year"], condition=Q(kind="evaluation"), name="programme_evaluated_once_a_year"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.programme_id}"

    @property
    def is_held_here(self) -> bool:
        """Whether it names the debate, consultation or meeting in which it was held, or the equality body's opinion."""
        return any(getattr(self, f"{column}_id") for column in HELD_IN)


class Evaluation(models.Model):
    """The evaluation report of one year (113-14, art. 271–272): figures as they were counted on the day it was
    published, with the council's comment. It never changes afterwards."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    comment_ar = models.TextField(max_length=4000, blank=True)
    comment_fr = models.TextField(max_length=4000, blank=True)
    figures = models.JSONField(help_text="programmes.evaluating.figures_of, on the day of publication")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evaluation report")
        verbose_name_plural = _("evaluation reports")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="one_evaluation_a_year")]

    def __str__(self):
        return f"{self.programme_id} {self.year}"

    @property
    def comment(self) -> str:
        return words(self, "comment")
