"""What a facilitator says of a debate, checked and made clean."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from debates.enums import Audience, Moderation
from debates.models import Debate

TITLE_MAX, QUESTION_MAX, TEXT_MAX = 160, 400, 8_000  # characters
POINTS_MAX, POINT_MAX, MINUTES_MAX = 30, 160, 480  # of an agenda; characters and minutes of a point
AHEAD = datetime.timedelta(days=730)
OF_THE_THREAD = ("audience", "moderation")


class Said(TypedDict, total=False):
    """What may be said of a debate. What is left out stays as it is, or takes its default.

    `audience` is an `Audience`, `moderation` a `Moderation`; `opens_at` and `closes_at` are aware moments, or None.
    """

    title: str
    question: str
    text: str
    theme: str
    audience: str
    moderation: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None


def clean(said: Said, before: Debate | None = None) -> dict[str, Any]:
    """Return the columns of a debate and of its thread that `said` names, made clean.

    `before` is the debate as it stands, none for a new one: that has a title and a theme. Raises `Unfit`.
    """
    if before is None:
        said = {"title": "", "theme": ""} | said
    return _words(said) | _choices(said) | _moments(said, before)


def _words(said: Said) -> dict[str, str]:
    data = {}
    for name, longest in (("title", TITLE_MAX), ("question", QUESTION_MAX), ("text", TEXT_MAX)):
        if name in said:
            words = clean_text(said[name]) if name == "text" else clean_line(said[name])
            data[name] = fits(words, longest, name)
    if "title" in data and not has_words(data["title"]):
        raise Unfit(_("Say in a few words what the debate is about. What you wrote is kept."), "title")
    if data.get("question") and not has_words(data["question"]):
        raise Unfit(_("Ask the question in words."), "question")
    return data


def _choices(said: Said) -> dict[str, str]:
    data = {}
    for name, choices in (("theme", Theme), ("audience", Audience), ("moderation", Moderation)):
        if name in said:
            if said[name] not in choices.values:
                raise Unfit(_("Choose from the list."), name)
            data[name] = said[name]
    return data


def _moments(said: Said, before: Debate | None) -> dict[str, datetime.datetime | None]:
    data = {name: said[name] for name in ("opens_at", "closes_at") if name in said}
    for name, at in data.items():
        if at and at != getattr(before, name, None):
            check_moment(at, name)
    opens, closes = (data.get(name, getattr(before, name, None)) for name in ("opens_at", "closes_at"))
    if opens and closes and closes <= opens:
        raise Unfit(_("A debate closes after it opens: choose a later moment."), "closes_at")
    return data


def check_moment(at: datetime.datetime, field: str) -> None:
    """Raise `Unfit` for a moment that has passed, or lies more than two years ahead."""
    if at <= now():
        raise Unfit(_("This moment has passed: choose a later one."), field)
    if at > now() + AHEAD:
        raise Unfit(_("This is more than two years ahead: check the year."), field)


def clean_agenda(points: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the agenda points given with a new debate, made clean. Raises `Unfit`."""
    if len(points) > POINTS_MAX:
        raise Unfit(_("An agenda has at most thirty points."), "points")
    return [clean_point(title, minutes) for title, minutes in points]


def clean_point(title: str, minutes: int) -> tuple[str, int]:
    """Return the title of an agenda point and its planned minutes, made clean. Raises `Unfit`."""
    title = fits(clean_line(title), POINT_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Write the point in words."), "title")
    if not 1 <= minutes <= MINUTES_MAX:
        raise Unfit(_("A point takes between 1 and 480 minutes."), "minutes")
    return title, minutes
