"""Reference documents (وثيقة مرجعية): their phases, versions and numbered paragraphs."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from debates.models import Contribution, Thread
from plans.enums import PassageKind, PhaseKind, VersionState
from plans.models.origins import Sourced
from plans.models.words import words
from plans.queries import DocumentQuerySet, ParagraphQuerySet, VersionQuerySet
from plans.workflow import DOCUMENT_MOVES, VERSION_MOVES
from spaces.models import Association, Space
from territories.models import Territory


class ReferenceDocument(models.Model):
    """A text that many people write together, in versions.

    Its `space` is where it is talked about and who looks after it. `region` is set when it is the Lab's for a whole
    region: then the members of all its spaces are told. `published_at` is when its first version was published.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="reference_documents")
    region = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    purpose_ar = models.TextField(max_length=2000, blank=True)
    purpose_fr = models.TextField(max_length=2000, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()
    MOVES = DOCUMENT_MOVES

    class Meta:
        verbose_name = _("reference document")
        verbose_name_plural = _("reference documents")
        ordering = ["-id"]
        indexes = [models.Index(fields=["space", "-id"], name="document_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="document_has_a_title"),
        ]

    def __str__(self):
        return words(self, "title")

    def get_absolute_url(self):
        return reverse("plans:document", args=[self.pk])

    @property
    def title(self) -> str:
        return words(self, "title")

    @property
    def purpose(self) -> str:
        return words(self, "purpose")


class Phase(models.Model):
    """A step of the process, from a day to a day, and what happens in it."""

    document = models.ForeignKey(ReferenceDocument, models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=12, choices=PhaseKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    text_ar = models.CharField(max_length=300, blank=True)
    text_fr = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind"], name="one_phase_a_kind"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="phase_ends_after_it_starts"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def text(self) -> str:
        return words(self, "text")

    @property
    def is_now(self) -> bool:
        """Whether today belongs to it, its last day included."""
        return self.starts_on <= localdate() <= self.ends_on

    @property
    def is_over(self) -> bool:
        return self.ends_on < localdate()


class Editor(models.Model):
    """A person named to write a document with the people of its space: of the steering group, say."""

    document = models.ForeignKey(ReferenceDocument, models.CASCADE, related_name="editors")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("editor")
        verbose_name_plural = _("editors")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "user"], condition=Q(ended_at__isnull=True), name="one_editor_each"
            )
        ]

    def __str__(self):
        return f"editor {self.pk}"


class Version(models.Model):
    """One version of a document. `summary` says what it brings; at most one is in preparation."""

    document = models.ForeignKey(ReferenceDocument, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    summary_ar = models.TextField(max_length=1000, blank=True)
    summary_fr = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()
    MOVES = VERSION_MOVES

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["document_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_document_version_a_number"),
            models.UniqueConstraint(fields=["document"], condition=Q(state="draft"), name="one_draft_a_document"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="published_version_has_its_date"
            ),
        ]

    def __str__(self):
        return f"{self.document_id} v{self.number}"

    def get_absolute_url(self):
        return f"{reverse('plans:document', args=[self.document_id])}?version={self.number}"

    @property
    def summary(self) -> str:
        return words(self, "summary")


class Paragraph(models.Model):
    """A paragraph through all versions: what people say about it stays with it, also once it was taken out."""

    document = models.ForeignKey(ReferenceDocument, models.CASCADE, related_name="paragraphs")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="paragraph")

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["id"]

    def __str__(self):
        return f"paragraph {self.pk}"

    def get_absolute_url(self):
        return reverse("plans:paragraph", args=[self.pk])


class Passage(models.Model):
    """What a paragraph says in one version. `revision` counts its changes: who read an older one overwrites nothing."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="passages")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="passages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PassageKind, default=PassageKind.PARAGRAPH)
    text_ar = models.TextField(max_length=4000, blank=True)
    text_fr = models.TextField(max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "paragraph"], name="one_passage_a_paragraph"),
            models.CheckConstraint(condition=~Q(text_ar="") | ~Q(text_fr=""), name="passage_has_words"),
        ]

    def __str__(self):
        return words(self, "text")[:60]

    @property
    def text(self) -> str:
        return words(self, "text")


class ParagraphOrigin(Sourced):
    """What a paragraph came from."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="origins")

    class Meta(Sourced.Meta):
        verbose_name = _("origin of a paragraph")
        verbose_name_plural = _("origins of paragraphs")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["paragraph", "note", "need", "debate", "consultation"],
                nulls_distinct=False,
                name="paragraph_origin_once",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class Remark(models.Model):
    """Which version a person had read when she said something about a paragraph."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="remark")
    version = models.ForeignKey(Version, models.PROTECT, related_name="remarks")

    class Meta:
        verbose_name = _("remark on a version")
        verbose_name_plural = _("remarks on versions")

    def __str__(self):
        return f"remark {self.pk}"


class Adoption(models.Model):
    """An association adopts one version, by its legal representative. Taking it back sets `withdrawn_at`."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="adoptions")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "association"], condition=Q(withdrawn_at__isnull=True), name="one_adoption_each"
            )
        ]

    def __str__(self):
        return f"adoption {self.pk}"
