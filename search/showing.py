"""What a page and a program show of what was found: the things themselves, read anew, and only if they are public."""

import datetime
import html
from collections import defaultdict
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from search.asking import Asked
from search.finding import Found
from search.kinds import Kind, Thing, kinds
from search.marking import Marker


@dataclass(frozen=True)
class Shown:
    """One thing found: its kind and what is said of it, its title and a part of its texts with the words marked."""

    kind: Kind
    key: int
    thing: Thing
    title: SafeString
    snippet: SafeString
    is_near: bool

    @property
    def date(self) -> datetime.date | datetime.datetime:
        return self.thing.at

    @property
    def day(self) -> datetime.date:
        """The day that it is ordered by, in Morocco."""
        return localdate(self.thing.at) if isinstance(self.thing.at, datetime.datetime) else self.thing.at

    @property
    def plain_snippet(self) -> str:
        """The part of its texts, as plain text."""
        return html.unescape(strip_tags(self.snippet))


def show(found: Found, asked: Asked) -> list[Shown]:
    """Return what is found and still public, in its order. One query for each kind that is among it.

    Whatever the entries say, a thing is read here as a visitor sees it at this moment: what was hidden since, or has
    changed, is never shown as it was.
    """
    keys = defaultdict(list)
    for name, key in found.things:
        keys[name].append(key)
    known = kinds()
    rows = {name: known[name].read(some) for name, some in keys.items() if name in known}
    things = [
        (name, key, known[name].say(row))
        for name, key in found.things
        if (row := rows.get(name, {}).get(key)) is not None
    ]
    marker = Marker(asked)
    marker.learn([text for _name, _key, thing in things for text in (thing.title, *thing.texts)])
    return [
        Shown(known[name], key, thing, marker.mark(thing.title), marker.snippet(thing.texts), (name, key) in found.near)
        for name, key, thing in things
    ]
