"""What happened in a debate, read once for its minutes (محضر): counts, times, results and the words that were chosen.

The facts are JSON in no language: names and words as they were typed, instants in ISO 8601, states by their value. All
that a version shows is in them, so that it can be made again word for word. A person with an account is
`{"person": number, "name": …}`; one who spoke in the hall has only a name. A count of people by what they say of
themselves, or are taken for, is None when nobody counted, and `{"under": 5}` when it is smaller than five.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from core.hiding import under
from core.journal import subject_of
from core.models import Entry
from debates.enums import Channel, PollState, RequestKind, RequestState, SittingState
from debates.models import Attendance, Contribution, Debate, FloorRequest, Point, Poll, PollOption, Sitting
from debates.room import seconds_of, shares_of, with_votes

FORM = 1  # of the facts; a reader of older versions tells by it what to expect


def facts_of(debate: Debate, *, remarks: str = "") -> dict[str, Any]:
    """Return the facts of a debate as it now stands, in a dozen queries, however much was said.

    `remarks` are what the rapporteur adds in her own words. Contributions are those pinned and those that a point came
    from, as everyone sees them.
    """
    sittings = _sittings(debate)
    turns = _turns(sittings)
    commune, thread = debate.space.commune, debate.thread
    return {
        "form": FORM,
        "debate": debate.pk,
        "title": debate.title,
        "question": debate.question,
        "theme": debate.theme,
        "commune": {"ar": commune.name_ar, "fr": commune.name_fr},
        "is_demo": debate.space.is_demo,
        "announced_at": _iso(debate.announced_at),
        "opened_at": _iso(debate.opened_at),
        "closed_at": _iso(debate.closed_at),
        "concluded_at": _iso(debate.concluded_at),
        "agenda": [
            {"title": point.title, "planned": point.minutes, "spent": round(point.spent_seconds / 60)}
            for point in debate.agenda.all()
        ],
        "sittings": [_sitting(row, turns[row.pk]) for row in sittings],
        "shares": shares_of([turn for row in sittings for turn in turns[row.pk]]),
        "contributions": _totals(thread.pk),
        "chosen": [_contribution(row) for row in _chosen(debate)],
        "conclusion": debate.conclusion,
        "points": [_point(row) for row in _points(debate)],
        "remarks": remarks,
    }


def digest_of(facts: dict[str, Any]) -> str:
    """Return the SHA-256 of facts, in hexadecimal, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def people_in(facts: Any) -> Iterator[dict[str, Any]]:
    """Yield every person with an account that facts name, wherever she stands in them."""
    if isinstance(facts, list):
        for part in facts:
            yield from people_in(part)
    elif isinstance(facts, dict):
        if "person" in facts:
            yield facts
        for part in facts.values():
            yield from people_in(part)


def left() -> dict[str, Any]:
    """Return what facts say of a person who has left."""
    return {"name": "", "left": True}


def _person(user: User) -> dict[str, Any]:
    return left() if user.erased_at else {"person": user.pk, "name": user.display_name}


def _sittings(debate: Debate) -> list[Sitting]:
    """Return the sittings that took place, with how many people were there online and who presided (`presided`)."""
    here = Attendance.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(n=Count("pk"))
    ended = debate.sittings.filter(state=SittingState.ENDED).select_related("lead").order_by("started_at", "pk")
    rows = list(ended.annotate(online=Coalesce(Subquery(here.values("n")), 0)))
    subjects = {subject_of(row): row for row in rows}
    chairs: dict[int, list[int]] = defaultdict(list)
    acts = Entry.objects.filter(subject__in=subjects, action__in=["start", "hand_over"]).order_by("pk")
    for entry in acts.values("subject", "action", "by_id", "data"):
        chairs[subjects[entry["subject"]].pk].append(
            entry["by_id"] if entry["action"] == "start" else entry["data"]["to"]
        )
    people = User.objects.in_bulk([pk for row in rows for pk in chairs[row.pk]])
    polls = defaultdict(list)
    for poll in Poll.objects.filter(sitting__in=rows, state=PollState.CLOSED).order_by("opened_at", "pk"):
        polls[poll.sitting_id].append(poll)
    options = defaultdict(list)
    asked = [poll.pk for found in polls.values() for poll in found]
    for option in with_votes(PollOption.objects.filter(poll__in=asked)):
        options[option.poll_id].append(option)
    for row in rows:
        row.presided = [people[pk] for pk in dict.fromkeys(chairs[row.pk])] or [row.lead]
        row.asked = [(poll, options[poll.pk]) for poll in polls[row.pk]]
    return rows


