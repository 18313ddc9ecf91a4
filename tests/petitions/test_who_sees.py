"""Who sees a petition and its annexes: the list and the object give the same answer for everyone."""

import pytest
from django.contrib.auth.models import AnonymousUser

from core.enums import Visibility
from petitions.enums import PetitionState as S
from petitions.models import Annex, Petition
from spaces.enums import Role, SpaceState
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import region
from tests.petitions.test_workflow import UNDEPOSITED, petition_in

pytestmark = pytest.mark.django_db

WHO = [
    "visitor", "citizen", "author", "member", "facilitator", "facilitator_elsewhere", "moderator", "desk", "rapporteur",
    "president", "officer", "ended", "president_elsewhere", "coordinator", "coordinator_elsewhere", "superuser",
]  # fmt: skip
MODERATING = {"facilitator", "moderator", "coordinator"}
COUNCIL = {"president", "officer"}


def person(who: str, petition):
    """Return a person by what she is to a petition."""
    if who == "visitor":
        return AnonymousUser()
    if who == "author":
        return petition.author
    user = UserFactory(is_superuser=who == "superuser")
    if who in {"member", "facilitator", "moderator", "desk", "rapporteur"}:
        MembershipFactory(space=petition.space, user=user, role=who)
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who in {"president", "officer", "ended"}:
        kind = {"president": {"president": True}, "officer": {}, "ended": {"president": True, "ended": True}}[who]
        MandateFactory(council=petition.council, user=user, **kind)
    elif who == "president_elsewhere":
        MandateFactory(council=CouncilFactory(), user=user, president=True)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user


def sees(who, state, visibility) -> bool:
    """By hand: who sees what."""
    if who in {"author", "superuser"}:
        return True
    if state == S.DRAFT:
        return False
    if visibility == Visibility.VISIBLE or who in MODERATING:
        return True
    return who in COUNCIL and state not in UNDEPOSITED


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("state", S)
def test_list_and_object_agree_on_who_sees(state, visibility):
    deposit = {"deposited_at": None} if state == S.WITHDRAWN else {}
    petition = petition_in(state, visibility=visibility, **deposit)
    annex = Annex.objects.create(petition=petition, title="تصميم", file="a.pdf")
    for who in WHO:
        user = person(who, petition)
        seen = sees(who, S.COLLECTING if state == S.WITHDRAWN else state, visibility)
        assert Petition.objects.visible_to(user).filter(pk=petition.pk).exists() == seen, who
        assert user.has_perm("petitions.view_petition", petition) == seen, who
        assert Annex.objects.visible_to(user).filter(pk=annex.pk).exists() == seen, who


@pytest.mark.parametrize("state", [S.DRAFT, S.COLLECTING, S.DEPOSITED, S.DECIDED])
@pytest.mark.parametrize("space_state", SpaceState)
def test_list_and_object_agree_whatever_the_space_is(space_state, state):
    petition = petition_in(state)
    petition.space.state = space_state
    petition.space.save()
    for who in WHO:
        user = person(who, petition)
        listed = Petition.objects.visible_to(user).filter(pk=petition.pk).exists()
        assert listed == user.has_perm("petitions.view_petition", petition), who
        if space_state == SpaceState.DRAFT and who in {"visitor", "citizen", "member", "desk"}:
            assert not listed, who


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("petitions.lead_petition", {"author", "superuser"}),
        ("petitions.moderate_petition", MODERATING | {"superuser"}),
        ("petitions.judge_signatures", MODERATING | {"superuser"}),
        ("petitions.sign_petition", set(WHO) - {"visitor"}),
        ("petitions.rule_petition", {"president", "superuser"}),
        ("petitions.receive_petition", {"superuser"}),
        ("petitions.deposit_petition", {"author", "superuser"}),
    ],
)
def test_who_may(permission, allowed):
    petition = petition_in(S.COLLECTING)
    assert {who for who in WHO if person(who, petition).has_perm(permission, petition)} == allowed


@pytest.mark.parametrize(("permission", "besides"), [("receive_petition", set()), ("deposit_petition", {"author"})])
def test_council_receives_what_was_handed_in(permission, besides):
    petition = petition_in(S.COLLECTING)
    petition.handed_in_at = petition.started_at
    allowed = {who for who in WHO if person(who, petition).has_perm(f"petitions.{permission}", petition)}
    assert allowed == {"president", "officer", "superuser"} | besides
