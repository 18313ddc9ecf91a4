"""A case: something that was reported or held back, what was decided about it, and under which rule."""

import datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from moderation.enums import ActKind, CaseState, Ground, Origin, Outcome, Rule, SanctionKind
from moderation.figures import rules
from moderation.kinds import is_picture, label_of
from moderation.queries import ActQuerySet, CaseQuerySet, SanctionQuerySet
from moderation.workflow import MOVES
from spaces.models import Clause, Space

FOLDED_MAX = 600  # characters


class Case(models.Model):
    """What is done about one thing, named by kind and number (decision 0017). `space` looks after it; none: the Lab.

    `author` wrote the thing, is told and may appeal. `folded` are its words while the case waits, for the likeness of
    cases; they go with the decision. `assigned` is who was on duty when it came.
    """

    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="cases")
    kind = models.CharField(max_length=24)
    key = models.PositiveBigIntegerField(help_text="number of the thing among those of its kind")
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="cases_about")
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    origin = models.CharField(max_length=8, choices=Origin)
    rule = models.CharField(max_length=10, choices=Rule, blank=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    note = models.TextField(max_length=1000, blank=True, help_text="what the author was told")
    report_count = models.PositiveIntegerField(default=0)
    folded = models.TextField(blank=True, editable=False)
    assigned = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="cases_assigned")
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal = models.TextField(max_length=2000, blank=True, help_text="what the author says against the decision")
    reply = models.TextField(max_length=1000, blank=True, help_text="what who looked again answered")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_demo = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["space", "opened_at"], condition=Q(state__in=["open", "appealed"]), name="case_waiting"
            ),
            models.Index(fields=["kind", "key"], name="case_of_thing"),
            models.Index(fields=["decided_at"], name="case_decided"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], condition=~Q(folded=""), name="case_likeness"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state__in=["open", "appealed"]), name="one_case_waits_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(outcome__in=["kept", "hidden"]) & Q(decided_at__isnull=False)),
                name="decided_case_has_its_outcome",
            ),
        ]

    def __str__(self):
        return f"case {self.pk}"

    def get_absolute_url(self):
        return reverse("moderation:case", args=[self.pk])

    @property
    def kind_label(self) -> str:
        """What kind of thing it is about, in words."""
        return label_of(self.kind)

    @property
    def is_about_picture(self) -> bool:
        """Whether it is about one picture of another thing."""
        return is_picture(self.kind)

    @property
    def is_shown_again(self) -> bool:
        """Whether a moderator showed again what its decision had hidden, without an appeal: `reply` says why."""
        return self.outcome == Outcome.KEPT and self.state != CaseState.OVERTURNED and self.closed_by_id is not None

    @property
    def appeal_until(self) -> datetime.datetime | None:
        """The moment until which its author may appeal."""
        return self.decided_at and self.decided_at + datetime.timedelta(days=rules()["appeal_days"])

    @property
    def is_waiting(self) -> bool:
        return self.state in {CaseState.OPEN, CaseState.APPEALED}

    @property
    def waits_long(self) -> bool:
        """Whether it waits, as a case or as an appeal, for longer than a case should."""
        since = self.appealed_at if self.state == CaseState.APPEALED else self.opened_at
        return self.is_waiting and since < now() - datetime.timedelta(hours=rules()["wait_hours"])


class Report(models.Model):
    """Somebody says that a thing breaks the rules: once each. Who, and in which words, only moderators know."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=24)
    key = models.PositiveBigIntegerField()
    reporter = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="reports_made")
    visitor_key = models.BinaryField(
        max_length=32, null=True, blank=True, help_text="fingerprint, for this thing alone"
    )
    ground = models.CharField(max_length=10, choices=Ground)
    words = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("case", "report")
        verbose_name_plural = pgettext_lazy("case", "reports")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "reporter"], name="one_report_a_person"),
            models.UniqueConstraint(fields=["kind", "key", "visitor_key"], name="one_report_a_visitor"),
            models.CheckConstraint(
                condition=Q(reporter__isnull=True) | Q(visitor_key__isnull=True), name="report_is_of_one_person"
            ),
        ]

    def __str__(self):
        return f"report {self.pk}"


class Act(models.Model):
    """One line of the public register: what kind, when, under which rule, by a person or by a rule. Never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(max_length=10, choices=ActKind)
    kind = models.CharField(max_length=24)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=10, choices=Rule, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", help_text="none: a rule")
    at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="act_register"),
            models.Index(fields=["at"], name="act_at"),
        ]

    def __str__(self):
        return f"act {self.pk}"

    @property
    def kind_label(self) -> str:
        """What kind of thing it is about, in words."""
        return label_of(self.kind)

    @property
    def is_by_rule(self) -> bool:
        return self.by_id is None

    @property
    def under(self) -> str:
        """The rule in words: an article of the charter, a common rule, or an automatic one."""
        if self.clause_id:
            return str(_("article %(number)s of the charter") % {"number": self.clause.number})
        return str(self.get_ground_display() if self.ground else self.get_rule_display() if self.rule else "")


class Sanction(models.Model):
    """A step of the ladder that a person was put on."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sanctions")
    case = models.OneToOneField(Case, models.PROTECT, related_name="sanction")
    kind = models.CharField(max_length=10, choices=SanctionKind)
    step = models.PositiveSmallIntegerField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True, help_text="by an appeal that was upheld")

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="warning", until__isnull=True) | Q(kind="suspension", until__isnull=False),
                name="suspension_has_its_end",
            )
        ]

    def __str__(self):
        return f"sanction {self.pk}"
