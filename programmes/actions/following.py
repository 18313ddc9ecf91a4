"""Following a project: what became of it, its moves."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused, perform
from plans.actions.evidence import looked_at
from plans.enums import OVER, ActionState
from programmes.actions.locking import lock_followed, lock_project
from programmes.actions.telling import tell_of_project, tell_who_asked
from programmes.models import FollowUp, Project
from programmes.workflow import ABANDON, FINISH, POSTPONE, RESUME, START

TEXT_MAX, FOLLOW_UPS_MAX = 2_000, 500
NEWS = {
    START: lambda: gettext("Work has begun on “%(title)s”, which came from what you asked for."),
    FINISH: lambda: gettext("The council says that “%(title)s” is done: is it? You asked for it, say so."),
    POSTPONE: lambda: gettext("“%(title)s”, which came from what you asked for, is postponed: see why."),
    ABANDON: lambda: gettext("“%(title)s”, which came from what you asked for, is abandoned: see why."),
    RESUME: lambda: gettext("“%(title)s”, which came from what you asked for, is taken up again."),
}
# What whoever follows is told of the same moves.
TO_FOLLOWERS = {
    START: lambda: gettext("Work has begun on “%(title)s”, a project of the action plan."),
    FINISH: lambda: gettext("The council says that “%(title)s” is done: is it so?"),
    POSTPONE: lambda: gettext("“%(title)s”, a project of the action plan, is postponed: see why."),
    ABANDON: lambda: gettext("“%(title)s”, a project of the action plan, is abandoned: see why."),
    RESUME: lambda: gettext("“%(title)s”, a project of the action plan, is taken up again."),
}


def _tell(row: Project, name: str, occasion: str, by: User) -> None:
    """Tell those who asked for a project, and whoever follows, of a move of it: each person once."""
    tell_who_asked(row, occasion, NEWS[name], by=by)
    tell_of_project(row, occasion, TO_FOLLOWERS[name], by=by)


def follow_up(
    project: Project,
    *,
    by: User,
    text: str,
    progress: int | None = None,
    file: File | None = None,
    photo: File | None = None,
    link: str = "",
) -> FollowUp:
    """Write what became of a project, dated and signed, with the progress (0–100) and what shows it; return it.

    A project that was only planned begins with its first progress. Where milestones are set, they are counted and no
    progress is entered. Progress that is entered is shown by something. Locks the programme and the project. Raises
    `PermissionDenied`, `Unfit`, `Refused`.
    """
    text = fits(clean_text(text), TEXT_MAX, "text")
    if not has_words(text):
        raise Unfit(_("Say in words what was done."), "text")
    if progress is not None and not 0 <= progress <= 100:
        raise Unfit(_("Progress is between 0 and 100 percent."), "progress")
    shown = looked_at(file, photo, link)  # takes a while: before anything is locked
    if progress is not None and not (shown.pdf or shown.picture or shown.link):
        raise Unfit(_("Show the progress: a PDF, a photo, or the address of a page."), "file")
    with transaction.atomic():
        row = lock_followed(project.pk, by)
        if progress is not None:
            _may_enter_progress(row)
        if row.follow_ups.count() >= FOLLOW_UPS_MAX:
            raise Refused(_("This project has all the follow-ups it can have: five hundred."), "full")
        made = FollowUp(project=row, by=by, text=text, progress=progress)
        shown.put_on(made)
        made.save()
        if progress is not None:
            set_progress(row, progress, by)
        journal.record(row, "follow_up", by=by, data={"follow_up": made.pk, "progress": row.progress})
    return made


def _may_enter_progress(row: Project) -> None:
    if row.state in OVER:
        raise Refused(
            _("This project is over: take it up again to change its progress. What you wrote is kept."), "over"
        )
    if row.milestones.exists():
        raise Unfit(_("Its progress is counted from its milestones: mark the one that is reached."), "progress")


def set_progress(row: Project, progress: int, by: User) -> None:
    """Write the progress of a locked project; the first step of one that was planned is its beginning."""
    row.progress = progress
    row.save(update_fields=["progress"])
    if progress and row.state == ActionState.PLANNED:
        row.refresh_from_db(fields=["state"])
        perform(row, START, by=by)
        _tell(row, START, START, by)


def move_project(
    project: Project, name: str, *, by: User, note: str = "", due_on: datetime.date | None = None
) -> Project:
    """Perform a move of a project, with the reason where one is due, and return it.

    Postponed, it may be given a new day, later than today. Done, its progress is 100, and those who asked for it are
    told and asked whether it is; each time anew. Locks the programme and the project. Raises `PermissionDenied` also
    for a name that the table does not know, `Unfit`, `Refused`.
    """
    if name not in Project.MOVES:
        raise PermissionDenied
    with transaction.atomic():
        row = lock_project(project.pk, by, "programmes.view_project")
        also: dict[str, Any] = {}
        data: dict[str, Any] = {}
        if name == FINISH:
            also = {"progress": 100, "round": row.round + 1}
        elif name in {POSTPONE, RESUME} and due_on is not None:
            if due_on <= localdate():
                raise Unfit(_("Give a day that is still to come."), "due_on")
            if row.starts_on and due_on < row.starts_on:
                raise Unfit(_("It cannot end before it begins."), "due_on")
            also, data = {"due_on": due_on}, {"due_before": str(row.due_on or ""), "due_now": str(due_on)}
        if name == RESUME:
            also |= {"progress": _progress_before(row), "done_at": None}
        moved = perform(row, name, by=by, note=clean_text(note), also=also, data=data)
        count = FollowUp.objects.filter(project=row).count()
        occasion = f"{name}.{moved.round}.{localdate():%Y%m%d}.{count}"
        _tell(moved, name, occasion, by)
    return moved


def _progress_before(row: Project) -> int:
    """Return the progress as it was entered last, or as the milestones say: what was said done is not."""
    marks = list(row.milestones.values_list("reached_on", flat=True))
    if marks:
        return 100 * sum(on is not None for on in marks) // len(marks)
    if row.state != ActionState.DONE:
        return row.progress
    return row.follow_ups.filter(progress__isnull=False).values_list("progress", flat=True).first() or 0
