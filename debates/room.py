"""The live room as everyone sees it: one reading for the frame, the pages without JavaScript and the projector.

Nothing here depends on who reads, nor on her language: a name that is empty is the page's own word for an inhabitant.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from core.folding import fold
from core.hiding import SMALL
from debates.enums import PollState, RequestKind, RequestState, SittingState
from debates.models import Attendance, Debate, FloorRequest, Poll, PollOption, Sitting
from debates.turns import Ask, Place, Turn, Voice, proposed

QUEUE_SHOWN = 50  # people of the queue told in a frame; `waiting` counts them all
QUEUE_READ = 500  # people of the queue whose order is weighed: more would be an attack, not a hall


@dataclass
class Floor:
    """Who speaks, who waits (in the order proposed) and who has spoken in a sitting."""

    speaking: FloorRequest | None = None
    queue: list[FloorRequest] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    done: list[FloorRequest] = field(default_factory=list)

    def place_of(self, request: FloorRequest) -> int:
        """Return the place in the queue, from 1; 0 for a request that does not wait."""
        return next((number for number, row in enumerate(self.queue, 1) if row.pk == request.pk), 0)


@dataclass
class Room:
    """The room around a debate's contributions, read once."""

    rev: int
    debate_state: str
    thread_state: str
    slow_seconds: int
    sitting: Sitting | None = None
    floor: Floor = field(default_factory=Floor)
    poll: Poll | None = None
    options: list[PollOption] = field(default_factory=list)

    @property
    def voters(self) -> int:
        """People who answered the poll shown, on their phones and by hand in the hall."""
        return sum(option.online + option.hall_votes for option in self.options)

    @property
    def results(self) -> list[dict[str, Any]]:
        """The options of the poll shown: `{id, text, votes, share}`, the last two None while it is open."""
        is_over, voters = self.poll is not None and self.poll.state == PollState.CLOSED, self.voters
        return [
            {
                "id": option.pk,
                "text": option.text,
                "votes": option.online + option.hall_votes if is_over else None,
                "share": _percent(option.online + option.hall_votes, voters) if is_over else None,
            }
            for option in self.options
        ]

    @property
    def here(self) -> dict[str, int | None]:
        """How many are here: online, and in the hall as the console counted them (None when it did not)."""
        return {"online": self.sitting.online, "hall": self.sitting.hall_people}

    def frame(self) -> dict[str, Any]:
        """Return the frame `room` (docs/live.md)."""
        sitting, floor = self.sitting, self.floor
        return {
            "type": "room",
            "rev": self.rev,
            "now": _iso(now()),
            "debate": {"state": self.debate_state},
            "sitting": sitting and {"id": sitting.pk, "number": sitting.number, "state": sitting.state},
            "here": sitting and self.here,
            "point": sitting and _point(sitting),
            "floor": floor.speaking and _asked(floor.speaking) | _times(floor.speaking),
            "queue": [_asked(request) for request in floor.queue[:QUEUE_SHOWN]],
            "waiting": len(floor.queue),
            "shares": shares_of(floor.done),
            "poll": self.poll
            and {
                "id": self.poll.pk,
                "question": self.poll.question,
                "state": self.poll.state,
                "voters": self.voters,
                "options": self.results,
            },
            "slow": self.slow_seconds,
            "thread": self.thread_state,
        }


def room_state(debate: Debate) -> dict[str, Any]:
    """Return the frame `room` of a debate: of its live sitting, else the last one that was, else the next one."""
    return read(debate).frame()


def read(debate: Debate, sitting: Sitting | None = None) -> Room:
    """Read the room of a debate, in five queries at the most: of `sitting`, or of the one that matters now.

    The thread's number of changes is read first: what is read after it is as new, or newer.
    """
    head = Debate.objects.values("state", "thread__state", "thread__slow_seconds", "thread__room_rev").get(pk=debate.pk)
    room = Room(head["thread__room_rev"], head["state"], head["thread__state"], head["thread__slow_seconds"])
    room.sitting = _sitting(debate, sitting)
    if room.sitting is not None:
        room.floor = floor_of(room.sitting)
        room.poll, room.options = _poll(room.sitting)
    return room


def floor_of(sitting: Sitting) -> Floor:
    """Read who speaks, waits and has spoken in a sitting, in one query."""
    rows = sitting.requests.exclude(state__in=[RequestState.WITHDRAWN, RequestState.PASSED]).select_related("user")
    floor, waiting = Floor(), {}
    for row in rows.order_by("id"):
        if row.state == RequestState.GIVEN:
            floor.speaking = row
        elif row.state == RequestState.DONE:
            floor.done.append(row)
        else:
            waiting[row.pk] = row
    asks = [Ask(row.pk, _voice(row), row.kind == RequestKind.PROCEDURAL) for row in [*waiting.values()][:QUEUE_READ]]
    turns = [Turn(_voice(row), seconds_of(row)) for row in floor.done if row.kind == RequestKind.SPEECH]
    if floor.speaking and floor.speaking.kind == RequestKind.SPEECH:  # taken for whole, so that the order stands still
        turns.append(Turn(_voice(floor.speaking), sitting.turn_seconds))
    places = proposed(
        asks, turns, rule=sitting.queue_rule, criteria=sitting.criteria, turn_seconds=sitting.turn_seconds
    )
    floor.places = {place.id: place for place in places}
    floor.queue = [waiting.pop(place.id) for place in places] + list(waiting.values())
    return floor


