"""Discussions for other programs."""

import uuid

import pytest

from accounts import actions as people
from accounts.enums import Scope, Trust
from debates import actions
from debates.models import Contribution, Thread
from tests.debates.people import WHO, person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, ThreadFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db
TEXT = "الماء لا يصل إلى الدوار."


@pytest.fixture
def thread():
    return ThreadFactory()


def at(thread, act=""):
    return f"/api/v1/threads/{thread.pk}/{act}"


def of(row, act=""):
    return f"/api/v1/contributions/{row.pk}/{act}"


def seqs(answer):
    assert answer.status_code == 200, answer.data
    return [row["seq"] for row in answer.data["results"]]


def test_a_thread_tells_its_numbers_and_what_may_be_done(api, thread):
    ContributionFactory(thread=thread)
    told = api.get(at(thread)).json()
    assert (told["last_seq"], told["rev"], told["shown_count"], told["actions"]) == (1, 1, 1, [])
    assert told["url"].endswith(at(thread))
    assert told["contributions"].endswith(at(thread, "contributions/"))
    assert told["socket"] == f"ws://testserver/ws/threads/{thread.pk}/"
    assert told["page"].endswith(thread.path)
    api.force_authenticate(person("moderator", thread.space))
    assert api.get(at(thread)).json()["actions"] == ["close", "hold", "hide", "contribute"]


@pytest.mark.parametrize("who", WHO)
def test_who_reads_what(api, who):
    shown, held = ThreadFactory(), ThreadFactory(visibility="held")
    row, gone = ContributionFactory(thread=shown), ContributionFactory(thread=shown, hidden=True)
    inside = ContributionFactory(thread=held)
    user = person(who, shown.space, gone.author)
    if who not in {"visitor", "suspended"}:
        api.force_authenticate(user)
    seen = {obj: api.get(url).status_code for obj, url in ((row, of(row)), (gone, of(gone)), (inside, of(inside)))}
    assert seen[row] == 200
    assert (seen[gone] == 200) == (user.has_perm("debates.view_contribution", gone) and who != "suspended")
    assert (seen[inside] == 200) == (user.has_perm("debates.view_contribution", inside) and who != "suspended")
    for act in ("", "contributions/"):
        expected = 200 if user.has_perm("debates.view_thread", held) and who != "suspended" else 404
        assert api.get(at(held, act)).status_code == expected


def test_pages_are_newest_first_with_the_first_answers(api, thread):
    rows = [ContributionFactory(thread=thread) for _ in range(5)]
    for number in range(5):
        ContributionFactory(thread=thread, parent=rows[4], text=f"جواب {number}")
    first = api.get(at(thread, "contributions/?limit=2"))
    assert seqs(first) == [5, 4]
    assert [answer["text"] for answer in first.data["results"][0]["answers"]] == ["جواب 0", "جواب 1", "جواب 2"]
    assert first.data["results"][0]["reply_count"] == 5
    assert first.data["previous"] is None
    second = api.get(first.data["next"])
    assert seqs(second) == [3, 2]
    assert seqs(api.get(second.data["next"])) == [1]
    assert seqs(api.get(second.data["previous"])) == [5, 4]
    answers = api.get(at(thread, f"contributions/?parent={rows[4].pk}&limit=3"))
    assert seqs(answers) == [6, 7, 8]
    assert seqs(api.get(answers.data["next"])) == [9, 10]


def test_everything_after_a_number_comes_in_its_order(api, thread):
    rows = [ContributionFactory(thread=thread) for _ in range(3)]
    ContributionFactory(thread=thread, parent=rows[0])
    ContributionFactory(thread=thread, held=True)
    ContributionFactory(thread=thread)
    page = api.get(at(thread, "contributions/?after=1&limit=2"))
    assert seqs(page) == [2, 3]
    assert seqs(api.get(page.data["next"])) == [4, 6]
    assert api.get(at(thread, "contributions/?after=6")).json() == {"next": None, "previous": None, "results": []}


