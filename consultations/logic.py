"""Which questions a person is asked, given what she answered so far. Pure: nothing here reads the database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def shown(questions: Iterable[Any], chosen: Mapping[int, Sequence[int]]) -> list[Any]:
    """Return the questions that are shown, in their order.

    `questions` are rows in the order in which they are asked (`pk`, `shown_if_id`, `shown_for`); `chosen` gives, for a
    question's key, the keys of the options that she chose. A question with a condition is shown when an earlier
    question, itself shown, was answered by one of its options: one that waits for a later question, or for itself, is
    never shown, so that no loop can keep anyone.
    """
    kept, seen = [], set()
    for question in questions:
        condition = question.shown_if_id
        if condition is None or (condition in seen and set(chosen.get(condition, ())) & set(question.shown_for)):
            kept.append(question)
            seen.add(question.pk)
    return kept
