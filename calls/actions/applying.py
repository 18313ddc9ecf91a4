"""An application: written by an association's officers, sent by its legal representative, completed, withdrawn."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls import conditions
from calls.actions.locking import lock, lock_application, lock_own_draft
from calls.actions.saying import SUM_MAX, whole
from calls.actions.telling import SENT, tell_association, tell_leaders
from calls.enums import ApplicationState, CallState
from calls.models import Application, BudgetLine, Call
from calls.workflow import COMPLETE, SEND, WITHDRAW
from core import journal
from core.dates import moment
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, perform
from spaces.models import Association

TITLE_MAX, SUMMARY_MAX, OBJECTIVES_MAX, AUDIENCE_MAX, CALENDAR_MAX = 160, 1_500, 4_000, 300, 2_000  # characters
LABEL_MAX = 160
PEOPLE_MAX = 10_000_000
LINES_MAX = 40
LONGEST = {
    "title": TITLE_MAX, "summary": SUMMARY_MAX, "objectives": OBJECTIVES_MAX, "audience": AUDIENCE_MAX,
    "calendar": CALENDAR_MAX,
}  # fmt: skip
ONE_LINE = {"title", "audience"}


class Written(TypedDict, total=False):
    """What an application says; `category` is a key of the call's, `beneficiaries` counts people."""

    title: str
    summary: str
    objectives: str
    audience: str
    calendar: str
    category: int | None
    beneficiaries: int | None


class Cost(TypedDict):
    """A line of the budget, in dirhams: `cost` is what `asked`, `own` and `others` add up to."""

    label: str
    cost: int
    asked: int
    own: int
    others: int


