"""What stands on a paper questionnaire, and what was typed from it: pure reads and comparisons.

Every line has a key: `q12` a question, `s4` a statement, `c7` a proposal, by its number in the database. What one
person typed (`Entry.said`) holds by key what is filled on the paper: a number (an option, a step of a scale, a stance,
points), a list of options (several choices, in her order for a ranking), or text (words, a number as text, a date as
ISO).
Numbers printed beside questions, options, statements and proposals count those taken out too: they stay the same on
sheets printed on another day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from consultations.enums import IN_WORDS, Method, PartKind, QuestionKind
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement
from core.enums import Visibility
from core.folding import fold

STATEMENTS_MOST = 40  # on paper: the first ones
ONLINE_ONLY = {QuestionKind.POINT, QuestionKind.PHOTO}
CHOSEN = {Method.APPROVAL, Method.GREEDY, Method.EQUAL_SHARES}  # methods by which a proposal is ticked or not


@dataclass
class Line:
    """One thing asked on paper: a question with its options, a statement, a proposal."""

    key: str
    number: int
    kind: str
    thing: Question | Statement | Candidate
    options: list[tuple[int, Option]] = field(default_factory=list)
    after: int = 0  # number of the question on which it depends, 0 for none
    after_options: list[int] = field(default_factory=list)

    @property
    def steps(self) -> range:
        """Return the steps of a scale, 1 to 5 unless the question says otherwise."""
        low, high = self.thing.settings.get("low", 1), self.thing.settings.get("high", 5)
        return range(int(low), int(high) + 1)

    @property
    def is_in_words(self) -> bool:
        return self.kind in IN_WORDS


@dataclass
class PaperPart:
    """A part as it stands on paper."""

    part: Part
    lines: list[Line]

    @property
    def is_ticked(self) -> bool:
        """Tell whether proposals are ticked; else a number is written beside each."""
        return self.part.method in CHOSEN


def parts_on_paper(consultation: Consultation) -> list[PaperPart]:
    """Return what a paper questionnaire of a consultation asks, in order. Five queries, whatever its length."""
    parts = consultation.parts.order_by("position", "id").prefetch_related(
        Prefetch("questions", Question.objects.order_by("position", "id")),
        Prefetch("questions__options", Option.objects.order_by("position", "id")),
        Prefetch("statements", Statement.objects.order_by("id").defer("author", "folded")),
        Prefetch("candidates", Candidate.objects.order_by("position", "id")),
    )
    found = [PaperPart(part, list(_lines(part))) for part in parts]
    return [part for part in found if part.lines]


def _lines(part: Part) -> Iterator[Line]:
    if part.kind == PartKind.QUESTIONS:
        yield from _questions(part)
    elif part.kind == PartKind.OPINIONS:
        shown = [pair for pair in enumerate(part.statements.all(), 1) if pair[1].visibility == Visibility.VISIBLE]
        for number, statement in shown[:STATEMENTS_MOST]:
            yield Line(f"s{statement.pk}", number, "statement", statement)
    else:
        for number, candidate in enumerate(part.candidates.all(), 1):
            if candidate.removed_at is None:
                yield Line(f"c{candidate.pk}", number, "candidate", candidate)


def _questions(part: Part) -> Iterator[Line]:
    numbered = list(enumerate(part.questions.all(), 1))
    numbers = {question.pk: number for number, question in numbered}
    options = {
        question.pk: [pair for pair in enumerate(question.options.all(), 1) if pair[1].removed_at is None]
        for _number, question in numbered
    }
    for number, question in numbered:
        if question.removed_at is not None or question.kind in ONLINE_ONLY:
            continue
        after = question.shown_if_id
        yield Line(
            f"q{question.pk}",
            number,
            question.kind,
            question,
            options[question.pk],
            numbers.get(after, 0),
            [step for step, option in options.get(after, []) if option.pk in question.shown_for],
        )


def by_key(parts: Iterable[PaperPart]) -> dict[str, Line]:
    """Return the lines by their keys."""
    return {line.key: line for part in parts for line in part.lines}


def differing(first: dict[str, Any], second: dict[str, Any], keys: Iterable[str]) -> list[str]:
    """Return those of `keys`, in their order, of which two persons typed something else."""
    return [key for key in keys if _same(first.get(key)) != _same(second.get(key))]


def _same(value: Any) -> Any:
    """Return what is compared: words without regard to how they are spelled or spaced."""
    return " ".join(fold(value).split()) if isinstance(value, str) else value


def in_words(line: Line, value: Any) -> str:
    """Return what was typed of a line as a person reads it beside the paper: numbers of options as printed."""
    if value in (None, "", []):
        return "—"
    if line.options:
        numbers = {option.pk: str(number) for number, option in line.options}
        return " ".join(numbers.get(pk, "?") for pk in (value if isinstance(value, list) else [value]))
    if line.kind == "statement":
        return {1: "+", 0: "0", -1: "−"}.get(value, "?")
    return str(value)
