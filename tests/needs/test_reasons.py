"""Why somebody says that a need is not done, or opens it again, is public words in a journal that never changes:
reported, held and hidden as any other, wherever they stand (docs/decisions/0022).
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.journal import Check, history, record
from core.models import Entry, NoteMark
from moderation import actions as moderation
from moderation.enums import Ground, Outcome
from moderation.kinds import HIDDEN, HOLD, VISIBLE, kinds, read
from moderation.models import Act, Case
from needs import actions
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.needs.conftest import person
from tests.needs.test_council import said_done, supporters_of

pytestmark = pytest.mark.django_db
WORDS = "المقاول فلان سرق الإسمنت"
WHY = "اسم شخص"


def contested(town):
    """A need whose author says that it is not done, which is before the council again."""
    need = said_done(town)
    return actions.contest(need, by=need.author, note=WORDS)


def entry_of(need, action="contest"):
    return history(need).filter(action=action).last()


def places(need):
    """Return every address where the words of a need's history stand."""
    return [
        f"/ar/needs/{need.pk}/",
        f"/ar/referrals/{need.referral_id}/",
        f"/api/v1/needs/{need.pk}/history/",
    ]


def said(client, need) -> list[bool]:
    """Tell of each place whether the words are read there."""
    return [
        WORDS in str(client.get(path).json() if "/api/" in path else client.get(path).text) for path in places(need)
    ]


def report_link(need) -> str:
    with translation.override("ar"):
        return reverse("moderation:report", args=["note", entry_of(need).pk])


def reported(entry, by=None):
    return moderation.report("note", entry.pk, by=by or UserFactory(), ground=Ground.PRIVATE).case


def hidden(entry, by):
    return moderation.decide(reported(entry), outcome=Outcome.HIDDEN, by=by, ground=Ground.PRIVATE, note=WHY)


def test_a_reason_is_reported_where_it_stands(town, client):
    need = contested(town)
    link = report_link(need)
    for path in places(need)[:2]:
        assert link in client.get(path).text
    assert WORDS in client.get(link).text
    case = reported(entry_of(need))
    assert (case.author, case.space, case.kind) == (need.author, town.space, "note")


def test_hidden_it_is_gone_from_every_place_and_comes_back(town, client):
    need = contested(town)
    assert said(client, need) == [True, True, True]
    case = hidden(entry_of(need), town.moderator)
    assert said(client, need) == [False, False, False]
    assert "The moderators have hidden this." in client.get(f"/en/needs/{need.pk}/").text
    assert Notice.objects.filter(user=need.author).exists()  # told, and may appeal
    assert Act.objects.filter(kind="note", act="hide", space=town.space).count() == 1
    assert Case.objects.count() == 1
    moderation.appeal(case, by=need.author, words="ليس اسما")
    moderation.judge(case, overturns=True, by=UserFactory(is_superuser=True), reply="صحيح")
    assert said(client, need) == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_the_journal_keeps_its_rows_and_its_chain(town):
    need = contested(town)
    before = list(Entry.objects.order_by("pk").values())
    hidden(entry_of(need), town.moderator)
    assert list(Entry.objects.order_by("pk").values())[: len(before)] == before
    assert list(Check()) == []
    act = Entry.objects.get(subject=f"core.notemark:{entry_of(need).pk}")
    assert (act.action, act.by, act.target) == ("hide", town.moderator, "hidden")


def test_each_voice_and_each_reopening_is_words_of_its_own(town, client):
    need = said_done(town, supporters=4)
    actions.contest(need, by=supporters_of(need)[0], note=WORDS)
    need.refresh_from_db()
    hidden(entry_of(need, "voice_contest"), town.moderator)
    assert said(client, need) == [False, False, False]
    assert need.confirmations.current().counts() == {"yes": 0, "no": 1}  # her voice counts
    need = actions.confirm(need, by=need.author)
    need = actions.reopen(need, by=need.author, note=WORDS)
    assert said(client, need) == [True, True, True]
    hidden(entry_of(need, "reopen"), town.moderator)
    assert said(client, need) == [False, False, False]


