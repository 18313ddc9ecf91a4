"""What a consultation asks, part by part, for the pages that show all of it at once."""

from consultations.asked import Asked
from consultations.models import Consultation, Part


def parts_with_all(consultation: Consultation) -> list[Part]:
    """Return the parts of a consultation in their order, each with its `asks` (questions, each with its `choices`),
    its `proposals` and its `said` (statements shown). Five queries, however much is asked."""
    asked = Asked(consultation)
    statements = list(asked.statements().values())
    numbers = {question.pk: number for number, question in enumerate(asked.questions.values(), 1)}
    words = {question.pk: question.text for question in asked.questions.values()}
    for question in asked.questions.values():
        question.number = numbers[question.pk]
        question.leads_from = words.get(question.shown_if_id, "")
    for part in asked.parts:
        part.asks = [question for question in asked.questions.values() if question.part_id == part.pk]
        part.proposals = asked.candidates_of(part)
        part.said = [statement for statement in statements if statement.part_id == part.pk]
    return asked.parts
