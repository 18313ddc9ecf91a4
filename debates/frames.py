"""The frames of a discussion (docs/live.md): what is told of a thread and of what is said in it.

Nothing here depends on who reads, nor on her language: an empty `name` is the page's own word for an inhabitant.
"""

import datetime
from typing import Any

from debates.enums import Channel
from debates.models import Contribution, Thread, VoiceNote


def hello(thread: Thread) -> dict[str, Any]:
    """Return the first frame of a greeting: the numbers that the thread has reached."""
    return {"type": "hello", "thread": thread.pk, "seq": thread.last_seq, "rev": thread.rev, "state": thread.state}


def contribution(row: Contribution, *, kind: str = "contribution") -> dict[str, Any]:
    """Return a contribution as it now is, new or changed alike: whoever shows it puts it in place by its `id`.

    `row` came with its author and its voice note. `kind` is "held" for one that only those who moderate are told of.
    """
    return {
        "type": kind,
        "seq": row.seq,
        "rev": row.rev,
        "id": row.pk,
        "parent": row.parent_id,
        "name": row.name,
        "left": row.channel == Channel.ONLINE and row.author.erased_at is not None,
        "office": row.office,
        "text": row.text,
        "voice": _voice(row.voice_note),
        "channel": row.channel,
        "said_by": row.said_by,
        "at": _moment(row.at),
        "edited": _moment(row.edited_at),
        "pinned": row.pinned_at is not None,
        "agree": row.agree_count,
        "disagree": row.disagree_count,
        "thank": row.thank_count,
        "replies": row.reply_count,
        "point": row.agenda_point_id,
    }


def _voice(note: VoiceNote | None) -> dict[str, Any] | None:
    """Return a voice note as it is told; where it is heard goes without saying (docs/live.md)."""
    return note and {"seconds": note.seconds, "transcript": note.transcript}


def gone(row: Contribution) -> dict[str, Any]:
    """Return that a contribution is not shown: held, hidden or withdrawn. Its place stays while answers stand there."""
    return {
        "type": "gone",
        "seq": row.seq,
        "rev": row.rev,
        "id": row.pk,
        "parent": row.parent_id,
        "why": row.visibility,
        "replies": row.reply_count,
    }


def _moment(at: datetime.datetime | None) -> str | None:
    """Return a moment in UTC to the second (RFC 3339): 2026-08-09T14:05:00Z."""
    return at and at.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
