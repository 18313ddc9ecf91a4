"""Petitions for other programs: what everyone may read, what a person may do, never who signed."""

import datetime
import json

import pytest
from django.utils.timezone import localdate

from accounts import actions as people
from petitions import secrets
from petitions.models import OnlineAcceptance, Ruling, Signature
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import SpaceFactory
from tests.factories.territories import TerritoryFactory, region
from tests.petitions.papers import WHO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
LIST = "/api/v1/petitions/"


def at(petition, act: str = "") -> str:
    return f"{LIST}{petition.pk}/{act}"


@pytest.fixture
def petition():
    petition = PetitionFactory(collecting=True, title="Une piste praticable")
    petition.particulars = secrets.seal(petition.pk, WHO)
    petition.save()
    return petition


@pytest.fixture
def citizen(api, petition):
    user = UserFactory(commune=petition.space.commune, display_name="canarysigner")
    api.force_authenticate(user)
    return user


# --- reading ---
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("is_known", "queries"), [(False, 1), (True, 3)])
def test_the_list_costs_the_same_for_one_and_for_three(api, django_assert_num_queries, count, is_known, queries):
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    for number in range(count):
        kinds = [{"collecting": True}, {"collecting": True, "of_association": True}, {"deposited": True}]
        PetitionFactory(space=space, council=council, **kinds[number])
    if is_known:
        api.force_authenticate(UserFactory())
    with django_assert_num_queries(queries):
        answer = api.get(LIST)
    assert len(answer.data["results"]) == count


def test_one_petition_costs_a_fixed_number_of_queries(api, petition, django_assert_num_queries):
    with django_assert_num_queries(3):
        api.get(at(petition))


def test_the_list_is_filtered_as_the_page_is_and_by_nothing_else(api, petition):
    other = PetitionFactory(deposited=True, theme="water")
    PetitionFactory()  # a draft
    hidden = PetitionFactory(collecting=True, visibility="hidden")

    def ids(**asked):
        answer = api.get(LIST, asked)
        assert answer.status_code == 200
        return {row["id"] for row in answer.data["results"]}

    assert ids() == {petition.pk, other.pk}
    assert ids(state="deposited") == {other.pk}
    assert ids(theme="water") == {other.pk}
    assert ids(space=petition.space.commune.slug) == {petition.pk}
    assert ids(council=other.council.territory.slug) == {other.pk}
    assert api.get(LIST, {"author": petition.author_id}).status_code == 400
    assert api.get(LIST, {"state": "draft"}).status_code == 400
    assert api.get(at(hidden)).status_code == 404


def test_one_petition_tells_its_counts_and_steps_and_no_person(api, petition):
    SignatureFactory(petition=petition, sealed=secrets.seal(petition.pk, {"name": "canarysigner"}))
    data = api.get(at(petition)).data
    assert (data["title"], data["required"], data["missing_count"]) == ("Une piste praticable", 100, 100)
    assert (data["receipt"], data["ruling"], data["by_place"], data["annexes"]) == (None, None, [], [])
    assert data["url"].endswith(at(petition))
    assert data["page"].endswith(petition.get_absolute_url())
    assert data["actions"] == []
    text = json.dumps(data, default=str, ensure_ascii=False)
    for secret in (*WHO.values(), "canarysigner", petition.author.public_name, "person_key", "particulars"):
        assert secret not in text, secret


def test_a_rejection_tells_its_grounds(api, petition):
    gone = PetitionFactory(deposited=True)
    mandate = MandateFactory(council=gone.council, president=True)
    Ruling.objects.create(
        petition=gone, is_accepted=False, grounds=["form"], reasons="ناقص", notified_on=localdate(),
        notify_by=localdate(), signed_by=mandate, signed_role=mandate.role,
    )  # fmt: skip
    ruling = api.get(at(gone)).data["ruling"]
    assert (ruling["is_accepted"], ruling["grounds"], ruling["signed_role"]) == (False, ["form"], "president")
    assert "signed_by" not in ruling


def test_it_is_given_as_linked_data_too(api, petition):
    asked = api.get(at(petition), headers={"Accept": "application/ld+json"})
    for answer in (asked, api.get(at(petition), {"format": "jsonld"})):
        assert answer.headers["Content-Type"].startswith("application/ld+json")
        document = json.loads(answer.content)
        assert document["@context"] == {"@vocab": "https://schema.org/"}
        assert document["name"] == "Une piste praticable"
        assert document["recipient"]["areaServed"]["identifier"] == petition.council.territory.code
        assert "sender" not in document
        assert petition.author.public_name not in answer.content.decode()
    association = PetitionFactory(collecting=True, of_association=True)
    document = json.loads(api.get(at(association), {"format": "jsonld"}).content)
    assert document["sender"]["@type"] == "NGO"
    assert api.get(f"{LIST}999999/", {"format": "jsonld"}).headers["Content-Type"] == "application/problem+json"


def of_region(**numbers):
    """A petition to a region, with as many signatures from each of its provinces."""
    petition = PetitionFactory(collecting=True, council=CouncilFactory(territory=region()))
    type(petition).objects.filter(pk=petition.pk).update(spread_required=15)
    for place, (name, number) in enumerate(numbers.items(), 1):
        words = {"slug": name, "name_ar": name, "name_fr": name, "kind": "", "boundary": None, "point": None}
        parent = TerritoryFactory(code=f"09.{place:03}", level="province", parent=region(), **words)
        home = TerritoryFactory(code=f"09.{place:03}.01.01", parent=parent)
        for _step in range(number):
            SignatureFactory(petition=petition, kind="online", territory=home)
    return petition


