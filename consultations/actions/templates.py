"""A new consultation filled from a model: its parts, questions, options, proposals and first statements."""

from typing import Any

from consultations.models import Candidate, Consultation, Option, Part, Question, Statement
from consultations.templates import Template
from core.enums import Visibility
from core.folding import fold


def fill(consultation: Consultation, template: Template) -> None:
    """Write the parts of a model into a consultation that asks nothing yet. The caller has locked its space."""
    for position, one in enumerate(template.parts, 1):
        part = Part.objects.create(
            consultation=consultation,
            position=position,
            kind=one["kind"],
            **_both("title", one),
            method=one.get("method", ""),
            budget=one.get("budget"),
            most=one.get("most", 0),
        )
        _questions(part, one.get("questions", []))
        Candidate.objects.bulk_create(
            Candidate(part=part, position=place, cost=said.get("cost"), **_both("text", said), **_both("about", said))
            for place, said in enumerate(one.get("candidates", []), 1)
        )
        Statement.objects.bulk_create(
            Statement(part=part, text=text, folded=fold(text)[:200], visibility=Visibility.VISIBLE)
            for text in one.get("statements", [])
        )


def _questions(part: Part, questions: list[dict[str, Any]]) -> None:
    by_key: dict[str, tuple[Question, list[Option]]] = {}
    for position, one in enumerate(questions, 1):
        question = Question(
            part=part, position=position, kind=one["kind"], is_required=one.get("required", False),
            settings=one.get("settings", {}), **_both("text", one), **_both("help", one),
        )  # fmt: skip
        if "if" in one:  # an earlier question of the same model, and the places of its options
            asked, places = one["if"]
            earlier, options = by_key[asked]
            question.shown_if, question.shown_for = earlier, [options[place].pk for place in places]
        question.save()
        options = Option.objects.bulk_create(
            Option(question=question, position=place, text_ar=said["ar"], text_fr=said["fr"])
            for place, said in enumerate(one.get("options", []), 1)
        )
        by_key[one.get("key", str(position))] = (question, options)


def _both(name: str, said: dict[str, Any]) -> dict[str, str]:
    words = said.get(name, {})
    return {f"{name}_ar": words.get("ar", ""), f"{name}_fr": words.get("fr", "")}
