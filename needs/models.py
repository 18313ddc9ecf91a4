"""What inhabitants need, who joins them, and what became of it."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from core.models import Recording
from councils.enums import Theme
from councils.models import Referral
from debates.models import Point, Thread
from needs.enums import Beneficiary, NeedState
from needs.queries import ConfirmationQuerySet, DetailRequestQuerySet, MediaQuerySet, NeedQuerySet, PhotoQuerySet
from needs.workflow import MOVES, PHOTO_MOVES, REPLY_MOVES
from spaces.enums import ConsentWay
from spaces.models import Space

# The map's grid: the world is 2^24 cells wide, so a cell is about 2 m; a cluster is a coarser cell (a bit shift).
GRID_BITS = 24


def _on_grid(axis: str, offset: int) -> Func:
    """Return the expression of a point's column or row on the grid: (degrees + offset) / 360 of 2^24."""
    return Func(
        F("location"),
        template=f"floor((ST_{axis}(%(expressions)s) + {offset}) / 360 * {2**GRID_BITS})::integer",
        output_field=models.IntegerField(),
    )


def degrees_of(place: float) -> float:
    """Return the degrees of the middle of a grid's column or row, counted from its edge (180° west or 90° south)."""
    return (place + 0.5) * 360 / 2**GRID_BITS


class Need(models.Model):
    """A need of the inhabitants of a commune (حاجة).

    `support_count` counts people: those who joined this need or one merged into it, each once, and each person for
    whom a desk entered one of them. It is changed in the transaction of the support. `place` is a douar's or
    neighbourhood's name, `location` a point (WGS84), `grid_x` and `grid_y` its place on the map's grid, kept by the
    database. `thread` is what people say about it; `raised_by` the point of a debate's conclusion that it came from.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="needs")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000, blank=True)
    theme = models.CharField(max_length=16, choices=Theme)
    beneficiary = models.CharField(max_length=12, choices=Beneficiary, default=Beneficiary.EVERYONE)
    place = models.CharField(max_length=120, blank=True)
    location = models.PointField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="needs")
    client_key = models.UUIDField(
        null=True, blank=True, help_text="made by the form: sent twice, the need is posted once"
    )
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.VOICED)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, blank=True, related_name="need")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="need")
    raised_by = models.OneToOneField(Point, models.PROTECT, null=True, blank=True, related_name="need")
    support_count = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0, help_text="how many times the council said that it was done")
    open_questions = models.PositiveSmallIntegerField(default=0, help_text="requests for detail without a reply")
    folded = models.TextField(editable=False, help_text="title, place and text, folded, a line each, for search")
    keys = ArrayField(models.CharField(max_length=24), default=list, editable=False, help_text="keys of likeness")
    grid_x = models.GeneratedField(
        expression=_on_grid("X", 180), output_field=models.IntegerField(null=True), db_persist=True
    )
    grid_y = models.GeneratedField(
        expression=_on_grid("Y", 90), output_field=models.IntegerField(null=True), db_persist=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    said_done_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="need_newest"),
            models.Index(fields=["space", "-support_count", "-id"], name="need_most_joined"),
            models.Index(fields=["space", "state", "-id"], name="need_by_state"),
            models.Index(fields=["space", "theme", "-id"], name="need_by_theme"),
            models.Index(fields=["space", "beneficiary", "-id"], name="need_by_beneficiary"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="need_folded_trgm"),
            GinIndex(fields=["space", "keys"], name="need_keys"),
            # A map of a whole commune is counted from this index alone, without reading a row.
            models.Index(
                fields=["space", "grid_x", "grid_y", "theme", "state"],
                condition=Q(visibility="visible", merged_into__isnull=True, location__isnull=False),
                name="need_grid",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="need_has_a_title"),
            models.CheckConstraint(condition=Q(location__isnull=False) | ~Q(place=""), name="need_has_a_place"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="need_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | Q(state="voiced"), name="heard_need_has_a_referral"
            ),
            models.UniqueConstraint(fields=["author", "client_key"], name="need_posted_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:detail", args=[self.pk])


class Relay(models.Model):
    """A need entered by a desk on behalf of someone without a phone, with her consent recorded.

    The person's own name is not kept: the desk's receipt number is what she can come back with.
    """

    need = models.OneToOneField(Need, models.CASCADE, related_name="relay")
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    desk = models.CharField(max_length=120)
    consent = models.CharField(max_length=8, choices=ConsentWay)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("entry on behalf of someone")
        verbose_name_plural = _("entries on behalf of someone")

    def __str__(self):
        return f"relay {self.pk}"


class Support(models.Model):
    """A person joins a need: support and follow in one. The database holds one each."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="supports")
    user = models.ForeignKey(User, models.CASCADE, related_name="supports")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [models.UniqueConstraint(fields=["need", "user"], name="one_support_each")]

    def __str__(self):
        return f"support {self.pk}"


class Photo(models.Model):
    """A photo re-encoded by us: no EXIF, no GPS, at most 1600 px a side. Moderators may take it away alone."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="needs/photos/")
    thumbnail = models.ImageField(upload_to="needs/photos/")
    description = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.VISIBLE, db_default=Visibility.VISIBLE
    )

    objects = PhotoQuerySet.as_manager()
    MOVES = PHOTO_MOVES
    content_type = "image/jpeg"  # what `core.photos` writes

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["id"]

    def __str__(self):
        return f"photo {self.pk}"

    def get_absolute_url(self):
        return reverse("needs:detail", args=[self.need_id])

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the page of its need."""
        return self.visibility == Visibility.VISIBLE


class VoiceNote(Recording):
    """A spoken need, at most 120 seconds."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="voice")
    audio = models.FileField(upload_to="needs/voices/")

    objects = MediaQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice note")
        verbose_name_plural = _("voice notes")
        constraints = [models.CheckConstraint(condition=Q(seconds__lte=120), name="voice_note_at_most_two_minutes")]

    def __str__(self):
        return f"voice {self.pk}"


class DetailRequest(models.Model):
    """The facilitator asks the people behind a need for a detail; the answer is public while `visibility` says so."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="detail_requests")
    question = models.CharField(max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reply = models.TextField(max_length=2000, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.VISIBLE, db_default=Visibility.VISIBLE
    )

    objects = DetailRequestQuerySet.as_manager()
    MOVES = REPLY_MOVES

    class Meta:
        verbose_name = _("request for detail")
        verbose_name_plural = _("requests for detail")
        ordering = ["id"]

    def __str__(self):
        return f"detail request {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('needs:detail', args=[self.need_id])}#detail-{self.pk}"

    @property
    def is_shown(self) -> bool:
        """Whether everyone reads the reply."""
        return bool(self.replied_at) and self.visibility == Visibility.VISIBLE


class Confirmation(models.Model):
    """What one person says once the council has said that it is done: one voice a round."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="confirmations")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    is_done = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(auto_now=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "user", "round"], name="one_confirmation_each_round"),
            models.CheckConstraint(condition=Q(is_done=True) | ~Q(reason=""), name="contest_has_a_reason"),
        ]

    def __str__(self):
        return f"confirmation {self.pk}"
