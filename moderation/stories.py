"""The public reasons that people give for an act, in the history of a thing: each room tells of which things and acts.

The words stand in the journal, which never changes; whether they are shown stands beside it (`core.models.NoteMark`,
decision 0022).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Cast, Substr

from core.enums import Visibility
from core.models import Entry
from moderation.queries import moderated_by
from spaces.models import Space

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Story:
    """The history of the things of `model`, each with its `space` and a `visible_to`.

    `acts` are the acts whose reason an inhabitant writes. `copied` names what stands in another history word for word,
    as the journal names things (`councils.referral:7`).
    """

    model: type[models.Model]
    acts: frozenset[str]
    copied: Callable[[Any], Iterable[str]] = lambda row: ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_stories: dict[str, Story] = {}


def tell(story: Story) -> None:
    """Tell of things whose histories hold reasons that people wrote."""
    _stories[story.label] = story


def story_of(entry: Entry) -> Story | None:
    """Return the story whose words the note of an entry is; None when it is an act of an office, or has no words."""
    story = _stories.get(entry.subject.partition(":")[0])
    return story if story and entry.note and entry.action in story.acts else None


def reported_as(entry: Entry) -> int:
    """Return the number under which the note of an entry is reported; 0 when it is not, or not shown."""
    return entry.pk if story_of(entry) and entry.standing == Visibility.VISIBLE else 0


def gather(entries: Iterable[Entry]) -> None:
    """Put on each entry the thing that it is about (`entry.thing`, None when it is gone): one query a story."""
    by_label: dict[str, dict[int, list[Entry]]] = {}
    for entry in entries:
        label, _colon, key = entry.subject.partition(":")
        entry.thing = None
        if label in _stories:
            by_label.setdefault(label, {}).setdefault(int(key), []).append(entry)
    for label, of_it in by_label.items():
        rows = _stories[label].model._default_manager.select_related("space__commune")
        for row in rows.filter(pk__in=of_it):
            for entry in of_it[row.pk]:
                entry.thing = row


def thing_of(entry: Entry) -> Any:
    """Return the thing that an entry is about, None when no room told of it or it is gone."""
    if not hasattr(entry, "thing"):
        gather([entry])
    return entry.thing


def space_of(entry: Entry) -> Space | None:
    """Return the space that looks after an entry's thing."""
    return getattr(thing_of(entry), "space", None)


def copies_of(entry: Entry) -> models.QuerySet:
    """Return the entries of other things that repeat the words of one; old ones, which name none, came at once."""
    story, thing = story_of(entry), thing_of(entry)
    subjects = list(story.copied(thing)) if story and thing else []
    at_once = Q(note=entry.note, at__range=(entry.at, entry.at + AT_ONCE), data__copy_of__isnull=True)
    return Entry.objects.filter(Q(data__copy_of=entry.pk) | at_once, subject__in=subjects).order_by("pk")


def seen_by(user: Any) -> models.QuerySet:
    """Return the entries whose words `user` may read: of things that she sees; what is not shown, if it is hers or she
    moderates there.
    """
    rows = Entry.objects.exclude(note="").filter(_each(lambda story: story.model._default_manager.visible_to(user)))
    if user.is_active and user.is_superuser:
        return rows
    shown = Q(mark__isnull=True) | Q(mark__visibility=Visibility.VISIBLE)
    if user.is_authenticated:
        hers = moderated_by(user)
        shown |= Q(by=user) | Q(_each(lambda story: story.model._default_manager.filter(hers)))
    return rows.filter(shown)


def _each(rows_of: Callable[[Story], models.QuerySet]) -> Case:
    """Return the condition that the thing of an entry is among the rows of its story."""
    ways = []
    for label, story in _stories.items():
        key = Cast(Substr(OuterRef("subject"), len(label) + 2), models.BigIntegerField())
        of_it = {"subject__startswith": f"{label}:", "action__in": story.acts}
        ways.append(When(**of_it, then=Exists(rows_of(story).filter(pk=key))))
    return Case(*ways, default=False, output_field=models.BooleanField())
