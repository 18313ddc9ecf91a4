"""What can be reported, held and hidden: each room of a higher floor tells it once, in its `apps.ready`.

Moderation knows no room. It names a thing by its kind and its number, reads it by what the room told, and hides it by
the room's own act, which takes with it everything that hangs on the thing (decision 0017).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from accounts.models import User
from core.models import Recording
from spaces.models import Space
from territories.queries import unread_of

HOLD, HIDE, SHOW = "hold", "hide", "show"
VISIBLE, HELD, HIDDEN, GONE = "visible", "held", "hidden", "gone"


@dataclass(frozen=True)
class Picture:
    """A photo of a thing: its address, that of its thumbnail, what is on it in words, its pixels.

    `kind` and `key` name it as a thing of its own, that can be taken away alone; without them it cannot.
    """

    url: str
    thumbnail: str
    description: str = ""
    width: int = 0
    height: int = 0
    kind: str = ""
    key: int = 0


@dataclass(frozen=True)
class Sound:
    """A voice note of a thing: its address, and the recording."""

    url: str
    note: Recording


@dataclass(frozen=True)
class Thing:
    """What moderators read of a thing. `author` is told, and may appeal; `space` looks after it (None: the Lab).

    `title` may be empty; `text` is what was written, in the words of its author. `pictures` and `sound` are judged with
    it: whoever reports a photo or a voice note means what its words do not say.
    """

    text: str
    url: str
    author: User | None
    space: Space | None
    title: str = ""
    pictures: Sequence[Picture] = ()
    sound: Sound | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `label` names one of them in words.

    `say` reads a row that came with `joined` and, where a row has many of them, `listed`. `move` performs the room's
    own act of hiding: `move(row, action, by=, note=)`. `names` are the room's names of "hold", "hide" and "show"; one
    that is missing is not possible. `stands` are the values of the column `axis` in our words; any other one is not
    moderation's affair ("gone").
    `acts_alone`: a move at the page of the thing is an act of moderation by itself. `seen` are the rows that a person
    may read, `visible_to` of the model when it is not given. `holder` gives the row that carries the axis, the row
    itself when it is not given; `gather` reads for many rows at once what `say` needs beside them. `is_picture`: it is
    one picture of another thing, whose words stay when it is taken away.
    """

    name: str
    label: Any
    model: type[models.Model]
    say: Callable[[Any], Thing]
    move: Callable[..., Any] | None = None
    joined: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    axis: str = "visibility"
    names: Mapping[str, str] = field(default_factory=lambda: {HOLD: HOLD, HIDE: HIDE, SHOW: SHOW})
    stands: Mapping[str, str] = field(default_factory=lambda: {VISIBLE: VISIBLE, HELD: HELD, HIDDEN: HIDDEN})
    acts_alone: bool = True
    seen: Callable[[Any], models.QuerySet] | None = None
    holder: Callable[[Any], Any] = lambda row: row
    gather: Callable[[list], None] = lambda rows: None
    is_picture: bool = False

    def visible_to(self, user: Any) -> models.QuerySet:
        """Return the rows that `user` may read, with what `say` reads."""
        return self._read(self.seen(user) if self.seen else self.model._default_manager.visible_to(user))

    def rows(self) -> models.QuerySet:
        """Return all rows, with what `say` reads: for whoever looks after them."""
        return self._read(self.model._default_manager.all())

    def _read(self, rows: models.QuerySet) -> models.QuerySet:
        places = [path for path in self.joined if path.split("__")[-1] in {"commune", "seat", "territory"}]
        rows = rows.prefetch_related(*self.listed)
        return rows.select_related(*self.joined).defer(*unread_of(*places)) if self.joined else rows

    def standing(self, row: Any) -> str:
        """Return "visible", "held", "hidden", or "gone"."""
        return self.stands.get(getattr(self.holder(row), self.axis, VISIBLE), GONE) if self.move else VISIBLE

    def can(self, row: Any, act: str) -> bool:
        """Tell whether the room's table lets `act` ("hold", "hide", "show") be done with this row now."""
        if self.move is None or act not in self.names:
            return False
        holder = self.holder(row)
        move = holder.MOVES[self.names[act]]
        return getattr(holder, move.field) in move.sources

    def act_of(self, action: str) -> str:
        """Return which of our three acts a room's move is; empty when it is none of them."""
        return next((act for act, name in self.names.items() if name == action), "")


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Tell of a kind of thing. Its name is part of addresses and of the public register: it never changes."""
    _kinds[kind.name] = kind
    return kind


def kinds() -> dict[str, Kind]:
    """Return every kind by its name."""
    return _kinds


def kind_of(model: type[models.Model]) -> Kind | None:
    """Return the kind whose rows are of `model`, None when nobody told of it."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def label_of(name: str) -> str:
    """Return a kind in words; its name, when it is not told of any more."""
    return str(_kinds[name].label) if name in _kinds else name


def is_picture(name: str) -> bool:
    """Tell whether a kind is one picture of another thing."""
    return name in _kinds and _kinds[name].is_picture


def read(pairs: Iterable[tuple[str, int]], user: Any | None) -> dict[tuple[str, int], Thing]:
    """Return what `user` reads of each thing, by its kind and number: one query a kind.

    What is gone is missing, and what its room does not show to her: not all who moderate a space read all of it.
    Without a user, whatever became of it: for the author of all of them.
    """
    by_kind: dict[str, set[int]] = {}
    for name, key in pairs:
        by_kind.setdefault(name, set()).add(key)
    found = {}
    for name in by_kind.keys() & _kinds.keys():
        kind = _kinds[name]
        shown = kind.rows() if user is None else kind.visible_to(user)
        rows = list(shown.filter(pk__in=by_kind[name]))
        kind.gather(rows)
        found |= {(name, row.pk): kind.say(row) for row in rows}
    return found
