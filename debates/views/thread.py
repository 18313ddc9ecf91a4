"""Reading a discussion: what a page shows of it, and the frames for those without a socket."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from core.fitness import Unfit
from core.pages import first_page_of, page_of
from core.problems import unreadable
from councils.enums import Role as CouncilRole
from councils.models import ElectionPeriod
from councils.rules import is_elected
from debates.enums import Channel, PointKind, ReactionKind
from debates.forms.thread import ContributionForm
from debates.live import frames_for
from debates.models import Contribution, Thread
from debates.reading import ANSWERS, CONTRIBUTE, REACT, REPLY, Reader, veiled
from spaces.enums import STAFF
from spaces.enums import Role as SpaceRole

LARGEST = 2**31 - 1  # of the numbers `seq` and `rev`
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)  # of the blank contribution: drawn once
SIGNS = {ReactionKind.AGREE: "check", ReactionKind.DISAGREE: "cross", ReactionKind.THANK: "join"}


def thread_context(
    request, thread: Thread, *, of: Contribution | None = None, replies: int = ANSWERS
) -> dict[str, Any]:
    """Return what `debates/_thread.html` shows of a thread, or, with `of`, of one contribution with its answers.

    `thread` came with its space and commune, and the reader may see it. Contributions have `answers` (the first
    `replies`), `more_answers` (how many besides), `acts`, `mine`, `who`, `office_words`, `reactions_shown`.
    """
    reader = Reader(thread, request.user)
    election = ElectionPeriod.objects.running()
    is_held = election is not None and is_elected(request.user)
    context = {
        "thread": thread,
        "thread_acts": reader.acts(),
        "may_speak": CONTRIBUTE in reader.acts() and not is_held,
        "election": election,
        "why_not": why_not(reader),
        "moderates": reader.moderates,
        "offices": OFFICES,
        "form": ContributionForm(parent=of and (of.parent_id or of.pk)),
        "blank": blank(reader),
    }
    if of is not None:
        (said,) = shown(reader, reader.rows().filter(pk=of.pk), answers=replies)
        return context | {"said": said, "may_answer": REPLY in said.acts}
    if "cursor" in request.GET:
        page = page_of(request, reader.rows().standing(), "-seq")
    else:
        page = first_page_of(request, reader.newest(), "-seq")
    return context | {
        "contributions": shown(reader, veiled(page.rows), answers=replies),
        "newer": page.newer,
        "older": page.older,
        "is_newest": not page.newer,
        "pinned": shown(reader, reader.pinned(), answers=0),
        "held": shown(reader, reader.held(), answers=0),
    }


def with_replies(request, thread: Thread, rows: Iterable[Contribution], replies: int = ANSWERS) -> list[Contribution]:
    """Return contributions of a thread with what `debates/_contribution.html` shows of them to the reader."""
    reader = Reader(thread, request.user)
    numbers = [row.pk for row in rows]
    found = {row.pk: row for row in reader.rows().filter(pk__in=numbers)}
    return shown(reader, [found[number] for number in numbers], answers=replies)


def shown(reader: Reader, rows: Iterable[Contribution], *, answers: int) -> list[Contribution]:
    """Return contributions dressed for the page: names, offices and reactions in the reader's words."""
    rows = reader.dressed(rows, answers=answers)
    reactions = _reactions_in_words()
    for row in rows:
        for one in (row, *row.answers):
            _put_words(one, reactions)
    return rows


def _reactions_in_words() -> list[tuple[str, str, str]]:
    return [(kind.value, str(kind.label), SIGNS[kind]) for kind in ReactionKind]


def _put_words(row: Contribution, reactions: list[tuple[str, str, str]]) -> None:
    row.is_blank = row.pk == 0
    row.who = "" if row.is_veiled else _who(row)
    row.office_words = row.office_label
    row.more_answers = row.reply_count - len(row.answers) if row.parent_id is None else 0
    fed = sorted(row.fed, key=lambda point: point["number"])
    row.points_fed = [(point, PointKind(point["kind"]).label) for point in fed]
    row.has_acts = bool(set(row.acts) - {REACT, REPLY})
    row.may_react = REACT in row.acts
    row.reactions_shown = [
        (kind, words, sign, kind in row.mine, getattr(row, f"{kind}_count")) for kind, words, sign in reactions
    ]


def _who(row: Contribution) -> str:
    return row.said_by or (_("Someone in the hall") if row.channel == Channel.HALL else row.author.public_name)


def blank(reader: Reader) -> Contribution:
    """Return a contribution that says nothing, for the template that live frames fill: its number is 0."""
    row = Contribution(pk=0, seq=0, thread=reader.thread, author=User(), at=EPOCH)
    row.answers, row.acts, row.mine, row.fed = [], [REACT, REPLY] * reader.speaks, [], []
    _put_words(row, _reactions_in_words())
    return row


def why_not(reader: Reader) -> str:
    """Return in words why this person may not contribute, or nothing when she may, or is not signed in."""
    if words := reader.why_not():
        return words
    user = reader.user
    if reader.speaks or not user.is_authenticated:
        return ""
    return _("Only the people this discussion is for take part in it: {audience}.").format(
        audience=reader.thread.get_audience_display()
    )


@login_not_required
@require_safe
def frames(request, pk):
    """What has changed in a discussion after `?rev=`, or what was said after `?after=`: for those without a socket.

    Answers `{"frames": [...], "rev": n}` (docs/live.md); ask again with the `rev` given.
    """
    thread = get_object_or_404(Thread.objects.visible_to(request.user).for_room(), pk=pk)
    try:
        after, rev = _number(request, "after"), _number(request, "rev")
    except Unfit as refusal:
        return unreadable(refusal)
    told, upto = frames_for(thread, request.user, after=after or 0, rev=rev)
    answer = JsonResponse({"frames": told, "rev": upto}, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _number(request, name: str) -> int | None:
    """Return a number of the address, None when it is not there. Raises `Unfit` for what is none."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > 10 or int(asked) > LARGEST:
        raise Unfit(_("“{name}” is a number of this discussion, from 0.").format(name=name), name)
    return int(asked)


OFFICES = [(role.value, role.label) for role in SpaceRole if role in STAFF] + [
    (role.value, role.label) for role in CouncilRole
]