def test_what_is_gone_keeps_its_place_and_nothing_else(api, thread):
    author = UserFactory(display_name="canaryname")
    gone = ContributionFactory(thread=thread, text="canarytext", author=author)
    ContributionFactory(thread=thread, parent=gone, text="جواب")
    ContributionFactory(thread=thread, text="canaryalone", hidden=True)
    actions.move_contribution(gone, "hide", by=person("moderator", thread.space), note="شرح")
    for user in (None, author, person("moderator", thread.space)):
        api.force_authenticate(user)
        answer = api.get(at(thread, "contributions/"))
        (row,) = answer.data["results"]
        assert (row["visibility"], row["text"], row["author"], row["answers"][0]["text"]) == ("hidden", "", "", "جواب")
        assert "canary" not in answer.content.decode()


def test_the_page_does_not_name_who_said_what_is_gone(client):
    need, author = NeedFactory(), UserFactory(display_name="canaryname")
    gone = ContributionFactory(thread=need.thread, text="canarytext", author=author)
    ContributionFactory(thread=need.thread, parent=gone, text="جواب")
    assert "canaryname" in client.get(need.get_absolute_url()).text
    actions.move_contribution(gone, "hide", by=person("moderator", need.space), note="شرح")
    page = client.get(need.get_absolute_url()).text
    assert ("canary" in page, "جواب" in page) == (False, True)


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=1.5", "after=99999999999", "after=%D9%A3", "limit=0", "limit=101", "limit=",
     "parent=0", "parent=99999999999999999999", "cursor=zzz", "cursor=a1.1", "ordering=author", "author=1"],
)  # fmt: skip
def test_a_strange_question_is_answered_in_words(api, thread, query):
    answer = api.get(at(thread, f"contributions/?{query}"))
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_a_contribution_of_nobody_stands_under_no_parent(api, thread):
    stranger = ContributionFactory(thread=ThreadFactory())
    assert seqs(api.get(at(thread, f"contributions/?parent={stranger.pk}"))) == []


def test_saying_something_and_again(api, thread):
    user, key = UserFactory(), str(uuid.uuid4())
    api.force_authenticate(user)
    data = {"text": TEXT, "client_key": key}
    first = api.post(at(thread, "contributions/"), data)
    assert (first.status_code, first.data["seq"], first.data["rev"]) == (201, 1, 1)
    assert first.data["actions"] == ["withdraw", "reply", "edit"]
    assert first.data["url"].endswith(f"/api/v1/contributions/{first.data['id']}/")
    again = api.post(at(thread, "contributions/"), data)
    assert (again.status_code, again.json()) == (200, first.json())
    answer = api.post(at(thread, "contributions/"), {"text": "نعم", "parent": first.data["id"]})
    assert (answer.status_code, answer.data["parent"]) == (201, first.data["id"])


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "👍"}, "text"),
        ({"text": "\x00\x01"}, "text"),
        ({"text": "ا" * 4_001}, "text"),
        ({"text": "ا" * 100_000}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": TEXT, "parent": 10**9}, "parent"),
        ({"text": TEXT, "parent": -1}, "parent"),
        ({"text": TEXT, "parent": 2**70}, "parent"),
        ({"text": TEXT, "client_key": "again"}, "client_key"),
    ],
)
def test_what_cannot_be_kept_is_told_of_its_field(api, thread, data, field):
    api.force_authenticate(UserFactory())
    answer = api.post(at(thread, "contributions/"), data)
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {field}
    assert not Contribution.objects.exists()


