"""What the live hub asks about the rooms `thread.<id>`: who may listen, and what changed.

Each change of a thread has a number (`rev`), taken under the thread's lock and committed in that order. The row of the
thread is read first; what is read after it and is newer is left to the next reading, so that no change is told twice.
"""

from typing import Any

from accounts.middleware import lacks_second_factor
from core.live.feed import PUBLIC, STAFF, News, TooMuch
from debates import frames
from debates.enums import Visibility
from debates.models import Contribution, Thread
from debates.room import room_state
from spaces.enums import SpaceState

MOST = 1_000  # contributions told at once
GONE_MOST = 1_000  # the newest of those that are gone, told to whoever does not say what she knows


class ThreadFeed:
    """The feed of every thread (`core.live.feed.Feed`): it only reads, and holds nothing."""

    def admit(self, user: Any, key: int) -> str | None:
        thread = Thread.objects.visible_to(user).for_room().filter(pk=key).first()
        if thread is None:
            return None
        moderates = user.has_perm("debates.moderate_thread", thread) and not lacks_second_factor(user)
        return STAFF if moderates else PUBLIC

    def heads(self, keys: list[int]) -> dict[int, int]:
        return dict(Thread.objects.public().filter(pk__in=keys).values_list("pk", "rev"))

    def since(self, key: int, rev: int, *, after: int = 0) -> News:
        """Return what has changed after `rev`, at most `MOST` contributions in their order: the news' own `rev` says
        how far that leads. With `after`, only of contributions with a greater `seq`.
        """
        thread = _thread(key)
        if thread is None:
            return News(rev, is_public=False)
        rows = _changed(thread, rev).filter(seq__gt=after).order_by("rev", "seq")
        rows, upto = _page(list(rows[: MOST + 1]), thread.rev)
        news = News(upto, is_public=_is_public(thread))
        for row in rows:
            if row.is_shown:
                news.public.append(frames.contribution(row))
            else:
                news.public.append(frames.gone(row))
                if row.visibility == Visibility.HELD:
                    news.staff.append(frames.contribution(row, kind="held"))
        if rev < thread.room_rev <= upto:
            _add_room(thread, news.public)
            news.public.sort(key=lambda frame: frame["rev"])
        return news

    def greeting(self, key: int, user: Any, *, after: int, rev: int | None) -> tuple[list[dict[str, Any]], int]:
        """Return what a socket is told first: `hello`; what was said after `after`; what changed since `rev` in what
        was said before, or, without `rev`, what is gone of it; what is held, for those who moderate; the room.
        """
        thread = _thread(key)
        audience = self.admit(user, key)
        if thread is None or audience is None:
            return [], rev or 0
        told = [frames.hello(thread)]
        said = Contribution.objects.filter(thread=thread, rev__lte=thread.rev).for_list()
        new = list(said.shown().filter(seq__gt=after).order_by("seq")[: MOST + 1])
        told += [frames.contribution(row) for row in new]
        if rev is None:
            old = list(said.gone().filter(seq__lte=after).order_by("-seq")[:GONE_MOST])[::-1]
        else:
            old = list(_changed(thread, rev).filter(seq__lte=after).order_by("rev", "seq")[: MOST + 1])
        if max(len(new), len(old)) > MOST:
            raise TooMuch
        told += [frames.contribution(row) if row.is_shown else frames.gone(row) for row in old]
        if audience == STAFF:
            held = said.filter(visibility=Visibility.HELD).order_by("-seq")[:MOST]
            told += [frames.contribution(row, kind="held") for row in reversed(held)]
        _add_room(thread, told)
        return told, thread.rev


feed = ThreadFeed()


def frames_for(thread: Thread, user: Any, *, after: int, rev: int | None) -> tuple[list[dict[str, Any]], int]:
    """Return the frames of a thread for someone without a socket, in the order of their `rev`, and how far they lead.

    Without `rev` they begin at the beginning, for what was said after `after`.
    """
    news = feed.since(thread.pk, rev or 0, after=after if rev is None else 0)
    told = news.public
    if user.has_perm("debates.moderate_thread", thread):
        told = sorted([*told, *news.staff], key=lambda frame: frame["rev"])
    return [frame for frame in told if frame["rev"] <= news.rev], news.rev


def _thread(key: int) -> Thread | None:
    return Thread.objects.select_related("space", "debate").filter(pk=key).first()


def _is_public(thread: Thread) -> bool:
    return thread.visibility == Visibility.VISIBLE and thread.space.state != SpaceState.DRAFT


def _changed(thread: Thread, rev: int):
    """Return the contributions that changed after `rev`, up to what the thread's row says."""
    return Contribution.objects.filter(thread=thread, rev__gt=rev, rev__lte=thread.rev).for_list()


def _page(rows: list[Contribution], rev: int) -> tuple[list[Contribution], int]:
    """Cut what is too much at once, never between two rows of one change; return the rest and how far it leads."""
    if len(rows) <= MOST:
        return rows, rev
    cut = rows[-1].rev
    kept = [row for row in rows if row.rev < cut]
    return kept, kept[-1].rev


def _add_room(thread: Thread, told: list[dict[str, Any]]) -> None:
    if hasattr(thread, "debate"):
        told.append(room_state(thread.debate))
