"""The steps of the law that are not moves: planned by the timetable, done on a day with their proof."""

import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import citation, clean_line
from core.workflow import Refused
from plans.actions.evidence import looked_at
from programmes.actions.locking import lock_programme
from programmes.actions.origins import held_at
from programmes.enums import ARTICLES, BY_MOVE, REPEATED, WRITTEN, StepKind
from programmes.models import Programme, Step

NOTE_MAX, STEPS_MAX = 500, 100


def write_step(
    programme: Programme,
    kind: str,
    *,
    by: User,
    step: Step | None = None,
    planned_on: datetime.date | None = None,
    done_on: datetime.date | None = None,
    note: str = "",
    address: str = "",
    file: File | None = None,
    photo: File | None = None,
    link: str = "",
) -> Step:
    """Write when a step is planned, or on which day it was done with its proof, and return it. Locks the programme.

    A step that is done has a proof: a PDF, a photo, the address of a page, or (`address`) the debate, consultation or
    meeting here in which it was held. A consultation is held more than once: `step` names the one that is changed.
    Raises `PermissionDenied`, `Unfit` which names the field, `Refused` once the programme was voted.
    """
    if kind not in StepKind.values or kind in BY_MOVE:
        raise Unfit(_("This step is kept when the programme moves: use the button of its page."), "kind")
    if planned_on is None and done_on is None:
        raise Unfit(_("Give the day that is planned, or the day on which it was done."), "planned_on")
    if done_on is not None and done_on > localdate():
        raise Unfit(_("This day has not come yet."), "done_on")
    columns: dict[str, Any] = {"planned_on": planned_on, "done_on": done_on, "by": by}
    columns["note"] = fits(clean_line(note), NOTE_MAX, "note")
    shown, held = looked_at(file, photo, link), held_at(address, by=by)
    with transaction.atomic():
        row = lock_programme(programme.pk, by)
        if row.state not in WRITTEN:
            raise Refused(_("This programme was voted: its preparation is closed."), "voted")
        kept = _kept(row, kind, step)
        if done_on and not (shown.pdf or shown.picture or shown.link or held or kept.has_evidence or kept.is_held_here):
            raise Unfit(_("Show it: a PDF, a photo, the address of a page, or of what was held here."), "file")
        for name, value in (columns | held).items():
            setattr(kept, name, value)
        link = shown.link or kept.link
        shown.put_on(kept)
        kept.link = link
        kept.save()
        data = {"step": kind, "planned_on": str(planned_on or ""), "done_on": str(done_on or "")}
        journal.record(row, "write_step", by=by, data=data)
    return kept


def _kept(row: Programme, kind: str, step: Step | None) -> Step:
    if step is not None:
        return row.steps.get(pk=step.pk, kind=kind)
    if kind not in REPEATED:
        found = row.steps.filter(kind=kind).first()
        if found:
            return found
    if row.steps.count() >= STEPS_MAX:
        raise Refused(_("A programme has at most a hundred steps."), "full")
    return Step(programme=row, kind=kind)


def remove_step(step: Step, *, by: User) -> None:
    """Take a step that was written by mistake out, before the vote; the journal keeps that it was there."""
    with transaction.atomic():
        row = lock_programme(step.programme_id, by)
        if row.state not in WRITTEN or step.kind in BY_MOVE:
            raise Refused(_("This programme was voted: its preparation is closed."), "voted")
        if row.state != "preparation" and step.kind in {StepKind.OPENING, StepKind.ORDER}:
            raise Refused(
                _("The preparation rests on this step (%(article)s): change it, do not take it out.")
                % {"article": citation(ARTICLES[StepKind(step.kind)])},
                "rests_on",
            )
        if row.steps.filter(pk=step.pk).delete()[0]:
            journal.record(row, "remove_step", by=by, data={"step": step.kind})
