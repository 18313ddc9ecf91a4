"""A document as people read it: its paragraphs numbered, what changed between two versions, what came from what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plans.enums import OriginKind, PassageKind
from plans.models import KINDS, Action, ActionOrigin, Paragraph, ParagraphOrigin, Passage, Sourced, Version
from spaces.difference import ADDED, CHANGED, REMOVED, SAME, compare_words

OTHER = "other"  # only the other language changed
WORDS = {OriginKind.NOTE: "text"}  # what each kind is called by, when it is not its title


def passages_of(version: Version) -> list[Passage]:
    """Return the passages of a version in order, each with its `number` (headings have 0) and `remark_count`.

    One query, however many there are.
    """
    rows = list(version.passages.select_related("paragraph__thread"))
    number = 0
    for row in rows:
        number += row.kind != PassageKind.HEADING
        row.number = number if row.kind != PassageKind.HEADING else 0
        row.remark_count = row.paragraph.thread.shown_count if row.paragraph.thread else 0
    return rows


@dataclass(frozen=True)
class Change:
    """What happened to one paragraph: its number in the newer version (in the older one when it was taken out), a kind
    (same, changed, other, added, removed), and pairs of what happened to some words, and the words."""

    paragraph: int
    number: int
    kind: str
    parts: tuple[tuple[str, str], ...]


def changes(old: Version, new: Version) -> list[Change]:
    """Return the paragraphs of both versions in reading order, compared word by word in the reader's language.

    A paragraph is the same one by its key, wherever it stands and whatever it says. Two queries.
    """
    before, after = passages_of(old), passages_of(new)
    known = {row.paragraph_id: row for row in before}
    kept = {row.paragraph_id for row in after}
    gone = _gone_after(before, kept)
    found = list(gone.get(0, []))
    for row in after:
        found.append(_compared(known.get(row.paragraph_id), row))
        found += gone.get(row.paragraph_id, [])
    return found


def _gone_after(before: list[Passage], kept: set[int]) -> dict[int, list[Change]]:
    """Return what was taken out, by the kept paragraph that it stood after (0: at the beginning)."""
    gone: dict[int, list[Change]] = {}
    last = 0
    for row in before:
        if row.paragraph_id in kept:
            last = row.paragraph_id
        else:
            gone.setdefault(last, []).append(
                Change(row.paragraph_id, row.number, REMOVED, ((REMOVED, row.text),)),
            )
    return gone


def _compared(old: Passage | None, new: Passage) -> Change:
    if old is None:
        return Change(new.paragraph_id, new.number, ADDED, ((ADDED, new.text),))
    if old.text != new.text:
        return Change(new.paragraph_id, new.number, CHANGED, tuple(compare_words(old.text, new.text)))
    kind = SAME if (old.text_ar, old.text_fr, old.kind) == (new.text_ar, new.text_fr, new.kind) else OTHER
    return Change(new.paragraph_id, new.number, kind, ((SAME, new.text),))


@dataclass(frozen=True)
class Source:
    """Something that a paragraph or an action came from, as the reader may see it."""

    pk: int
    kind: OriginKind
    title: str
    url: str


def sources(rows: Iterable[Sourced], user: Any) -> list[Source]:
    """Return the origins that `user` may see, in their order: a query for each kind that is there, four at most."""
    rows = list(rows)
    seen: dict[tuple[str, int], Any] = {}
    for kind, model in KINDS.items():
        keys = [row.key for row in rows if row.kind == kind]
        if keys:
            seen |= {(kind, one.pk): one for one in model.objects.visible_to(user).filter(pk__in=keys)}
    return [
        Source(row.pk, row.kind, called(row.kind, thing), thing.get_absolute_url())
        for row in rows
        if (thing := seen.get((row.kind, row.key))) is not None
    ]


def called(kind: str, thing: Any) -> str:
    """Return the words that a need, a note… is called by."""
    return getattr(thing, WORDS.get(kind, "title"))


def came_of(kind: str, key: int, user: Any) -> tuple[list, list]:
    """Return the paragraphs and the actions that came from a thing, those that `user` may see. Four queries.

    Each paragraph has `words` (what it says in its newest published version).
    """
    paragraphs = (
        Paragraph.objects.visible_to(user)
        .filter(pk__in=ParagraphOrigin.objects.filter(**{kind: key}).values("paragraph"))
        .select_related("document")
        .prefetch_related("passages__version")
    )
    found = []
    for paragraph in paragraphs:
        shown = [one for one in paragraph.passages.all() if one.version.published_at]
        if shown:
            paragraph.words = max(shown, key=lambda one: one.version.number).text
            found.append(paragraph)
    actions = (
        Action.objects.visible_to(user)
        .filter(pk__in=ActionOrigin.objects.filter(**{kind: key}).values("action"))
        .for_list()
    )
    return found, list(actions)
