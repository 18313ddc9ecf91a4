"""The consultations of the demonstration, told by the real actions at real dates: one is answered now, one is over.

Who answers what is drawn from a seed, so that each demonstration shows the same.
"""

import datetime
import json
import random
from pathlib import Path

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from consultations import actions as consultations
from consultations.actions import answering, tallying
from consultations.asked import Asked
from consultations.enums import Method, PartKind, QuestionKind, Stance
from consultations.models import Consultation, Question
from consultations.said import Said
from consultations.templates import template
from councils.models import Council
from needs.models import Need
from spaces.models import Space

CONTENT = json.loads((Path(__file__).parent / "consultations.json").read_text(encoding="utf-8"))
CHOICE = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING}


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User]) -> None:
    """Tell each consultation of the demonstration in the communes that were opened, the oldest first."""
    told = [item for item in CONTENT["consultations"] if item["commune"] in spaces]
    for item in sorted(told, key=lambda one: -one["days_ago"]):
        lead(item, spaces[item["commune"]], staff[item["commune"]], inhabitants)


def lead(item: dict, space: Space, staff: dict[str, User], inhabitants: list[User]) -> None:
    """Lead one consultation from its model to where it stands today."""
    ago, chance = item["days_ago"], random.Random(item["title"])  # noqa: S311 -- the same each time, not a secret
    council = Council.objects.get(territory=space.commune) if item["by"] == "president" else None
    with days_ago(ago):
        by = people.fresh(staff[item["by"]])
        model = template(item["model"], "ar")
        said = model.said | {name: item[name] for name in ("title", "purpose", "use")}
        closes_at = timezone.now() + datetime.timedelta(days=item["open_days"])
        draft = consultations.create(space, by=by, council=council, template=model, closes_at=closes_at, **said)
        _sources(draft, by)
        consultation = consultations.open_consultation(draft, by=by)
    asked = Asked(consultation)
    for number, person in enumerate(inhabitants):
        with days_ago(ago - 0.5 - number * item["answered_days"] / len(inhabitants)):
            consultation.refresh_from_db()
            answering.answer_whole(
                consultation, _said(asked, chance, number, item["texts"]), by=people.fresh(person), asked=asked
            )
    if "published_days_ago" in item:
        with days_ago(ago - item["open_days"]):
            consultations.close_due()
            tallying.tally(consultation.pk)
        with days_ago(item["published_days_ago"]):
            consultations.publish(consultation, by=people.fresh(staff[item["by"]]))


def _sources(draft: Consultation, by: User) -> None:
    """Let the first proposal say from which need it came."""
    need = Need.objects.filter(space=draft.space, visibility="visible").order_by("pk").first()
    for part in draft.parts.filter(kind=PartKind.PRIORITIES):
        first = part.candidates.first()
        if need and first:
            words = {name: getattr(first, name) for name in ("text_ar", "text_fr", "about_ar", "about_fr", "cost")}
            consultations.edit_candidate(
                first, by=by, **words, source_path=f"/needs/{need.pk}/", source_title=need.title
            )


def _said(asked: Asked, chance: random.Random, number: int, texts: list[str]) -> Said:
    """Return what one person says: two groups of people think differently about the statements."""
    answers, chosen = {}, {}
    for question in asked.questions.values():
        if question.shown_if_id and not set(chosen.get(question.shown_if_id, [])) & set(question.shown_for):
            continue
        value = _answer(question, chance, number, texts)
        if value is not None:
            answers[question.pk] = value
            if question.kind in CHOICE:
                chosen[question.pk] = value
    votes = {
        key: _stance(place, number, chance) for place, key in enumerate(asked.statements()) if chance.random() < 0.85
    }
    preferences = {}
    for part in asked.parts:
        if part.kind == PartKind.PRIORITIES:
            keys = [row.pk for row in asked.candidates_of(part)]
            chance.shuffle(keys)
            ranked = part.method == Method.BORDA
            preferences |= {key: place if ranked else int(place <= 2) for place, key in enumerate(keys, 1)}
    return Said(answers, votes, preferences)


def _answer(question: Question, chance: random.Random, number: int, texts: list[str]):
    keys = [option.pk for option in question.choices]
    if question.kind == QuestionKind.SINGLE:
        return [chance.choice(keys)]
    if question.kind == QuestionKind.MULTIPLE:
        return chance.sample(keys, min(question.settings.get("most", 2), len(keys)))
    if question.kind == QuestionKind.RANKING:
        return chance.sample(keys, len(keys))
    if question.kind == QuestionKind.SCALE:
        return chance.randint(question.settings["low"], question.settings["high"])
    if question.kind == QuestionKind.NUMBER:
        return chance.randint(1, 30)
    if question.kind == QuestionKind.DATE:
        return timezone.localdate() - datetime.timedelta(days=chance.randint(5, 200))
    if question.kind in {QuestionKind.SHORT, QuestionKind.LONG} and number % 3 == 0:
        return texts[number // 3 % len(texts)]
    return None  # a point and a photo are rarely given


def _stance(place: int, number: int, chance: random.Random) -> int:
    if place == 0 or chance.random() < 0.12:
        return Stance.AGREE  # nearly everyone agrees with the first one
    return Stance.AGREE if (number + place) % 2 else Stance.DISAGREE
