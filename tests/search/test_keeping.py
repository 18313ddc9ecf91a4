"""What is public is found, what is not is not: at once, within a minute, and whatever the entries say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from core import journal, workflow
from core.enums import Visibility
from needs.models import Need
from search import actions
from search.asking import Filters
from search.kinds import kinds
from search.models import Entry, Lexeme, Reading
from search.results import search
from spaces.enums import Role, SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerFactory, ReferralFactory
from tests.factories.debates import DebateFactory
from tests.factories.needs import NeedFactory
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def titles(text: str, **filters) -> list[str]:
    return [one.thing.title for one in search(text, Filters(**filters)).shown]


def sealed(*things) -> None:
    """Record that something was done to each, and seal it as a commit does."""
    for thing in things:
        journal.record(thing, "done", by=UserFactory())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def entries(thing) -> int:
    return Entry.objects.filter(kind="need", key=thing.pk).count()


@pytest.fixture
def need():
    Reading.objects.create(pk=1)
    need = NeedFactory(title="Passerelle au douar Imzilen", text="")
    sealed(need)
    actions.follow()
    return need


def test_a_thing_is_found_once_its_act_is_in_the_journal_and_read_only_once(need):
    assert titles("passerelle imzilen") == [need.title]
    assert actions.follow() == 0
    Need.objects.filter(pk=need.pk).update(title="Pont au douar Imzilen")
    sealed(need)
    assert actions.follow() == 1
    assert titles("passerelle") == ["Pont au douar Imzilen"]  # a bridge is one in every word
    assert titles("pont imzilen") == ["Pont au douar Imzilen"]
    assert Entry.objects.filter(kind="need").count() == 1


def test_what_is_hidden_is_dropped_in_the_same_transaction_and_comes_back_when_shown_again(need):
    moderator = MembershipFactory(space=need.space, role=Role.MODERATOR).user
    workflow.perform(need, "hide", by=moderator, note="The reason.")
    assert entries(need) == 0
    assert titles("imzilen") == []
    workflow.perform(need, "show", by=moderator)
    sealed()
    actions.follow()
    assert titles("imzilen") == [need.title]


def test_a_debate_is_not_found_while_its_thread_is_hidden():
    debate = DebateFactory(announced=True, title="Débat sur la noria")
    actions.mend()
    assert titles("noria") == [debate.title]
    moderator = MembershipFactory(space=debate.space, role=Role.MODERATOR).user
    workflow.perform(debate.thread, "hide", by=moderator, note="The reason.")
    assert not Entry.objects.filter(kind="debate").exists()


def test_a_page_shows_nothing_hidden_though_its_entry_is_there(need):
    Need.objects.filter(pk=need.pk).update(visibility=Visibility.HELD)
    assert entries(need) == 1
    assert search("imzilen", Filters()).shown == []


def test_a_page_shows_what_a_thing_says_now(need):
    Need.objects.filter(pk=need.pk).update(title="Chemin", text="Imzilen sans nom propre")
    (one,) = search("imzilen", Filters()).shown
    assert (one.title, str(one.snippet)) == ("Chemin", "<mark>Imzilen</mark> sans nom propre")


def test_the_night_mends_what_no_journal_told(need):
    hidden, silent = NeedFactory(title="Canalisation cachée"), NeedFactory(title="Abreuvoir sec")
    actions.index(kinds()["need"], [hidden.pk])
    Need.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
    Entry.objects.create(kind="need", key=10**9, at=now(), words="'spectre':1A", digest="")
    Entry.objects.create(kind="ghost", key=1, at=now(), words="'spectre':1A", digest="")
    mended = actions.mend()
    assert (mended["need"], mended["gone"]) == (3, 1)  # one is new, two are dropped
    assert titles("abreuvoir") == [silent.title]
    assert not Lexeme.objects.filter(lexeme__in=["cachee", "spectre"]).exists()
    assert Lexeme.objects.get(lexeme="abreuvoir").is_word
    assert actions.mend() == {}


def test_a_space_that_is_not_open_yet_hides_all_of_its_things_and_its_opening_shows_them():
    Reading.objects.create(pk=1)
    space = SpaceFactory(state=SpaceState.DRAFT, opened_at=None)
    need = NeedFactory(space=space, title="Lavoir couvert")
    sealed(need)
    actions.follow()
    assert titles("lavoir") == []
    type(space).objects.filter(pk=space.pk).update(state=SpaceState.OPEN, opened_at=now())
    journal.record(space, "open", by=UserFactory(), axis="state", source="draft", target="open")
    sealed()
    actions.follow()
    assert titles("lavoir") == ["Lavoir couvert"]


def test_a_withdrawn_resource_and_a_draft_are_not_found():
    shown = ResourceFactory(published=True, title_fr="Guide du puisatier", title_ar="")
    ResourceFactory(withdrawn=True, title_fr="Ancien guide du puisatier", title_ar="")
    ResourceFactory(title_fr="Brouillon du puisatier", title_ar="")
    actions.mend()
    assert titles("puisatier") == [shown.title]


def test_a_draft_answer_is_not_found_and_a_published_one_is_with_its_matter():
    draft, said = AnswerFactory(text="Canaryanswer caché"), AnswerFactory(published=True, text="Le forage commence.")
    actions.mend()
    assert titles("canaryanswer") == []
    assert titles("forage") == [said.referral.title]
    type(said.referral).objects.filter(pk=said.referral_id).update(is_shown=False)
    assert titles("forage") == []
    assert draft.pk


def test_the_first_reading_takes_everything_and_begins_at_the_end_of_the_journal():
    need = NeedFactory(title="Séguia rompue")
    sealed(need)
    assert actions.follow() > 0
    assert titles("seguia") == [need.title]
    assert actions.follow() == 0


def test_filters_narrow_what_is_found(need):
    other = NeedFactory(title="Passerelle ailleurs", theme="health", state="declined", referral=ReferralFactory())
    old = NeedFactory(title="Passerelle ancienne")
    Need.objects.filter(pk=old.pk).update(created_at=now() - timedelta(days=400))
    actions.mend()
    assert set(titles("passerelle")) == {need.title, other.title, old.title}
    assert titles("passerelle", theme="health") == [other.title]
    assert titles("passerelle", state="closed") == [other.title]
    assert titles("passerelle", place=need.space.commune.code) == [need.title]
    assert set(titles("passerelle", place="09")) == {need.title, other.title, old.title}
    assert titles("passerelle", until=(now() - timedelta(days=300)).date()) == [old.title]
    assert titles("passerelle", kind="petition") == []


def test_what_is_in_the_readers_commune_comes_first(need):
    NeedFactory.create_batch(3, title="Passerelle Passerelle")
    actions.mend()
    results = search("passerelle", Filters(), near=need.space.commune.code)
    assert (results.shown[0].thing.title, results.shown[0].is_near) == (need.title, True)
    assert [one.is_near for one in results.shown[1:]] == [False] * 3


def test_of_common_words_the_newest_are_taken_by_their_weeks_and_older_ones_titled_so(need, monkeypatch):
    others = [NeedFactory(title="Un toit", text="Passerelle") for _number in range(8)]
    for weeks, one in enumerate(others):
        Need.objects.filter(pk=one.pk).update(created_at=now() - timedelta(weeks=weeks))
    Need.objects.filter(pk=need.pk).update(created_at=now() - timedelta(weeks=90))
    actions.mend()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
    for name, value in (("MANY", 1), ("POOL", 2), ("COUNTED", 3), ("ENOUGH", (1, 2))):
        monkeypatch.setattr(f"search.finding.{name}", value)
    results = search("passerelle", Filters())
    assert (results.is_more, results.total) == (True, 3)
    assert {one.key for one in results.shown} == {need.pk, others[0].pk, others[1].pk}
    narrow = Filters(until=(now() - timedelta(weeks=80)).date())
    assert [one.key for one in search("passerelle", narrow).shown] == [need.pk]
