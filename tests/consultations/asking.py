"""A consultation that asks everything: one question of each kind, two statements, priorities of each method."""

from dataclasses import dataclass, field

from consultations.enums import Method, QuestionKind
from consultations.models import Consultation, Part
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    OptionFactory,
    PartFactory,
    QuestionFactory,
    StatementFactory,
)

SETTINGS = {"scale": {"low": 1, "high": 5}, "multiple": {"most": 2}, "number": {"least": 0, "most": 20}}


@dataclass
class Everything:
    """What was made: questions by kind, options by kind, statements, candidates by method."""

    consultation: Consultation
    questions: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    statements: list = field(default_factory=list)
    candidates: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)


def everything(*, kinds=QuestionKind.values, methods=Method.values, statements=2, **traits) -> Everything:
    """Make an open consultation, with questions of these kinds, these methods of priorities, so many statements."""
    made = Everything(ConsultationFactory(**({"opened": True} | traits)))
    if kinds:
        made.parts["questions"] = part = PartFactory(consultation=made.consultation, position=1)
        for position, kind in enumerate(kinds, start=1):
            question = QuestionFactory(part=part, position=position, kind=kind, settings=SETTINGS.get(kind, {}))
            made.questions[kind] = question
            if kind in {"single", "multiple", "ranking"}:
                made.options[kind] = OptionFactory.create_batch(3, question=question)
    if statements:
        made.parts["opinions"] = part = PartFactory(consultation=made.consultation, position=2, opinions=True)
        made.statements = StatementFactory.create_batch(statements, part=part)
    for place, method in enumerate(methods, start=3):
        budget = 1000 if method in {"greedy", "equal_shares"} else None
        made.parts[method] = part = PartFactory(
            consultation=made.consultation, position=place, priorities=True, method=method, budget=budget, most=0
        )
        made.candidates[method] = CandidateFactory.create_batch(3, part=part, cost=700 if budget else None)
    return made


def chosen(part: Part, *candidates, value=1) -> dict:
    """Return what a form gives for a part of which these proposals were chosen."""
    return {row.pk: value if row in candidates else 0 for row in part.candidates.all()}
