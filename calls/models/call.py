"""A call for projects (دعوة لتقديم المشاريع), its categories, its grid and the people who score."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.enums import CallState, LastTie, PlacesBy, Seat
from calls.queries import CallQuerySet, EvaluatorQuerySet
from calls.workflow import MOVES
from councils.enums import Theme
from councils.models import Council
from spaces.models import Space


def in_either(arabic: str, french: str) -> str:
    """Return the words of the reader's language, else those of the other."""
    return (arabic or french) if get_language() == "ar" else (french or arabic)


class Call(models.Model):
    """A call of a space; `council` and `partner` (a donor's name) say who pays for it.

    `envelope` and `ceiling` (of one project) are dirhams. Who may apply: `papers` are the `PaperKind` asked for,
    `least_years` the age of the association, `seat` where it is, `themes` of which it has one at least. It takes
    applications from `opens_at` until just before `closes_at`, by the server's clock. Between equals `tie_criterion`
    decides, then the smaller sum asked for, then `last_tie`; `seed` is what lots are drawn from, known to nobody before
    it closes.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="calls")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="calls")
    partner = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    purpose_ar = models.TextField(max_length=4000, blank=True)
    purpose_fr = models.TextField(max_length=4000, blank=True)
    envelope = models.PositiveBigIntegerField()
    ceiling = models.PositiveBigIntegerField()
    papers = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    least_years = models.PositiveSmallIntegerField(default=0)
    seat = models.CharField(max_length=8, choices=Seat, default=Seat.PRESENT)
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    is_blind = models.BooleanField(default=False)
    evaluators_min = models.PositiveSmallIntegerField(default=2)
    places_by = models.CharField(max_length=8, choices=PlacesBy, default=PlacesBy.CATEGORY)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    reserve_places = models.PositiveSmallIntegerField(default=2, help_text="in each list")
    tie_criterion = models.ForeignKey("calls.Criterion", models.SET_NULL, null=True, blank=True, related_name="+")
    last_tie = models.CharField(max_length=4, choices=LastTie, default=LastTie.DRAW)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    results_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=CallState, default=CallState.DRAFT)
    seed = models.CharField(max_length=64, blank=True, editable=False)
    is_demo = models.BooleanField(default=False)
    folded = models.TextField(editable=False, default="", help_text="titles and purposes, folded, for search")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)
    awarded_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("call for projects")
        verbose_name_plural = _("calls for projects")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="call_newest"),
            models.Index(fields=["state", "closes_at"], name="call_to_close"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="call_has_a_title"),
            models.CheckConstraint(condition=Q(ceiling__lte=F("envelope"), ceiling__gt=0), name="call_ceiling_fits"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"])
                | Q(published_at__isnull=False, opens_at__isnull=False, closes_at__isnull=False),
                name="published_call_has_its_dates",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("calls:detail", args=[self.pk])

    @property
    def title(self) -> str:
        return in_either(self.title_ar, self.title_fr)

    @property
    def purpose(self) -> str:
        return in_either(self.purpose_ar, self.purpose_fr)

    def takes_applications(self) -> bool:
        """Tell whether an application may be sent at this moment, by the server's clock."""
        return bool(self.state == CallState.PUBLISHED and self.opens_at <= now() < self.closes_at)

    def is_decided(self) -> bool:
        """Tell whether its winners are published."""
        return self.awarded_at is not None


class Category(models.Model):
    """What a project is about; `places` is how many are retained in it, when the call counts by category."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    name_ar = models.CharField(max_length=120, blank=True)
    name_fr = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    places = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("category of a call")
        verbose_name_plural = _("categories of calls")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") | ~Q(name_fr=""), name="call_category_has_a_name"),
            models.UniqueConstraint(fields=["call", "position"], name="call_category_has_its_place"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_either(self.name_ar, self.name_fr)


class Criterion(models.Model):
    """One line of the grid: points from 0 to `most`, which count `weight` times as much as those of weight 1."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    most = models.PositiveSmallIntegerField(default=10)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("criterion of a call")
        verbose_name_plural = _("criteria of calls")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") | ~Q(name_fr=""), name="criterion_has_a_name"),
            models.CheckConstraint(condition=Q(most__gte=1, weight__gte=1), name="criterion_counts"),
            models.UniqueConstraint(fields=["call", "position"], name="criterion_has_its_place"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_either(self.name_ar, self.name_fr)


class Evaluator(models.Model):
    """A person named to score the projects of a call, until `ended_at`."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="evaluators")
    user = models.ForeignKey(User, models.PROTECT, related_name="evaluating")
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluator")
        verbose_name_plural = _("evaluators")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "user"], condition=Q(ended_at__isnull=True), name="evaluator_named_once"
            )
        ]

    def __str__(self):
        return f"{self.call_id} {self.pk}"
