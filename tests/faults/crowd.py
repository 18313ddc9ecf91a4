"""Many who post needs, join, sign and speak by HTTP, and send again, with the same key, what was not answered."""

import asyncio
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from accounts.actions import make_token
from accounts.enums import Scope
from councils.enums import Theme
from petitions.models import OnlineAcceptance
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory

AGAIN = {500, 502, 503, 504}  # whoever is answered so sends again: what she sent may have been kept, or not
SCOPES = [Scope.READ, Scope.NEEDS, Scope.DEBATES, Scope.PETITIONS]


class Ground:
    """What a crowd works on: a discussion, a petition, needs to join; and its people, each with a key."""

    def __init__(self, people: int, required: int):
        self.thread, self.petition = ThreadFactory(), PetitionFactory(collecting=True, required=required)
        OnlineAcceptance.objects.create(
            council=self.petition.council, reference="1", accepted_on="2024-01-01", entered_by=self.petition.author
        )
        self.needs = NeedFactory.create_batch(3, space=self.thread.space)
        self.slug = self.thread.space.commune.slug
        users = UserFactory.create_batch(people)
        self.keys = [make_token(one, name="test", scopes=SCOPES, by=one)[1] for one in users]


@dataclass
class Accepted:
    """What was acknowledged: numbers of contributions and of needs, pairs of who joined what, who signed."""

    said: list[int] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)
    joins: list[tuple[int, int]] = field(default_factory=list)
    signers: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)  # the answers that said to send again


class Crowd:
    """`where()` returns the origin of the pages: they may have moved."""

    def __init__(self, ground: Ground, where: Callable[[], str], chance: random.Random):
        self.ground, self.where, self.chance = ground, where, chance
        self.accepted = Accepted()
        self.count = itertools.count(1)

    def plan(self, said: int) -> list[tuple]:
        """Return everything that is to be done, in a random order: each speaks `said` times, posts, joins and signs."""
        acts = []
        for number in range(len(self.ground.keys)):
            acts += [(self.say, number)] * said + [(self.post, number), (self.sign, number)]
            acts += [(self.join, number, need.pk) for need in self.ground.needs]
        self.chance.shuffle(acts)
        return acts

    async def say(self, number: int, client: httpx.AsyncClient) -> None:
        body = {"text": f"الماء {next(self.count)}", "client_key": str(uuid4())}
        answer = await self._send(client, number, f"threads/{self.ground.thread.pk}/contributions/", body)
        self.accepted.said.append(answer["id"])

    async def post(self, number: int, client: httpx.AsyncClient) -> None:
        body = {"space": self.ground.slug, "title": f"قنطرة {next(self.count)}", "theme": Theme.ROADS.value,
                "place": "دوار المثال", "client_key": str(uuid4())}  # fmt: skip
        self.accepted.needs.append((await self._send(client, number, "needs/", body))["id"])

    async def join(self, number: int, need: int, client: httpx.AsyncClient) -> None:
        await self._send(client, number, f"needs/{need}/join/", {})
        self.accepted.joins.append((number, need))

    async def sign(self, number: int, client: httpx.AsyncClient) -> None:
        body = {"attests": True, "name": "فاطمة الساكنة"}
        await self._send(client, number, f"petitions/{self.ground.petition.pk}/sign/", body)
        self.accepted.signers.append(number)

    async def _send(self, client: httpx.AsyncClient, number: int, path: str, body: dict) -> dict:
        """Send until it is acknowledged, and return the acknowledgement."""
        headers = {"Authorization": f"Bearer {self.ground.keys[number]}"}
        while True:
            try:
                answer = await client.post(f"{self.where()}/api/v1/{path}", json=body, headers=headers)
            except httpx.HTTPError:
                await asyncio.sleep(self.chance.uniform(0.05, 0.2))
                continue
            is_fast = (
                answer.status_code == 409 and answer.json()["code"] == "flood"
            )  # one person, many texts: she waits
            if answer.status_code not in AGAIN and not is_fast:
                assert answer.status_code in {200, 201}, answer.text
                return answer.json()
            assert answer.json()["detail"]  # in words, whatever broke
            self.accepted.failed.append(answer.status_code)
            await asyncio.sleep(self.chance.uniform(0.1, 0.3))

    async def work(self, acts: list[tuple], *, while_true: Callable[[], bool], pause: float, hands: int = 4) -> None:
        """Do all of it: with a `pause` between two acts of one hand while it holds, then at full speed."""
        rest = iter(acts)

        async def hand(client):
            for act, number, *more in rest:
                await act(number, *more, client=client)
                if while_true():
                    await asyncio.sleep(pause)

        async with httpx.AsyncClient(timeout=15, limits=httpx.Limits(max_keepalive_connections=0)) as client:
            await asyncio.gather(*(hand(client) for _ in range(hands)))