def _turns(sittings: list[Sitting]) -> dict[int, list[FloorRequest]]:
    """Return the turns that were had, by sitting."""
    found = defaultdict(list)
    done = FloorRequest.objects.filter(sitting__in=sittings, state=RequestState.DONE)
    for row in done.select_related("user").order_by("id"):
        found[row.sitting_id].append(row)
    return found


def _sitting(row: Sitting, turns: list[FloorRequest]) -> dict[str, Any]:
    return {
        "number": row.number,
        "place": row.place,
        "planned_at": _iso(row.starts_at),
        "started_at": _iso(row.started_at),
        "ended_at": _iso(row.ended_at),
        "presided": [_person(user) for user in row.presided],
        "online": row.online,
        "hall": row.hall_people,
        "women": under(row.hall_women),
        "youth": under(row.hall_youth),
        "turns": sum(turn.kind == RequestKind.SPEECH for turn in turns),
        "procedural": sum(turn.kind == RequestKind.PROCEDURAL for turn in turns),
        "seconds": sum(seconds_of(turn) for turn in turns),
        "polls": [_poll(poll, options) for poll, options in row.asked],
    }


def _poll(poll: Poll, options: list) -> dict[str, Any]:
    return {
        "question": poll.question,
        "opened_at": _iso(poll.opened_at),
        "closed_at": _iso(poll.closed_at),
        "options": [{"text": option.text, "online": option.online, "hall": option.hall_votes} for option in options],
    }


def _totals(thread: int) -> dict[str, int]:
    """Return how many contributions are shown, how many of them came from the hall, and how many people wrote."""
    online = Q(channel=Channel.ONLINE)
    return (
        Contribution.objects.shown()
        .filter(thread=thread)
        .order_by()
        .aggregate(
            count=Count("pk"), hall=Count("pk", filter=~online), people=Count("author", filter=online, distinct=True)
        )
    )


def _chosen(debate: Debate):
    """Return the contributions that the minutes tell in full."""
    picked = Q(pinned_at__isnull=False) | Q(
        pk__in=Point.sources.through.objects.filter(point__debate=debate).values("contribution")
    )
    rows = Contribution.objects.shown().filter(picked, thread=debate.thread_id)
    return rows.select_related("author", "voice").order_by("seq")


def _contribution(row: Contribution) -> dict[str, Any]:
    who = {"name": row.said_by} if row.channel == Channel.HALL else _person(row.author)
    return {
        "id": row.pk,
        "seq": row.seq,
        "who": who,
        "office": row.office if row.channel == Channel.ONLINE else "",
        "channel": row.channel,
        "at": _iso(row.at),
        "text": row.words,
    }


def _points(debate: Debate) -> list[Point]:
    sources = Prefetch("sources", Contribution.objects.shown().only("seq"))
    return list(debate.points.select_related("referral").prefetch_related(sources).order_by("number"))


def _point(row: Point) -> dict[str, Any]:
    referral = row.referral and {"id": row.referral.pk, "due_on": _iso(row.referral.due_on)}
    return {
        "id": row.pk,
        "kind": row.kind,
        "text": row.text,
        "theme": row.theme,
        "place": row.place,
        "sources": sorted(source.seq for source in row.sources.all()),
        "referral": referral,
    }


def _iso(at) -> str | None:
    return at and at.isoformat()