def shares(sitting: Sitting, *, is_public: bool = True) -> dict[str, Any]:
    """Return how speaking time was shared in a sitting, by what the speakers said of themselves (`shares_of`)."""
    done = sitting.requests.filter(state=RequestState.DONE).select_related("user")
    return shares_of(list(done.order_by("id")), is_public=is_public)


def shares_of(done: list[FloorRequest], *, is_public: bool = True) -> dict[str, Any]:
    """Return `{seconds, people, women, youth, districts}` of the turns that are over.

    `women` and `youth` are percents of the speaking time of those who said whether they belong to the group;
    `districts` is a list of `{name, share}`, the most heard first, of those who named theirs. For everyone
    (`is_public`) a group is None, and districts none, until five people have said it: fewer could be told apart.
    """
    voices = [(_voice(row), seconds_of(row), row.district) for row in done]
    least = SMALL if is_public else 1
    told = {
        "women": [(voice, seconds, voice.is_woman) for voice, seconds, _name in voices if voice.is_woman is not None],
        "youth": [(voice, seconds, voice.is_youth) for voice, seconds, _name in voices if voice.is_youth is not None],
    }
    groups = {name: _share_of(rows) if _people(rows) >= least else None for name, rows in told.items()}
    placed = [row for row in voices if row[0].district]
    return {
        "seconds": sum(seconds for _voice, seconds, _name in voices),
        "people": _people(voices),
        **groups,
        "districts": _districts(placed) if _people(placed) >= least else [],
    }


def seconds_of(request: FloorRequest) -> int:
    """Return how long a turn that is over lasted."""
    return max(int((request.ended_at - request.given_at).total_seconds()), 0)


def _sitting(debate: Debate, sitting: Sitting | None) -> Sitting | None:
    here = Attendance.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(n=Count("pk"))
    rows = (
        Sitting.objects.filter(debate=debate)
        .select_related("point", "lead")
        .annotate(online=Coalesce(Subquery(here.values("n")), 0))
    )
    if sitting is not None:
        return rows.get(pk=sitting.pk)
    ranks = {SittingState.LIVE: 0, SittingState.ENDED: 1, SittingState.PLANNED: 2, SittingState.CANCELLED: 3}
    newest = sorted(rows.order_by("starts_at", "id"), key=lambda row: (ranks[row.state], _age(row)))
    return newest[0] if newest else None


def _age(sitting: Sitting) -> float:
    """Return what sorts the last ended first, and the next planned first."""
    at = sitting.starts_at.timestamp()
    return -at if sitting.state == SittingState.ENDED else at


def _poll(sitting: Sitting) -> tuple[Poll | None, list[PollOption]]:
    """Return the open poll, else the last one closed since the agenda point was called, and its options."""
    polls = sitting.polls.filter(state__in=[PollState.OPEN, PollState.CLOSED]).order_by("-opened_at")
    poll = next(iter(sorted(polls[:20], key=lambda row: row.state != PollState.OPEN)), None)
    if poll is None or (
        poll.state == PollState.CLOSED and sitting.point_since and poll.closed_at < sitting.point_since
    ):
        return None, []
    return poll, list(with_votes(poll.options.all()))


def with_votes(options):
    """Return the options with `online`, how many chose each on their phones."""
    return options.annotate(online=Count("votes")).order_by("number")


def _point(sitting: Sitting) -> dict[str, Any] | None:
    point = sitting.point
    return point and {
        "id": point.pk,
        "number": point.number,
        "title": point.title,
        "minutes": point.minutes,
        "since": _iso(sitting.point_since),
    }


def _asked(request: FloorRequest) -> dict[str, Any]:
    name = request.name or request.user.display_name
    return {"id": request.pk, "name": name, "about": request.about, "kind": request.kind}


def _times(request: FloorRequest) -> dict[str, Any]:
    return {"given_at": _iso(request.given_at), "until": _iso(request.until)}


def _voice(request: FloorRequest) -> Voice:
    person = f"user.{request.user_id}" if request.user_id else f"hall.{fold(request.name)}"
    return Voice(person, request.is_woman, request.is_youth, fold(request.district))


def _people(rows: list[tuple]) -> int:
    return len({row[0].person for row in rows})


def _share_of(rows: list[tuple[Voice, int, bool]]) -> int:
    return _percent(sum(seconds for _voice, seconds, belongs in rows if belongs), sum(row[1] for row in rows))


def _districts(rows: list[tuple[Voice, int, str]]) -> list[dict[str, Any]]:
    """Return the districts by time, each under the first spelling met."""
    names: dict[str, str] = {}
    seconds: dict[str, int] = {}
    for voice, spoken, name in rows:
        names.setdefault(voice.district, name)
        seconds[voice.district] = seconds.get(voice.district, 0) + spoken
    total = sum(seconds.values())
    ranked = sorted(seconds.items(), key=lambda pair: -pair[1])
    return [{"name": names[key], "share": _percent(spoken, total)} for key, spoken in ranked]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _iso(at: datetime.datetime | None) -> str | None:
    return at and at.isoformat()
