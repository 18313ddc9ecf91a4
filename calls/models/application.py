"""The application file of an association (ملف الترشيح)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.enums import ApplicationState, BrokenBy
from calls.models.call import Call, Category
from calls.queries import ApplicationQuerySet
from calls.workflow import APPLICATION_MOVES
from spaces.models import Association


class Application(models.Model):
    """What an association asks of a call: written by its officers, sent by its legal representative.

    `beneficiaries` counts people. `asked`, `own` and `others` are the sums of its budget, in dirhams. `number` is given
    when it is sent, and stands for the association where scoring is blind. `dossier` is what the association's dossier
    held at that moment: `{kind, state, issued_on, expires_on, checked}` a line. `missing` (of `PaperKind`) and
    `missing_words` are what was asked for once more, until `complete_until`. `mean` is out of 100, rounded; `means`
    holds the exact means by criterion as fractions ("23/3"), `rank` is shared by equals and `place` is not.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    association = models.ForeignKey(Association, models.PROTECT, related_name="applications")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="applications")
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=1500, blank=True)
    objectives = models.TextField(max_length=4000, blank=True)
    beneficiaries = models.PositiveIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(max_length=2000, blank=True)
    asked = models.PositiveBigIntegerField(default=0)
    own = models.PositiveBigIntegerField(default=0)
    others = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    dossier = models.JSONField(default=list, blank=True)
    missing = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    missing_words = models.TextField(max_length=1000, blank=True)
    complete_until = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(max_length=2000, blank=True)
    mean = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    means = models.JSONField(default=dict, blank=True)
    spread = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    review_count = models.PositiveSmallIntegerField(default=0)
    rank = models.PositiveIntegerField(null=True, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    broken_by = models.CharField(max_length=9, choices=BrokenBy, blank=True)
    is_undecided = models.BooleanField(default=False)
    tie_reason = models.TextField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()
    MOVES = APPLICATION_MOVES

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["call", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "association"], condition=~Q(state="withdrawn"), name="one_application_a_call"
            ),
            models.UniqueConstraint(fields=["call", "number"], name="application_has_its_number"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(number__isnull=False, sent_at__isnull=False, sent_by__isnull=False),
                name="sent_application_has_its_number",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("calls:application", args=[self.pk])

    @property
    def cost(self) -> int:
        """What the project costs, in dirhams, whoever pays."""
        return self.asked + self.own + self.others


class BudgetLine(models.Model):
    """One line of a budget: what it is for, its cost, and who pays it, in dirhams."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    cost = models.PositiveBigIntegerField()
    asked = models.PositiveBigIntegerField(default=0)
    own = models.PositiveBigIntegerField(default=0)
    others = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of budgets")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(cost=F("asked") + F("own") + F("others")), name="budget_line_adds_up"),
        ]

    def __str__(self):
        return self.label


class Attachment(models.Model):
    """A PDF beside an application (`core.papers`). Evaluators of a blind call never see it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    title = models.CharField(max_length=120)
    file = models.FileField(upload_to="calls/attachments/")
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self):
        return self.title
