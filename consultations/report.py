"""The report of a result told in a language: from public counts (`Tally`) alone, ready for a template."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from consultations.enums import IN_WORDS, WITH_OPTIONS, Method, PartKind, QuestionKind
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement, TextTheme
from consultations.replies import reply_of
from consultations.tables import EDGES
from core.dates import MONTHS
from core.text import isolate

HIDDEN = "—"


def told(consultation: Consultation) -> dict[str, Any]:
    """Return what the report of a published result says, in the active language.

    A share is a percentage, `rest` what is missing to a hundred; a number that is hidden is `HIDDEN`.
    """
    parts = consultation.parts.select_related("tally").order_by("position", "id")
    counted = [part for part in parts if hasattr(part, "tally")]
    population = consultation.space.commune.population
    return {
        "parts": [_part(part) for part in counted],
        "counted_at": max((part.tally.counted_at for part in counted), default=None),
        "ways": [
            (_("online"), consultation.online_count),
            (_("at a desk"), consultation.desk_count),
            (_("on paper"), consultation.paper_count),
        ],
        "people": consultation.response_count,
        "population": population,
        "turnout": round(100 * consultation.response_count / population, 1) if population else None,
        "reply": reply_of(consultation),
        "limits": limits(consultation),
    }


def _part(part: Part) -> dict[str, Any]:
    data = part.tally.data
    told = {"part": part, "kind": part.kind, "people": part.tally.responses}
    if part.kind == PartKind.QUESTIONS:
        return told | {"questions": _questions(part, data)}
    if part.kind == PartKind.OPINIONS:
        return told | _opinions(part, data)
    return told | _priorities(part, data)


# --- questionnaire ---
def _questions(part: Part, data: dict[str, Any]) -> list[dict[str, Any]]:
    questions = {row.pk: row for row in Question.objects.filter(part=part)}
    names = {
        "option": {row.pk: str(row) for row in Option.objects.filter(question__part=part)},
        "theme": dict(TextTheme.objects.filter(question__part=part).values_list("pk", "name")),
    }
    rows = [row for row in data.get("questions", []) if row["key"] in questions]
    return [_question(questions[row["key"]], row, names) for row in rows]


def _question(question: Question, row: dict[str, Any], names: dict[str, dict[int, str]]) -> dict[str, Any]:
    rows = [
        _bar(_name(question, one, names), one.get("count"), one.get("share"))
        for one in row.get("options") or row.get("themes") or []
    ]
    ranking = [
        {"name": isolate(names["option"].get(one["key"], "")), "points": _number(one.get("points"))}
        for one in sorted(row.get("ranking", []), key=lambda one: -(one.get("points") or 0))
    ]
    return {
        "question": question,
        "asked": _number(row.get("asked")),
        "answered": _number(row.get("answered")),
        "is_hidden": row.get("hidden", False),
        "is_in_words": question.kind in IN_WORDS,
        "has_others": row.get("others", False),
        "mean": row.get("mean"),
        "rows": rows,
        "ranking": ranking,
    }


def _name(question: Question, row: dict[str, Any], names: dict[str, dict[int, str]]) -> str:
    """Return what a cell stands for: an option, a theme; a step, a class of numbers or a month as it was counted."""
    key = row["key"]
    if question.kind in WITH_OPTIONS:
        return names["option"].get(key, "")
    if question.kind in IN_WORDS:
        return row.get("name") or names["theme"].get(key, "")
    if question.kind == QuestionKind.DATE:
        return f"{MONTHS[get_language()][key % 100 - 1]} {key // 100}"
    return _class(key) if question.kind == QuestionKind.NUMBER else str(key)


def _class(number: int) -> str:
    """Return a class of numbers, its upper end not in it (`consultations.tables.EDGES`)."""
    if number <= 0:
        return f"< {EDGES[0]}"
    return f"≥ {EDGES[-1]}" if number >= len(EDGES) else f"{EDGES[number - 1]} – {EDGES[number]}"


# --- opinions ---
def _opinions(part: Part, data: dict[str, Any]) -> dict[str, Any]:
    texts = dict(Statement.objects.filter(part=part).shown().values_list("pk", "text"))
    statements = [
        {
            "text": texts[row["key"]],
            "agree": _number(row.get("agree")),
            "disagree": _number(row.get("disagree")),
            **_shape(row.get("share")),
        }
        for row in data.get("statements", [])
        if row["key"] in texts
    ]
    return {
        "statements": statements,
        "is_enough": data.get("enough", False),
        "groups": [(group["label"], group["size"]) for group in data.get("groups", [])],
        "agreed": _named(data.get("shared"), texts, "agree"),
        "rejected": _named(data.get("shared"), texts, "disagree"),
        "apart": _named(data.get("apart"), texts),
        "seed": data.get("seed"),
        "dots": _dots(data.get("map") or [], [group["label"] for group in data.get("groups", [])]),
    }


SHADES = ("#2a3f9d", "#9a4a2b", "#3f7d4e", "#7a5c99", "#555555", "#b8892d")  # of the groups' dots


def _named(rows: list[dict[str, Any]] | None, texts: dict[int, str], side: str = "") -> list[str]:
    """Return the statements that a list names, those on one side when it is given."""
    return [texts[row["key"]] for row in rows or [] if row["key"] in texts and side in {"", row.get("side")}]


def _dots(cells: Iterable[list], labels: list[str]) -> list[dict[str, Any]]:
    """Return the dots of the picture of opinions, a grid of 12 by 12 in a square of 100; larger where more stand."""
    return [
        {
            "x": 8 * across + 6,
            "y": 8 * (11 - up) + 6,
            "size": round(min(4.5, 2.6 + people**0.5 / 8), 1),
            "shade": SHADES[group % len(SHADES)],
            "label": labels[group] if group < len(labels) else "",
        }
        for across, up, group, people in cells
    ]


# --- priorities ---
def _priorities(part: Part, data: dict[str, Any]) -> dict[str, Any]:
    candidates = {row.pk: row for row in Candidate.objects.filter(part=part)}
    rows = sorted(data.get("candidates", []), key=lambda row: (row.get("rank") is None, row.get("rank") or 0))
    highest = max((_score(row) or 0 for row in rows), default=0)
    told = [
        {
            "name": isolate(str(candidates[row["key"]])),
            "rank": _number(row.get("rank")),
            "score": _number(_score(row)),
            "cost": row.get("cost"),
            "won": row.get("won"),
            **_shape(_share(_score(row), highest)),
        }
        for row in rows
        if row["key"] in candidates
    ]
    return {
        "candidates": told,
        "method": Method(part.method).label,
        "has_budget": bool(part.budget),
        "budget": data.get("budget") or part.budget,
        "spent": data.get("spent"),
        "is_points": part.method in {Method.POINTS, Method.BORDA},
    }


def _score(row: dict[str, Any]) -> int | None:
    return row.get("points") if row.get("points") is not None else row.get("count")


# --- numbers ---
def _number(value: Any) -> Any:
    return HIDDEN if value is None else value


def _share(count: int | None, whole: int) -> int | None:
    return round(100 * count / whole) if whole and count is not None else None


def _shape(share: float | None) -> dict[str, Any]:
    return {"share": HIDDEN if share is None else share, "bar": share or 0, "rest": 100 - (share or 0)}


def _bar(name: str, count: int | None, share: float | None) -> dict[str, Any]:
    return {"name": isolate(name), "count": _number(count)} | _shape(share)


def limits(consultation: Consultation) -> list[str]:
    """Return, in sentences, what a result cannot prove."""
    people = consultation.response_count
    return [
        _("Whoever wanted to take part did: those who answered are no sample of the inhabitants."),
        ngettext(
            "%(count)d person took part; a share says what they think, not what everyone thinks.",
            "%(count)d people took part; a share says what they think, not what everyone thinks.",
            people,
        )
        % {"count": people},
        _("A number under 5 is hidden, with others that would give it away: no answer can be worked out."),
    ]
