"""Councils and matters, read and moved by programs."""

import pytest

from councils import actions
from councils.enums import ReferralState as S
from councils.models import Answer
from tests.factories.councils import AnswerFactory, PauseFactory, ReferralFactory

REFERRALS, COUNCILS = "/api/v1/referrals/", "/api/v1/councils/"


@pytest.fixture
def referral(team):
    return ReferralFactory(council=team.council)


def address(referral, act=""):
    return f"{REFERRALS}{referral.pk}/{act + '/' if act else ''}"


def test_anyone_reads_a_council(api, team):
    data = api.get(f"{COUNCILS}{team.council.territory.slug}/").json()
    assert (data["slug"], data["actions"], data["numbers"]["received"]) == (team.council.territory.slug, [], 0)
    assert len(data["members"]) == 8
    assert data["committees"][0]["name_fr"] == "Commission des services publics"
    assert data["url"].endswith(f"{COUNCILS}{team.council.territory.slug}/")


def test_councils_are_found_by_code_and_level(api, team):
    found = api.get(COUNCILS, {"code": team.council.territory.code}).json()["results"]
    assert [row["id"] for row in found] == [team.council.pk]
    assert api.get(COUNCILS, {"level": "region"}).json()["results"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_councils_costs_the_same(api, db, count, django_assert_num_queries):
    ReferralFactory.create_batch(count)
    with django_assert_num_queries(3):
        assert len(api.get(COUNCILS).json()["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_matters_costs_the_same(api, team, count, django_assert_num_queries):
    for _ in range(count):
        AnswerFactory(published=True, referral__council=team.council)
    with django_assert_num_queries(2):
        assert len(api.get(REFERRALS).json()["results"]) == count


def test_anyone_reads_a_matter_with_its_clock_and_answers(api, team):
    answer = AnswerFactory(published=True, referral__council=team.council)
    PauseFactory(referral=answer.referral, ended_on="2026-11-01", started_on="2026-10-01", reason="field")
    data = api.get(address(answer.referral)).json()
    assert (data["state"], data["clock"]["state"], data["days_left"], data["draft"]) == ("answered", "done", None, None)
    assert data["answers"][0]["signed_role"] == "president"
    assert data["pauses"][0]["reason"] == "field"
    assert data["actions"] == []
    assert data["page"].startswith("http://testserver/")


def test_filters(api, team):
    late = ReferralFactory(council=team.council, overdue=True)
    ReferralFactory(council=team.council, theme="roads")
    assert [row["id"] for row in api.get(REFERRALS, {"overdue": "true"}).json()["results"]] == [late.pk]
    assert len(api.get(REFERRALS, {"council": team.council.territory.slug}).json()["results"]) == 2
    assert api.get(REFERRALS, {"council": "ailleurs"}).json()["results"] == []
    assert api.get(REFERRALS, {"state": "nonsense"}).status_code == 400


def test_draft_is_shown_to_the_people_of_the_council_alone(api, team, referral):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Texte caché", version=0)
    for who, shown in [(None, False), (team.foreign, False), (team.ended, False), (team.member, True)]:
        api.force_authenticate(who)
        response = api.get(address(referral))
        assert ("Texte caché" in response.content.decode()) is shown
        assert "Texte caché" not in api.get(REFERRALS).content.decode()


def test_withdrawn_matter_is_not_found_by_a_stranger(api, team):
    referral = ReferralFactory(council=team.council, state=S.WITHDRAWN)
    assert api.get(address(referral)).status_code == 404
    assert api.post(address(referral, "draft"), {}).status_code in {401, 403}
    api.force_authenticate(team.foreign)
    assert api.post(address(referral, "draft"), {}).status_code == 404


def test_the_whole_way(api, team, referral):
    api.force_authenticate(team.officer)
    assert api.get(address(referral)).json()["actions"] == ["assign", "draft"]
    assert api.post(address(referral, "assign"), {}).json()["state"] == "assigned"
    sent = {"verdict": "planned", "text": "Programmé.", "planned_for": "2030-01-01", "version": 0}
    assert api.post(address(referral, "draft"), sent).json()["draft"]["version"] == 1
    api.force_authenticate(team.director)
    assert api.post(address(referral, "pause"), {"reason": "field"}).json()["paused_for"] == "field"
    assert api.post(address(referral, "resume")).json()["paused_for"] == ""
    assert api.post(address(referral, "return"), {"note": "Préciser"}).json()["state"] == "assigned"
    api.force_authenticate(team.officer)
    api.post(address(referral, "draft"), sent | {"version": 1})
    api.force_authenticate(team.director)
    assert api.post(address(referral, "validate"), {"version": 2}).json()["state"] == "validated"
    api.force_authenticate(team.president)
    data = api.post(address(referral, "publish"), {"version": 2}).json()
    assert (data["state"], len(data["answers"]), data["actions"]) == ("answered", 1, ["report"])
    data = api.post(address(referral, "report"), {"verdict": "done", "text": "Fait."}).json()
    assert [answer["is_report"] for answer in data["answers"]] == [False, True]


@pytest.mark.parametrize("who", ["foreign", "citizen", "ended"])
@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("assign", {"service": "Eau"}),
        ("draft", {"verdict": "done", "text": "Fait.", "version": 0}),
        ("validate", {"version": 1}),
        ("return", {"note": "Non"}),
        ("publish", {"version": 1}),
        ("report", {"verdict": "done", "text": "Fait."}),
        ("pause", {"reason": "field"}),
        ("resume", {}),
    ],
)
def test_strangers_move_nothing(api, team, referral, act, sent, who):
    api.force_authenticate(getattr(team, who))
    response = api.post(address(referral, act), sent)
    assert response.status_code == (409 if who == "ended" else 403)
    referral.refresh_from_db()
    assert referral.state == S.RECEIVED


def test_two_officers_at_once_get_a_problem_in_words(api, team, referral):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Premier", version=0)
    api.force_authenticate(team.second)
    response = api.post(address(referral, "draft"), {"verdict": "done", "text": "Second", "version": 0})
    assert (response.status_code, response.json()["code"]) == (409, "draft_changed")
    assert Answer.objects.get().text == "Premier"


@pytest.mark.parametrize(
    "sent",
    [
        {"verdict": "planned", "text": "", "version": 0},
        {"verdict": "planned", "text": "a" * 200_000, "version": 0},
        {"verdict": "perhaps", "text": "Texte", "version": 0},
        {"verdict": "planned", "text": "Texte"},
        {"verdict": "planned", "text": "a\x00b", "version": 0},
        {"verdict": "planned", "text": "👍", "version": 0},
    ],
)
def test_draft_that_is_no_answer_is_refused(api, team, referral, sent):
    api.force_authenticate(team.officer)
    assert api.post(address(referral, "draft"), sent).status_code in {400, 409}
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", ["0", "999999999999999", "abc", "1" * 30])
def test_matter_that_is_none_is_not_found(api, db, number):
    assert api.get(f"{REFERRALS}{number}/").status_code == 404
