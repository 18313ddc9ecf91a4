"""After the award: the agreement, its instalments and their reports, milestones and what proves them, the end."""

import datetime
import secrets
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_instalment, lock_project
from calls.actions.saying import SUM_MAX, whole
from calls.actions.telling import AGREED, PAID, REPORTED, RETURNED, tell_association, tell_leaders
from calls.enums import InstalmentState, Kind, ProjectState
from calls.models import Evidence, Instalment, Milestone, Project
from calls.ties import refuse_tied
from calls.workflow import ACCEPT_REPORT, AGREE, COMPLETE_PROJECT, PAY, REPORT, RETURN_REPORT, STOP
from core import journal, papers, photos
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, perform

TITLE_MAX, DUTIES_MAX, REPORT_MAX = 160, 4_000, 4_000  # characters
INSTALMENTS_MAX, MILESTONES_MAX, EVIDENCE_MAX = 12, 30, 20
PEOPLE_MAX = 10_000_000
LONGEST = datetime.timedelta(days=5 * 366)


def plan(
    project: Project,
    *,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    duties: str,
    instalments: Sequence[tuple[int, datetime.date]],
    milestones: Sequence[tuple[str, datetime.date]],
) -> Project:
    """Write the agreement anew, whole, and return the project: its days, what the association undertakes, its
    instalments (dirhams, day) and milestones (words, day). Locks the project.

    Raises `PermissionDenied`, `Unfit` which names the field, `Refused` once it is signed.
    """
    with transaction.atomic():
        row = _led(project.pk, by)
        if row.state != ProjectState.AGREEING:
            raise Refused(_("The agreement is signed: it stays as it is."), "agreed")
        if not starts_on <= ends_on <= starts_on + LONGEST:
            raise Unfit(_("It ends after it starts, within five years."), "ends_on")
        duties = fits(clean_text(duties), DUTIES_MAX, "duties")
        if not has_words(duties):
            raise Unfit(_("Say what the association undertakes."), "duties")
        if not instalments or len(instalments) > INSTALMENTS_MAX:
            raise Unfit(_("Give from one to twelve instalments."), "instalments")
        paid = sum(whole(amount, 1, SUM_MAX, "instalments") for amount, _day in instalments)
        if paid != row.granted:
            raise Unfit(
                _("The instalments make %(sum)s dirhams, and %(granted)s were granted: they must add up.")
                % {"sum": paid, "granted": row.granted},
                "instalments",
            )
        if len(milestones) > MILESTONES_MAX:
            raise Unfit(_("Thirty milestones at most."), "milestones")
        row.starts_on, row.ends_on, row.duties = starts_on, ends_on, duties
        row.save(update_fields=["starts_on", "ends_on", "duties"])
        row.instalments.all().delete()
        row.milestones.all().delete()
        Instalment.objects.bulk_create(
            Instalment(project=row, number=number, amount=amount, due_on=day)
            for number, (amount, day) in enumerate(instalments, 1)
        )
        Milestone.objects.bulk_create(
            Milestone(project=row, title=_title(title, "milestones"), due_on=day) for title, day in milestones
        )
    return row


def agree(project: Project, *, by: User) -> Project:
    """Say that both parties have signed the agreement, and return the project, which is under way from now on."""
    with transaction.atomic():
        row = _led(project.pk, by)
        if row.starts_on is None and row.state == ProjectState.AGREEING:
            raise Refused(_("Write the agreement first: its days, its instalments."), "no_plan")
        made = perform(row, AGREE, by=by)
        tell_association(row.application, AGREED)
    return made


def pay(instalment: Instalment, *, by: User) -> Instalment:
    """Say that an instalment is paid, and return it; its association is told that a report is awaited.

    The one before must be paid and its report accepted. Locks the project.
    """
    with transaction.atomic():
        row = lock_instalment(instalment.pk)
        _is_under_way(row, by)
        before = row.project.instalments.filter(number__lt=row.number)
        if before.exclude(state=InstalmentState.ACCEPTED).exists():
            raise Refused(_("The report on the instalment before is not accepted yet: nothing more is paid."), "before")
        made = perform(row, PAY, by=by)
        tell_association(row.project.application, PAID, number=row.number)
    return made


