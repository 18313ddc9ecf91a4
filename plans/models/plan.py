"""Joint action plans (خطة عمل مشتركة): axes → actions → milestones and indicators, and how they are followed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from councils.models import Council
from debates.models import Thread
from plans.enums import OwnerKind, PlanState
from plans.models.document import ReferenceDocument
from plans.models.origins import Sourced
from plans.models.shapes import (
    ActionShape,
    AxisShape,
    EvidenceShape,
    IndicatorShape,
    MeasureShape,
    MilestoneShape,
)
from plans.models.words import words
from plans.queries import ActionQuerySet, PlanQuerySet
from plans.workflow import ACTION_MOVES, PLAN_MOVES
from spaces.models import Association, Space


class Plan(models.Model):
    """A plan of a space; `document` is the reference document that it carries out, if any."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="plans")
    document = models.ForeignKey(ReferenceDocument, models.PROTECT, null=True, blank=True, related_name="plans")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    purpose_ar = models.TextField(max_length=2000, blank=True)
    purpose_fr = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()
    MOVES = PLAN_MOVES

    class Meta:
        verbose_name = _("joint action plan")
        verbose_name_plural = _("joint action plans")
        ordering = ["-id"]
        indexes = [models.Index(fields=["space", "-id"], name="plan_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="plan_has_a_title"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="published_plan_has_its_date"
            ),
        ]

    def __str__(self):
        return words(self, "title")

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.pk])

    @property
    def title(self) -> str:
        return words(self, "title")

    @property
    def purpose(self) -> str:
        return words(self, "purpose")


class Axis(AxisShape):
    """An axis of a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="axes")

    class Meta(AxisShape.Meta):
        verbose_name = _("axis")
        verbose_name_plural = _("axes")


class Action(ActionShape):
    """An action of a plan.

    Whoever answers for it is an association, the space of the plan, a council (`owner_name`: its service) or a partner
    by name. `reminded` holds which reminder its owner was last sent, so that each leaves once.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    axis = models.ForeignKey(Axis, models.PROTECT, related_name="actions")
    owner_kind = models.CharField(max_length=12, choices=OwnerKind)
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="+")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True)
    partners = models.CharField(max_length=300, blank=True, help_text="names, with commas between")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="plan_action")
    reminded = models.CharField(max_length=20, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()
    MOVES = ACTION_MOVES

    class Meta(ActionShape.Meta):
        verbose_name = _("action of a plan")
        verbose_name_plural = _("actions of plans")
        ordering = ["axis__position", "axis_id", "position", "id"]
        indexes = [models.Index(fields=["due_on"], name="plan_action_due")]
        constraints = [
            *ActionShape.Meta.constraints,
            models.CheckConstraint(
                condition=Q(owner_kind="association", association__isnull=False, council__isnull=True)
                | Q(owner_kind="council", association__isnull=True, council__isnull=False)
                | Q(owner_kind="space", association__isnull=True, council__isnull=True, owner_name="")
                | (Q(owner_kind="partner", association__isnull=True, council__isnull=True) & ~Q(owner_name="")),
                name="plan_action_has_one_owner",
            ),
        ]

    def get_absolute_url(self):
        return reverse("plans:action", args=[self.pk])

    @property
    def owner(self) -> str:
        """Who answers for it, by name: it came with its plan's space, its association and its council."""
        if self.owner_kind == OwnerKind.ASSOCIATION:
            return str(self.association)
        if self.owner_kind == OwnerKind.COUNCIL:
            return f"{self.council} · {self.owner_name}" if self.owner_name else str(self.council)
        return self.owner_name or str(self.plan.space)

    @property
    def owner_key(self) -> str:
        """What the owner is told apart by in an address: `association-3`."""
        if self.owner_kind == OwnerKind.ASSOCIATION:
            return f"association-{self.association_id}"
        if self.owner_kind == OwnerKind.COUNCIL:
            return f"council-{self.council_id}"
        return str(self.owner_kind)


class Milestone(MilestoneShape):
    """A step of an action. The action's progress is the share of them that are reached."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")

    class Meta(MilestoneShape.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")


class Indicator(IndicatorShape):
    """An indicator of an action."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="indicators")

    class Meta(IndicatorShape.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")


class Measure(MeasureShape, EvidenceShape):
    """A value of an indicator on a day, with what shows it; later ones come after it, never before."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measures")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(MeasureShape.Meta):
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="one_measure_a_day")]


class FollowUp(EvidenceShape):
    """What became of an action, dated and signed; never changed. `progress` is what was entered with it, if anything.

    `is_owner`: whoever wrote it did so for the owner, else for the space.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="follow_ups")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_owner = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=2000)
    progress = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent")

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="follow_up_progress_is_a_percentage"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_has_words"),
        ]

    def __str__(self):
        return f"follow-up {self.pk}"


class ActionOrigin(Sourced):
    """What an action came from."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="origins")

    class Meta(Sourced.Meta):
        verbose_name = _("origin of an action")
        verbose_name_plural = _("origins of actions")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["action", "note", "need", "debate", "consultation"],
                nulls_distinct=False,
                name="action_origin_once",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