def test_a_region_tells_what_each_province_brings_and_masks_what_is_small(api):
    petition = of_region(tata=16, zagora=3, tiznit=7, sidi_ifni=20)
    places = {row["slug"]: row for row in api.get(at(petition)).data["by_place"]}
    shown = {slug: places[slug]["valid"] for slug in ("tata", "zagora", "tiznit", "sidi_ifni")}
    assert shown == {"tata": 16, "zagora": None, "tiznit": None, "sidi_ifni": 20}
    assert [slug for slug, row in places.items() if row["is_enough"]] == ["tata", "sidi_ifni"]


# --- doing ---
def test_signing_twice_is_signing_once_and_it_can_be_taken_back(api, petition, citizen):
    for _again in range(2):
        answer = api.post(at(petition, "sign/"), {"attests": True})
        assert answer.status_code == 200, answer.content
    row = Signature.objects.get()
    assert (row.kind, row.state) == ("support", "valid")
    assert b"canarysigner" not in answer.content
    for _again in range(2):
        assert api.post(at(petition, "withdraw-signature/")).status_code == 200
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_who_does_not_attest_or_is_nobody_signs_nothing(api, petition, citizen):
    for wrong in ({}, {"attests": False}, {"attests": "maybe"}, {"attests": True, "telling": "shout"}):
        assert api.post(at(petition, "sign/"), wrong).status_code == 400, wrong
    api.force_authenticate(None)
    assert api.post(at(petition, "sign/"), {"attests": True}).status_code in {401, 403}
    closed = PetitionFactory(deposited=True)
    api.force_authenticate(citizen)
    assert api.post(at(closed, "sign/"), {"attests": True}).status_code == 409
    assert not Signature.objects.exists()


def test_a_council_that_takes_signatures_online_needs_a_name(api, petition, citizen):
    OnlineAcceptance.objects.create(
        council=petition.council, reference="L 4", accepted_on=localdate(), entered_by=petition.author
    )
    answer = api.post(at(petition, "sign/"), {"attests": True, "name": "12"})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["name"]
    assert api.post(at(petition, "sign/"), {"attests": True, "name": "فاطمة المثال"}).status_code == 200
    assert Signature.objects.get().kind == "online"


def test_signing_is_throttled(api, petition, citizen):
    for _step in range(20):
        api.post(at(petition, "sign/"), {"attests": True})
    answer = api.post(at(petition, "sign/"), {"attests": True})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]


def test_a_token_signs_with_its_scope_alone(client, petition):
    user = UserFactory(commune=petition.space.commune)
    for scope, status in (("read", 403), ("needs:write", 403), ("petitions:write", 200)):
        key = people.make_token(user, name=scope, scopes=[scope], by=user)[1]
        answer = client.post(
            at(petition, "sign/"),
            {"attests": True},
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )
        assert answer.status_code == status, scope


def test_the_council_leads_it_by_the_moves_that_are_offered(api, petition):
    gone = PetitionFactory(deposited=True)
    council = gone.council
    president = MandateFactory(council=council, president=True).user
    api.force_authenticate(president)
    assert "check" in api.get(at(gone)).data["actions"]
    assert api.post(at(gone, "moves/check/"), {}).data["state"] == "bureau_check"
    answer = api.post(at(gone, "moves/reject/"), {})
    assert answer.status_code == 400, answer.content
    assert {error["field"] for error in answer.json()["errors"]} <= {"grounds", "reasons"}
    assert api.post(at(gone, "moves/reject/"), {"grounds": ["mood"], "reasons": "لا"}).status_code == 400
    assert api.post(at(gone, "moves/accept/"), {}).data["state"] == "accepted"
    assert api.post(at(gone, "moves/accept/"), {}).status_code == 409
    assert api.post(at(gone, "moves/schedule/"), {}).data["state"] == "scheduled"
    foreign = CommitteeFactory()
    assert api.post(at(gone, "moves/to_committee/"), {"committee": foreign.pk}).status_code == 400
    committee = CommitteeFactory(council=council)
    answer = api.post(at(gone, "moves/to_committee/"), {"committee": committee.pk})
    assert answer.data["hearing"]["committee"] == str(committee)
    assert api.post(at(gone, "moves/deliberate/"), {}).status_code == 400
    assert api.post(at(gone, "moves/deliberate/"), {"on": "yesterday"}).status_code == 400
    tomorrow = (localdate() + datetime.timedelta(days=1)).isoformat()
    assert api.post(at(gone, "moves/deliberate/"), {"on": tomorrow}).status_code == 400
    assert api.post(at(gone, "moves/reach/"), {}).status_code == 400  # what time does is nobody's move
    assert [entry["action"] for entry in api.get(at(gone, "history/")).data][-1] == "to_committee"


def test_strangers_move_nothing(api, petition):
    gone = PetitionFactory(deposited=True)
    ended = MandateFactory(council=gone.council, president=True, ended=True).user
    for stranger in (UserFactory(), ended):
        api.force_authenticate(stranger)
        for move in ("check", "accept", "schedule"):
            assert api.post(at(gone, f"moves/{move}/"), {}).status_code in {403, 409}, move
        assert api.post(at(petition, "moves/withdraw/"), {"note": "لا"}).status_code == 403
        assert api.post(at(petition, "moves/hide/"), {"note": "لا"}).status_code == 403
    gone.refresh_from_db()
    assert gone.state == "deposited"


def test_its_author_withdraws_it_with_a_reason(api, petition):
    api.force_authenticate(petition.author)
    assert api.post(at(petition, "moves/withdraw/"), {}).status_code in {400, 409}
    assert api.post(at(petition, "moves/withdraw/"), {"note": "تحقق المطلوب"}).data["state"] == "withdrawn"
