"""What a consultation asks, read once for a page or an act: parts, questions with their options, proposals."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from consultations.enums import PartKind
from consultations.logic import shown
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement


class Asked:
    """What one consultation asks now. Each is read when it is first wanted, by one query (two for questions)."""

    def __init__(self, consultation: Consultation):
        self.consultation = consultation

    @cached_property
    def parts(self) -> list[Part]:
        """Its parts, in their order."""
        return list(self.consultation.parts.all())

    @cached_property
    def questions(self) -> dict[int, Question]:
        """Its questions by key, in the order in which they are asked; each with its options as `choices`."""
        places = {part.pk: place for place, part in enumerate(self.parts)}
        rows = list(Question.objects.standing().filter(part__in=places).order_by("position", "id"))
        rows.sort(key=lambda row: places[row.part_id])
        for row in rows:
            row.choices = []
        questions = {row.pk: row for row in rows}
        for option in Option.objects.standing().filter(question__in=questions).order_by("position", "id"):
            questions[option.question_id].choices.append(option)
        return questions

    @cached_property
    def candidates(self) -> dict[int, Candidate]:
        """Its proposals by key, in their order."""
        parts = [part.pk for part in self.parts if part.kind == PartKind.PRIORITIES]
        if not parts:
            return {}
        return {row.pk: row for row in Candidate.objects.standing().filter(part__in=parts)}

    def part(self, key: int) -> Part | None:
        return next((part for part in self.parts if part.pk == key), None)

    def candidates_of(self, part: Part) -> list[Candidate]:
        return [row for row in self.candidates.values() if row.part_id == part.pk]

    def statements(self, keys: Iterable[int] | None = None) -> dict[int, Statement]:
        """Return its shown statements by key: those of `keys`, or all. One query."""
        rows = Statement.objects.shown().filter(part__consultation=self.consultation)
        if keys is not None:
            rows = rows.filter(pk__in=list(keys))
        return {row.pk: row for row in rows}

    def shown_questions(self, chosen: Mapping[int, Sequence[int]]) -> list[Question]:
        """Return the questions that a person is asked who chose these options."""
        return shown(self.questions.values(), chosen)
