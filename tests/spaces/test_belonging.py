"""Places in an association: offered, taken, changed, ended; the representation handed over when both say yes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from accounts import actions as people
from accounts import contacts
from accounts.models import User
from core import journal
from core.journal import history
from core.workflow import Refused
from notices.models import Notice
from petitions.enums import Bearer, PetitionState
from spaces import actions
from spaces.enums import PaperKind, Position, Role
from spaces.models import Association, AssociationMember, HandOver, Paper
from spaces.receivers import export
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return AssociationFactory(seat=SpaceFactory().commune)


@pytest.fixture
def leader(association):
    return association.representative


def fresh(user):
    """The same person in another request."""
    return User.objects.get(pk=user.pk)


def test_a_place_counts_once_the_person_has_taken_it(association, leader):
    person = UserFactory()
    place = actions.invite(association, person, Position.SECRETARY, by=leader)
    assert not fresh(person).has_perm("spaces.prepare_for_association", association)
    assert Notice.objects.filter(user=person, is_urgent=True).count() == 1
    with pytest.raises(PermissionDenied):
        actions.accept_place(place, by=leader)
    actions.accept_place(place, by=person)
    assert person.has_perm("spaces.prepare_for_association", association)  # in this request as well
    assert not person.has_perm("spaces.bind_association", association)
    assert Notice.objects.filter(user=leader).count() == 1
    assert actions.accept_place(place, by=person).accepted_at
    assert [entry.action for entry in history(association)] == ["invite", "accept_place"]


def test_only_the_representative_gives_places(association, leader):
    secretary = AssociationMemberFactory(association=association).user
    facilitator = MembershipFactory(space=association.seat.space, role=Role.FACILITATOR).user
    for by in (secretary, facilitator, UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.invite(association, UserFactory(), Position.MEMBER, by=by)
        with pytest.raises(PermissionDenied):
            actions.find_to_invite(association, contacts.parse("someone@example.org"), by=by)
    with pytest.raises(Refused) as refusal:
        actions.invite(association, leader, Position.MEMBER, by=leader)
    assert refusal.value.code == "self"


def test_she_is_found_by_her_exact_contact(association, leader):
    person = UserFactory(email="member@example.org")
    assert actions.find_to_invite(association, contacts.parse("member@example.org"), by=leader) == person
    with pytest.raises(Refused) as refusal:
        actions.find_to_invite(association, contacts.parse("nobody@example.org"), by=leader)
    assert refusal.value.code == "nobody"
    with pytest.raises(PermissionDenied):
        people.look_for(contacts.parse("member@example.org"), by=UserFactory())


def test_nobody_has_two_places_in_one_association(association, leader):
    person = UserFactory()
    place = actions.invite(association, person, Position.MEMBER, by=leader)
    for _again in ("offered", "taken"):
        with pytest.raises(Refused) as refusal:
            actions.invite(association, person, Position.MEMBER, by=leader)
        assert refusal.value.code == "held"
        actions.accept_place(place, by=person)
    actions.end_place(place, by=person)
    assert actions.invite(association, person, Position.MEMBER, by=leader).is_offered


def test_a_declined_place_is_over(association, leader):
    person = UserFactory()
    place = actions.decline_place(actions.invite(association, person, Position.MEMBER, by=leader), by=person)
    with pytest.raises(Refused):
        actions.accept_place(place, by=person)
    assert not fresh(person).has_perm("spaces.belong_to_association", association)


def test_a_place_changes_and_ends_for_a_reason(association, leader):
    place = AssociationMemberFactory(association=association, position=Position.MEMBER)
    actions.change_position(place, Position.TREASURER, by=leader)
    assert fresh(place.user).has_perm("spaces.prepare_for_association", association)
    with pytest.raises(Refused) as refusal:
        actions.end_place(place, by=leader)
    assert refusal.value.code == "note_missing"
    with pytest.raises(PermissionDenied):
        actions.end_place(place, by=UserFactory(), note="x")
    actions.end_place(place, by=leader, note="نهاية الولاية")
    assert "نهاية الولاية" in Notice.objects.filter(user=place.user).latest("pk").text
    assert not fresh(place.user).has_perm("spaces.belong_to_association", association)
    assert not any(entry.note for entry in history(association))  # the reason is between the two


def test_officers_keep_the_dossier_and_members_do_not(association, leader):
    officers = {position: AssociationMemberFactory(association=association, position=position) for position in Position}
    paper = Paper.objects.create(
        association=association, kind=PaperKind.BOARD, file="a.pdf", issued_on=localdate(), added_by=leader
    )
    for position, place in officers.items():
        user, keeps = fresh(place.user), position != Position.MEMBER
        assert Paper.objects.visible_to(user).filter(pk=paper.pk).exists() == keeps, position
        assert user.has_perm("spaces.view_dossier", association) == keeps, position
        assert not user.has_perm("spaces.edit_association", association), position
    with pytest.raises(PermissionDenied):
        actions.remove_paper(paper, by=fresh(officers[Position.MEMBER].user))
    MembershipFactory(space=association.seat.space, user=officers[Position.MEMBER].user, role=Role.FACILITATOR)
    with pytest.raises(Refused) as refusal:  # a facilitator who belongs to it leaves the check to another
        actions.check_paper(paper, by=fresh(officers[Position.MEMBER].user))
    assert refusal.value.code == "own"
    actions.remove_paper(paper, by=fresh(officers[Position.TREASURER].user))
    assert not association.papers.exists()


# --- handing over ---
def handed(association, **more):
    place = AssociationMemberFactory(association=association, **more)
    return place, actions.offer_hand_over(association, place, by=association.representative)


def test_both_say_yes_and_the_board_is_checked_again(association, leader):
    checker = UserFactory()
    for kind in (PaperKind.BOARD, PaperKind.STATUTES):
        Paper.objects.create(
            association=association, kind=kind, file="a.pdf", issued_on=localdate(), added_by=leader,
            checked_by=checker, checked_at="2026-01-01T00:00Z",
        )  # fmt: skip
    place, offer = handed(association)
    assert fresh(leader).has_perm("spaces.bind_association", association)  # nothing has changed yet
    with pytest.raises(PermissionDenied):
        actions.accept_hand_over(offer, by=leader)
    row = actions.accept_hand_over(offer, by=place.user)
    assert row.representative == place.user
    assert fresh(leader).has_perm("spaces.belong_to_association", row)
    assert not fresh(leader).has_perm("spaces.bind_association", row)
    assert fresh(place.user).has_perm("spaces.bind_association", row)
    checked = dict(association.papers.values_list("kind", "checked_by"))
    assert checked == {PaperKind.BOARD: None, PaperKind.STATUTES: checker.pk}
    entry = history(association).get(action="hand_over")
    assert (entry.by, entry.data["from"], entry.data["to"]) == (place.user, leader.pk, place.user.pk)
    with pytest.raises(Refused):
        actions.accept_hand_over(offer, by=place.user)


def test_one_offer_at_a_time_to_a_member_who_took_her_place(association, leader):
    offered = actions.invite(association, UserFactory(), Position.MEMBER, by=leader)
    with pytest.raises(Refused) as refusal:
        actions.offer_hand_over(association, offered, by=leader)
    assert refusal.value.code == "not_member"
    place, offer = handed(association)
    with pytest.raises(Refused) as refusal:
        actions.offer_hand_over(association, place, by=leader)
    assert refusal.value.code == "waiting"
    with pytest.raises(PermissionDenied):
        actions.decline_hand_over(offer, by=UserFactory())
    actions.decline_hand_over(offer, by=leader)
    with pytest.raises(Refused):
        actions.accept_hand_over(offer, by=place.user)
    assert actions.offer_hand_over(association, place, by=leader)


def test_an_offer_ends_with_the_place(association, leader):
    place, offer = handed(association)
    actions.end_place(place, by=place.user)
    with pytest.raises(Refused):
        actions.accept_hand_over(offer, by=place.user)
    assert Association.objects.get().representative == leader


def test_its_petitions_go_on_under_the_new_representative(association, leader):
    draft = PetitionFactory(
        author=leader, association=association, bearer=Bearer.ASSOCIATION, particulars=b"sealed",
        state=PetitionState.DRAFT,
    )  # fmt: skip
    own = PetitionFactory(author=leader)
    place, offer = handed(association)
    actions.accept_hand_over(offer, by=place.user)
    draft.refresh_from_db()
    own.refresh_from_db()
    assert (draft.author, bytes(draft.particulars), own.author) == (place.user, b"", leader)
    assert [entry.action for entry in history(draft)] == ["hand_over"]


# --- leaving ---
def test_who_represents_others_hands_over_before_leaving(association, leader):
    place = AssociationMemberFactory(association=association)
    with pytest.raises(Refused) as refusal:
        people.erase(leader, by=leader)
    assert refusal.value.code == "represents"
    _place, offer = place, actions.offer_hand_over(association, place, by=leader)
    actions.accept_hand_over(offer, by=place.user)
    people.erase(fresh(leader), by=fresh(leader))
    assert not AssociationMember.objects.filter(user=leader, ended_at__isnull=True).exists()
    assert Association.objects.get().representative == place.user


def test_a_member_takes_her_places_along_and_leaves_none(association, leader):
    place, _offer = handed(association)
    data = export(None, user=place.user)
    assert [one["position"] for one in data["association_places"]] == [Position.SECRETARY]
    assert len(data["association_hand_overs"]) == 1
    people.erase(place.user, by=place.user)
    assert not HandOver.objects.waiting().exists()
    assert not association.members.current().exists()
    assert history(association).last().action == "leave_association"
    assert journal.subject_of(association) == f"spaces.association:{association.pk}"
