"""Halls of a space: asked for by associations, given or refused, never twice at one time."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localtime, now

from core.fitness import Unfit
from core.workflow import Refused
from notices.models import Notice
from spaces import actions
from spaces.enums import BookingState, PaperKind, Position, Role
from spaces.models import Coordination, HallBooking, Paper
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import region
from tests.races import refusals, together

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def facilitator(space):
    return MembershipFactory(space=space, role=Role.FACILITATOR).user


@pytest.fixture
def hall(space, facilitator):
    return actions.add_hall(space, by=facilitator, name="قاعة الاجتماعات", seats=40)


def asked(hall, association=None, *, after=24, hours=2, by=None):
    association = association or AssociationFactory()
    start = now() + after * HOUR
    return actions.ask_for_hall(
        hall, association, by=by or association.representative, purpose="جمع عام", starts_at=start,
        ends_at=start + hours * HOUR,
    )  # fmt: skip


def test_who_sees_and_who_may_agree(hall, space, facilitator):
    booking = asked(hall)
    secretary = AssociationMemberFactory(association=booking.association).user
    member = AssociationMemberFactory(association=booking.association, position=Position.MEMBER).user
    coordinator = UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    runs, keeps = {facilitator, coordinator}, {booking.association.representative, secretary}
    others = {
        member, UserFactory(), MembershipFactory(space=space, role=Role.DESK).user,
        MembershipFactory(role=Role.FACILITATOR).user,
    }  # fmt: skip
    for user in runs | keeps | others:
        assert HallBooking.objects.visible_to(user).exists() == (user in runs | keeps), user
        assert user.has_perm("spaces.answer_booking", booking) == (user in runs)
        assert user.has_perm("spaces.withdraw_booking", booking) == (user in keeps)


def test_a_hall_is_given_and_everyone_concerned_is_told(hall, facilitator):
    booking = asked(hall)
    association = booking.association
    assert Notice.objects.filter(user=facilitator, key=f"booking.{booking.pk}.asked").exists()
    with pytest.raises(PermissionDenied):
        actions.accept_booking(booking, by=association.representative)
    assert actions.accept_booking(booking, by=facilitator).state == BookingState.ACCEPTED
    assert Notice.objects.filter(user=association.representative, key=f"booking.{booking.pk}.accepted").exists()
    assert actions.withdraw_booking(booking, by=association.representative).state == BookingState.WITHDRAWN


def test_a_refusal_has_its_reason(hall, facilitator):
    booking = asked(hall)
    with pytest.raises(Refused):
        actions.refuse_booking(booking, by=facilitator, reason=" ")
    row = actions.refuse_booking(booking, by=facilitator, reason="أشغال في القاعة")
    assert (row.state, row.reason) == (BookingState.REFUSED, "أشغال في القاعة")
    assert "أشغال" in Notice.objects.get(user=booking.association.representative).text
    with pytest.raises(Refused):
        actions.accept_booking(booking, by=facilitator)


def test_two_slots_that_overlap_are_not_both_given(hall, space, facilitator):
    first, same = asked(hall), asked(hall, after=25)
    after, elsewhere = asked(hall, after=26), asked(actions.add_hall(space, by=facilitator, name="الساحة"), after=25)
    actions.accept_booking(first, by=facilitator)
    with pytest.raises(Refused) as refusal:
        actions.accept_booking(same, by=facilitator)
    assert refusal.value.code == "taken"
    for other in (after, elsewhere):  # one begins when the first ends; the other is another hall
        assert actions.accept_booking(other, by=facilitator).state == BookingState.ACCEPTED
    with pytest.raises(Unfit) as refusal:
        asked(hall)
    assert refusal.value.field == "starts_at"
    actions.withdraw_booking(first, by=first.association.representative)
    assert actions.accept_booking(asked(hall, after=23), by=facilitator).state == BookingState.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_given_to_two_at_once_it_is_one_s():
    space = SpaceFactory()
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    hall = actions.add_hall(space, by=facilitator, name="قاعة")
    bookings = [asked(hall, after=24 + number) for number in range(2)]
    results = together(*[lambda one=one: actions.accept_booking(one, by=facilitator) for one in bookings])
    assert len(refusals(results)) == 1
    assert HallBooking.objects.filter(state=BookingState.ACCEPTED).count() == 1


@pytest.mark.parametrize(
    ("slot", "field"),
    [
        ({"after": -1}, "starts_at"),
        ({"after": 24 * 181}, "starts_at"),
        ({"hours": 0}, "ends_at"),
        ({"hours": 15}, "ends_at"),
    ],
)
def test_a_slot_that_cannot_be_is_named(hall, slot, field):
    with pytest.raises(Unfit) as refusal:
        asked(hall, **slot)
    assert refusal.value.field == field


def test_only_who_keeps_a_dossier_asks_and_a_closed_hall_is_not_lent(hall, facilitator):
    association = AssociationFactory()
    for stranger in (UserFactory(), facilitator):
        with pytest.raises(PermissionDenied):
            asked(hall, association, by=stranger)
    actions.close_hall(hall, by=facilitator)
    with pytest.raises(Refused) as refusal:
        asked(hall, association)
    assert refusal.value.code == "closed"


def test_what_has_begun_stays(hall, facilitator, time_machine):
    booking = asked(hall)
    time_machine.move_to(booking.starts_at + HOUR)
    for act in (
        lambda: actions.accept_booking(booking, by=facilitator),
        lambda: actions.withdraw_booking(booking, by=booking.association.representative),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "past"


# --- pages ---
def test_the_story_on_pages(client, space, facilitator):
    slug = space.commune.slug
    client.force_login(facilitator)
    assert client.post(reverse("spaces:hall-add", args=[slug]), {"name": " ", "seats": ""}).status_code == 422
    client.post(reverse("spaces:hall-add", args=[slug]), {"name": "قاعة الاجتماعات", "seats": "40"})
    hall = space.halls.get()
    association = AssociationFactory()
    Paper.objects.create(
        association=association, kind=PaperKind.RECEIPT, file="a.pdf", issued_on="2020-01-01",
        added_by=association.representative,
    )  # fmt: skip
    client.force_login(association.representative)
    start = localtime(now() + 48 * HOUR).replace(second=0, microsecond=0, hour=10)
    sent = {
        "association": association.pk, "hall": hall.pk, "purpose": "جمع عام للجمعية",
        "starts_at": start.strftime("%Y-%m-%dT%H:%M"), "ends_at": (start - HOUR).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    address = reverse("spaces:hall-ask", args=[slug])
    wrong = client.post(address, sent)
    assert wrong.status_code == 422
    assert "جمع عام للجمعية" in wrong.text
    answer = client.post(address, sent | {"ends_at": (start + HOUR).strftime("%Y-%m-%dT%H:%M")})
    booking = HallBooking.objects.get()
    assert answer.url == booking.get_absolute_url()
    page = client.get(answer.url)
    assert [line.kind for line in page.context["missing"]] == [PaperKind.BOARD]
    client.force_login(UserFactory())
    assert client.get(answer.url).status_code == 404
    assert "جمع عام للجمعية" not in client.get(reverse("spaces:halls", args=[slug])).text
    client.force_login(facilitator)
    assert answer.url in client.get(reverse("spaces:halls", args=[slug])).text
    moves = reverse("spaces:booking-move", args=[booking.pk, "refuse"])
    assert client.post(moves, {"note": " "}).status_code == 422
    assert client.post(reverse("spaces:booking-move", args=[booking.pk, "accept"])).status_code == 302
    client.logout()
    page = client.get(reverse("spaces:halls", args=[slug]))
    assert str(association) in page.text
    assert "جمع عام للجمعية" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_halls_cost_the_same_for_one_and_three(client, space, facilitator, count, django_assert_num_queries):
    for number in range(count):
        hall = actions.add_hall(space, by=facilitator, name=f"قاعة رقم {number} أ")
        actions.accept_booking(asked(hall), by=facilitator)
        asked(hall, after=72)
    client.force_login(facilitator)
    with django_assert_num_queries(8):
        page = client.get(reverse("spaces:halls", args=[space.commune.slug]))
    assert len(page.context["page"].rows) == len(page.context["waiting"]) == count
