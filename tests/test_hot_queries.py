"""The hottest statements, as the pages and jobs of the house make them, read a few rows by an index, not the table.

The tables hold a hundred thousand rows and more, where a plan without the right index costs what a person waits for.
They are made once, in one transaction that is undone. AGRAW_WHOLE=1: ten times as many.
"""

import datetime
import os
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils.timezone import localdate

from bench._rows import multiply, nothing_asked
from core import outbox
from core.models import Entry, Message
from councils.actions.reminder import remind
from councils.duties import duties_of
from councils.models import Referral
from debates.models import Contribution, Thread
from needs.models import Need, Support
from notices.models import Notice
from observatory.models import Edition, Snapshot
from petitions import actions as petitions
from petitions.models import Petition, Signature
from tests.explained import plans_of
from tests.factories import territories
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory, ReferralFactory
from tests.factories.debates import ContributionFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import SpaceFactory

LARGE = [Contribution, Entry, Message, Need, Notice, Petition, Referral, Signature, Snapshot, Support, Thread]
TIMES = 10 if os.environ.get("AGRAW_WHOLE") == "1" else 1
NEEDS, JOINED, SIGNED, TALK, TOLD = (TIMES * rows for rows in (100_000, 100_000, 100_000, 60_000, 100_000))
PETITIONS, MATTERS, MONTHS = TIMES * 20_000, TIMES * 40_000, 24
PAGE = 250  # rows of large tables that one statement may read for a page of twenty
FAR = 1_000_000_000  # keys that nothing else has


