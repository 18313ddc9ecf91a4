"""The automatic rules. Pure: what they need is handed over, so that writing costs no query more.

A rule only holds back, never hides, and a person looks. Whoever looks after the space is never held.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.timezone import now

from accounts.enums import Trust
from core.folding import fold
from moderation.enums import Rule
from moderation.figures import rules, shipped_words
from moderation.models import ListedWord

LINK = re.compile(
    r"https?://|www\.|\b[a-z0-9-]{2,}\.(?:com|net|org|ma|info|biz|xyz|top|shop|site|online|link|me|ly)\b", re.I
)
PREFIX = re.compile(r"^(?:[وفبلك]?ال|لل|[وف])(?=..)")  # و ال ب… written with the word
LONG_RUN = re.compile(r"(.)\1{2,}")  # حمااااق, connaaard
LET_THROUGH = "-"  # before a word that a space lets through
MINUTE = datetime.timedelta(minutes=1)
MOST_COMPARED = 2_000  # characters


def listed(space: Any) -> QuerySet:
    """Return the rows of the words that a space adds or lets through, each with its word as `marked`.

    `space` is a space, or an expression for its number.
    """
    return (
        ListedWord.objects.filter(Q(space=space) | Q(space__isnull=True))
        .order_by()
        .annotate(
            marked=Case(
                When(is_allowed=True, then=Concat(Value(LET_THROUGH), F("folded"), output_field=CharField())),
                default=F("folded"),
                output_field=CharField(),
            )
        )
    )


def listed_words(space: str) -> ArraySubquery:
    """Return those words for an annotation of a row whose column `space` has the number of the space."""
    return ArraySubquery(listed(OuterRef(space)).values("marked"))


def words_of(space: Any) -> list[str]:
    """Return the same by a query of its own."""
    return list(listed(space).values_list("marked", flat=True))


def screen(
    text: str,
    *,
    by: Any,
    earlier: Sequence[tuple[datetime.datetime, str]] = (),
    listed: Iterable[str] = (),
    flood: str = "flood_texts",
) -> Rule | None:
    """Return the rule that holds a text back, None when none does.

    `earlier` are the moments and texts of what `by` wrote lately, `listed` the space's words (`listed_words`), `flood`
    the figure of data/rules.toml that says how many within a minute are too many.
    """
    folded = fold(LONG_RUN.sub(r"\1", text))
    if has_a_listed_word(folded, listed):
        return Rule.WORDS
    if LINK.search(text) and is_new(by):
        return Rule.LINKS
    moment = now()
    if sum(at > moment - MINUTE for at, _text in earlier) >= rules()[flood] - 1:
        return Rule.FLOOD
    since = moment - datetime.timedelta(minutes=rules()["repeat_minutes"])
    if repeats(text, [said for at, said in earlier if at > since]):
        return Rule.REPEATED
    return None


def is_new(user: Any) -> bool:
    """Tell whether an account is young and nobody vouched for it."""
    young = now() - user.joined_at < datetime.timedelta(days=rules()["young_days"])
    return young and user.trust < Trust.VOUCHED


def has_a_listed_word(folded: str, listed: Iterable[str] = ()) -> bool:
    """Tell whether a folded text holds a word to check, or a group of them, as whole words."""
    words = set(shipped_words())
    allowed = {word.removeprefix(LET_THROUGH) for word in listed if word.startswith(LET_THROUGH)}
    words |= {word for word in listed if not word.startswith(LET_THROUGH)}
    words -= allowed
    plain = f" {folded} "
    bare = f" {' '.join(PREFIX.sub('', word) for word in folded.split())} "
    return any(f" {word} " in plain or f" {word} " in bare for word in words if word)


def repeats(text: str, earlier: Iterable[str]) -> bool:
    """Tell whether a text is one too many of the same, or nearly the same, words."""
    if len(text) < rules()["repeat_length"]:
        return False
    mine = trigrams(text)
    same = sum(alike(mine, trigrams(said)) >= rules()["repeat_likeness"] for said in earlier)
    return same >= rules()["repeat_texts"] - 1


def trigrams(text: str) -> frozenset[str]:
    """Return the groups of three signs of a text, as PostgreSQL's pg_trgm has them."""
    words = fold(text[:MOST_COMPARED]).split()
    return frozenset(f"  {word} "[at : at + 3] for word in words for at in range(len(word) + 1))


def alike(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of trigrams that two texts have in common, from 0 to 1."""
    both = first | second
    return len(first & second) / len(both) if both else 0.0