def test_no_column_is_set_from_outside(api, thread):
    api.force_authenticate(UserFactory())
    said = {
        "text": TEXT,
        "channel": "hall",
        "said_by": "الرئيس",
        "visibility": "hidden",
        "seq": 9,
        "office": "president",
    }
    told = api.post(at(thread, "contributions/"), said).json()
    assert (told["channel"], told["said_by"], told["visibility"], told["seq"], told["office"]) == (
        "online", "", "visible", 1, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "status", "code"),
    [({"state": "closed"}, 409, "closed"), ({"visibility": "held"}, 404, "not_found"), ({}, 201, None)],
)
def test_a_closed_or_held_discussion_answers_in_words(api, columns, status, code):
    thread = ThreadFactory(**columns)
    api.force_authenticate(UserFactory())
    answer = api.post(at(thread, "contributions/"), {"text": TEXT}, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_visitor_signs_in_and_an_unconfirmed_person_is_told_how(api, thread):
    assert api.post(at(thread, "contributions/"), {"text": TEXT}).status_code == 401
    api.force_authenticate(UserFactory(trust=Trust.DECLARED))
    answer = api.post(at(thread, "contributions/"), {"text": TEXT})
    assert (answer.status_code, answer.json()["code"]) == (409, "trust")


@pytest.mark.parametrize(("scope", "status"), [(Scope.DEBATES, 201), (Scope.NEEDS, 403), (Scope.READ, 403)])
def test_a_token_needs_its_scope(api, thread, scope, status):
    user = UserFactory()
    _token, key = people.make_token(user, name="k", scopes=[Scope.READ, scope], by=user)
    headers = {"Authorization": f"Bearer {key}"}
    assert api.post(at(thread, "contributions/"), {"text": TEXT}, headers=headers).status_code == status
    assert api.get(at(thread, "contributions/"), headers=headers).status_code == 200


def test_editing_and_what_it_said_before(api, thread):
    user = UserFactory()
    row = ContributionFactory(thread=thread, author=user)
    api.force_authenticate(user)
    answer = api.patch(of(row), {"text": "أصحح ما قلت."})
    assert (answer.status_code, answer.data["text"], answer.data["rev"]) == (200, "أصحح ما قلت.", 2)
    assert [one["text"] for one in api.get(of(row, "earlier/")).json()] == [row.text]
    assert api.patch(of(row), {"text": "🙂"}).json()["errors"][0]["field"] == "text"
    api.force_authenticate(UserFactory())
    assert api.patch(of(row), {"text": "غيره"}).status_code == 403


def test_moves_and_reactions_and_pins(api, thread):
    row = ContributionFactory(thread=thread)
    api.force_authenticate(UserFactory())
    told = api.post(of(row, "reactions/agree/")).json()
    assert (told["agree_count"], told["mine"]) == (1, ["agree"])
    assert api.post(of(row, "reactions/disagree/")).json()["mine"] == ["disagree"]
    assert api.delete(of(row, "reactions/disagree/")).json()["disagree_count"] == 0
    assert api.post(of(row, "reactions/love/")).status_code == 400
    assert api.post(of(row, "moves/hide/"), {"note": "شرح"}).status_code == 403
    assert api.post(of(row, "pin/")).status_code == 403
    api.force_authenticate(person("facilitator", thread.space))
    assert api.post(of(row, "pin/")).json()["pinned_at"]
    assert api.delete(of(row, "pin/")).json()["pinned_at"] is None
    assert api.post(of(row, "moves/hide/")).json()["code"] == "note_missing"
    told = api.post(of(row, "moves/hide/"), {"note": "شرح"}).json()
    assert (told["visibility"], told["actions"]) == ("hidden", ["show"])
    assert api.post(of(row, "moves/vanish/")).status_code == 403
    api.force_authenticate(UserFactory())
    assert api.post(of(row, "reactions/agree/")).status_code == 404


def test_moves_of_a_thread(api, thread):
    api.force_authenticate(person("moderator", thread.space))
    assert api.post(at(thread, "moves/close/")).json()["state"] == "closed"
    assert api.post(at(thread, "moves/close/")).json()["code"] == "not_now"
    assert api.post(at(thread, "moves/vanish/")).status_code == 403
    debate = DebateFactory(open=True, space=thread.space)
    assert api.get(at(debate.thread)).json()["actions"] == ["hold", "hide", "contribute"]
    assert api.post(at(debate.thread, "moves/close/")).json()["code"] == "debate"
    api.force_authenticate(UserFactory())
    assert api.post(at(thread, "moves/open/")).status_code == 403
    assert Thread.objects.get(pk=thread.pk).state == "closed"


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999", "x", "-1", "1.0", "%D9%A3"])
def test_a_number_of_nothing_is_not_found(api, number):
    api.force_authenticate(UserFactory())
    for url in (f"/api/v1/threads/{number}/", f"/api/v1/contributions/{number}/"):
        answer = api.get(url)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