@pytest.fixture(scope="module")
def _large(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with transaction.atomic():
            made = make()
            yield made
            transaction.set_rollback(True)
        with (
            connection.cursor() as cursor
        ):  # the pages of what was undone, those of the indexes too, and its statistics
            cursor.execute(f"VACUUM (FULL, ANALYZE) {', '.join(model._meta.db_table for model in LARGE)}")


@pytest.fixture
def large(_large, db):
    return _large


def make() -> SimpleNamespace:
    """Make one of each thing, in one busy place, then many like it there and around it."""
    region = territories.region()
    need = NeedFactory(space=SpaceFactory())
    space, thread, reader = need.space, need.thread, UserFactory()
    petition = PetitionFactory(space=space, collecting=True)
    mandate = MandateFactory(council=petition.council)
    matter = ReferralFactory(council=petition.council)
    edition = Edition.objects.create(month=localdate().replace(day=1), public_on=localdate())
    snapshot = Snapshot.objects.create(edition=edition, council=petition.council, region=region, level="commune")
    said = ContributionFactory(thread=thread)
    notice = Notice.objects.create(user=reader, key="0", text="خبر", url="/needs/1/")
    message = Message.objects.create(key="0", user=reader, channel="mail", to="a@example.org", body="خبر", state="sent")
    entry = Entry.objects.create(subject="needs.need:0", action="post", by=reader)
    signature = SignatureFactory(petition=petition)
    support = Support.objects.create(need=need, user=reader)
    with nothing_asked():
        _needs(need)
        # Half of it under one need, the rest one under each of the others.
        for place, count in ((str(thread.pk), TALK // 2), (f"{FAR} + n", TALK // 2)):
            multiply(said, count, thread_id=place, seq="n + 1", rev="n + 1", text="'قول ' || n")
        multiply(petition, PETITIONS, space_id=f"CASE WHEN n % 100 = 0 THEN {space.pk} ELSE {FAR} + n % 300 END",
                 council_id=f"CASE WHEN n % 100 = 0 THEN {petition.council_id} ELSE {FAR} + n % 300 END",
                 title="'عريضة ' || n", folded="'عريضه ' || n", thread_id="NULL")  # fmt: skip
        multiply(signature, SIGNED, person_key="sha256(n::text::bytea)", phone_key="sha256((-n)::text::bytea)",
                 origin_key="sha256((n % 5000)::text::bytea)",
                 petition_id=f"CASE WHEN n % 2 = 0 THEN {petition.pk} ELSE {FAR} + n % 900 END")  # fmt: skip
        multiply(notice, TOLD, user_id=f"CASE WHEN n % 400 = 0 THEN {reader.pk} ELSE {FAR} + n % 2000 END",
                 key="n::text", read_at="CASE WHEN n / 400 % 20 <> 0 THEN now() END")  # fmt: skip
        waits = f"CASE WHEN n > {TOLD - 50} THEN 'waiting' ELSE 'sent' END"
        multiply(message, TOLD, key="n::text", state=waits)
        multiply(entry, TOLD, subject=f"'needs.need:' || {FAR} + n / 5")
        multiply(matter, MATTERS, due_on="current_date + n % 60 + 20", council_id=f"{FAR} + n % 1500",
                 state="CASE WHEN n % 20 = 0 THEN 'received' ELSE 'answered' END",
                 answered_at="now()", title="'ملتمس ' || n")  # fmt: skip
        multiply(matter, 200, state="'received'", title="'ملتمس ' || n", due_on="current_date + n % 90 + 16")
        multiply(snapshot, 1_600 * MONTHS, edition_id=f"{FAR} + n / 1600", council_id=f"{FAR} + n % 1600",
                 region_id=f"{FAR} + n % 12")  # fmt: skip
        multiply(snapshot, 100, council_id=f"{FAR} + n")
        multiply(
            support, JOINED, need_id=f"CASE WHEN n % 20 = 0 THEN {need.pk} ELSE {FAR} + n END", user_id=f"{FAR} + n"
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('need_keys'), gin_clean_pending_list('need_folded_trgm')")
        # The whole of each table is looked at, so that the plans are the same in each run.
        cursor.execute("SET LOCAL default_statistics_target = 500")
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in LARGE)}")
    return SimpleNamespace(
        space=space, need=need, thread=thread, petition=petition, reader=reader, mandate=mandate, region=region
    )


def _needs(need: Need) -> None:
    multiply(need.thread, NEEDS, id=f"{FAR} + n")
    multiply(
        need,
        NEEDS,
        thread_id=f"{FAR} + n",
        space_id=f"CASE WHEN n % 100 = 0 THEN {need.space_id} ELSE {FAR} + n % 300 END",
        theme="(ARRAY['water', 'roads', 'health', 'school'])[1 + n / 100 % 4]",
        support_count="n * 7919 % 300",
        location="ST_SetSRID(ST_MakePoint(-9.5 + n % 1000 / 2000.0, 29.5 + n / 1000 / 200.0), 4326)",
        folded="'طريق ' || CASE WHEN n % 500 = 0 THEN 'ساقيه ' ELSE 'مسلك ' END || n % 20000",
        keys="ARRAY['=road', 'k' || n % 500]",
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(large, path: str, most: int = PAGE) -> set[str]:
    """Ask for a page as someone who is signed in; hold what each of its statements reads; return the indexes used."""
    client = signed_in(large.reader)
    with plans_of(*LARGE) as plans:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return held(plans, most)


def held(plans, most: int) -> set[str]:
    assert plans.read, "no statement read a large table: nothing was looked at"
    assert not plans.whole, f"reads a whole table: {plans.whole[0]}"
    hungriest = max(plans.read, key=lambda one: one[1])
    assert hungriest[1] <= most, f"reads {hungriest[1]} rows: {hungriest[0]}"
    return plans.indexes


@pytest.mark.parametrize("page", ["needs/latest/", "spaces/{}/needs/latest/"])
def test_parts_of_the_first_pages_read_little_however_much_there_is(large, page):
    asked(large, f"/ar/{page.format(large.space.commune.slug)}")


def test_page_of_a_council_reads_its_own(large):
    asked(large, f"/ar/councils/{large.space.commune.slug}/", most=3 * 201)


@pytest.mark.parametrize(
    "query",
    ["", "?theme=water", "?ordering=joined", "?ordering=waiting", "?state=voiced", "?theme=water&ordering=joined"],
)
def test_list_of_needs_reads_a_page(large, query):
    asked(large, f"/ar/spaces/{large.space.commune.slug}/needs/{query}")


def test_far_page_of_needs_reads_a_page(large):
    middle = Need.objects.filter(space=large.space).order_by("id")[NEEDS // 200].pk
    asked(large, f"/ar/spaces/{large.space.commune.slug}/needs/?cursor=a{middle}")


@pytest.mark.parametrize("words", ["ساقية", "الطريق"])
def test_search_reads_what_it_finds(large, words):
    asked(large, f"/ar/spaces/{large.space.commune.slug}/needs/?q={words}", most=2_000)


def test_map_reads_its_box_by_the_grid(large):
    box = "-9.40,29.55,-9.38,29.57"
    used = asked(large, f"/ar/spaces/{large.space.commune.slug}/needs/points.json?bbox={box}&zoom=14", most=2_000)
    assert "need_grid" in used


def test_need_reads_its_own_and_the_first_of_what_is_said(large):
    used = asked(large, f"/ar/needs/{large.need.pk}/")
    assert "entry_subject" in used


@pytest.mark.parametrize("query", ["cursor=a15000", "after=15000", "limit=100"])
def test_discussion_reads_a_page_wherever_it_is(large, query):
    asked(large, f"/api/v1/threads/{large.thread.pk}/contributions/?{query}")


def test_list_of_petitions_reads_a_page_or_those_of_its_space(large):
    """By the sample that the statistics were drawn from, the planner may take all of the space, counted three ways."""
    asked(large, f"/ar/spaces/{large.space.commune.slug}/petitions/", most=PAGE + 3 * PETITIONS // 100)


@pytest.mark.parametrize("again", [False, True])
def test_signing_looks_for_the_same_person_by_index(large, again):
    person = UserFactory()
    if again:
        petitions.sign(large.petition, by=person, attests=True)
    with plans_of(*LARGE) as plans:
        signed = petitions.sign(large.petition, by=person, attests=True, network="192.0.2.0/24")
    assert signed.is_new is not again
    held(plans, 80)  # SIGNATURES_PER_NETWORK are looked at, at most


@pytest.mark.parametrize("query", ["", "?unread=1", "?kind=other"])
def test_inbox_reads_a_page(large, query):
    asked(large, f"/ar/inbox/{query}")


def test_count_of_what_is_not_read_reads_those_alone(large):
    client = signed_in(large.reader)
    with plans_of(*LARGE) as plans:
        client.get("/ar/inbox/count/", headers={"HX-Request": "true"})
    held(plans, PAGE)


def test_duties_of_a_council_read_its_own(large):
    with plans_of(*LARGE) as plans:
        assert duties_of(large.mandate.user, [large.petition.council])
    held(plans, 3 * 201)  # its own, counted once in each index of a bitmap and once in the table


def test_reminders_read_what_is_due(large):
    Referral.objects.filter(council=large.petition.council).update(due_on=localdate() + datetime.timedelta(days=90))
    with plans_of(*LARGE) as plans:
        assert remind() == 0
    held(plans, PAGE)


def test_region_of_the_observatory_reads_a_page(large):
    asked(large, f"/ar/observatory/regions/{large.region.slug}/")


def test_outbox_takes_the_next_message_by_index(large):
    with plans_of(*LARGE) as plans:
        assert outbox._claim(fresh=True) is not None
    held(plans, 5)


def test_without_its_index_a_list_is_found_out(large):
    with connection.cursor() as cursor:
        for name in ("petition_newest", "petition_of_council"):
            cursor.execute(f"DROP INDEX {name}")
    with pytest.raises(AssertionError, match="reads"):
        asked(large, f"/ar/spaces/{large.space.commune.slug}/petitions/")
