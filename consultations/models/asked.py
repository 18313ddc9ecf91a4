"""What is asked: parts, questions with their options, statements, candidates of the priorities.

Words are written in Arabic, in French, or in both (`_ar`, `_fr`); a reader is shown the other language where hers is
empty (`words`). Nothing that may have been answered is deleted: it is taken out (`removed_at`), and answers to it stay.
`source_path` and `source_title` name the need, the contribution or the project that it came from, by its address here.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.enums import Method, PartKind, QuestionKind
from consultations.models.consultation import Consultation
from consultations.queries import PartQuerySet, StandingQuerySet, StatementQuerySet
from consultations.workflow import STATEMENT_MOVES
from core.enums import Visibility
from notices.paths import in_language


def words(thing, name: str) -> str:
    """Return a text of a thing in the reader's language, else in the other one it was written in."""
    arabic, french = getattr(thing, f"{name}_ar"), getattr(thing, f"{name}_fr")
    return (arabic or french) if get_language() == "ar" else (french or arabic)


class Sourced(models.Model):
    """Something that can point at what it came from."""

    source_path = models.CharField(max_length=200, blank=True, help_text="address here, without the language")
    source_title = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def source_url(self) -> str:
        """The address of what it came from, in the reader's language; empty for nothing."""
        return in_language(self.source_path) if self.source_path else ""


class Part(models.Model):
    """A part of a consultation: a questionnaire, opinions, or priorities.

    `method`, `budget` (dirhams) and `most` (proposals that a person may choose, or points that she may give; 0: as many
    as she likes) belong to priorities.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind)
    position = models.PositiveSmallIntegerField(default=1)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    method = models.CharField(max_length=12, choices=Method, blank=True)
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="priorities") ^ Q(method=""), name="priorities_have_their_method"),
            models.CheckConstraint(
                condition=~Q(method__in=["greedy", "equal_shares"]) | Q(budget__gt=0), name="a_budget_is_named"
            ),
        ]

    def __str__(self):
        return words(self, "title") or self.get_kind_display()

    @property
    def title(self) -> str:
        return str(self)


class Question(models.Model):
    """A question. `settings` by kind: scale {"low", "high", "low_ar"…: words of the ends}, multiple {"most"}, number
    {"least", "most", "unit_ar", "unit_fr"}. It is shown when `shown_if` is empty, or was answered by one of `shown_for`
    (keys of that question's options): an earlier question of the same part, so that no loop can be.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=QuestionKind)
    text_ar = models.CharField(max_length=300, blank=True)
    text_fr = models.CharField(max_length=300, blank=True)
    help_ar = models.CharField(max_length=500, blank=True)
    help_fr = models.CharField(max_length=500, blank=True)
    is_required = models.BooleanField(default=False)
    settings = models.JSONField(default=dict, blank=True)
    shown_if = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="leads_to")
    shown_for = models.JSONField(default=list, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_ar="") | ~Q(text_fr=""), name="question_has_words"),
        ]

    def __str__(self):
        return words(self, "text")

    @property
    def text(self) -> str:
        return words(self, "text")

    @property
    def help(self) -> str:
        return words(self, "help")


class Option(Sourced):
    """An option of a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=1)
    text_ar = models.CharField(max_length=200, blank=True)
    text_fr = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_ar="") | ~Q(text_fr=""), name="option_has_words"),
        ]

    def __str__(self):
        return words(self, "text")

    @property
    def text(self) -> str:
        return words(self, "text")


class Candidate(Sourced):
    """A need or a project among the priorities. `cost` is in dirhams, where there is a budget."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField(default=1)
    text_ar = models.CharField(max_length=200, blank=True)
    text_fr = models.CharField(max_length=200, blank=True)
    about_ar = models.TextField(max_length=1000, blank=True)
    about_fr = models.TextField(max_length=1000, blank=True)
    cost = models.PositiveBigIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_ar="") | ~Q(text_fr=""), name="candidate_has_words"),
        ]

    def __str__(self):
        return words(self, "text")

    @property
    def text(self) -> str:
        return words(self, "text")

    @property
    def about(self) -> str:
        return words(self, "about")


class Statement(Sourced):
    """A short statement of the opinions, as its author wrote it. `author` is never shown, and goes with her account."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="statements")
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=140)
    folded = models.CharField(max_length=200, editable=False, default="", help_text="the same words are said once")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.HELD)
    at = models.DateTimeField(auto_now_add=True)

    objects = StatementQuerySet.as_manager()
    MOVES = STATEMENT_MOVES

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_words"),
            models.UniqueConstraint(fields=["part", "folded"], name="statement_said_once"),
        ]

    def __str__(self):
        return self.text
