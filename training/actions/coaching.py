"""Coaching: a coach is named for a space, notes what was worked on, the next steps are settled."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused
from notices.actions import notify
from spaces.models import Space
from training.models import Coaching, Note

SUBJECT_MAX, TEXT_MAX, STEP_MAX = 160, 8_000, 400  # characters


def appoint_coach(space: Space, coach: User, *, by: User) -> Coaching:
    """Name a coach of a space, who is told, and return the coaching; twice is once.

    Raises `PermissionDenied`, or `Refused` for a person who has left.
    """
    if not by.has_perm("training.appoint_coach", space):
        raise PermissionDenied
    if not coach.is_active or coach.is_system or coach.erased_at:
        raise Refused(_("This person has no account any more."), "gone")
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
        coaching, created = Coaching.objects.get_or_create(space=space, coach=coach, ended_at=None)
        if created:
            journal.record(coaching, "appoint", by=by)
            notify(
                [coach],
                key=f"coaching.{coaching.pk}",
                text=lambda: (
                    gettext("You coach the civil society space of %(place)s.") % {"place": isolate(space.commune.name)}
                ),
                url=coaching.get_absolute_url(),
                urgent=True,
            )
    return coaching


def end_coaching(coaching: Coaching, *, by: User) -> Coaching:
    """End a coaching: by whoever names coaches, or by the coach. The facilitators keep its notes. Twice is once."""
    with transaction.atomic():
        row = (
            Coaching.objects.select_for_update(of=("self",), no_key=True)
            .select_related("space__commune")
            .get(pk=coaching.pk)
        )
        if row.coach_id != by.pk and not by.has_perm("training.appoint_coach", row.space):
            raise PermissionDenied
        if row.ended_at is None:
            row.ended_at = now()
            row.save(update_fields=["ended_at"])
            journal.record(row, "end", by=by)
    return row


def write_note(
    coaching: Coaching, *, by: User, on: datetime.date, subject: str, text: str, next_step: str = ""
) -> Note:
    """Note what a coach and a space worked on, and return the note. The journal says that there is one, no more.

    Raises `PermissionDenied`, or `Unfit` which names the field.
    """
    subject = fits(clean_line(subject), SUBJECT_MAX, "subject")
    text = fits(clean_text(text), TEXT_MAX, "text")
    step = fits(clean_line(next_step), STEP_MAX, "next_step")
    for name, words in (("subject", subject), ("text", text)):
        if not has_words(words):
            raise Unfit(_("Write it in words."), name)
    if on > localdate():
        raise Unfit(_("This day is still to come."), "on")
    with transaction.atomic():
        row = Coaching.objects.select_for_update(of=("self",), no_key=True).get(pk=coaching.pk)
        if not by.has_perm("training.write_note", row):
            raise PermissionDenied
        note = row.notes.create(on=on, subject=subject, text=text, next_step=step)
        journal.record(row, "note", by=by, data={"note": note.pk})
    return note


def settle_note(note: Note, *, by: User, is_done: bool) -> Note:
    """Say that the next step of a note was taken, or was not: by the coach or a facilitator of the space."""
    with transaction.atomic():
        row = Note.objects.select_for_update(of=("self",), no_key=True).select_related("coaching").get(pk=note.pk)
        if not by.has_perm("training.view_coaching", row.coaching):
            raise PermissionDenied
        if not row.next_step:
            raise Refused(_("This note has no next step."), "no_step")
        row.done_at = (row.done_at or now()) if is_done else None
        row.save(update_fields=["done_at"])
    return row
