"""The debates of the demonstration, told by the real actions at real dates: one in each state, one of them live now."""

import datetime
import itertools
import json
from pathlib import Path

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from councils.enums import Theme
from debates import actions as debates
from debates.models import AgendaPoint, Debate, FloorRequest, Sitting
from spaces.models import Space

CONTENT = json.loads((Path(__file__).parent / "debates.json").read_text(encoding="utf-8"))
SITTING_AFTER = 10  # days after it was announced
LIVE_FOR = 0.015  # days that the live sitting has lasted: some twenty minutes


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


class Hall:
    """Tells one debate up to its `end`."""

    def __init__(self, item: dict, space: Space, facilitator: User, inhabitants: list[User]):
        self.item, self.space, self.facilitator, self.inhabitants = item, space, facilitator, inhabitants

    @property
    def by(self) -> User:
        return people.fresh(self.facilitator)

    def tell(self) -> Debate:
        item, ago, end = self.item, self.item["days_ago"], self.item["end"]
        with days_ago(ago):
            debate = debates.create_debate(
                self.space, by=self.by, title=item["title"], question=item["question"], text=item["text"],
                theme=Theme(item["theme"]), audience=item["audience"], points=[tuple(one) for one in item["agenda"]],
            )  # fmt: skip
            if end == "draft":
                return debate
            debates.plan_sitting(debate, by=self.by, starts_at=self._sits_at(), place=item["place"])
            debates.move_debate(debate, "announce", by=self.by)
        if end == "announced":
            return debate
        with days_ago(ago - 1):
            debates.move_debate(debate, "open", by=self.by)
        for number, said in enumerate(item["said"]):
            with days_ago(ago - 1.2 - number / 10):
                self._say(debate, said, number)
        if end in {"live", "concluded"}:
            self._sit(debate)
        if end == "concluded":
            self._conclude(debate)
        return debate

    def _sits_at(self) -> datetime.datetime:
        if self.item["end"] == "live":
            return timezone.now() + datetime.timedelta(days=self.item["days_ago"] - LIVE_FOR)
        return timezone.now() + datetime.timedelta(days=SITTING_AFTER)

    def _say(self, debate: Debate, said: dict, number: int) -> None:
        crowd = itertools.islice(itertools.cycle(self.inhabitants), number * 3, None)
        row = debates.contribute(debate.thread, by=people.fresh(next(crowd)), text=said["text"])
        for kind in ("agree", "disagree", "thank"):
            for _ in range(said.get(kind, 0)):
                debates.react(row, by=people.fresh(next(crowd)), kind=kind)

    def _sit(self, debate: Debate) -> None:
        item, is_live = self.item, self.item["end"] == "live"
        began = LIVE_FOR if is_live else item["days_ago"] - SITTING_AFTER
        sitting = Sitting.objects.get(debate=debate)
        points = list(AgendaPoint.objects.filter(debate=debate))
        with days_ago(began):
            sitting = debates.start(sitting, by=self.by)
            debates.call_point(sitting, points[0], by=self.by)
            debates.count_hall(sitting, by=self.by, **item["hall"])
            for person in self.inhabitants[:7]:
                debates.attend(sitting, by=people.fresh(person))
        minute = 2.0
        for turn in item.get("turns", []):
            minute = self._turn(sitting, turn, began, minute)
        with days_ago(began - minute / 1440):
            debates.call_point(sitting, points[-1 if item.get("turns") else 1], by=self.by)
            poll = self._poll(sitting)
        if is_live:
            self._wait(sitting)
            return
        with days_ago(began - (minute + 4) / 1440):
            debates.close_poll(poll, by=self.by)
            debates.end(sitting, by=self.by)

    def _turn(self, sitting: Sitting, turn: dict, began: float, minute: float) -> float:
        """Give one turn of the floor; return the minute of the sitting at which it ended."""
        with days_ago(began - minute / 1440):
            request = self._asks(sitting, turn)
            debates.give(request, by=self.by)
        minute += turn["seconds"] / 60
        with days_ago(began - minute / 1440):
            debates.end_turn(FloorRequest.objects.get(pk=request.pk), by=self.by)
        return minute + 0.5

    def _asks(self, sitting: Sitting, turn: dict) -> FloorRequest:
        declared = debates.Declared(turn.get("woman"), turn.get("youth"), turn.get("district", ""))
        return debates.ask_for_hall(sitting, by=self.by, name=turn["who"], about=turn["about"], declared=declared)

    def _wait(self, sitting: Sitting) -> None:
        """The live sitting: one speaks, others wait."""
        with days_ago(0.0005):
            debates.give(self._asks(sitting, self.item["speaking"]), by=self.by)
        for person, ask in zip(self.inhabitants[3:], self.item["waiting"], strict=False):
            declared = debates.Declared(ask.get("woman"))
            kind = ask.get("kind", "speech")
            debates.ask(sitting, by=people.fresh(person), about=ask["about"], kind=kind, declared=declared)

    def _poll(self, sitting: Sitting):
        asked = self.item["poll"]
        poll = debates.make_poll(sitting, by=self.by, question=asked["question"], options=asked["options"])
        poll = debates.open_poll(poll, by=self.by)
        options = list(poll.options.all())
        chosen = [option for option, count in zip(options, asked["votes"], strict=True) for _ in range(count)]
        for person, option in zip(self.inhabitants, chosen, strict=False):
            debates.vote(poll, option.pk, by=people.fresh(person))
        hands = {option.pk: count for option, count in zip(options, asked["hall"], strict=True) if count}
        if hands:
            debates.count_hands(poll, hands, by=self.by)
        return poll

    def _conclude(self, debate: Debate) -> None:
        ago = self.item["days_ago"] - SITTING_AFTER - 3
        debate = Debate.objects.get(pk=debate.pk)
        with days_ago(ago):
            debate = debates.move_debate(debate, "close", by=self.by)
            debate = debates.write_words(debate, by=self.by, words=self.item["conclusion"])
            for point in self.item["points"]:
                said = {name: point[name] for name in ("kind", "text", "theme", "place") if name in point}
                debates.add_point(debate, by=self.by, sources=point["sources"], **said)
        with days_ago(ago - 1):
            debates.conclude(debate, by=self.by)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User]) -> None:
    """Tell every debate of the demonstration in the communes that were opened, the oldest first."""
    told = [item for item in CONTENT["debates"] if item["commune"] in spaces]
    for item in sorted(told, key=lambda one: -one["days_ago"]):
        Hall(item, spaces[item["commune"]], staff[item["commune"]]["facilitator"], inhabitants).tell()
