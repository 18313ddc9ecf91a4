"""A paper questionnaire becomes a response: one row, under the key of its sheet, in the transaction that counts it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from consultations.actions.heads import count
from consultations.actions.storing import store
from consultations.asked import Asked
from consultations.enums import Way
from consultations.models import Consultation, Response, Sheet
from consultations.persons import sheet_key
from consultations.said import Said, read_said
from core.workflow import Refused

SECTIONS = {"q": "answers", "s": "votes", "c": "preferences"}


def fit(consultation: Consultation, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed (`consultations.paper`), found fit, what is empty left out.

    Raises `consultations.said.Faults`, its names the keys of the lines.
    """
    plain = _read(consultation, said).as_json()
    kept = {f"{letter}{key}": value for letter, name in SECTIONS.items() for key, value in plain[name].items()}
    return {key: value for key, value in kept.items() if value not in (None, "", []) and (value or key[0] != "c")}


def respond_on_paper(sheet: Sheet, said: Mapping[str, Any]) -> Response:
    """Write what stands on a sheet as a response, sent now, and count it; the caller holds the consultation's lock.

    What was answered to a question that was not for her (its condition is not met) is left out, as online. Raises
    `Refused` when a response stands under this sheet already.
    """
    consultation = sheet.consultation
    asked = Asked(consultation)
    read = _read(consultation, said, asked)
    chosen = {key: value for key, value in read.answers.items() if isinstance(value, list)}
    shown = {question.pk for question in asked.shown_questions(chosen)}
    read = Said({key: value for key, value in read.answers.items() if key in shown}, read.votes, read.preferences)
    try:
        with transaction.atomic():
            response = Response.objects.create(
                consultation=consultation,
                person_key=sheet_key(consultation.pk, sheet.code),
                way=Way.PAPER,
                sent_at=now(),
            )
    except IntegrityError:
        raise Refused(_("This sheet was counted already: it is counted once."), "entered") from None
    store(response, read, asked=asked)
    count(consultation, Way.PAPER)
    return response


def _read(consultation: Consultation, said: Mapping[str, Any], asked: Asked | None = None) -> Said:
    raw: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS.values()}
    for key, value in said.items():
        raw[SECTIONS[key[0]]][key[1:]] = value
    return read_said(consultation, raw, asked=asked)
