"""Opinions (رأي) of the body, the meetings that adopted them, and the council's reply."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import Clock
from core.text import in_own_language
from councils.enums import Theme
from councils.models import Mandate, Referral
from deliberations.models import AgendaItem
from equality.enums import WAITING, OpinionState, Origin, Subject
from equality.models.body import Body, Member
from equality.queries import OpinionQuerySet
from equality.workflow import OPINION_MOVES


class Meeting(models.Model):
    """A meeting of the body, with who was there. `in_office` counts the members on its day, kept with it."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    present = models.ManyToManyField(Member, related_name="meetings")
    in_office = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("meeting of the equality body")
        verbose_name_plural = _("meetings of the equality body")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "held_on"], name="one_meeting_a_day"),
        ]

    def __str__(self):
        return f"meeting {self.pk}"


class Opinion(models.Model):
    """What the body says about a project or a plan of the council, asked for by the president or by itself.

    `question` is what was asked, `answer_by` the day by which the president would have it; `item` the point of a
    session's agenda that it is about. Its words are in preparation until it is published. It is adopted at a meeting
    where more than half of the members in office vote for it (`votes_for` of `in_office`, kept with it). Published, it
    goes before the council (`referral`), whose reply has the clock of any matter before it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="opinions")
    origin = models.CharField(max_length=8, choices=Origin)
    subject = models.CharField(max_length=12, choices=Subject, default=Subject.OTHER)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.SOCIAL)
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    question = models.TextField(blank=True)
    asked_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="opinions")
    rapporteur = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="reported")
    text_ar = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="raised by each save of its words")
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.ASKED)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="opinions")
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    in_office = models.PositiveSmallIntegerField(default=0)
    present_count = models.PositiveSmallIntegerField(default=0)
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, blank=True, related_name="opinion")
    adopted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OpinionQuerySet.as_manager()
    MOVES = OPINION_MOVES

    class Meta:
        verbose_name = _("opinion of the equality body")
        verbose_name_plural = _("opinions of the equality body")
        ordering = ["-id"]
        indexes = [models.Index(fields=["body", "state", "-id"], name="opinion_of_body")]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="opinion_has_a_title"),
            models.CheckConstraint(
                condition=Q(origin="own", asked_by__isnull=True) | Q(origin="asked", asked_by__isnull=False),
                name="asked_opinion_says_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(present_count__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="opinion_has_no_more_votes_than_present",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["adopted", "published"])
                | Q(meeting__isnull=False, in_office__lt=F("votes_for") + F("votes_for")),
                name="adopted_opinion_has_its_majority",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, referral__isnull=False),
                name="published_opinion_is_before_the_council",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("equality:opinion", args=[self.pk])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr)

    @property
    def has_majority(self) -> bool:
        """More than half of the members in office on the day of the meeting voted for it."""
        return 2 * self.votes_for > self.in_office

    @property
    def is_public_text(self) -> bool:
        return self.state == OpinionState.PUBLISHED

    @property
    def clock(self) -> Clock | None:
        """How long the body still has, when the president named a day; none once it was given up."""
        if self.answer_by is None or self.state == OpinionState.DROPPED:
            return None
        done = None if self.state in WAITING else self.adopted_at
        return Clock(
            awaited=_("an opinion"),
            who=_("the equality body"),
            started_on=self.asked_on,
            due_on=self.answer_by,
            done_on=localdate(done) if done else None,
            sentence=_("the opinion is asked for by %(day)s"),
            due_sentence=_("the opinion was asked for by %(day)s"),
        )