@pytest.mark.parametrize("who", ["visitor", "citizen", "supporter", "member", "desk", "facilitator_elsewhere"])
def test_a_stranger_hides_nothing_and_does_not_read_what_is_hidden(town, client, who):
    need = contested(town)
    stranger = person(who, need)
    with pytest.raises(PermissionDenied):
        moderation.move_note(entry_of(need), "hide", by=stranger, note=WHY)
    with pytest.raises(PermissionDenied):
        moderation.decide(
            reported(entry_of(need)), outcome=Outcome.HIDDEN, by=stranger, ground=Ground.PRIVATE, note=WHY
        )
    assert said(client, need) == [True, True, True]
    hidden(entry_of(need), town.moderator)
    if stranger.is_authenticated:
        client.force_login(stranger)
    assert said(client, need) == [False, False, False]
    assert client.get(report_link(need)).status_code == 404
    assert read([("note", entry_of(need).pk)], stranger) == {}


def test_its_moderators_and_its_author_read_it_in_its_case(town, client):
    need = contested(town)
    case = hidden(entry_of(need), town.moderator)
    for user in (town.moderator, need.author):
        client.force_login(user)
        assert WORDS in client.get(f"/ar/moderation/cases/{case.pk}/").text


def test_the_reason_of_a_hidden_need_is_read_with_the_need_alone(town):
    need = contested(town)
    key = entry_of(need).pk
    assert kinds()["note"].visible_to(AnonymousUser()).filter(pk=key).exists()
    actions.hide(need, by=town.moderator, note="شرح")
    assert not kinds()["note"].visible_to(AnonymousUser()).filter(pk=key).exists()
    assert not kinds()["note"].visible_to(UserFactory()).filter(pk=key).exists()
    assert kinds()["note"].visible_to(town.moderator).filter(pk=key).exists()


def test_what_an_office_says_is_not_reported_as_somebody_s_words(town):
    need = said_done(town)
    need = actions.reopen(actions.confirm(need, by=need.author), by=town.facilitator, note="تهدمت من جديد")
    actions.hide(need, by=town.moderator, note="شرح المشرف")
    actions.show(need, by=town.moderator)
    with pytest.raises(Http404):
        reported(history(need).filter(action="hide").get())


def test_a_copy_of_before_copies_named_their_entry_goes_too(town, client):
    need = contested(town)
    copy = record(need.referral, "reopen", by=User.objects.system(), note=WORDS, data={"due_on": "2026-12-01"})
    other = record(need.referral, "reopen", by=User.objects.system(), note="سبب آخر", data={"due_on": "2026-12-01"})
    hidden(entry_of(need), town.moderator)
    assert [Entry.objects.get(pk=one.pk).standing for one in (copy, other)] == [HIDDEN, VISIBLE]
    assert said(client, need) == [False, False, False]


def test_held_it_waits_and_its_case_shows_it(town, client):
    need = contested(town)
    kind, entry = kinds()["note"], entry_of(need)
    kind.move(entry, kind.names[HOLD], by=town.moderator, note=WHY)
    assert said(client, need) == [False, False, False]
    assert kind.standing(entry_of(need)) == "held"
    kind.move(entry_of(need), "hide", by=town.moderator, note=WHY)
    assert kind.standing(entry_of(need)) == HIDDEN
    kind.move(entry_of(need), "show", by=town.moderator)
    assert kind.standing(entry_of(need)) == VISIBLE
    assert set(NoteMark.objects.values_list("visibility", flat=True)) == {VISIBLE}
    assert NoteMark.objects.count() == 2  # at the need, and before the council


def test_a_page_asks_no_more_for_many_marks(town, client):
    need = said_done(town, supporters=4)
    first, second, *_others = supporters_of(need)
    actions.contest(need, by=first, note=WORDS)
    need.refresh_from_db()
    costs = []
    for _turn in range(2):
        client.get(places(need)[0])
        with CaptureQueriesContext(connection) as queries:
            client.get(places(need)[0])
        costs.append(len(queries))
        hidden(entry_of(need, "voice_contest"), town.moderator)
        actions.contest(need, by=second, note=f"{WORDS} أيضا")
    assert costs[0] == costs[1]


def test_a_queue_reads_many_reasons_in_as_many_queries_as_one(town):
    moderator = MembershipFactory(space=town.space, role="moderator").user
    need = said_done(town, supporters=4)
    for number, user in enumerate(supporters_of(need)[:2]):
        actions.contest(need, by=user, note=f"{WORDS} {number}")
    keys = list(history(need).filter(action="voice_contest").values_list("pk", flat=True))
    read([("note", keys[0])], moderator)
    costs = []
    for asked in (keys[:1], keys):
        with CaptureQueriesContext(connection) as queries:
            assert len(read([("note", key) for key in asked], moderator)) == len(asked)
        costs.append(len(queries))
    assert costs[0] == costs[1]
