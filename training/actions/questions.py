"""The quiz of a course: its questions, their options, which are right and why."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from training.actions.course import changed, lock_led
from training.enums import QuestionKind
from training.models import Course, Option, Question

QUESTION_MAX, WHY_MAX, OPTION_MAX = 400, 1_000, 300  # characters
QUESTIONS_MAX, OPTIONS_MAX = 40, 8
# The two options of a question that is true or false, kept in both languages like any other.
SAYS = ((True, "صحيح", "Vrai"), (False, "خطأ", "Faux"))


class Choice(TypedDict):
    """An option of a question, in both languages."""

    text_ar: str
    text_fr: str
    is_right: bool


def add_question(course: Course, *, by: User, kind: str, options: Sequence[Choice], **said: str) -> Question:
    """Add a question at the end of a quiz (`text_ar text_fr why_ar why_fr`), and return it. Locks the course.

    Of a question whose answer is true or false, `options` hold one choice: whether what it says is right. Raises
    `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    columns, choices = _clean(kind, said), choices_of(kind, options)
    with transaction.atomic():
        row = lock_led(course.pk, by)
        if row.questions.count() >= QUESTIONS_MAX:
            raise Refused(_("A quiz has at most forty questions."), "full")
        number = (row.questions.aggregate(last=Max("number"))["last"] or 0) + 1
        question = row.questions.create(number=number, kind=kind, **columns)
        write_options(question, choices)
        changed(row, by=by, what="question")
    return question


def edit_question(question: Question, *, by: User, kind: str, options: Sequence[Choice], **said: str) -> Question:
    """Write a question anew, as `add_question`."""
    columns, choices = _clean(kind, said), choices_of(kind, options)
    with transaction.atomic():
        row = lock_led(question.course_id, by)
        question = row.questions.get(pk=question.pk)
        for name, value in (columns | {"kind": kind}).items():
            setattr(question, name, value)
        question.save()
        question.options.all().delete()
        write_options(question, choices)
        changed(row, by=by, what="question")
    return question


def write_options(question: Question, choices: list[Choice]) -> None:
    Option.objects.bulk_create(
        [Option(question=question, number=number, **choice) for number, choice in enumerate(choices, start=1)]
    )


def _clean(kind: str, said: dict[str, str]) -> dict[str, str]:
    if kind not in QuestionKind.values:
        raise Unfit(_("Choose one of the list."), "kind")
    columns = {name: fits(clean_line(said.get(name) or ""), QUESTION_MAX, name) for name in ("text_ar", "text_fr")}
    columns |= {name: fits(clean_text(said.get(name) or ""), WHY_MAX, name) for name in ("why_ar", "why_fr")}
    for name, text in columns.items():
        if not has_words(text):
            raise Unfit(_("Write it in words, in both languages: people read one or the other."), name)
    return columns


def choices_of(kind: str, options: Sequence[Choice]) -> list[Choice]:
    if kind == QuestionKind.TRUE_FALSE:
        return _true_or_false(is_true=bool(options and options[0]["is_right"]))
    kept: list[Any] = []
    for option in options:
        words = {name: fits(clean_line(option[name] or ""), OPTION_MAX, "options") for name in ("text_ar", "text_fr")}
        if not any(words.values()):
            continue
        if not all(words.values()):
            raise Unfit(_("Write each option in both languages."), "options")
        kept.append(words | {"is_right": bool(option["is_right"])})
    right = sum(option["is_right"] for option in kept)
    if not 2 <= len(kept) <= OPTIONS_MAX:
        raise Unfit(_("A question has two options at least, and eight at most."), "options")
    if kind == QuestionKind.SINGLE and right != 1:
        raise Unfit(_("Mark the one option that is right."), "options")
    if right == 0:
        raise Unfit(_("Mark the options that are right."), "options")
    return kept


def _true_or_false(*, is_true: bool) -> list[Choice]:
    return [{"text_ar": arabic, "text_fr": french, "is_right": says == is_true} for says, arabic, french in SAYS]
