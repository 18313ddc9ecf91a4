"""Answering: begun, kept, sent, changed until closing, taken back. One person, one response; what was sent last counts.

A response that was begun and not sent is kept for whoever began it, and is in no count. The consultation is locked
before anything of a response is written, so that nothing is written a moment after it closed.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import Declaration, User
from consultations import persons
from consultations.actions import heads
from consultations.actions.locking import lock
from consultations.actions.storing import drop, drop_answers, store
from consultations.ages import band_of
from consultations.asked import Asked
from consultations.enums import ConsultationState, Way
from consultations.given import Given, gone, missing
from consultations.models import Answer, Consultation, Response
from consultations.said import Faults, Said
from core.workflow import Refused


def own(consultation: Consultation, user: User) -> Response | None:
    """Return a person's response in one consultation, begun or sent; None without one. One query."""
    if not user.is_authenticated:
        return None
    key = persons.keys_of(consultation.pk, user)["person_key"]
    return Response.objects.filter(consultation=consultation, person_key=key).first()


def begin(consultation: Consultation, *, by: User) -> Response:
    """Return a person's response, begun now unless she had begun it: again changes nothing.

    Raises `PermissionDenied` when she is not of those who are asked, `Refused` when nobody may answer now.
    """
    _may(consultation, by)
    check_time(consultation)
    return _begun(consultation, by)


def save(consultation: Consultation, said: Said, *, by: User, asked: Asked | None = None) -> Response:
    """Keep what she says, and return her response; what is not said stays as it was.

    Where it was sent already, the change counts at once. Locks the consultation. Raises as `begin`, and `Faults` when
    what she takes back must be answered in a response that was sent: nothing is written then.
    """
    _may(consultation, by)
    with transaction.atomic():
        row = lock(consultation.pk)
        check_time(row)
        response = _begun(row, by)
        asked = asked or Asked(row)
        if response.sent_at:
            _keeps_what_counts(asked, said)
        store(response, said, asked=asked)
        response.save(update_fields=["changed_at"])
        if response.sent_at:
            drop_hidden(response, asked)
    return response


def send(consultation: Consultation, *, by: User) -> Response:
    """Have a response counted, and return it; again changes nothing. Locks the consultation.

    Raises as `begin`; `Refused` when it says nothing; `Faults` with the questions that must be answered.
    """
    _may(consultation, by)
    with transaction.atomic():
        row = lock(consultation.pk)
        check_time(row)
        response = own(row, by)
        given = Given(response)
        if response is None or not given.says_something:
            raise Refused(_("You have not answered anything yet: answer what you like, then send."), "empty")
        asked = Asked(row)
        check_complete(asked, given.answers, given.chosen)
        drop_hidden(response, asked, given)
        _count(row, response, by)
    return response


def answer_whole(consultation: Consultation, said: Said, *, by: User, asked: Asked | None = None) -> Response:
    """Give all answers at once and have them counted: what is not said goes, but for photos, which a program cannot
    send. As `save`, then `send`.
    """
    _may(consultation, by)
    with transaction.atomic():
        row = lock(consultation.pk)
        check_time(row)
        asked = asked or Asked(row)
        before = Answer.objects.filter(response=own(row, by)).exclude(photo="")
        photos = set(before.values_list("question", flat=True))
        said = fit_to_count(asked, said, kept=photos - said.answers.keys())
        response = _begun(row, by)
        store(response, said, whole=True, keep=photos - said.answers.keys(), asked=asked)
        drop_hidden(response, asked)
        _count(row, response, by)
    return response


def withdraw(consultation: Consultation, *, by: User) -> bool:
    """Take a person's response back and return whether it counts no more: what a desk wrote for her number goes too.

    Once the consultation has closed what was counted stays, without anything that leads to her: `False`. Without a
    response nothing changes. Locks the consultation.
    """
    if not by.is_authenticated:
        raise PermissionDenied
    with transaction.atomic():
        row = lock(consultation.pk)
        may_go = is_open(row)
        for response in hers(row, by):
            if may_go:
                remove(row, response)
            else:
                forget_person(response)
    return may_go


def is_open(consultation: Consultation) -> bool:
    """Tell whether a response may still go: the consultation is open, by the server's clock."""
    return consultation.state == ConsultationState.OPEN and now() < consultation.closes_at


def hers(consultation: Consultation, user: User):
    """Return her rows in one consultation, as a query: her account's, and what stands under her confirmed phone."""
    keys = persons.keys_of(consultation.pk, user)
    rows = Response.objects.filter(consultation=consultation)
    found = rows.filter(person_key=keys["person_key"])
    return found | rows.filter(phone_key=keys["phone_key"]) if keys["phone_key"] else found


