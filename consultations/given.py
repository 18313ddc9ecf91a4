"""What a person has answered so far, for her own pages and for the acts: nobody else is shown it."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from consultations.asked import Asked
from consultations.models import Answer, Question, Response


class Given:
    """What a response says; nothing without one. Each is read when it is first wanted, by one query."""

    def __init__(self, response: Response | None):
        self.response = response

    @property
    def is_sent(self) -> bool:
        return self.response is not None and self.response.sent_at is not None

    @cached_property
    def answers(self) -> dict[int, Answer]:
        """Its answers by question."""
        return {row.question_id: row for row in self.response.answers.all()} if self.response else {}

    @cached_property
    def chosen(self) -> dict[int, list[int]]:
        """The options that were chosen, by question."""
        return {key: row.options for key, row in self.answers.items() if row.options}

    @cached_property
    def votes(self) -> dict[int, int]:
        """Its votes by statement."""
        return dict(self.response.votes.values_list("statement", "stance")) if self.response else {}

    @cached_property
    def preferences(self) -> dict[int, int]:
        """What it gives, by proposal."""
        return dict(self.response.preferences.values_list("candidate", "value")) if self.response else {}

    @property
    def says_something(self) -> bool:
        return bool(self.answers or self.votes or self.preferences)


def missing(asked: Asked, answered: Iterable[int], chosen: Mapping[int, Iterable[int]]) -> list[Question]:
    """Return the questions that must be answered and were not, in their order: those that are shown to her.

    One whose chosen option was taken out since is missing too.
    """
    answered = set(answered)
    return [
        question
        for question in asked.shown_questions(chosen)
        if question.is_required and (question.pk not in answered or gone(question, chosen.get(question.pk, ())))
    ]


def gone(question: Question, chosen: Iterable[int]) -> bool:
    """Tell whether something that was chosen is not offered any more."""
    return bool(set(chosen) - {option.pk for option in question.choices})
