"""The information bank (بنك المعلومات): resources, their versions, each person's own list."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councils.enums import Theme
from resources.enums import FileKind, Language, Licence, Reader, ResourceKind, ResourceState
from resources.letters import blanks_of
from resources.queries import ResourceQuerySet, VersionQuerySet
from resources.workflow import MOVES
from spaces.models import Association, Space
from territories.models import Territory

ORDER = {"ar": ("ar", "fr", "zgh"), "zgh": ("zgh", "ar", "fr")}  # which language is shown first; French for every other
LANGUAGES = tuple(Language.values)


class Said(models.Model):
    """What a resource says: its words in Arabic, French and Amazigh (one is enough), its file, its address.

    `size` is in bytes, `pages` of a PDF. `phone`, `email` and `address` are those of an organisation, never a person's.
    `issued_on` is the day of the document itself.
    """

    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    title_zgh = models.CharField(max_length=160, blank=True)
    summary_ar = models.TextField(max_length=600, blank=True)
    summary_fr = models.TextField(max_length=600, blank=True)
    summary_zgh = models.TextField(max_length=600, blank=True)
    text_ar = models.TextField(max_length=20_000, blank=True)
    text_fr = models.TextField(max_length=20_000, blank=True)
    text_zgh = models.TextField(max_length=20_000, blank=True)
    url = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=10, choices=Licence, default=Licence.CC_BY)
    issued_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="resources/", blank=True)
    file_kind = models.CharField(max_length=4, choices=FileKind, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self._in_the_readers_language("title")

    @property
    def summary(self) -> str:
        return self._in_the_readers_language("summary")

    @property
    def text(self) -> str:
        return self._in_the_readers_language("text")

    @property
    def sources(self) -> list[str]:
        """Its source, in each language in which it is named: they are written with " · " between them."""
        return self.source.split(" · ") if self.source else []

    @property
    def written_in(self) -> list[str]:
        """The languages in which it has a title or a text."""
        return [one for one in LANGUAGES if getattr(self, f"title_{one}") or getattr(self, f"text_{one}")]

    def _in_the_readers_language(self, name: str) -> str:
        order = ORDER.get(get_language() or "", ("fr", "ar", "zgh"))
        return next((words for one in order if (words := getattr(self, f"{name}_{one}"))), "")


class Resource(Said):
    """One resource as it stands, given by a space, by an association under its own name, or by the Lab (neither).

    `key` names one that came with the house (`data/`). `territory` is where it holds; none: the whole country.
    `languages` are those in which it can be read, its file and its address included. `version` is the number of the
    last published one, 0 before. `folded` are the titles and `search` all words, folded: both are made by the actions.
    Past `review_on` it shows that it is to be reviewed, and its `keeper` has been told at `review_told_at`.
    """

    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="resources")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="resources")
    keeper = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=ResourceKind)
    state = models.CharField(max_length=9, choices=ResourceState, default=ResourceState.DRAFT)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="resources")
    languages = ArrayField(models.CharField(max_length=3, choices=Language), default=list)
    readers = ArrayField(models.CharField(max_length=12, choices=Reader), default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    review_on = models.DateField(null=True, blank=True)
    review_told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    folded = models.TextField(editable=False, default="")
    search = SearchVectorField(editable=False, default="")

    objects = ResourceQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=Q(state="published"), name="resource_newest"),
            models.Index(fields=["kind", "-published_at", "-id"], name="resource_by_kind"),
            models.Index(fields=["review_on"], condition=Q(state="published"), name="resource_to_review"),
            GinIndex(fields=["search"], name="resource_search"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="resource_folded_trgm"),
            GinIndex(fields=["readers"], name="resource_readers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(space__isnull=True) | Q(association__isnull=True), name="resource_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False, version__gte=1),
                name="published_resource_has_its_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False), name="withdrawn_resource_has_its_date"
            ),
        ]

    def get_absolute_url(self):
        return reverse("resources:detail", args=[self.pk])

    @property
    def is_of_the_lab(self) -> bool:
        """Given by the Lab itself."""
        return self.space_id is None and self.association_id is None

    @property
    def owner_name(self) -> str:
        """Who gives it, in the reader's language."""
        if self.association_id:
            return str(self.association)
        return str(self.space) if self.space_id else str(_("The Citizenship Lab"))

    @property
    def is_to_be_reviewed(self) -> bool:
        """Past the day by which it was to be read again; that day belongs to it."""
        return self.state == ResourceState.PUBLISHED and self.review_on is not None and self.review_on < localdate()

    @property
    def blanks(self) -> list[str]:
        """The blanks of a model letter, in the reader's language."""
        return blanks_of(self.text) if self.kind == ResourceKind.LETTER else []

    def is_readable_by(self, user) -> bool:
        """Tell whether `user`, who may see it, may also read what it says: not of a withdrawn one, but its keepers."""
        return self.state != ResourceState.WITHDRAWN or user.has_perm("resources.moderate_or_keep_resource", self)


class Version(Said):
    """What a resource said when it was published, and after each change: it is kept for good, with its file."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    change = models.CharField(max_length=300, blank=True, help_text="what changed, in words; empty for the first")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a resource")
        verbose_name_plural = _("versions of resources")
        ordering = ["resource", "-number"]
        constraints = [models.UniqueConstraint(fields=["resource", "number"], name="one_version_a_number")]

    def get_absolute_url(self):
        return reverse("resources:version", args=[self.resource_id, self.number])


class Kept(models.Model):
    """A resource that a person keeps on her own list. Nobody else knows."""

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_resources")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="kept")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kept resource")
        verbose_name_plural = _("kept resources")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "resource"], name="kept_once")]

    def __str__(self):
        return f"{self.user_id} {self.resource_id}"
