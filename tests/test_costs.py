"""What a page costs: the same number of queries however many rows it shows, and within the house's budgets."""

import os

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from rest_framework.throttling import SimpleRateThrottle

from accounts import actions as people
from councils import actions as councils
from councils.enums import Verdict
from debates.actions import contributing
from needs import actions as needs
from needs.models import Confirmation
from notices.actions import notify
from spaces.models import Membership
from tests import world as worlds
from tests import world_rooms
from tests.doors import addresses, browser_of, one_of_each, rolled_back
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerTemplateFactory, CommitteeFactory, MandateFactory
from tests.factories.territories import TerritoryFactory
from tests.needs.files import image
from tests.world import posted

pytestmark = pytest.mark.django_db
# Long to make, and of one thing alone.
NOT_LISTS = {
    "schema", "petitions:file-pdf", "petitions:receipt", "debates:minutes-pdf", "assemblies:sheet",
    "assemblies:minutes-pdf", "calls:agreement-pdf", "plans:pdf", "programmes:pdf", "events:badge", "events:minutes",
    "mediation:receipt-pdf",
}  # fmt: skip
READERS = ["visitor", "facilitator", "author", "president", "coordinator"]
# A visitor sees least of a page and a facilitator most: they ask for every page; the others for what none of these was
# shown, what is their own among it, and for one in three of the rest, by turn. AGRAW_WHOLE=1: everybody for everything.
ASKING_ALL = READERS if os.environ.get("AGRAW_WHOLE") == "1" else READERS[:2]


@pytest.fixture(autouse=True)
def _no_throttle(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    monkeypatch.setattr(contributing, "FLOOD_MOST", 999)  # one person writes all that is needed here


WARM: set[str] = set()  # names of the pages that were shown in this process: what it keeps of them it has


def cost_of(client, path) -> tuple[int, int]:
    """Return how many queries a page makes, and its status."""
    cache.clear()
    reset_queries()  # the log of a connection has an end
    with rolled_back(client), CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]]), status


def costs_of(client, named) -> dict[str, int]:
    """Return how many queries each page makes that is shown, with everything kept that is kept for good."""
    costs = {}
    for name, path in named:
        cost, status = cost_of(client, path)
        if status == 200:  # what is refused or leads elsewhere lists nothing
            costs[path] = cost if name in WARM else cost_of(client, path)[0]
            WARM.add(name)
    return costs


def plant(world) -> None:
    """Make one of what a page asks for only where there is some."""
    facilitator = world.who["facilitator"]
    needs.merge(posted(world.space, world.who["author"], "alike"), into=world.open, by=facilitator)
    world.done.detail_requests.create(question="متى؟", asked_by=facilitator)
    world_rooms.plant(world)


def grow(world) -> None:
    """Make two more of everything that a page lists."""
    who, space = world.who, world.space
    author, facilitator, officer, president = (who[r] for r in ("author", "facilitator", "officer", "president"))
    for number in range(2):
        world_rooms.grow(world, number)
        posted(space, author, f"voiced{number}")
        needs.merge(posted(space, author, f"same{number}"), into=world.open, by=facilitator)
        needs.add_photo(world.done, by=author, file=image(size=(20, 20)))
        world.done.detail_requests.create(question="أين؟", asked_by=facilitator)
        Confirmation.objects.create(need=world.done, user=UserFactory(), round=1, is_done=True)
        waiting = needs.refer(posted(space, author, f"waiting{number}"), by=facilitator).referral
        type(waiting).objects.filter(pk=waiting.pk).update(due_on="2026-01-01", started_on="2025-11-01")
        done = needs.refer(posted(space, author, f"done{number}"), by=facilitator).referral
        councils.save_draft(done, by=officer, verdict=Verdict.DONE, text="أنجز.", version=0)
        councils.publish(done, by=president)
        councils.report_progress(world.done.referral, by=president, verdict=Verdict.DONE, text="نعم.")
        needs.hold(posted(space, author, f"held{number}"), by=facilitator, note="شرح")
        for role in ("member", "moderator", "facilitator"):
            Membership.objects.create(space=space, user=UserFactory(), role=role)
        MandateFactory(council=world.council)
        CommitteeFactory(council=world.council)
        AnswerTemplateFactory(council=world.council)
        worlds.opened(TerritoryFactory(), by=who["coordinator"], facilitator=UserFactory())
        for role in READERS[1:]:
            notify([who[role]], key=f"more{number}", text="خبر", url="/needs/1/")
            people.make_token(who[role], name=f"k{number}", scopes=["read"], by=who[role])


def test_no_page_asks_more_for_more_rows(world):
    """The world grows once; each page is asked for before and after by those who read it."""
    plant(world)
    clients = {role: browser_of(role, world) for role in READERS}
    found = [(name, path) for name, _kwargs, path in one_of_each(addresses(world), 0) if name not in NOT_LISTS]
    before, shown = {}, set()
    for turn, role in enumerate(READERS):
        asked = [
            (name, path)
            for number, (name, path) in enumerate(found)
            if role in ASKING_ALL or path not in shown or (number + turn) % 3 == 0
        ]
        before[role] = costs_of(clients[role], asked)
        shown |= set(before[role])
    grow(world)
    assert "voiced1 title" in clients["visitor"].get("/fr/spaces/town/needs/").content.decode()
    grown = {}
    for role, costs in before.items():
        after = {path: cost_of(clients[role], path)[0] for path in costs}
        grown |= {(role, path): (costs[path], after[path]) for path in costs if after[path] > costs[path]}
    assert grown == {}


BUDGETS = {
    "get spaces/town/needs/": 8,
    "get spaces/town/needs/?q=open&theme=water&ordering=joined": 8,
    "get needs/{done}/": 10,
    "post needs/{open}/join/": 8,
    "post spaces/town/needs/new/": 12,
}
TYPED = {"title": "ماء الشرب", "text": "منذ أسبوع", "theme": "water", "place": "الدوار", "beneficiary": "everyone"}


@pytest.mark.parametrize("ask", BUDGETS)
def test_pages_and_acts_keep_to_their_budgets(world, ask):
    """The targets of the house, counted without the two queries that know who asks (her session and her row)."""
    citizen = browser_of("citizen", world)
    method, path = ask.format(done=world.done.pk, open=world.open.pk).split()
    citizen.get("/fr/spaces/town/needs/")
    with CaptureQueriesContext(connection) as queries:
        response = getattr(citizen, method)(f"/fr/{path}", TYPED if "new" in path else {})
    assert response.status_code == (200 if method == "get" else 302)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    known = [sql for sql in asked if sql.startswith("SELECT") and ("django_session" in sql or '"password"' in sql)][:2]
    assert len(asked) - len(known) <= BUDGETS[ask], "\n".join(asked)
