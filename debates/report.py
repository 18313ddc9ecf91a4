"""Minutes told in a language: their facts (`debates.minutes`) with dates, names and words ready for a page or a PDF."""

import datetime
import unicodedata
from copy import deepcopy
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.text import isolate
from councils.enums import Role as CouncilRole
from councils.enums import Theme
from debates.enums import Channel, PointKind, Visibility
from debates.models import Contribution, Minutes
from spaces.enums import STAFF
from spaces.enums import Role as SpaceRole

HEADINGS = {
    PointKind.AGREEMENT: _("Points of agreement"),
    PointKind.DISAGREEMENT: _("Points of disagreement"),
    PointKind.QUESTION: _("Questions to the council"),
    PointKind.NEED: _("Needs"),
}
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def told(minutes: Minutes) -> dict[str, Any]:
    """Return the facts of a version as they are told in the active language.

    Instants and dates are Python's, states are words, and each person or contribution has a line of her own, her name
    set apart from the rest (UAX #9). The words of a contribution that is not shown any more are left out, with why.
    """
    facts = _alive(deepcopy(minutes.facts))
    language = "ar" if get_language() == "ar" else "fr"
    gone = _gone(minutes)
    for row in facts["chosen"]:
        row["why"] = gone.get(row["id"], "")
        row["paragraphs"] = [] if row["why"] else _paragraphs(row["text"])
        row["by"] = _speaker(row)
    for sitting in facts["sittings"]:
        sitting["by"] = [isolate(_name(person)) for person in sitting["presided"]]
        sitting["length"] = _minutes_between(sitting["started_at"], sitting["ended_at"])
        for name in ("women", "youth"):
            sitting[name] = _count(sitting[name])
        for poll in sitting["polls"]:
            _weigh(poll)
    return facts | {
        "commune": facts["commune"][language],
        "theme": Theme(facts["theme"]).label,
        "words": _paragraphs(facts["conclusion"]),
        "remarks": _paragraphs(facts["remarks"]),
        "sections": _sections(facts),
        "planned": sum(point["planned"] for point in facts["agenda"]),
        "spent": sum(point["spent"] for point in facts["agenda"]),
        "speech": round(facts["shares"]["seconds"] / 60),
        "groups": _groups(facts["shares"]),
        "polls": [poll for sitting in facts["sittings"] for poll in sitting["polls"]],
    }


def way_of(text: str) -> str:
    """Return `rtl` or `ltr`, the direction of the first letter that has one; `ltr` when none does."""
    return next((STRONG[kind] for sign in text if (kind := unicodedata.bidirectional(sign)) in STRONG), "ltr")


def _alive(value: Any, key: str = "") -> Any:
    """Turn what JSON wrote as text back into instants and dates, by the ends of names."""
    if isinstance(value, dict):
        return {name: _alive(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_alive(part) for part in value]
    if value and (key == "at" or key.endswith("_at")):
        return datetime.datetime.fromisoformat(value)
    if value and key.endswith("_on"):
        return datetime.date.fromisoformat(value)
    return value


def _gone(minutes: Minutes) -> dict[int, str]:
    """Return why each contribution that is not shown any more is not, by its number in the database."""
    chosen = [row["id"] for row in minutes.facts["chosen"]]
    rows = Contribution.objects.filter(pk__in=chosen).gone().values_list("pk", "visibility")
    return {
        pk: gettext("Its author has withdrawn it since.")
        if visibility == Visibility.WITHDRAWN
        else gettext("It has been hidden since.")
        for pk, visibility in rows
    }


def _name(person: dict[str, Any]) -> str:
    if person.get("left"):
        return gettext("A person who has left")
    return person["name"] or gettext("An inhabitant")


def _speaker(row: dict[str, Any]) -> str:
    """Return who said a contribution, as what, and where, in one line."""
    parts = [isolate(_name(row["who"]))]
    if row["office"]:
        parts.append(
            str(SpaceRole(row["office"]).label if row["office"] in STAFF else CouncilRole(row["office"]).label)
        )
    if row["channel"] == Channel.HALL:
        parts.append(gettext("in the hall"))
    return " · ".join(parts)


def _paragraphs(text: str) -> list[dict[str, str]]:
    """Return the paragraphs of a text, each with its direction."""
    return [{"text": line, "way": way_of(line)} for line in text.split("\n") if line]


def _count(count: int | dict[str, int] | None) -> str:
    """Return a count of people in words, empty when nobody counted."""
    if count is None:
        return ""
    if isinstance(count, dict):
        return ngettext("fewer than %(count)d", "fewer than %(count)d", count["under"]) % {"count": count["under"]}
    return str(count)


def _minutes_between(start: datetime.datetime | None, end: datetime.datetime | None) -> int:
    return round((end - start).total_seconds() / 60) if start and end else 0


def _weigh(poll: dict[str, Any]) -> None:
    """Give each answer of a poll its whole and its share, and the poll its totals."""
    for option in poll["options"]:
        option["total"] = option["online"] + option["hall"]
    for name in ("online", "hall", "total"):
        poll[name] = sum(option[name] for option in poll["options"])
    for option in poll["options"]:
        option["share"] = round(100 * option["total"] / poll["total"]) if poll["total"] else 0
        option["rest"] = 100 - option["share"]


def _groups(shares: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how speaking time was shared, a line for each group that may be shown."""
    lines = [
        (gettext("Women"), shares["women"]),
        (gettext("Young people"), shares["youth"]),
        *((isolate(district["name"]), district["share"]) for district in shares["districts"]),
    ]
    return [{"name": name, "share": share, "rest": 100 - share} for name, share in lines if share is not None]


def _sections(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the points of the conclusion by kind, in the order of `PointKind`, numbered from 1 in each."""
    chosen = {row["seq"]: row for row in facts["chosen"]}
    found = []
    for kind in PointKind:
        points = [point for point in facts["points"] if point["kind"] == kind]
        for number, point in enumerate(points, 1):
            point["number"] = number
            point["way"] = way_of(point["text"])
            point["from"] = [chosen[seq] for seq in point["sources"] if seq in chosen]
            point["about"] = Theme(point["theme"]).label if point["theme"] else ""
        if points:
            found.append({"kind": kind.value, "title": HEADINGS[kind], "points": points})
    return found
