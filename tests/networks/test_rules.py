"""Who may, and that lists and objects agree about it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from rules.permissions import permissions

from core.enums import Visibility
from networks.enums import MemberState, NetworkState, PartnerState
from networks.models import Campaign, Member, Network, Partner, Publication
from tests.factories.accounts import UserFactory
from tests.factories.networks import OfficerFactory, PartnerFactory, PublicationFactory
from tests.networks.people import WHO, someone, world

pytestmark = pytest.mark.django_db
LAB = {"coordinator", "superuser"}


@pytest.mark.parametrize("who", WHO)
def test_lists_and_objects_agree_on_who_sees(who):
    network, members = world()
    user = someone(who, network, members)
    campaign = Campaign(network=network, title="حملة", target="قانون", asks="مطلب", author=network.founder)
    campaign.save()
    for state in NetworkState:
        for visibility in Visibility:
            Network.objects.update(state=state, visibility=visibility)
            network.refresh_from_db()
            seen = Network.objects.visible_to(user).filter(pk=network.pk).exists()
            assert seen == user.has_perm("networks.view_network", network), (state, visibility)
            public = state != NetworkState.DRAFT and visibility == Visibility.VISIBLE
            assert seen == (public or who in {"steerer", *LAB}), (state, visibility)
    for member in members.values():
        publication = PublicationFactory(member=member)
        for state in MemberState:
            for listed in (True, False):
                Member.objects.filter(pk=member.pk).update(state=state, is_listed=listed)
                publication = Publication.objects.select_related("member__network").get(pk=publication.pk)
                row = publication.member
                seen = Member.objects.visible_to(user).filter(pk=row.pk).exists()
                assert seen == user.has_perm("networks.view_member", row), (row.kind, state, listed)
                read = Publication.objects.visible_to(user).filter(pk=publication.pk).exists()
                assert read == user.has_perm("networks.view_publication", publication), (row.kind, state, listed)
    for state in ("draft", "running"):
        Campaign.objects.update(state=state)
        campaign.refresh_from_db()
        seen = Campaign.objects.visible_to(user).exists()
        assert seen == user.has_perm("networks.view_campaign", campaign)


@pytest.mark.parametrize("who", WHO)
def test_who_speaks_for_whom(who):
    network, members = world()
    user = someone(who, network, members)
    speaking = set(Member.objects.speaking(user))
    if who != "superuser":
        assert speaking == {m for m in members.values() if user.has_perm("networks.speak_for_member", m)}
    kind = {"representative": "association", "facilitator": "space", "person": "person"}.get(who)
    assert speaking == ({members[kind]} if kind else set())
    if who == "secretary":
        assert user.has_perm("networks.write_for_member", members["association"])


def test_a_mandate_gives_nothing_in_a_members_name():
    network, members = world()
    steerer = someone("steerer", network, members)
    assert steerer.has_perm("networks.steer_network", network)
    for member in members.values():
        publication = PublicationFactory(member=member)
        assert steerer.has_perm("networks.decide_member", member)
        for permission in ("edit_publication", "moderate_publication"):
            assert not steerer.has_perm(f"networks.{permission}", publication)
        assert not steerer.has_perm("networks.write_for_member", member)


@pytest.mark.parametrize("who", ["visitor", "citizen", "officer", "coordinator", "superuser"])
def test_partners_list_and_object_agree(who):
    network, members = world()
    partner = PartnerFactory()
    user = OfficerFactory(partner=partner).user if who == "officer" else someone(who, network, members)
    for state in PartnerState:
        Partner.objects.update(state=state)
        partner.refresh_from_db()
        seen = Partner.objects.visible_to(user).exists()
        assert seen == user.has_perm("networks.view_partner", partner)
        assert seen == (state == PartnerState.LISTED or who in {"officer", *LAB})


def test_permissions_without_an_object_do_not_fail():

    ours = [name for name in permissions if name.startswith("networks.")]
    assert len(ours) > 20
    for name in ours:
        assert UserFactory().has_perm(name) in {True, False}
        assert AnonymousUser().has_perm(name) in {True, False}
