"""The agenda (جدول الأعمال) of a session: its points, what is laid before the members."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text import in_own_language
from councils.enums import Theme
from councils.models import Committee, Mandate, Referral
from deliberations.enums import BY_ABSOLUTE_MAJORITY, WITH_VISA, Force, ItemKind, ItemState, Majority, Origin
from deliberations.models.session import Session
from deliberations.queries import DocumentQuerySet, ItemQuerySet
from deliberations.workflow import ITEM_MOVES

ON_AGENDA_LIST = ["deliberated", "kept", "postponed", "studied"]


class AgendaItem(models.Model):
    """One point (نقطة) of a session's agenda.

    `origin` says where it comes from, `article` the article of law by which it stands here; `asked_by` the member who
    asked for it. `referral` is the matter before the council that it deals with, `url` the path of the public page of
    what is behind it, without the language. `forced_by` tells who the law let put it on an agenda that was closed, and
    `supporters` are the members who asked for it in writing when half of them did. `committee` studies it (113-14, art.
    28) and reports (`report`, a PDF, and its `report_summary`); what was not studied the council takes up or not
    without debate (`taken_up_unstudied`). `continues` is the point of an earlier session that was postponed to this
    one, or whose decision the governor opposed: `opposed`, which the council deliberates anew here (art. 117).
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title_ar = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    kind = models.CharField(max_length=16, choices=ItemKind, default=ItemKind.OTHER)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.BUREAU)
    article = models.CharField(max_length=120, blank=True)
    asked_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    url = models.CharField(max_length=200, blank=True)
    continues = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    opposed = models.ForeignKey(
        "deliberations.Decision", models.PROTECT, null=True, blank=True, related_name="taken_up_by"
    )
    state = models.CharField(max_length=11, choices=ItemState, default=ItemState.PROPOSED)
    reason = models.TextField(max_length=2000, blank=True, help_text="why it was not kept, postponed or withdrawn")
    forced_by = models.CharField(max_length=8, choices=Force, blank=True)
    forced_at = models.DateTimeField(null=True, blank=True)
    supporters = models.ManyToManyField(Mandate, blank=True, related_name="+")
    committee = models.ForeignKey(Committee, models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    committee_on = models.DateField(null=True, blank=True, help_text="the day on which the committee studied it")
    report = models.FileField(upload_to="deliberations/reports/", blank=True)
    report_pages = models.PositiveSmallIntegerField(default=0)
    report_summary = models.TextField(max_length=4000, blank=True)
    taken_up_unstudied = models.BooleanField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ItemQuerySet.as_manager()
    MOVES = ITEM_MOVES

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_agenda_item_a_number"),
            models.UniqueConstraint(
                fields=["session", "referral"],
                condition=Q(state__in=[*ON_AGENDA_LIST, "proposed"], referral__isnull=False),
                name="one_agenda_item_a_matter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ON_AGENDA_LIST) | Q(number__isnull=False), name="item_on_agenda_has_its_number"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="refused_item_has_its_reason"),
            models.CheckConstraint(
                condition=Q(forced_by="") | Q(forced_at__isnull=False) & ~Q(article=""),
                name="forced_item_has_its_article",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('deliberations:session', args=[self.session_id])}#point-{self.pk}"

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr or self.title_ar)

    @property
    def is_forced(self) -> bool:
        return bool(self.forced_by)

    @property
    def majority(self) -> str:
        """The majority that the law asks for (113-14, art. 43)."""
        return Majority.ABSOLUTE if self.kind in BY_ABSOLUTE_MAJORITY else Majority.SIMPLE

    @property
    def needs_visa(self) -> bool:
        """Whether its decision waits for the governor's visa (113-14, art. 118)."""
        return self.kind in WITH_VISA


class Document(models.Model):
    """What is laid before the members for a session, or for one point of it: a PDF that is only read."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="documents")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="documents")
    title = models.CharField(max_length=160)
    file = models.FileField(upload_to="deliberations/documents/")
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a session")
        verbose_name_plural = _("documents of sessions")
        ordering = ["id"]

    def __str__(self):
        return self.title
