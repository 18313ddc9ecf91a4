"""One digest: when it is due, how its news is grouped, the words of the mail."""

import datetime
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language_info, ngettext

from notices import paths
from notices.enums import Kind, Often
from notices.models import Notice, Preference

HOUR = 8  # in the morning, in Morocco
MOST_LINES = 40  # what a mail lists; the inbox has the rest
RANK = {kind: number for number, kind in enumerate(Kind.values)}


def turn(often: str, moment: datetime.datetime) -> datetime.datetime:
    """Return when the latest digest was due at `moment`: this morning or yesterday's, or the latest Monday's."""
    zone = get_default_timezone()
    here = moment.astimezone(zone)
    day = here.date() if here.hour >= HOUR else here.date() - datetime.timedelta(days=1)
    if often == Often.WEEKLY:
        day -= datetime.timedelta(days=day.weekday())
    return datetime.datetime.combine(day, datetime.time(HOUR), zone)


def is_due(wish: Preference, first: datetime.datetime, moment: datetime.datetime) -> bool:
    """Tell whether a digest is due: news waited at its turn (the `first` of it), and none was made since.

    A turn that nobody served is served late, once.
    """
    latest = turn(wish.often, moment)
    return first < latest and (wish.digested_at is None or wish.digested_at < latest)


@dataclass(frozen=True)
class Group:
    """The news of one kind in one commune; `place` is empty when the news has none."""

    place: str
    kind: str
    lines: list[dict[str, str]]


def grouped(notices: list[Notice], language: str) -> list[Group]:
    """Return the news by commune, then by kind, oldest first, no more than a mail lists. The language is active."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for notice in notices[:MOST_LINES]:
        place = notice.commune.name if notice.commune else ""
        line = {"text": notice.text, "link": paths.absolute(notice.url, language)}
        found.setdefault((place, notice.kind), []).append(line)
    # What has no place comes last.
    order = sorted(found, key=lambda one: (one[0] == "", one[0], RANK.get(one[1], 99)))
    return [Group(place, str(Kind(kind).label), found[place, kind]) for place, kind in order]


def subject(count: int) -> str:
    """Return the subject of a digest of `count` pieces of news."""
    return ngettext("Agraw: %(count)d piece of news", "Agraw: %(count)d pieces of news", count) % {"count": count}


def mail(notices: list[Notice], language: str, stop: str) -> tuple[str, str]:
    """Return the plain text and the HTML of a digest, in the language that is active."""
    page = {
        "groups": grouped(notices, language),
        "more": max(0, len(notices) - MOST_LINES),
        "title": subject(len(notices)),
        "inbox": paths.absolute("/inbox/", language),
        "settings": paths.absolute("/inbox/settings/", language),
        "stop": stop,
        "lang": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
    }
    text = render_to_string("notices/email/digest.txt", page).strip()
    return text, render_to_string("notices/email/digest.html", page)
