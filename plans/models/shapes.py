"""Shapes that a joint action plan has, and that other plans can have too (the communal action plan: 113-14, art. 78).

Abstract: each plan has tables of its own, with its own keys, and uses `plans.figures` on them. An action of another
plan needs the columns below and `milestones`; an indicator needs `measures`, newest last.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from plans.enums import OVER, ActionState
from plans.models.words import words


class AxisShape(models.Model):
    """A chapter of a plan (محور): its actions serve one aim."""

    position = models.PositiveSmallIntegerField(default=1)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    aim_ar = models.TextField(max_length=1000, blank=True)
    aim_fr = models.TextField(max_length=1000, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="%(class)s_has_a_title"),
        ]

    def __str__(self):
        return words(self, "title")

    @property
    def title(self) -> str:
        return words(self, "title")

    @property
    def aim(self) -> str:
        return words(self, "aim")


class ActionShape(models.Model):
    """Something to be done by a day. `progress` is 0–100: entered, or made of its milestones when it has some."""

    position = models.PositiveSmallIntegerField(default=1)
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    text_ar = models.TextField(max_length=2000, blank=True)
    text_fr = models.TextField(max_length=2000, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ActionState, default=ActionState.PLANNED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent")
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="%(class)s_has_a_title"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="%(class)s_progress_is_a_percentage"),
        ]

    def __str__(self):
        return words(self, "title")

    @property
    def title(self) -> str:
        return words(self, "title")

    @property
    def text(self) -> str:
        return words(self, "text")

    @property
    def days_late(self) -> int:
        """Whole days since its day has passed, 0 while it has not, or when nothing is waited for."""
        if self.due_on is None or self.state in OVER:
            return 0
        return max((localdate() - self.due_on).days, 0)

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


class MilestoneShape(models.Model):
    """A step of an action that is reached or not."""

    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return self.title


class IndicatorShape(models.Model):
    """What is measured: from `baseline` (الوضعية المرجعية) to `target` (القيمة المستهدفة), in `unit`."""

    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=40, help_text="as people write it: kilometres, women trained, %")
    baseline = models.DecimalField(max_digits=16, decimal_places=2)
    target = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") | ~Q(name_fr=""), name="%(class)s_has_a_name"),
            models.CheckConstraint(condition=~Q(target=F("baseline")), name="%(class)s_target_is_not_its_baseline"),
        ]

    def __str__(self):
        return words(self, "name")

    @property
    def name(self) -> str:
        return words(self, "name")

    def reached(self, value: Decimal) -> int:
        """Return how much of the way from the baseline to the target a value is, in percent, between 0 and 100."""
        share = (value - self.baseline) / (self.target - self.baseline)
        return int(min(max(share, Decimal(0)), Decimal(1)) * 100)


class MeasureShape(models.Model):
    """A value of an indicator on a day."""

    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.value}"


class EvidenceShape(models.Model):
    """What shows that it is true: a PDF that is only read, a photo, the address of a page."""

    file = models.FileField(upload_to="plans/evidence/", blank=True)
    photo = models.FileField(upload_to="plans/photos/", blank=True)
    thumbnail = models.FileField(upload_to="plans/photos/", blank=True)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def has_evidence(self) -> bool:
        return bool(self.file or self.photo or self.link)