def remove(consultation: Consultation, response: Response) -> None:
    """Delete a response, and count it no more. The consultation must be locked."""
    if response.sent_at:
        heads.count(consultation, response.way, by=-1)
    drop(response)


def forget_person(response: Response) -> None:
    """Empty what says whose a response is, where it was sent; delete it where it was not."""
    if response.sent_at is None:
        drop(response)
        return
    response.sealed, response.user = b"", None
    response.save(update_fields=["sealed", "user"])


def check_time(consultation: Consultation) -> None:
    """Raise `Refused` when nobody may answer at this moment, by the server's clock."""
    if consultation.takes_answers():
        return
    if consultation.state == ConsultationState.OPEN and consultation.opens_at and now() < consultation.opens_at:
        raise Refused(_("It is too early to answer: come back when it has begun."), "too_early")
    raise Refused(
        _(
            "This consultation takes no more answers: what you have just written was not kept. What you sent before "
            "counts."
        ),
        "closed",
    )


def check_complete(asked: Asked, answers, chosen) -> None:
    """Raise `Faults` with the questions that must be answered, and those whose choice was taken out meanwhile."""
    lacking = {f"q{row.pk}": _("This must be answered.") for row in missing(asked, answers, chosen)}
    for row in asked.shown_questions(chosen):
        if gone(row, chosen.get(row.pk, ())):
            lacking[f"q{row.pk}"] = _("What you chose is not offered any more: choose again.")
    if lacking:
        raise Faults(lacking)


def fit_to_count(asked: Asked, said: Said, *, kept: Collection[int] = ()) -> Said:
    """Return what is said without answers to what is not asked of her; `kept` are questions answered before.

    Raises `Faults` when something is missing, `Refused` when nothing is said.
    """
    answers = {key: value for key, value in said.answers.items() if value is not None}
    chosen = {key: value for key, value in answers.items() if isinstance(value, list)}
    shown = {row.pk for row in asked.shown_questions(chosen)}
    check_complete(asked, {*answers, *kept}, chosen)
    fit = Said({key: value for key, value in answers.items() if key in shown}, said.votes, said.preferences)
    votes = [vote for vote in fit.votes.values() if vote is not None]
    if not (fit.answers or kept or votes or any(fit.preferences.values())):
        raise Refused(_("You have not answered anything yet: answer what you like, then send."), "empty")
    return fit


def drop_hidden(response: Response, asked: Asked, given: Given | None = None) -> None:
    """Delete answers to questions that are not asked of her, by what she chose: they would be counted."""
    given = given or Given(response)
    kept = {row.pk for row in asked.shown_questions(given.chosen)}
    if hidden := given.answers.keys() - kept:
        drop_answers(Answer.objects.filter(response=response, question__in=hidden))


def _may(consultation: Consultation, by: User) -> None:
    if not by.has_perm("consultations.answer_consultation", consultation):
        raise PermissionDenied


def _begun(consultation: Consultation, by: User) -> Response:
    response = own(consultation, by)
    if response is None:
        key = persons.keys_of(consultation.pk, by)["person_key"]
        Response.objects.bulk_create([Response(consultation=consultation, person_key=key)], ignore_conflicts=True)
        response = own(consultation, by)
    response.consultation = consultation
    return response


def _keeps_what_counts(asked: Asked, said: Said) -> None:
    taken_back = {
        f"q{key}": _("This must be answered: your answer before is kept.")
        for key, value in said.answers.items()
        if value is None and asked.questions[key].is_required
    }
    if taken_back:
        raise Faults(taken_back)


def _count(consultation: Consultation, response: Response, by: User) -> None:
    """Mark a response as sent, with what serves counts and nothing else, and count it if it is new.

    Whatever else stands under her phone goes, what a desk wrote with it: one phone, one response, the last counts.
    """
    phone_key = persons.keys_of(consultation.pk, by)["phone_key"]
    if phone_key:
        for other in Response.objects.filter(consultation=consultation, phone_key=phone_key).exclude(pk=response.pk):
            remove(consultation, other)
    if response.sent_at is None:
        heads.count(consultation, Way.ONLINE)
        response.sent_at = now()
    columns: dict[str, Any] = about(by) | {
        "phone_key": phone_key,
        "sealed": persons.sealed_for(consultation.pk, by),
        "user": None if consultation.is_anonymous else by,
    }
    for name, value in columns.items():
        setattr(response, name, value)
    response.save(update_fields=[*columns, "sent_at", "changed_at"])


def about(user: User) -> dict[str, Any]:
    """Return what serves counts of what a person chose to say: gender, age band, commune or arrondissement."""
    said = Declaration.objects.filter(user=user).first()
    return {
        "gender": said.gender if said else "",
        "age_band": band_of(said.birth_year) if said else "",
        "place_id": user.commune_id,
    }
