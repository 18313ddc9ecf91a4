"""What a person says to a consultation, read from what came in: a form, a program, a desk, a sheet of paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations import values
from consultations.asked import Asked
from consultations.enums import Method, PartKind, Stance
from consultations.models import Consultation, Part
from core.fitness import Unfit
from core.photos import Picture
from territories.models import Territory

BORDER = 0.02  # degrees, about 2 km: a douar near the border may be drawn on the wrong side of it
KEY_LIMIT = 2**63
VALUE_MAX = 32_767  # what the column of a preference holds


@dataclass(frozen=True)
class Said:
    """Plain values, found fit: nothing of them has to be looked at again.

    `answers` by question: as `consultations.values.read` gives them, None to take one back. `votes` by statement: a
    `Stance`, None to take it back. `preferences` by proposal: 1 when chosen, its place when ordered, its points; 0 for
    none. A part of which one proposal is named is given whole.
    """

    answers: dict[int, Any] = field(default_factory=dict)
    votes: dict[int, int | None] = field(default_factory=dict)
    preferences: dict[int, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, Any]]:
        """Return it as JSON takes it, the same for the same answers: to compare two entries, and to keep them."""
        return {
            "answers": {str(key): _plain(value) for key, value in self.answers.items()},
            "votes": {str(key): value for key, value in self.votes.items()},
            "preferences": {str(key): value for key, value in self.preferences.items()},
        }


class Faults(Unfit):
    """What of it cannot be taken: `faults` gives the words by name ("q12", "s3", "p5"); itself it says the first."""

    def __init__(self, faults: Mapping[str, Any]):
        self.faults = dict(faults)
        name, message = next(iter(self.faults.items()))
        super().__init__(message, name)


def _plain(value: Any) -> Any:
    """Return an answer as JSON takes it; a photo has none."""
    if isinstance(value, Point):
        return {"lat": round(value.y, 6), "lon": round(value.x, 6)}
    if value is None or isinstance(value, int | str | list):
        return value
    return None if isinstance(value, Picture) else str(value)


def read_said(consultation: Consultation, raw: Mapping[str, Any], *, asked: Asked | None = None) -> Said:
    """Return what `raw` says, every value found fit for what the consultation asks now.

    `raw` holds `answers` by question, `votes` by statement, `preferences` by proposal, keys as numbers or digits;
    anything may be left out. What is left out is not said: whether enough was said is looked at when it is sent.

    Raises `Faults`, with the words for each thing that cannot be taken: one of another consultation, a choice that was
    taken out, words too long, a point elsewhere, more than may be chosen. Nothing is written.
    """
    asked = asked or Asked(consultation)
    faults: dict[str, Any] = {}
    said = Said(
        answers=_answers(asked, _by_key(raw, "answers", "q", faults), faults),
        votes=_votes(asked, _by_key(raw, "votes", "s", faults), faults),
        preferences=_preferences(asked, _by_key(raw, "preferences", "c", faults), faults),
    )
    if faults:
        raise Faults(faults)
    return said


def _by_key(raw, section: str, letter: str, faults) -> dict[int, Any]:
    given = raw.get(section) if isinstance(raw, Mapping) else None
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        faults[section] = _("Give these by their numbers.")
        return {}
    kept = {}
    for name, value in given.items():
        key = values.whole(name)
        if key is None or not 0 < key < KEY_LIMIT:
            faults[f"{letter}{str(name)[:20]}"] = _not_asked()
        else:
            kept[key] = value
    return kept


def _not_asked() -> str:
    return _("This is not asked here, or not any more. What else you wrote is kept: load the page again.")


def _answers(asked: Asked, given: dict[int, Any], faults) -> dict[int, Any]:
    answers = {}
    for key, one in given.items():
        question = asked.questions.get(key)
        if question is None:
            faults[f"q{key}"] = _not_asked()
            continue
        try:
            answers[key] = values.read(question, one)
            if isinstance(answers[key], Point):
                _check_place(asked.consultation, answers[key], values.name_of(question))
        except Unfit as unfit:
            faults[unfit.field] = unfit.message
    return answers


def _check_place(consultation: Consultation, point: Point, name: str) -> None:
    """Raise `Unfit` when the point is more than about 2 km outside the commune of the consultation."""
    near = Q(boundary__isnull=True) | Q(boundary__dwithin=(point, BORDER))
    if not Territory.objects.filter(near, pk=consultation.space.commune_id).exists():
        words = {"here": consultation.space.commune.name}
        raise Unfit(_("This point is not in %(here)s. Move it inside, or leave it out.") % words, name)


def _votes(asked: Asked, given: dict[int, Any], faults) -> dict[int, int | None]:
    if not given:
        return {}
    statements = asked.statements(given)
    votes: dict[int, int | None] = {}
    for key, one in given.items():
        stance = None if one in (None, "") else values.whole(one)
        if key not in statements:
            faults[f"s{key}"] = _("This statement is not shown any more: your answer to it was not kept.")
        elif one not in (None, "") and stance not in Stance.values:
            faults[f"s{key}"] = _("Say whether you agree, disagree or pass.")
        else:
            votes[key] = stance
    return votes


def _preferences(asked: Asked, given: dict[int, Any], faults) -> dict[int, int]:
    by_part: dict[int, dict[int, int]] = {}
    for key, one in given.items():
        candidate = asked.candidates.get(key)
        value = 0 if one in (None, "", False) else 1 if one is True else values.whole(one)
        if candidate is None:
            faults[f"c{key}"] = _("This proposal was taken out. What else you chose is kept: choose again.")
        elif value is None or not 0 <= value <= VALUE_MAX:
            faults[f"c{key}"] = _("Write a whole number, with digits only.")
        else:
            by_part.setdefault(candidate.part_id, {})[key] = value
    preferences: dict[int, int] = {}
    for part in asked.parts:
        if part.pk in by_part:
            chosen = by_part[part.pk]
            if message := _too_much(part, [value for value in chosen.values() if value]):
                faults[f"p{part.pk}"] = message
            preferences |= {row.pk: chosen.get(row.pk, 0) for row in asked.candidates_of(part)}
    return preferences


def _too_much(part: Part, given: list[int]) -> str:
    """Return what is wrong with what one part was given, or nothing. Whoever chooses is not bound by the budget."""
    assert part.kind == PartKind.PRIORITIES  # noqa: S101 -- a proposal belongs to priorities
    if part.method == Method.POINTS:
        if part.most and sum(given) > part.most:
            return ngettext(
                "You have %(most)d point to give, and gave %(count)d: take some back.",
                "You have %(most)d points to give, and gave %(count)d: take some back.",
                part.most,
            ) % {"most": part.most, "count": sum(given)}
        return ""
    if part.method == Method.BORDA and sorted(given) != list(range(1, len(given) + 1)):
        return _(
            "Give each proposal a place of its own: 1 for the first, then 2, and so on. Leave out what matters less."
        )
    if part.method != Method.BORDA and any(value != 1 for value in given):
        return _("Choose a proposal, or do not.")
    if part.most and len(given) > part.most:
        return ngettext(
            "Choose %(most)d proposal at most: you chose %(count)d.",
            "Choose %(most)d proposals at most: you chose %(count)d.",
            part.most,
        ) % {"most": part.most, "count": len(given)}
    return ""