def begin(call: Call, association: Association, *, by: User, title: str = "") -> Application:
    """Begin an association's application and return it; the one it has already is given back. Locks the call.

    Raises `PermissionDenied`, `Unfit`, or `Refused` when the call takes no application.
    """
    if not by.has_perm("spaces.prepare_for_association", association):
        raise PermissionDenied
    title = fits(clean_line(title), TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Give the project a title."), "title")
    with transaction.atomic():
        row = lock(call.pk)
        held = row.applications.exclude(state=ApplicationState.WITHDRAWN).filter(association=association).first()
        if held is not None:
            return held
        if not row.takes_applications():
            raise Refused(_too_late(row), "late")
        made = Application.objects.create(call=row, association=association, title=title, created_by=by)
        journal.record(made, "begin", by=by, axis="state", target=made.state)
    return made


def write(application: Application, *, by: User, **said: Unpack[Written]) -> Application:
    """Change what a draft says, and return it; what `said` leaves out stays. Locks the application.

    A draft is written at any time, so that no word is lost to a clock. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        row = lock_own_draft(application.pk, by)
        columns: dict[str, Any] = {}
        for name in LONGEST.keys() & said.keys():
            clean = clean_line if name in ONE_LINE else clean_text
            columns[name] = fits(clean(said[name] or ""), LONGEST[name], name)
        if "title" in columns and not has_words(columns["title"]):
            raise Unfit(_("Give the project a title."), "title")
        if said.get("beneficiaries") is not None:
            columns["beneficiaries"] = whole(said["beneficiaries"], 1, PEOPLE_MAX, "beneficiaries")
        if "category" in said:
            columns["category"] = row.call.categories.filter(pk=said["category"]).first()
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=[*columns, "changed_at"])
    return row


def write_budget(application: Application, lines: Sequence[Cost], *, by: User) -> Application:
    """Write a draft's budget anew, whole, and return it. Locks the application.

    Each line's cost is what is asked for, one's own and what others give, together. Raises `Unfit` (field `lines`).
    """
    with transaction.atomic():
        row = lock_own_draft(application.pk, by)
        if len(lines) > LINES_MAX:
            raise Unfit(_("A budget has forty lines at most: bring some together."), "lines")
        made = [_line(row, number, line) for number, line in enumerate(lines, 1)]
        row.budget.all().delete()
        BudgetLine.objects.bulk_create(made)
        for name in ("asked", "own", "others"):
            setattr(row, name, sum(getattr(line, name) for line in made))
        row.save(update_fields=["asked", "own", "others", "changed_at"])
    return row


def _line(row: Application, number: int, said: Cost) -> BudgetLine:
    label = fits(clean_line(said["label"] or ""), LABEL_MAX, "lines")
    if not has_words(label):
        raise Unfit(_("Line %(number)s of the budget: say what it is for.") % {"number": number}, "lines")
    sums = {name: said[name] or 0 for name in ("cost", "asked", "own", "others")}
    for value in sums.values():
        whole(value, 0, SUM_MAX, "lines")
    together = sums["asked"] + sums["own"] + sums["others"]
    if sums["cost"] != together or not together:
        raise Unfit(
            _("Line %(number)s of the budget does not add up: it costs %(cost)s dirhams, and its three parts make "
              "%(together)s. What you wrote is kept.")
            % {"number": number, "cost": sums["cost"], "together": together},
            "lines",
        )  # fmt: skip
    return BudgetLine(application=row, position=number, label=label, **sums)


def discard(application: Application, *, by: User) -> None:
    """Throw a draft away with its documents. What was sent is withdrawn instead."""
    with transaction.atomic():
        row = lock_own_draft(application.pk, by)
        files = [(one.file.storage, one.file.name) for one in row.attachments.all()]
        row.delete()
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


def send(application: Application, *, by: User) -> Application:
    """Send an application in the name of its association, and return it with its number and its frozen dossier.

    In time means before the call's last moment by the server's clock, asked under the call's lock: one second late is
    refused (code `late`), and the draft stays with all its words. What a paper can cure may be sent without it: it is
    asked for afterwards. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        row = lock_application(application.pk)
        if not by.has_perm("calls.send_application", row):
            raise PermissionDenied
        call = row.call
        if row.state != ApplicationState.DRAFT:
            return perform(row, SEND, by=by)  # which says why not
        if not call.takes_applications():
            raise Refused(_too_late(call), "late")
        _is_whole(row)
        unmet = [check.words for check in conditions.standing(call, row.association) if not check.is_met]
        if unmet:
            raise Refused(
                _("Your association cannot apply to this call: %(conditions)s Your draft is kept.")
                % {"conditions": " ".join(str(words) for words in unmet)},
                "unmet",
            )
        last = call.applications.aggregate(last=Max("number"))["last"] or 0
        also = {"number": last + 1, "sent_by": by, "dossier": conditions.frozen(row.association)}
        row = perform(row, SEND, by=by, also=also, data={"number": last + 1})
        row.call = call
        tell_association(row, SENT)
    return row


def complete(application: Application, *, by: User) -> Application:
    """Send again an application that was to be completed, before the moment that was told, and return it.

    Its dossier is frozen anew. Raises `Refused` (code `late`) when it is too late, or something asked for still lacks.
    """
    with transaction.atomic():
        row = lock_application(application.pk)
        if row.state == ApplicationState.COMPLETING:
            if now() >= row.complete_until:
                raise Refused(
                    _("What was missing was awaited before %(until)s, and it is %(now)s on the server’s clock.")
                    % {"until": _at(row.complete_until), "now": _at(now())},
                    "late",
                )
            lacking = [
                str(check.words)
                for check in conditions.papers(row.call, row.association)
                if not check.is_met and check.kind in row.missing
            ]
            if lacking:
                raise Refused(
                    _("Still missing in the dossier of the association: %(papers)s.") % {"papers": " · ".join(lacking)},
                    "missing",
                )
        call = row.call
        row = perform(row, COMPLETE, by=by, also={"dossier": conditions.frozen(row.association), "missing": []})
        key = f"application.{row.pk}.completed.{now():%Y%m%d%H%M%S}"
        tell_leaders(call, SENT, key, row.get_absolute_url())
    return row


def withdraw(application: Application, *, by: User, note: str) -> Application:
    """Take an application back, with the reason, and return it; a project whose agreement is signed is stopped instead.

    Until the call closes, the association may apply again.
    """
    with transaction.atomic():
        row = lock_application(application.pk)
        project = getattr(row, "project", None)
        if project is not None and project.agreed_at is not None:
            raise Refused(_("Its agreement is signed: the organisers stop it, with the reason."), "agreed")
        row = perform(row, WITHDRAW, by=by, note=clean_text(note))
        if project is not None:
            project.delete()
    return row


def _is_whole(row: Application) -> None:
    """Raise `Unfit` for the first thing that an application lacks."""
    call = row.call
    for name, words in {
        "summary": _("Write the summary of the project."),
        "objectives": _("Say what the project aims at."),
        "audience": _("Say for whom the project is."),
        "calendar": _("Say what is done when."),
    }.items():
        if not has_words(getattr(row, name)):
            raise Unfit(words, name)
    if row.category_id is None:
        raise Unfit(_("Choose the category of the project."), "category")
    if not row.beneficiaries:
        raise Unfit(_("Say how many people the project is for."), "beneficiaries")
    if not row.asked:
        raise Unfit(_("The budget asks for nothing yet: write its lines."), "lines")
    if row.asked > call.ceiling:
        raise Unfit(
            _("You ask for %(asked)s dirhams; this call gives a project %(ceiling)s at most.")
            % {"asked": row.asked, "ceiling": call.ceiling},
            "lines",
        )
    if call.is_blind:
        _names_nobody(row)


def _names_nobody(row: Application) -> None:
    """Where evaluators must not know whose project it is, its words do not say so."""
    said = [row.title, row.summary, row.objectives, row.audience, row.calendar]
    said += row.budget.values_list("label", flat=True)
    text = fold(" ".join(said))
    for name in (row.association.name_ar, row.association.name_fr):
        if fold(name) and fold(name) in text:
            raise Unfit(
                _("This call is scored without names: take the name of your association out of the texts."), "title"
            )


def _too_late(call: Call) -> str:
    if call.state == CallState.PUBLISHED and now() < call.opens_at:
        return _("This call takes applications from %(opens)s. It is %(now)s on the server’s clock.") % {
            "opens": _at(call.opens_at), "now": _at(now()),
        }  # fmt: skip
    if call.closes_at is None:
        return _("This call takes no application.")
    return _(
        "This call took applications before %(closes)s, and it is %(now)s on the server’s clock: it is too late. "
        "What you wrote is kept as a draft."
    ) % {"closes": _at(call.closes_at), "now": _at(now())}


def _at(at) -> str:
    """Return a moment with its seconds, of Morocco."""
    local = localtime(at)
    return f"{moment(local, get_language())}:{local:%S}"
