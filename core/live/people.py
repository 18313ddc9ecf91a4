"""Who is behind a socket, asked when it opens and again for as long as it is open."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest

from core.live.feed import Feed


class Holder(NamedTuple):
    """In whose name a socket listens; a person's sockets of one browser in one room share it."""

    session: str | None
    user_id: int | None
    audience: str


def person(session_key: str | None) -> Any:
    """Return the person signed in with a session, or `AnonymousUser`, as a page would; read anew each time."""
    request = HttpRequest()
    request.session = SessionStore(session_key)
    return get_user(request)


def lost(holders: set[Holder]) -> set[Holder]:
    """Return those signed in whose session is over, or whose account is not active any more; in one query."""
    if not holders:
        return set()
    session, user = SessionStore.get_model_class()._meta.db_table, get_user_model()._meta.db_table
    by_key = {(holder.session, holder.user_id): set() for holder in holders}
    for holder in holders:
        by_key[holder.session, holder.user_id].add(holder)
    sessions, users = zip(*by_key, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT held.* FROM unnest(%s::text[], %s::bigint[]) AS held (session, person) "  # noqa: S608 -- our tables
            f"WHERE NOT EXISTS (SELECT FROM {session} WHERE session_key = held.session AND expire_date > now()) "
            f"OR NOT EXISTS (SELECT FROM {user} WHERE id = held.person AND is_active)",
            [list(sessions), list(users)],
        )
        return {holder for row in cursor.fetchall() for holder in by_key[row]}


def misplaced(feed: Feed, key: int, holders: Iterable[Holder]) -> set[Holder]:
    """Return those who are another person by now, or belong to another audience of the room."""
    found = set()
    for holder in holders:
        user = person(holder.session)
        if user.pk != holder.user_id or feed.admit(user, key) != holder.audience:
            found.add(holder)
    return found
