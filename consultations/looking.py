"""What a person answered, in words, for the last look before she sends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from consultations.asked import Asked
from consultations.enums import Method, PartKind, QuestionKind
from consultations.given import Given
from consultations.models import Answer, Part, Question
from consultations.steps import Step
from core.dates import day


@dataclass(frozen=True)
class Line:
    """One page of answering: what it asked, what was answered (a line each), what is wrong."""

    step: Step
    title: str
    words: list[str]
    fault: str


def look(asked: Asked, given: Given, steps: list[Step], faults: Mapping[str, str]) -> list[Line]:
    """Return what was answered, page by page."""
    lines = []
    for step in steps:
        if step.question:
            answer = given.answers.get(step.question.pk)
            words = _answer_words(step.question, answer) if answer else []
            fault = faults.get(step.name, "") or (_("This must be answered.") if step.is_lacking else "")
            lines.append(Line(step, step.question.text, words, fault))
        else:
            words = (
                _votes(asked, given, step.part) if step.part.kind == PartKind.OPINIONS else _chosen(asked, given, step)
            )
            lines.append(Line(step, step.part.title, words, ""))
    return lines


def _answer_words(question: Question, answer: Answer) -> list[str]:
    kind = question.kind
    if answer.options:
        texts = {option.pk: option.text for option in question.choices}
        words = [texts[key] for key in answer.options if key in texts]
        if kind == QuestionKind.RANKING:
            return [f"{place}. {text}" for place, text in enumerate(words, start=1)]
        return words
    if kind == QuestionKind.POINT:
        return [_("A point on the map")]
    if kind == QuestionKind.PHOTO:
        return [_("A photo")]
    if kind == QuestionKind.DATE:
        return [day(answer.day, get_language())]
    return [f"{answer.number.normalize():f}" if answer.number is not None else answer.text]


def _votes(asked: Asked, given: Given, part: Part) -> list[str]:
    shown = [row.pk for row in asked.statements().values() if row.part_id == part.pk]
    count = sum(key in given.votes for key in shown)
    if not count:
        return []
    words = ngettext("%(count)d statement answered", "%(count)d statements answered", count)
    return [words % {"count": count}]


def _chosen(asked: Asked, given: Given, step: Step) -> list[str]:
    values = given.preferences
    rows = [row for row in asked.candidates_of(step.part) if row.pk in values]
    if step.part.method == Method.BORDA:
        return [f"{values[row.pk]}. {row.text}" for row in sorted(rows, key=lambda row: values[row.pk])]
    if step.part.method == Method.POINTS:
        words = [ngettext("%(count)d point", "%(count)d points", values[row.pk]) for row in rows]
        return [f"{row.text}: {word % {'count': values[row.pk]}}" for row, word in zip(rows, words, strict=True)]
    return [row.text for row in rows]
