"""Written questions (سؤال كتابي) of the members to the president, and the sitting kept for their answers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.clock import Clock
from councils.enums import Role, Theme
from councils.models import Committee, Council, Mandate, Referral
from deliberations.models import Session, Sitting
from presidency.enums import WAITING, QuestionState
from presidency.queries import QuestionQuerySet
from presidency.workflow import QUESTION_MOVES


class WrittenQuestion(models.Model):
    """A question put in writing by a member, answered in one sitting of an ordinary session (113-14, art. 46).

    Received at least the law's delay before a session it goes to that session (`session_on`, the day on which it opens;
    `session` once that one is entered); `last_day` was the last day for it. Sent later it is kept for the next one, and
    `missed_on` is the opening of the session for which it came too late. The answer is due by the end of its session
    (`due_on`). `came_from` is the path of the page behind it, `referral` the matter before the council when there is
    one. Asked in an election period, it counts from its day and is shown to everyone after `held_until`. Left without
    an answer in its session (`carried_from`), it is entered once, when its member asks, at the next one: `due_on`
    stays.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="written_questions")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="written_questions")
    title = models.CharField(max_length=200)
    text = models.TextField()
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    committee = models.ForeignKey(Committee, models.SET_NULL, null=True, blank=True, related_name="+")
    came_from = models.CharField(max_length=200, blank=True)
    referral = models.ForeignKey(Referral, models.SET_NULL, null=True, blank=True, related_name="written_questions")
    asked_at = models.DateTimeField(auto_now_add=True)
    received_on = models.DateField()
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="written_questions")
    carried_from = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="questions_carried_on"
    )
    session_on = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    missed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.ASKED)
    reply = models.TextField(blank=True)
    reply_version = models.PositiveIntegerField(default=0, help_text="raised by each save")
    drafted_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()
    MOVES = QUESTION_MOVES

    class Meta:
        verbose_name = _("written question")
        verbose_name_plural = _("written questions")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["council", "state", "-id"], name="question_of_council"),
            models.Index(fields=["due_on"], condition=Q(state__in=["asked", "drafted"]), name="question_waiting_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False, signed_by__isnull=False) & ~Q(reply=""),
                name="answered_question_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(session_on__gt=models.F("received_on")), name="question_comes_before_its_session"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("presidency:question", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_held(self) -> bool:
        """An election period keeps it from everyone but the council's people. Computed, never stored."""
        return self.held_until is not None and self.held_until >= localdate()

    @property
    def age(self) -> int:
        """Days since it was received, until its answer when it has one."""
        end = self.answered_at or self.withdrawn_at
        return ((localdate(end) if end else localdate()) - self.received_on).days

    @property
    def clock(self) -> Clock | None:
        """What the president owes; none for what was taken back. No query when the row came from `for_list`."""
        if self.state == QuestionState.WITHDRAWN:
            return None
        follows = self.session and not self.carried_from_id  # carried on, it is late since its own session
        return Clock(
            awaited=_("an answer"),
            who=_("the president of the council"),
            started_on=self.received_on,
            due_on=(self.session.ends_by if follows else None) or self.due_on,
            done_on=localdate(self.answered_at) if self.answered_at else None,
            sentence=_("an answer is due in the session that ends on %(day)s at the latest"),
            due_sentence=_("an answer was due in the session that ended on %(day)s at the latest"),
        )


class QuestionSitting(models.Model):
    """The one sitting of a session that is kept for answers to written questions (113-14, art. 46)."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="question_sitting")
    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="question_sitting")

    class Meta:
        verbose_name = _("sitting for answers")
        verbose_name_plural = _("sittings for answers")

    def __str__(self):
        return f"{self.session_id} {self.sitting_id}"
