"""A reason is read by the automatic rules as any text: the act stands, its words wait for a moderator."""

import pytest

from core.journal import history
from moderation import actions as moderation
from moderation.enums import Origin, Outcome, Rule
from moderation.models import Case
from needs import actions
from needs.enums import NeedState
from tests.needs.test_council import said_done, supporters_of
from tests.needs.test_reasons import entry_of, said

pytestmark = pytest.mark.django_db
STOPPED = "ليس صحيحا يا زبالعربي"
WORD = "زبالعربي"


@pytest.fixture
def town(town):
    moderation.list_word(town.space, WORD, language="ar", by=town.facilitator)
    return town


def says(client, need, monkeypatch) -> list[bool]:
    monkeypatch.setattr("tests.needs.test_reasons.WORDS", WORD)
    return said(client, need)


def test_a_contest_stands_and_its_words_wait(town, client, monkeypatch):
    need = said_done(town)
    need = actions.contest(need, by=need.author, note=STOPPED)
    assert need.state == NeedState.HEARD  # the council has it again
    case = Case.objects.get(kind="note")
    assert (case.rule, case.origin, case.author, case.space) == (Rule.WORDS, Origin.RULE, need.author, town.space)
    assert says(client, need, monkeypatch) == [False, False, False]
    moderation.decide(case, outcome=Outcome.KEPT, by=town.moderator)
    assert says(client, need, monkeypatch) == [True, True, True]


def test_one_voice_and_a_reopening_wait_too(town, client, monkeypatch):
    need = said_done(town, supporters=4)
    actions.contest(need, by=supporters_of(need)[0], note=STOPPED)
    assert need.confirmations.current().counts() == {"yes": 0, "no": 1}  # her voice counts
    assert entry_of(need, "voice_contest").standing == "held"
    need = actions.confirm(need, by=need.author)
    actions.reopen(need, by=need.author, note=STOPPED)
    assert says(client, need, monkeypatch) == [False, False, False]


def test_who_looks_after_the_space_is_never_held(town, client, monkeypatch):
    need = said_done(town)
    need = actions.reopen(actions.confirm(need, by=need.author), by=town.facilitator, note=STOPPED)
    assert not Case.objects.exists()
    assert says(client, need, monkeypatch) == [True, True, True]


def test_plain_words_and_a_yes_are_not_held(town):
    need = said_done(town)
    need = actions.contest(need, by=need.author, note="ليس صحيحا")
    assert not Case.objects.exists()
    assert not history(need).exclude(mark=None).exists()
