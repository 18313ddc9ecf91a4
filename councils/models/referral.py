"""What is put before a council: the referral and its clock, its pauses, the answers and their templates."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import Clock
from councils.enums import OPEN_STATES, PauseReason, ReferralState, Role, Theme, Verdict
from councils.models.council import Committee, Council, Mandate
from councils.queries import AnswerQuerySet, ReferralQuerySet, TemplateQuerySet
from councils.workflow import MOVES

OPEN_STATES_LIST = sorted(OPEN_STATES)  # a set would make another migration each day


class Referral(models.Model):
    """A matter put before a council, whatever it came from: a need, a petition, a debate's question.

    It knows nothing of the thing behind it but its title, its address and its theme and place. Its clock started on
    `started_on` (the day it was received, or put before the council again) and ends with `due_on`, set by `rule_key`
    (a LegalRule) or, when `is_pledge`, by the council's own shorter promise; pauses push it back day for day.
    `paused_for` repeats the reason of the open Pause, so that no list has to look for it. `is_shown` is false while
    what is behind it is held back or hidden: then only the council's people and whoever referred it see it.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="referrals")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=200, help_text="path of the public page, without the language")
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    place = models.CharField(max_length=120, blank=True)
    location = models.PointField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ReferralState, default=ReferralState.RECEIVED)
    received_at = models.DateTimeField(auto_now_add=True)
    referred_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    rule_key = models.CharField(max_length=60, blank=True)
    is_pledge = models.BooleanField(default=False)
    started_on = models.DateField(default=localdate)
    due_on = models.DateField()
    paused_for = models.CharField(max_length=12, choices=PauseReason, blank=True)
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="referrals")
    committee = models.ForeignKey(Committee, models.SET_NULL, null=True, blank=True, related_name="referrals")
    service = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_shown = models.BooleanField(default=True)
    by_procedure = models.BooleanField(
        default=False, help_text="answered on the page of what is behind it, by the steps that the law names"
    )

    objects = ReferralQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["council", "state", "due_on"], name="referral_workbench"),
            models.Index(fields=["mandate", "state", "due_on"], name="referral_mine"),
            models.Index(fields=["council", "-id"], name="referral_newest"),
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN_STATES_LIST), name="referral_open_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_for="") | Q(state__in=OPEN_STATES_LIST), name="only_open_referral_pauses"
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) | ~Q(state="answered"),
                name="answered_referral_has_its_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("councils:referral", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        """Open, its clock running, past its last day. Computed, never stored."""
        return self.is_open and not self.paused_for and self.due_on < localdate()

    @property
    def clock(self) -> Clock | None:
        """The clock, without a query when the row came from `for_list()`; none for what was withdrawn."""
        if self.state == ReferralState.WITHDRAWN:
            return None
        return Clock(
            awaited=_("an answer"),
            who=str(self.council),
            started_on=self.started_on,
            due_on=self.due_on,
            done_on=localdate(self.answered_at) if self.state == ReferralState.ANSWERED else None,
            paused=self.get_paused_for_display() if self.paused_for else "",
            sentence=_("the council must answer by %(day)s"),
            due_sentence=_("the council had to answer by %(day)s"),
        )


class Pause(models.Model):
    """The clock stands still, for a reason shown to everyone, until it is resumed."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=12, choices=PauseReason)
    detail = models.CharField(max_length=300, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_on__isnull=True), name="one_open_pause_a_referral"
            )
        ]

    def __str__(self):
        return f"pause {self.pk}"


class Answer(models.Model):
    """What the council says: drafted, validated, published, each by a person with a mandate.

    The capacity in which it was signed is copied at publication, so that a later change of mandate does not rewrite it.
    So is the clock that it stopped (`started_on`, `due_on`, empty for a report of progress): what was late stays late
    when the matter comes back before the council.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    verdict = models.CharField(max_length=12, choices=Verdict)
    text = models.TextField()
    planned_for = models.DateField(null=True, blank=True, help_text="the date promised, when there is one")
    drafted_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now=True)
    validated_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    validated_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="the day in Morocco")
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="raised by each save: two officers cannot overwrite each other"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["-published_at"], condition=Q(published_at__isnull=False), name="answer_latest")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(published_at__isnull=True), name="one_draft_answer_a_referral"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(signed_by__isnull=False) & ~Q(signed_role=""),
                name="published_answer_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_on__isnull=True)
                | Q(published_at__isnull=False, published_on__isnull=False),
                name="published_answer_has_its_day",
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"

    @property
    def is_report(self) -> bool:
        """A later report of progress, not the answer that stopped the clock."""
        return self.published_at is not None and self.due_on is None


class AnswerTemplate(models.Model):
    """A text that a council's officers start an answer from.

    `condition` says in a few words what is missing for what was asked, `citation` the article that asks for it. Those
    without a council come with the house (`key` names them: `manage.py load_answer_texts`).
    """

    key = models.SlugField(max_length=40, null=True, blank=True, unique=True, editable=False)
    council = models.ForeignKey(Council, models.CASCADE, null=True, blank=True, related_name="answer_templates")
    name_ar = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    verdict = models.CharField(max_length=12, choices=Verdict)
    text_ar = models.TextField()
    text_fr = models.TextField()
    condition_ar = models.CharField(max_length=200, blank=True)
    condition_fr = models.CharField(max_length=200, blank=True)
    citation = models.CharField(max_length=120, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["id"]

    def __str__(self):
        return self.name_ar if get_language() == "ar" else self.name_fr

    @property
    def text(self) -> str:
        return self.text_ar if get_language() == "ar" else self.text_fr

    @property
    def condition(self) -> str:
        return self.condition_ar if get_language() == "ar" else self.condition_fr
