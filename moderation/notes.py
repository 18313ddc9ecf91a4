"""The kind "note": the reason that somebody gave for an act, in the history of a thing of any room."""

from django.utils.translation import gettext_lazy as _

from core.models import Entry, NoteMark
from moderation.actions import move_note
from moderation.kinds import Kind, Thing, register
from moderation.stories import gather, seen_by, space_of, thing_of


def _say(entry: Entry) -> Thing:
    thing = thing_of(entry)
    return Thing(text=entry.note, url=thing.get_absolute_url() if thing else "", author=entry.by, space=space_of(entry))


def _mark_of(entry: Entry) -> NoteMark:
    return getattr(entry, "mark", None) or NoteMark(entry=entry)


register(
    Kind(
        "note", _("the reason given for an act"), Entry, _say, move=move_note, joined=("by", "mark"), seen=seen_by,
        holder=_mark_of, gather=gather,
    )
)  # fmt: skip
