"""The information reports of a president at each ordinary session (113-14, art. 106)."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.clock import Clock
from core.text import in_own_language
from councils.enums import Role
from councils.models import Council, Mandate
from deliberations.models import Session
from presidency.enums import ReportState
from presidency.queries import ReportQuerySet
from presidency.workflow import REPORT_MOVES

SECTIONS = {
    "executed": _("Decisions of the council that were carried out"),
    "delegated": _("What was done by delegation"),
    "contracts": _("Contracts and agreements"),
    "other": _("Other matters"),
}


def due_day(session: Session) -> datetime.date:
    """Return the day by which the report of a session is due: the one on which it opens."""
    return session.opens_on or session.opens_by


class InformationReport(models.Model):
    """What the president tells the council at an ordinary session: one report a session.

    Words are written by section, in one language or two; the figures are computed from what happened after `since` and
    until `until`, both days of Morocco, and are kept as they were on the day of publication (`figures`).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="information_reports")
    session = models.OneToOneField(Session, models.PROTECT, related_name="information_report")
    executed_ar = models.TextField(blank=True)
    executed_fr = models.TextField(blank=True)
    delegated_ar = models.TextField(blank=True)
    delegated_fr = models.TextField(blank=True)
    contracts_ar = models.TextField(blank=True)
    contracts_fr = models.TextField(blank=True)
    other_ar = models.TextField(blank=True)
    other_fr = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(default=0, help_text="raised by each save")
    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()
    MOVES = REPORT_MOVES

    class Meta:
        verbose_name = _("information report")
        verbose_name_plural = _("information reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, signed_by__isnull=False, until__isnull=False),
                name="published_report_is_signed",
            ),
        ]

    def __str__(self):
        return f"report {self.pk}"

    def get_absolute_url(self):
        return reverse("presidency:report", args=[self.pk])

    def written(self) -> list[tuple[str, str]]:
        """Return the sections that say something, in the reader's language: their names and their words."""
        found = [
            (str(label), in_own_language(getattr(self, f"{name}_ar"), getattr(self, f"{name}_fr")))
            for name, label in SECTIONS.items()
        ]
        return [(label, text) for label, text in found if text]

    @property
    def clock(self) -> Clock:
        return report_clock(self.session, self)


def report_clock(session: Session, report: InformationReport | None) -> Clock:
    """Return the clock of a session's report, whether it is begun or missing."""
    due_on = due_day(session)
    done = report.published_at if report else None
    return Clock(
        awaited=_("the report"),
        who=_("the president of the council"),
        started_on=report.since if report else min(due_on, session.opens_from),
        due_on=due_on,
        done_on=localdate(done) if done else None,
        sentence=_("the report is due by %(day)s"),
        due_sentence=_("the report was due by %(day)s"),
    )
