"""A new release takes over while a hall listens: whoever was connected has everything once, in order."""

import asyncio
import signal
import statistics

import pytest

from debates.models import Contribution
from tests.core.live.tools import act, run, say, until
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.listeners import Listener
from tests.servers import Sockets, business, each_bus, forks, redis_server  # noqa: F401 -- three are fixtures

RESTARTS, LISTENERS = 3, 12
LAST = 180  # seconds until everyone has everything once nothing restarts any more

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Restarted(Listener):
    """A listener who notes that she was told of each restart."""

    def __init__(self, *words):
        super().__init__(*words)
        self.byes: list[str] = []

    def take(self, frame: dict, is_exact: bool) -> None:
        if frame["type"] == "bye":
            self.byes.append(frame["why"])
        else:
            super().take(frame, is_exact)


class Hall:
    """Listeners of one discussion, someone who speaks all along, and a process of sockets that restarts under them.

    As `systemctl restart agraw-sockets` does it, or (`beside`) as two services do that take turns behind one proxy.
    """

    def __init__(self, mother, settings: dict, beside: bool):
        self.mother, self.settings, self.beside = mother, settings, beside
        self.thread, self.author, self.said = ThreadFactory(), UserFactory(), 0
        self.houses = [Sockets(mother, **settings)]
        self.listeners = [Restarted(self.thread, self.houses) for _ in range(LISTENERS)]
        self.words: list[str] = []

    def restart(self) -> None:
        old = self.houses[0]
        if self.beside:
            self.houses.append(Sockets(self.mother, **self.settings))
        self.words.append(old.kill(signal.SIGTERM))
        if self.beside:
            self.houses.remove(old)
        else:
            old.start()

    async def restart_often(self) -> None:
        for count in range(RESTARTS):
            await until(lambda count=count: all(len(one.absences) > count for one in self.listeners), LAST)
            await asyncio.to_thread(self.restart)

    async def run(self) -> None:
        listening = [asyncio.create_task(one.listen()) for one in self.listeners]
        restarting = asyncio.create_task(self.restart_often())
        while not restarting.done():  # also while nobody serves
            await act(say, self.thread, author=self.author)
            self.said += 1
            await asyncio.sleep(0.05)
        await restarting
        await until(lambda: all(len(one.shown) == self.said for one in self.listeners), LAST)
        for task in listening:
            task.cancel()
        ended = await asyncio.gather(*listening, return_exceptions=True)
        assert not [one for one in ended if not isinstance(one, asyncio.CancelledError)], ended


@pytest.mark.parametrize("beside", [False, True], ids=["the same one", "a new one beside the old"])
def test_who_is_connected_through_a_restart_has_every_message_once(forks, each_bus, beside):  # noqa: F811
    hall = Hall(forks, each_bus, beside)
    try:
        run(hall.run)
    finally:
        hall.words += [one.kill() for one in hall.houses]
    stored = list(Contribution.objects.filter(thread=hall.thread).order_by("seq").values_list("pk", "seq"))
    assert [seq for _pk, seq in stored] == list(range(1, hall.said + 1))
    for one in hall.listeners:
        assert list(one.shown.items()) == stored
        assert one.twice == []
        assert one.byes == ["restart"] * RESTARTS  # told why each time, and not cut
    absences = [seconds for one in hall.listeners for seconds in one.absences[1:]]
    assert len(absences) >= LISTENERS * RESTARTS  # they did leave, and come back
    # Well below five seconds on a machine that does nothing else; the limit holds whatever part of it is the machine's.
    assert statistics.median(absences) < 5 * business()
    assert not [said for said in hall.words if "Traceback" in said], hall.words