def report(instalment: Instalment, *, by: User, text: str, spent: int | None, file: File | None = None) -> Instalment:
    """Report on a paid instalment in the name of the association: what was done, what was spent (dirhams), a PDF.

    Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("calls.report_instalment", instalment):
        raise PermissionDenied
    text = _words(text, "text")
    spent = whole(spent, 0, SUM_MAX, "spent")
    data = papers.pdf(file) if file else b""
    with transaction.atomic():
        row = lock_instalment(instalment.pk)
        if data:
            row.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        also = {"report": text, "spent": spent, "reported_by": by} | ({"file": row.file} if data else {})
        made = perform(row, REPORT, by=by, also=also)
        _tell_leaders(row.project, f"instalment.{row.pk}.{now():%Y%m%d%H%M%S}")
    return made


def accept_report(instalment: Instalment, *, by: User) -> Instalment:
    """Accept the report on an instalment, and return it: the next one may be paid."""
    with transaction.atomic():
        row = lock_instalment(instalment.pk)
        _is_under_way(row, by)
        return perform(row, ACCEPT_REPORT, by=by)


def return_report(instalment: Instalment, *, by: User, note: str) -> Instalment:
    """Give a report back with what is lacking, and return the instalment; its association is told."""
    with transaction.atomic():
        row = lock_instalment(instalment.pk)
        _is_under_way(row, by)
        made = perform(row, RETURN_REPORT, by=by, note=clean_text(note))
        number = journal.history(row).count()
        tell_association(row.project.application, RETURNED, number=number)
    return made


def prove(milestone: Milestone, *, by: User, title: str, file: File | None) -> Evidence:
    """Add what shows that a milestone was reached, a PDF or a photo, known by its content, and return it.

    A photo is written anew, so that nothing but its pixels survives; everyone sees it. Raises `PermissionDenied`,
    `Unfit`, `Refused`.
    """
    if not by.has_perm("calls.show_project", milestone.project):
        raise PermissionDenied
    title = _title(title, "title")
    if not file:
        raise Unfit(_("Choose a photo or a PDF."), "file")
    is_pdf = file.read(5) == b"%PDF-"
    file.seek(0)
    made = Evidence(kind=Kind.PDF if is_pdf else Kind.PHOTO, title=title, added_by=by)
    if is_pdf:
        data = papers.pdf(file)
    else:
        try:
            picture = photos.photo(file)
        except Unfit as unfit:
            raise Unfit(unfit.message, "file") from None
        data, made.width, made.height = picture.image, picture.width, picture.height
    with transaction.atomic():
        project = lock_project(milestone.project_id)
        if project.state != ProjectState.RUNNING:
            raise Refused(_("The project is not under way: nothing is added to it."), "not_running")
        made.milestone = project.milestones.get(pk=milestone.pk)
        if made.milestone.evidence.count() >= EVIDENCE_MAX:
            raise Refused(_("Twenty are enough for one milestone."), "full")
        made.file.save(f"{secrets.token_hex(16)}.{'pdf' if is_pdf else 'jpg'}", ContentFile(data), save=False)
        made.save()
    return made


def move_photo(photo: Evidence, action: str, *, by: User, note: str = "") -> Evidence:
    """Take a photo away from the page of its project, or show it again, and return its row; it stays evidence, for the
    two parties. Locks the photo.
    """
    with transaction.atomic():
        row = perform(photo, action, by=by, note=clean_text(note))
        journal.record(row.milestone.project, f"{action}_photo", by=by)
    return row


def reach(milestone: Milestone, *, by: User) -> Milestone:
    """Say that a milestone was reached, its evidence looked at, and return it; a second time changes nothing."""
    with transaction.atomic():
        project = _led(milestone.project_id, by)
        row = project.milestones.select_for_update(of=("self",), no_key=True).get(pk=milestone.pk)
        if row.reached_at is None:
            if not row.evidence.exists():
                raise Refused(_("Nothing shows it yet: the association adds a photo or a PDF first."), "no_evidence")
            row.reached_at = now()
            row.save(update_fields=["reached_at"])
            journal.record(project, "reach", by=by, data={"milestone": row.pk})
    return row


def report_closing(project: Project, *, by: User, text: str, reached: int | None, spent: int | None) -> Project:
    """Write the closing report in the name of the association: what became of it, people reached, dirhams spent in all.

    It may be written anew until it is accepted. Locks the project.
    """
    with transaction.atomic():
        row = lock_project(project.pk)
        if not by.has_perm("calls.report_project", row):
            raise PermissionDenied
        if row.state != ProjectState.RUNNING:
            raise Refused(_("The project is not under way."), "not_running")
        row.closing_report, row.reported_at = _words(text, "text"), now()
        row.reached = whole(reached, 0, PEOPLE_MAX, "reached")
        row.spent = whole(spent, 0, SUM_MAX, "spent")
        row.save(update_fields=["closing_report", "reported_at", "reached", "spent"])
        journal.record(row, "report", by=by)
        _tell_leaders(row, f"project.{row.pk}.closing.{now():%Y%m%d%H%M%S}")
    return row


def complete(project: Project, *, by: User) -> Project:
    """Accept the closing report, and return the project, which is over. Raises `Refused` with what is still awaited."""
    with transaction.atomic():
        return perform(_led(project.pk, by), COMPLETE_PROJECT, by=by)


def stop(project: Project, *, by: User, note: str) -> Project:
    """Stop a project, with the reason that everyone reads, and return it: nothing more is paid."""
    with transaction.atomic():
        return perform(_led(project.pk, by), STOP, by=by, note=clean_text(note))


def _led(pk: int, by: User) -> Project:
    """Return a project, locked, to whoever leads its call; a person tied to its association is refused."""
    row = lock_project(pk)
    if not by.has_perm("calls.lead_project", row):
        raise PermissionDenied
    refuse_tied(by, [row.application.association_id])
    return row


def _is_under_way(row: Instalment, by: User) -> None:
    if not by.has_perm("calls.lead_instalment", row):
        raise PermissionDenied
    refuse_tied(by, [row.project.application.association_id])
    if row.project.state != ProjectState.RUNNING:
        raise Refused(_("The project is not under way."), "not_running")


def _tell_leaders(project: Project, key: str) -> None:
    tell_leaders(project.application.call, REPORTED, key, project.get_absolute_url())


def _title(words: str, field: str) -> str:
    title = fits(clean_line(words), TITLE_MAX, field)
    if not has_words(title):
        raise Unfit(_("Say in words what it is."), field)
    return title


def _words(text: str, field: str) -> str:
    text = fits(clean_text(text), REPORT_MAX, field)
    if not has_words(text):
        raise Unfit(_("Say in words what was done."), field)
    return text
