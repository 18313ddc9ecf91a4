"""A result told in the reader's language: from public counts (`Tally`) and the words of what was asked, and no more."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from accounts.enums import Gender
from consultations.ages import LABELS
from consultations.counting import budgets
from consultations.enums import IN_WORDS, ConsultationState, Method, PartKind, Showing
from consultations.enums import QuestionKind as K
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement, TextTheme
from consultations.tables import EDGES
from core.dates import MONTHS
from territories.models import Territory

WORDS = {
    budgets.MOST_CHOSEN: gettext_lazy("There was money for it when its turn came."),
    budgets.NO_MONEY: gettext_lazy("When its turn came, too little money was left for it."),
    budgets.TOO_DEAR: gettext_lazy("It costs more than the whole budget."),
    budgets.NOBODY: gettext_lazy("Nobody chose it."),
    budgets.BY_SHARES: gettext_lazy("Those who chose it could pay for it together, from equal shares of the budget."),
    budgets.BY_REST: gettext_lazy("It was paid from what the equal shares left over, as it was chosen most often."),
    budgets.SHARES_SPENT: gettext_lazy("Those who chose it had too little of their shares left to pay for it."),
}
HAD = (
    gettext_lazy("They had less than a quarter of its cost."),
    gettext_lazy("They had a quarter of its cost, or a little more."),
    gettext_lazy("They had half of its cost, or a little more."),
    gettext_lazy("They had three quarters of its cost, or a little more."),
)
METHODS = {
    Method.APPROVAL: gettext_lazy("Each person chose proposals; those chosen by most people come first."),
    Method.POINTS: gettext_lazy("Each person gave points; the points are added up."),
    Method.BORDA: gettext_lazy(
        "Each person put proposals in order. The first of m gets m − 1 points, the next m − 2, and so on "
        "(Borda’s count)."
    ),
    Method.GREEDY: gettext_lazy(
        "Those chosen most often are paid for in turn, while the money lasts. Of two that are equal, the cheaper first."
    ),
    Method.EQUAL_SHARES: gettext_lazy(
        "Each person has an equal share of the budget. A proposal wins when those who chose it can pay for it "
        "together. If money is left, the shares grow in steps of a twentieth as long as the real budget is "
        "enough; the rest goes to those chosen most often."
    ),
}
WHY_NOT = {
    "few": gettext_lazy("Fewer than seven people voted on enough statements: no groups are shown."),
    "alike": gettext_lazy("Everyone voted alike: there are no groups."),
    "small": gettext_lazy("Some would stand in a group of fewer than five people: no groups are shown."),
    "not_installed": gettext_lazy("Opinion groups are not made on this server; each statement is counted."),
}
LEVELS = (
    gettext_lazy("fewer than a fifth"),
    gettext_lazy("a fifth to two fifths"),
    gettext_lazy("about half"),
    gettext_lazy("three to four fifths"),
    gettext_lazy("four fifths or more"),
)
SHADES = ("#2a3f9d", "#9a4a2b", "#3f6b3f", "#6b4c8a", "#4a4a4a")  # of the groups, dark enough for a white letter
DIMENSIONS = {
    "gender": gettext_lazy("By gender"),
    "age_band": gettext_lazy("By age"),
    "place": gettext_lazy("By part of the commune"),
}  # fmt: skip


def may_see(consultation: Consultation, user: Any) -> bool:
    """Tell whether the counts are shown to a person who may see the consultation.

    Live ones while it is open, final ones once published; before that to those who lead it or group its texts.
    """
    if consultation.state == ConsultationState.PUBLISHED:
        return True
    if consultation.state == ConsultationState.OPEN:
        return consultation.showing == Showing.LIVE
    return consultation.state == ConsultationState.CLOSED and any(
        user.has_perm(f"consultations.{name}_{what}", consultation)
        for name, what in (("lead", "consultation"), ("group", "texts"))
    )


class Told:
    """The result of a consultation in words; `parts` are for a template. As many queries, however much was asked."""

    def __init__(self, consultation: Consultation):
        self.consultation = consultation
        parts = list(consultation.parts.select_related("tally").order_by("position", "id"))
        self.rows = [part for part in parts if hasattr(part, "tally")]
        of = {"part__consultation": consultation}
        self.questions = {row.pk: row for row in Question.objects.filter(**of)}
        self.options = {row.pk: row.text for row in Option.objects.filter(question__part__consultation=consultation)}
        themes = TextTheme.objects.filter(question__part__consultation=consultation)
        self.themes = dict(themes.values_list("pk", "name"))
        self.statements = dict(Statement.objects.filter(**of).shown().values_list("pk", "text"))
        self.candidates = {row.pk: row.text for row in Candidate.objects.filter(**of)}
        first = self.rows[0].tally.data if self.rows else {}
        self.people, self.ways = first.get("people"), first.get("ways", {})
        self.is_live = first.get("live", False)
        self.counted_at = max((part.tally.counted_at for part in self.rows), default=None)
        took_part = first.get("took_part", {})
        keys = [row["key"] for row in took_part.get("place", []) if row["key"] != ""]
        places = Territory.objects.filter(pk__in=keys).only("name_ar", "name_fr")
        self.places = {place.pk: place.name for place in places}
        self.took_part = [
            {
                "name": DIMENSIONS[name],
                "rows": [{"name": self.group(name, row["key"]), "count": row["count"]} for row in rows],
            }
            for name, rows in took_part.items()
            if any(row["key"] != "" and row["count"] for row in rows)
        ]
        self.parts = [self._part(part) for part in self.rows]

    @property
    def per_thousand(self) -> float | None:
        """People who took part for each thousand inhabitants of the commune at the census, to a tenth."""
        population = self.consultation.space.commune.population
        return round(1000 * self.people / population, 1) if population and self.people is not None else None

    def group(self, dimension: str, key: Any) -> str:
        """Return the name of a group of people."""
        if key == "":
            return _("did not say")
        if dimension == "gender":
            return str(Gender(key).label)
        return str(LABELS.get(key, key)) if dimension == "age_band" else self.places.get(key, "")

    def _part(self, part: Part) -> dict[str, Any]:
        data = part.tally.data
        told = {"part": part, "kind": part.kind, "hidden": data.get("hidden", False)}
        if part.kind == PartKind.QUESTIONS:
            return told | {
                "questions": [self._question(row) for row in data["questions"] if row["key"] in self.questions]
            }
        if part.kind == PartKind.OPINIONS:
            return told | self._opinions(data)
        return told | self._priorities(part, data)

    # --- questionnaire ---
    def _question(self, row: dict[str, Any]) -> dict[str, Any]:
        question = self.questions[row["key"]]
        rows = [
            self._bar(self.cell(question, one["key"]), one["count"], one["share"], key=one["key"])
            for one in row.get("options", [])
        ]
        names, any_hidden = [one["name"] for one in rows], any(one["count"] is None for one in rows)
        lead = row.get("lead") if any_hidden else None
        return row | {
            "text": question.text, "rows": rows, "in_words": question.kind in IN_WORDS,
            "lead": "" if lead in (None, "") else self.cell(question, lead),
            "ranking": [
                {"name": self.options.get(one["key"], ""), "points": one["points"], "key": one["key"]}
                for one in sorted(row.get("ranking", []), key=lambda one: -(one["points"] or 0))
            ],
            "by": [
                {
                    "dimension": dimension, "name": DIMENSIONS[dimension], "options": names,
                    "groups": [
                        {
                            "name": self.group(dimension, group["key"]), "key": group["key"],
                            "cells": list(zip(names, group["counts"], group["shares"], strict=False)),
                        }
                        for group in groups
                    ],
                }
                for dimension, groups in row.get("by", {}).items()
            ],
        }  # fmt: skip

    def cell(self, question: Question, key: Any) -> str:
        """Return the name of a cell of a question: an option, a step, a class of numbers, a month, a theme."""
        if question.kind in {K.SINGLE, K.MULTIPLE, K.RANKING}:
            return self.options.get(key, "")
        if question.kind in IN_WORDS:
            return self.themes.get(key, "")
        if question.kind == K.DATE:
            return f"{MONTHS[get_language()][key % 100 - 1]} {key // 100}"
        if question.kind != K.NUMBER:
            return str(key)
        if not 0 < key < len(EDGES):
            return f"< {EDGES[0]}" if key <= 0 else f"≥ {EDGES[-1]}"
        # Translators: a class of numbers, from (included) and to (not included).
        return pgettext("numbers", "%(low)s to less than %(high)s") % {"low": EDGES[key - 1], "high": EDGES[key]}

    def _bar(self, name: str, count: int | None, share: int | None, **also: Any) -> dict[str, Any]:
        return {"name": name, "count": count, "share": share, "rest": 100 - (share or 0)} | also

    # --- opinions ---
    def _opinions(self, data: dict[str, Any]) -> dict[str, Any]:
        def shown(rows: list[dict]) -> list[dict]:
            return [row | {"text": self.statements[row["key"]]} for row in rows if row["key"] in self.statements]

        groups = data.get("groups", [])
        return {
            "voters": data.get("voters"),
            "statements": [
                row | {"rest": 100 - (row["share"] or 0)} for row in shown(data["statements"])
            ],
            "was_sought": "enough" in data, "enough": data.get("enough", False),
            "why_not": WHY_NOT.get(data.get("why_not", ""), ""), "seed": data.get("seed"), "sorted": data.get("sorted"),
            "groups": [
                group | {"statements": [row | {"words": LEVELS[row["level"]]} for row in shown(group["statements"])]}
                for group in groups
            ],
            "shared": shown(data.get("shared", [])),
            "apart": [
                row | {"cells": [
                    (group["label"], "" if level is None else LEVELS[level])
                    for group, level in zip(groups, row["levels"], strict=False)
                ]}
                for row in shown(data.get("apart", []))
            ],
            "dots": [
                {"x": 8 * across + 6, "y": 8 * (11 - up) + 6, "r": round(min(4, 2.6 + people**0.5 / 8), 1),
                 "label": groups[group]["label"], "shade": SHADES[group % len(SHADES)]}
                for across, up, group, people in data.get("map", [])
            ],
        }  # fmt: skip

    # --- priorities ---
    def _priorities(self, part: Part, data: dict[str, Any]) -> dict[str, Any]:
        rows = [row for row in data["candidates"] if row["key"] in self.candidates]
        most = max((row.get("points") or 0 for row in rows), default=0)
        told = []
        for row in rows:
            score = row.get("points", row.get("count"))
            share = row["share"] if "share" in row else (round(100 * score / most) if score and most else None)
            why = row.get("why") or {}
            words = str(WORDS.get(why.get("code"), ""))
            if why.get("code") == budgets.SHARES_SPENT:
                words = f"{words} {HAD[why['had']]}"
            told.append(row | self._bar(self.candidates[row["key"]], score, share) | {"words": words})
        return {
            "voters": data.get("voters"), "candidates": told, "method": METHODS.get(part.method, ""),
            "budget": data.get("budget"), "spent": data.get("spent"), "has_budget": bool(data.get("budget")),
            "in_points": part.method in {Method.POINTS, Method.BORDA},
            "any_tied": any(row.get("tied") for row in told),
        }  # fmt: skip

    # --- open data ---
    def lines(self) -> Iterator[list[Any]]:
        """Yield the header, then a line a number: nothing in `value` means that it is hidden."""
        yield ["part", "kind", "of", "text", "cell", "name", "group_by", "group", "measure", "value"]
        yield ["", "", "", "", "", "", "", "", "people", self.people]
        for way, count in self.ways.items():
            yield ["", "", "", "", way, "", "way", way, "people", count]
        for part in self.parts:
            head = [part["part"].pk, part["kind"]]
            for question in part.get("questions", []):
                yield from _lines_of_question([*head, question["key"], question["text"]], question)
            for row in part.get("statements", []):
                for measure in ("agree", "disagree"):
                    yield [*head, row["key"], row["text"], "", "", "", "", measure, row[measure]]
            for group in part.get("groups", []):
                yield [*head, "", "", "", "", "opinion_group", group["label"], "people", group["size"]]
            for row in part.get("candidates", []):
                of = [*head, row["key"], row["name"], "", "", "", ""]
                yield [*of, "points" if part["in_points"] else "people", row["count"]]
                if "won" in row:
                    yield [*of, "won", row["won"]]

    def as_data(self) -> dict[str, Any]:
        """Return the result as JSON values: the counts as they are kept, with the words of what was asked."""
        return {
            "consultation": self.consultation.pk,
            "title": self.consultation.title,
            "state": self.consultation.state,
            "counted_at": self.counted_at,
            "parts": [
                {"id": part.pk, "kind": part.kind, "title": part.title} | part.tally.data for part in self.rows
            ],
            "words": {
                "questions": {key: row.text for key, row in self.questions.items()},
                "options": self.options, "themes": self.themes, "statements": self.statements,
                "candidates": self.candidates, "places": self.places,
            },
        }  # fmt: skip


def _lines_of_question(of: list[Any], question: dict[str, Any]) -> Iterator[list[Any]]:
    yield [*of, "", "", "", "", "answered", question.get("answered")]
    for row in question.get("rows", []):
        yield [*of, row["key"], row["name"], "", "", "people", row["count"]]
    for row in question["ranking"]:
        yield [*of, row["key"], row["name"], "", "", "points", row["points"]]
    for by in question["by"]:
        for group in by["groups"]:
            for row, (name, count, _share) in zip(question["rows"], group["cells"], strict=False):
                yield [*of, row["key"], name, by["dimension"], group["name"], "people", count]
