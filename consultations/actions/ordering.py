"""The order of what is asked, and what is taken out of it."""

from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions.locking import lock_draft, lock_led
from consultations.enums import ConsultationState
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement
from core import journal
from core.text import clean_text, has_words
from core.workflow import Refused

UP, DOWN = "up", "down"
LEAST = 2  # options of a question, proposals of a part: below that, there is nothing to choose


def move_thing(thing: Part | Question | Option | Candidate, *, by: User, to: str) -> None:
    """Put a part, a question, an option or a proposal of a draft one place up or down; at the end nothing changes.

    A question stays behind the one that it depends on. Locks the consultation.
    """
    with transaction.atomic():
        lock_draft(consultation_of(thing).pk, by)
        rows = list(_beside(thing))
        place = next((place for place, row in enumerate(rows) if row.pk == thing.pk), None)
        other = None if place is None else place + {UP: -1, DOWN: 1}[to]
        if other is None or not 0 <= other < len(rows):
            return
        rows[place], rows[other] = rows[other], rows[place]
        if isinstance(thing, Question):
            first, second = sorted((place, other))
            if rows[first].shown_if_id == rows[second].pk:
                raise Refused(
                    _("One of the two depends on the answer to the other: it stays behind it. Nothing changed."), "loop"
                )
        for position, row in enumerate(rows, 1):
            row.position = position
        type(thing).objects.bulk_update(rows, ["position"])


def take_out(thing: Part | Question | Option | Candidate | Statement, *, by: User, note: str = "") -> None:
    """Take something out of what is asked.

    From a draft it goes for good. Of an open consultation an option, a proposal or a question is taken out with the
    reason, which stands in the journal: it is asked no more, and the answers to it stay. Locks the consultation. Raises
    `PermissionDenied`, or `Refused` in words when something else hangs on it.
    """
    with transaction.atomic():
        row = lock_led(consultation_of(thing).pk, by)
        _hangs_on_nothing(thing)
        if row.state == ConsultationState.DRAFT:
            if isinstance(thing, Part):
                thing.questions.update(shown_if=None)
            if isinstance(thing, Option):
                _forget(thing)
            thing.delete()
            return
        if row.state != ConsultationState.OPEN:
            raise Refused(_("It is over: what was asked stays as people answered it."), "over")
        _take_out_while_open(row, thing, by, clean_text(note))


def _take_out_while_open(row: Consultation, thing: Any, by: User, note: str) -> None:
    if isinstance(thing, Part | Statement):
        raise Refused(_("It was opened: people answer what they read, so that this stays."), "opened")
    if not has_words(note):
        raise Refused(_("Give the reason: it will be shown to everyone."), "note_missing")
    least = 1 if isinstance(thing, Question) else LEAST
    if _beside(thing).exclude(pk=thing.pk).count() < least:
        raise Refused(_("Too little would be left to answer. Close the consultation or cancel it instead."), "too_few")
    if type(thing).objects.standing().filter(pk=thing.pk).update(removed_at=now()):
        journal.record(row, "take_out", by=by, note=note, data={thing._meta.model_name: thing.pk})


def _hangs_on_nothing(thing: Any) -> None:
    """Refuse to take out the question, or the last option, under which another question is shown."""
    if isinstance(thing, Question) and thing.leads_to.standing().exists():
        raise Refused(_("Another question is shown after an answer to this one: change that question first."), "leads")
    if isinstance(thing, Option):
        others = set(thing.question.options.standing().exclude(pk=thing.pk).values_list("pk", flat=True))
        for led in thing.question.leads_to.standing():
            if thing.pk in led.shown_for and not others & set(led.shown_for):
                raise Refused(
                    _("Another question is shown for this option alone: change that question first."), "leads"
                )


def _forget(option: Option) -> None:
    for led in option.question.leads_to.all():
        if option.pk in led.shown_for:
            led.shown_for = [key for key in led.shown_for if key != option.pk]
            led.save(update_fields=["shown_for"])


def _beside(thing: Any) -> Any:
    """Return the rows among which a thing stands, itself included."""
    if isinstance(thing, Part):
        return Part.objects.filter(consultation=thing.consultation_id)
    if isinstance(thing, Option):
        return Option.objects.standing().filter(question=thing.question_id)
    return type(thing).objects.standing().filter(part=thing.part_id)


def consultation_of(thing: Any) -> Consultation:
    """Return the consultation to which a part, a question, an option, a proposal or a statement belongs."""
    if isinstance(thing, Part):
        return thing.consultation
    return (thing.question.part if isinstance(thing, Option) else thing.part).consultation
