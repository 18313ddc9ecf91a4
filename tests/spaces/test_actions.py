"""Opening, roles, joining, the charter."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Trust
from accounts.signals import erasing, exporting
from core.models import Entry
from core.workflow import Refused
from notices.models import Notice
from spaces import actions
from spaces.enums import Role, SpaceState
from spaces.models import Adherence, Membership
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, province
from tests.spaces.conftest import someone

pytestmark = pytest.mark.django_db


def texts(charter):
    return [(clause.text_ar, clause.text_fr) for clause in charter.clauses.all()]


# --- opening ---
def test_a_space_is_prepared_from_the_template(draft, coordinator):
    charter = draft.charters.in_force()
    assert draft.state == SpaceState.DRAFT
    assert draft.commune.council.pk
    assert charter.version == 1
    assert [clause.number for clause in charter.clauses.all()] == list(range(1, 10))
    assert all(len(ar) > 50 and len(fr) > 50 for ar, fr in texts(charter))
    assert Entry.objects.get(subject=f"spaces.space:{draft.pk}").action == "prepare"


def test_a_commune_has_one_space(draft, coordinator):
    with pytest.raises(Refused):
        actions.open_from_template(draft.commune, by=coordinator)


def test_a_province_has_no_space(coordinator):
    with pytest.raises(Refused):
        actions.open_from_template(province(), by=coordinator)


@pytest.mark.parametrize("who", ["citizen", "facilitator_elsewhere", "coordinator_elsewhere"])
def test_others_do_not_prepare(who):
    commune = TerritoryFactory(code="10.100.01.01", slug="far")
    with pytest.raises(PermissionDenied):
        actions.open_from_template(commune, by=someone(who, SpaceFactory()))


def test_a_space_opens_when_it_lacks_nothing(draft, coordinator, facilitator):
    assert len(actions.missing_to_open(draft)) == 2
    with pytest.raises(Refused):
        actions.open_space(draft, by=coordinator)
    actions.appoint(draft, facilitator, Role.FACILITATOR, by=coordinator)
    with pytest.raises(Refused):
        actions.open_space(draft, by=coordinator)
    actions.describe(draft, by=facilitator, welcome_ar="", welcome_fr="", contact="دار الشباب")
    with pytest.raises(PermissionDenied):
        actions.open_space(draft, by=facilitator)
    assert actions.open_space(draft, by=coordinator).state == SpaceState.OPEN


def test_closing_needs_a_reason(space, coordinator):
    with pytest.raises(Refused):
        actions.close(space, by=coordinator, note="  ")
    assert actions.close(space, by=coordinator, note="نقل المقر").state == SpaceState.CLOSED
    assert actions.reopen(space, by=coordinator, note="عاد المقر").state == SpaceState.OPEN


# --- joining ---
def test_joining_adheres_to_the_charter_and_twice_is_once(space):
    user = UserFactory()
    first = actions.join(space, by=user, version=1)
    assert actions.join(space, by=user, version=1) == first
    assert Adherence.objects.get(user=user).charter.version == 1
    assert Entry.objects.filter(by=user, action="join").count() == 1


def test_joining_with_an_old_version_is_refused(space):
    with pytest.raises(Refused):
        actions.join(space, by=UserFactory(), version=7)


def test_joining_needs_a_confirmed_contact(space):
    with pytest.raises(Refused):
        actions.join(space, by=UserFactory(trust=Trust.DECLARED), version=1)


def test_a_closed_space_is_not_joined(space, coordinator):
    actions.close(space, by=coordinator, note="نقل المقر")
    with pytest.raises(Refused):
        actions.join(space, by=UserFactory(), version=1)


def test_a_draft_is_not_joined(draft):
    with pytest.raises(PermissionDenied):
        actions.join(draft, by=UserFactory(), version=1)


def test_leaving_and_coming_back(space):
    user = UserFactory()
    actions.join(space, by=user, version=1)
    assert actions.leave(space, by=user) == 1
    assert actions.leave(space, by=user) == 0
    actions.join(space, by=user, version=1)
    assert Membership.objects.filter(user=user).count() == 2


def test_the_last_facilitator_does_not_leave(space, facilitator, coordinator):
    with pytest.raises(Refused):
        actions.leave(space, by=facilitator)
    actions.appoint(space, UserFactory(), Role.FACILITATOR, by=coordinator)
    assert actions.leave(space, by=facilitator) == 1
    assert not facilitator.has_perm("spaces.facilitate_space", space)


# --- roles ---
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.RAPPORTEUR, Role.DESK])
def test_a_facilitator_gives_the_other_roles(space, facilitator, role):
    user = UserFactory()
    membership = actions.appoint(space, user, role, by=facilitator)
    assert actions.appoint(space, user, role, by=facilitator) == membership
    assert Notice.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COORDINATOR])
def test_a_facilitator_makes_no_facilitator(space, facilitator, role):
    with pytest.raises(PermissionDenied):
        actions.appoint(space, UserFactory(), role, by=facilitator)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, "king"])
def test_some_roles_are_not_given_here(space, coordinator, role):
    with pytest.raises(Refused):
        actions.appoint(space, UserFactory(), role, by=coordinator)


@pytest.mark.parametrize("who", ["citizen", "member", "desk", "facilitator_elsewhere", "coordinator_elsewhere"])
def test_others_give_no_role(space, who):
    with pytest.raises(PermissionDenied):
        actions.appoint(space, UserFactory(), Role.DESK, by=someone(who, space))


def test_someone_who_left_is_given_no_role(space, coordinator):
    with pytest.raises(Refused):
        actions.appoint(space, UserFactory(is_active=False), Role.DESK, by=coordinator)


def test_the_last_facilitator_is_not_taken_away(space, facilitator, coordinator):
    membership = space.memberships.get(user=facilitator)
    with pytest.raises(Refused):
        actions.end_role(membership, by=coordinator, note="سبب")
    with pytest.raises(Refused):
        actions.end_role(membership, by=facilitator)


def test_ending_a_role_needs_a_reason_and_is_told(space, facilitator, coordinator):
    user = UserFactory()
    membership = actions.appoint(space, user, Role.FACILITATOR, by=coordinator)
    with pytest.raises(PermissionDenied):
        actions.end_role(membership, by=facilitator, note="سبب")
    with pytest.raises(Refused):
        actions.end_role(membership, by=coordinator, note=" ")
    actions.end_role(membership, by=coordinator, note="انتقال إلى مدينة أخرى")
    assert Notice.objects.filter(user=user, text__contains="انتقال إلى مدينة أخرى").count() == 1
    with pytest.raises(Refused):
        actions.end_role(membership, by=coordinator, note="مرة ثانية")


def test_one_ends_her_own_role_without_a_reason(space, facilitator):
    user = UserFactory()
    membership = actions.appoint(space, user, Role.DESK, by=facilitator)
    assert actions.end_role(membership, by=user).ended_at


# --- the charter ---
def test_a_new_version_asks_for_adherence_again(space, facilitator):
    member = UserFactory(language="fr")
    actions.join(space, by=member, version=1)
    old = space.charters.in_force()
    clauses = texts(old)
    clauses[0] = ("غاية جديدة للفضاء", "Un nouveau but")
    actions.publish_charter(space, by=facilitator, clauses=clauses, based_on=1)
    assert space.charters.in_force().version == 2
    assert texts(space.charters.get(version=1)) == texts(old)
    notice = Notice.objects.get(user=member)
    assert notice.url == f"/spaces/{space.commune.slug}/join/"
    with pytest.raises(Refused):
        actions.adhere(space, by=member, version=1)
    actions.adhere(space, by=member, version=2)
    assert actions.adhere(space, by=member, version=2)
    assert Adherence.objects.filter(user=member).count() == 2


def test_two_editors_do_not_overwrite_each_other(space, facilitator):
    clauses = texts(space.charters.in_force())
    actions.publish_charter(space, by=facilitator, clauses=clauses[1:], based_on=1)
    with pytest.raises(Refused):
        actions.publish_charter(space, by=facilitator, clauses=clauses[2:], based_on=1)


@pytest.mark.parametrize(
    "clauses",
    [
        [],
        [("بند", "")],
        [("", "Clause")],
        [("😀😀", "Clause")],
        [("\u202e\u2066", "Clause")],
        [("بند " * 600, "Clause")],
        [("بند", "Clause")] * 31,
        [("ب" * 200_000, "Clause")],
    ],
)
def test_a_bad_charter_is_refused_in_words(space, facilitator, clauses):
    with pytest.raises(Refused) as refusal:
        actions.publish_charter(space, by=facilitator, clauses=clauses, based_on=1)
    assert len(str(refusal.value)) > 20


def test_an_unchanged_charter_is_refused(space, facilitator):
    with pytest.raises(Refused):
        actions.publish_charter(space, by=facilitator, clauses=texts(space.charters.in_force()), based_on=1)


@pytest.mark.parametrize("who", ["citizen", "member", "moderator", "facilitator_elsewhere"])
def test_others_write_no_charter(space, who):
    with pytest.raises(PermissionDenied):
        actions.publish_charter(space, by=someone(who, space), clauses=[("بند", "Clause")], based_on=1)


def test_words_are_cleaned(space, facilitator):
    described = actions.describe(
        space, by=facilitator, welcome_ar="مر\u202eحبا\r\n\r\n\r\n\r\nبكم", welcome_fr="<script>", contact="a\nb\u2066"
    )
    assert (described.welcome_ar, described.welcome_fr, described.contact) == ("مرحبا\n\nبكم", "<script>", "a b")
    with pytest.raises(Refused):
        actions.describe(space, by=facilitator, welcome_ar="ا" * 200_000, welcome_fr="", contact="")


# --- her data ---
def test_export_and_erasure(space, facilitator, coordinator):
    user = UserFactory()
    actions.join(space, by=user, version=1)
    sections = {}
    for _receiver, section in exporting.send(type(user), user=user):
        sections |= section or {}
    assert [role["role"] for role in sections["roles"]] == [Role.MEMBER]
    assert len(sections["adherences"]) == 1
    erasing.send(type(user), user=user, by=user)
    assert not Membership.objects.current().filter(user=user).exists()
    with pytest.raises(Refused):
        erasing.send(type(facilitator), user=facilitator, by=facilitator)


def test_names_of_spaces_are_told_in_the_reader_language(space, facilitator):
    users = [UserFactory(language=language) for language in ("ar", "fr", "en", "zgh")]
    for user in users:
        MembershipFactory(space=space, user=user)
    actions.publish_charter(space, by=facilitator, clauses=[("بند واحد", "Une clause")], based_on=1)
    told = {notice.user_id: notice.text for notice in Notice.objects.filter(user__in=users)}
    assert space.commune.name_ar in told[users[0].pk]
    assert all(space.commune.name_fr in told[user.pk] for user in users[1:])
