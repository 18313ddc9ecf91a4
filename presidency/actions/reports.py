"""An information report: written for a session, signed and published with its figures."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused, perform
from councils.actions.people import acting_mandate, users_of
from councils.enums import ELECTED
from councils.rules import signs
from deliberations.enums import SessionKind
from deliberations.models import Session
from notices.actions import notify
from presidency.actions.telling import tell_everyone
from presidency.enums import ReportState
from presidency.figures import figures_of, since_of
from presidency.models import InformationReport
from presidency.models.report import SECTIONS
from presidency.saying import told
from presidency.workflow import PUBLISH

SECTION_MAX = 10_000  # characters


def write_report(session: Session, *, by: User, version: int = 0, **said: Any) -> InformationReport:
    """Write the report of an ordinary session, or the next version of it, and return it; `version` is the one that was
    read, 0 when there was none.

    `said` has the sections in two languages (`executed_ar` …). One report a session: the row of the session is locked.
    Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("presidency.prepare_acts", session.council):
        raise PermissionDenied
    if session.kind != SessionKind.ORDINARY:
        raise Refused(_("The law asks for this report at ordinary sessions (113-14, art. 106)."), "not_ordinary")
    words = {}
    for name in SECTIONS:
        words |= told(said, name, SECTION_MAX)
    with transaction.atomic():
        Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
        row = InformationReport.objects.filter(session=session).first()
        if (row.version if row else 0) != version:
            raise Refused(
                _("Someone else saved this report while you were writing. Copy your text, then open the page again."),
                "draft_changed",
            )
        if row and row.state != ReportState.DRAFT:
            raise Refused(_("This report is published: it stays as it is."), "published")
        row = row or InformationReport(council=session.council, session=session)
        row.since = since_of(session)
        row.version = version + 1
        for name, text in words.items():
            setattr(row, name, text)
        row.save()
        journal.record(row, "write", by=by, axis="state", target=row.state)
    return row


def publish_report(report: InformationReport, *, by: User, version: int | None = None) -> InformationReport:
    """Sign a report and publish it with its figures as they are today; the members are told.

    Late or not: what is late says so. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = InformationReport.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=report.pk)
        mandate = acting_mandate(row.council_id, by, signs)
        if version is not None and version != row.version:
            raise Refused(
                _("The draft was changed after you read it. Read it again before you go on."), "draft_changed"
            )
        today = localdate()
        figures = figures_of(row.council, row.since, today).as_dict()
        also = {"until": today, "figures": figures, "signed_by": mandate, "signed_role": mandate.role}
        row = perform(row, PUBLISH, by=by, also=also)
        session, url = str(row.session), row.get_absolute_url()
        members = [user for user in users_of(row.council, role__in=ELECTED) if user.pk != by.pk]
        news = {
            "key": f"report.{row.pk}.published",
            "text": lambda: (
                _("The president’s information report is published: %(session)s") % {"session": isolate(session)}
            ),
            "url": url,
        }
        notify(members, **news)
        tell_everyone(row.council, by=by, **news)
    return row
