"""The pages of answering, in their order: a page a question, one for opinions, one for each set of priorities."""

from dataclasses import dataclass
from math import ceil

from django.urls import reverse

from consultations.asked import Asked
from consultations.enums import PartKind
from consultations.given import Given
from consultations.models import Part, Question

QUESTION_SECONDS, STATEMENT_SECONDS, CANDIDATE_SECONDS = 20, 8, 10  # what answering takes, roughly


@dataclass(frozen=True)
class Step:
    """One page. `name` is where it stands in a list of faults ("q12", "p5", "o3")."""

    part: Part
    question: Question | None
    url: str
    is_done: bool

    @property
    def name(self) -> str:
        letter = "o" if self.part.kind == PartKind.OPINIONS else "p"
        return f"q{self.question.pk}" if self.question else f"{letter}{self.part.pk}"

    @property
    def is_lacking(self) -> bool:
        return bool(self.question and self.question.is_required and not self.is_done)


def steps_of(asked: Asked, given: Given) -> list[Step]:
    """Return the pages that a person goes through, given what she answered so far."""
    pk = asked.consultation.pk
    questions = asked.shown_questions(given.chosen)
    steps = []
    for part in asked.parts:
        if part.kind == PartKind.QUESTIONS:
            steps += [
                Step(part, row, reverse("consultations:answer-question", args=[pk, row.pk]), row.pk in given.answers)
                for row in questions
                if row.part_id == part.pk
            ]
        elif part.kind == PartKind.OPINIONS:
            steps.append(Step(part, None, reverse("consultations:opinions", args=[pk, part.pk]), bool(given.votes)))
        else:
            done = any(row.pk in given.preferences for row in asked.candidates_of(part))
            steps.append(Step(part, None, reverse("consultations:priorities", args=[pk, part.pk]), done))
    return steps


def minutes_of(asked: Asked) -> int:
    """Return about how many minutes it takes to answer everything."""
    seconds = QUESTION_SECONDS * len(asked.questions) + CANDIDATE_SECONDS * len(asked.candidates)
    if any(part.kind == PartKind.OPINIONS for part in asked.parts):
        seconds += STATEMENT_SECONDS * len(asked.statements())
    return max(1, ceil(seconds / 60))
