"""Writing down what a response says, whatever way it came: called inside the transaction of an act that has looked."""

import secrets
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import now

from consultations.asked import Asked
from consultations.enums import QuestionKind as Kind
from consultations.models import Answer, Preference, Question, Response, Vote
from consultations.said import Said

KEPT = ["options", "number", "text", "day", "point", "photo", "theme"]


def store(
    response: Response, said: Said, *, whole: bool = False, keep: Iterable[int] = (), asked: Asked | None = None
) -> None:
    """Write what is said into a response that is in the database, its row or its consultation locked.

    What is not said stays as it was; with `whole` it goes, but for the answers to the questions in `keep`. The theme
    under which a text was grouped goes with the text. `said` comes from `consultations.said.read_said`: nothing of it
    is looked at again. Takes no more than six queries.
    """
    asked = asked or Asked(response.consultation)
    _store_answers(response, said, asked, whole=whole, keep=keep)
    moment = now()
    votes = {key: stance for key, stance in said.votes.items() if stance is not None}
    _drop(Vote.objects.filter(response=response), "statement", said.votes.keys() - votes.keys(), votes, whole=whole)
    Vote.objects.bulk_create(
        [Vote(response=response, statement_id=key, stance=stance, at=moment) for key, stance in votes.items()],
        update_conflicts=True,
        unique_fields=["response", "statement"],
        update_fields=["stance", "at"],
    )
    given = {key: value for key, value in said.preferences.items() if value}
    _drop(
        Preference.objects.filter(response=response),
        "candidate",
        said.preferences.keys() - given.keys(),
        given,
        whole=whole,
    )
    Preference.objects.bulk_create(
        [Preference(response=response, candidate_id=key, value=value) for key, value in given.items()],
        update_conflicts=True,
        unique_fields=["response", "candidate"],
        update_fields=["value"],
    )


def _drop(rows, name: str, gone, kept, *, whole: bool) -> None:
    if whole:
        rows.exclude(**{f"{name}__in": list(kept)}).delete()
    elif gone:
        rows.filter(**{f"{name}__in": list(gone)}).delete()


def _store_answers(response: Response, said: Said, asked: Asked, *, whole: bool, keep: Iterable[int]) -> None:
    given = {key: value for key, value in said.answers.items() if value is not None}
    gone = said.answers.keys() - given.keys()
    rows = Answer.objects.filter(response=response)
    if whole:
        drop_answers(rows.exclude(question__in=[*given, *keep]))
    elif gone:
        drop_answers(rows.filter(question__in=list(gone)))
    pictured = [key for key in given if asked.questions[key].kind == Kind.PHOTO]
    if pictured:
        _forget_files(rows.filter(question__in=pictured))
    Answer.objects.bulk_create(
        [_answer(response, asked.questions[key], value) for key, value in given.items()],
        update_conflicts=True,
        unique_fields=["response", "question"],
        update_fields=KEPT,
    )


def _answer(response: Response, question: Question, value) -> Answer:
    row = Answer(response=response, question=question)
    if question.kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}:
        row.options = value
    elif question.kind in {Kind.SCALE, Kind.NUMBER}:
        row.number = value
    elif question.kind in {Kind.SHORT, Kind.LONG}:
        row.text = value
    elif question.kind == Kind.DATE:
        row.day = value
    elif question.kind == Kind.POINT:
        row.point = value
    else:
        row.photo.save(f"{secrets.token_hex(16)}.jpg", ContentFile(value.image), save=False)
    return row


def drop_answers(rows) -> None:
    """Delete answers, and the files of their photos once the transaction has committed."""
    _forget_files(rows)
    rows.delete()


def _forget_files(rows) -> None:
    for row in rows.exclude(photo=""):
        transaction.on_commit(lambda file=row.photo: file.storage.delete(file.name))


def drop(response: Response) -> None:
    """Delete a response with all that it says."""
    drop_answers(Answer.objects.filter(response=response))
    response.delete()
