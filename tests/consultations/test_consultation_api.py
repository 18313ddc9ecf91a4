"""Consultations for other programs: what everyone may read, who may move them, never who wrote a statement."""

import json

import pytest

from accounts import actions as people
from consultations.models import Consultation
from spaces.enums import Role
from tests.consultations.asking import everything
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, QuestionFactory, StatementFactory
from tests.factories.councils import CouncilFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/consultations/"


def at(consultation, act: str = "") -> str:
    return f"{LIST}{consultation.pk}/{act}"


def facilitator_of(consultation):
    return MembershipFactory(space=consultation.space, role=Role.FACILITATOR).user


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("is_known", "queries"), [(False, 2), (True, 4)])
def test_the_list_costs_the_same_for_one_and_for_three(api, django_assert_num_queries, count, is_known, queries):
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    for _n in range(count):
        ConsultationFactory(space=space, council=council, opened=True)
    if is_known:
        api.force_authenticate(UserFactory())
    with django_assert_num_queries(queries):
        answer = api.get(LIST)
    assert len(answer.data["results"]) == count
    assert answer.data["results"][0]["council"] == council.territory.slug


@pytest.mark.parametrize("kinds", [["single"], ["single", "multiple", "ranking", "long"]])
def test_one_consultation_costs_a_fixed_number_of_queries(api, kinds, django_assert_num_queries):
    made = everything(kinds=kinds)
    with django_assert_num_queries(7):
        answer = api.get(at(made.consultation))
    assert len(answer.data["parts"][0]["questions"]) == len(kinds)
    assert len(answer.data["parts"][1]["statements"]) == 2
    assert len(answer.data["parts"][2]["candidates"]) == 3
    assert len(answer.data["parts"][0]["questions"][0]["options"]) == 3


def test_nothing_tells_who_wrote_what_nor_what_waits(api):
    consultation = ConsultationFactory(opened=True)
    author = UserFactory(display_name="canaryauthor")
    StatementFactory(part__consultation=consultation, author=author)
    StatementFactory(part__consultation=consultation, author=author, visibility="held", text="ينتظر")
    api.force_authenticate(facilitator_of(consultation))
    text = json.dumps(api.get(at(consultation)).json(), ensure_ascii=False)
    assert "canaryauthor" not in text
    assert "ينتظر" not in text


def test_a_draft_does_not_exist_for_others(api):
    draft = ConsultationFactory()
    assert api.get(at(draft)).status_code == 404
    api.force_authenticate(UserFactory())
    assert api.get(at(draft)).status_code == 404
    assert api.post(at(draft, "moves/open/")).status_code == 404
    assert api.get(LIST).data["results"] == []


def test_the_filters_are_those_of_the_page_and_no_other(api):
    first, _second = ConsultationFactory(opened=True), ConsultationFactory(closed=True)
    assert [row["id"] for row in api.get(f"{LIST}?state=open").data["results"]] == [first.pk]
    assert [row["id"] for row in api.get(f"{LIST}?space={first.space.commune.slug}").data["results"]] == [first.pk]
    assert api.get(f"{LIST}?author=1").status_code == 400


def test_it_is_moved_by_whoever_may_with_a_reason(api):
    draft = ConsultationFactory()
    by = facilitator_of(draft)
    api.force_authenticate(by)
    assert "open" not in api.get(at(draft)).data["actions"]
    assert api.post(at(draft, "moves/open/")).status_code == 409
    QuestionFactory(part__consultation=draft)
    assert "open" in api.get(at(draft)).data["actions"]
    assert api.post(at(draft, "moves/open/")).data["state"] == "open"
    assert api.post(at(draft, "moves/burn/")).status_code == 400
    assert api.post(at(draft, "moves/close/"), {"note": "انتهت الزيارات"}).data["state"] == "closed"
    assert [entry["action"] for entry in api.get(at(draft, "history/")).data] == ["open", "close"]
    api.force_authenticate(UserFactory())
    assert api.post(at(draft, "moves/publish/")).status_code == 403
    assert Consultation.objects.get().state == "closed"


def test_a_token_needs_its_scope(api):
    consultation = ConsultationFactory(opened=True)
    by = facilitator_of(consultation)
    for scopes, status in ((["read", "petitions:write"], 403), (["consultations:write"], 200)):
        _token, key = people.make_token(by, name="برنامج", scopes=scopes, by=by)
        headers = {"Authorization": f"Bearer {key}"}
        assert api.post(at(consultation, "moves/close/"), {"note": "سبب"}, headers=headers).status_code == status


@pytest.mark.parametrize("trait", [{"opened": True}, {"closed": True}, {"published": True}])
def test_nobody_moves_it_without_signing_in(api, trait):
    consultation = ConsultationFactory(**trait)
    assert api.get(at(consultation)).data["actions"] == []
    assert api.post(at(consultation, "moves/cancel/"), {"note": "سبب"}).status_code in {401, 403}
