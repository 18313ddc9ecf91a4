"""What bears on a new need before it is written: the same form sent before, what its author posted lately, the words
that its space has checked. One query, and the automatic rules of moderation (`moderation.screening`)."""

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BigIntegerField, DateTimeField, Q, TextField, UUIDField, Value
from django.db.models.functions import Cast, Concat
from django.utils.timezone import now

from accounts.models import User
from moderation.actions import hold_by_rule
from moderation.screening import listed, screen
from needs.models import Need
from spaces.models import Space

LATELY = datetime.timedelta(minutes=10)


@dataclass
class Before:
    """`posted` is the number of the need that the same form made, `earlier` are moments and texts, `words` folded."""

    posted: int | None = None
    earlier: list[tuple[datetime.datetime, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read_before(space: Space, by: User, client_key: UUID | None) -> Before:
    """Return what bears on a new need of `by` in a space: one query."""
    since = now() - LATELY
    hers = Q(created_at__gt=since) | Q(client_key=client_key) if client_key else Q(created_at__gt=since)
    text = Concat("title", Value(" "), "text", output_field=TextField())
    needs = Need.objects.filter(hers, author=by).order_by().values_list("pk", "client_key", "created_at", text)
    nothing = (Value(None, BigIntegerField()), Value(None, UUIDField()), Value(None, DateTimeField()))
    words = listed(space).values_list(*nothing, Cast("marked", TextField()))
    before = Before()
    for pk, key, at, said in needs.union(words, all=True):
        if pk is None:
            before.words.append(said)
            continue
        before.earlier.append((at, said))
        if client_key and key == client_key:
            before.posted = pk
    return before


def hold_if_a_rule_says_so(need: Need, before: Before | None, by: User) -> None:
    """Hold back a need that an automatic rule stops; nobody is told of it before a moderator has shown it.

    Whoever looks after the space is never held. Without `before` nothing is looked at.
    """
    if before is None:
        return
    rule = screen(f"{need.title} {need.text}", by=by, earlier=before.earlier, listed=before.words, flood="flood_needs")
    if rule and not by.has_perm("needs.moderate_need", need):
        hold_by_rule("need", need, rule)
        need.refresh_from_db(fields=["visibility"])
