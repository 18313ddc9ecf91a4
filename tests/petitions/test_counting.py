"""Counting: in batch, exact as of a second, the threshold once."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from core.journal import history
from core.signals import moved
from notices.models import Notice
from petitions import actions
from petitions.actions import counting
from petitions.enums import PetitionState, SignatureKind, SignatureState, Telling
from petitions.models import Petition
from spaces.enums import Role
from territories.enums import Level
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SheetFactory, SignatureFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory
from tests.petitions.signers import accept_online, shown, signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True, required=3)


@pytest.fixture
def moves():
    """The moves of petitions, as listeners hear them."""
    heard = []

    def hear(sender, obj, action, **kwargs):
        heard.append((obj.pk, action))

    moved.connect(hear, sender=Petition)
    yield heard
    moved.disconnect(hear, sender=Petition)


def test_a_repeat_asks_for_a_count_too(petition, django_capture_on_commit_callbacks):
    """Whoever was cut off between her row and the asking sends again: she is counted all the same."""
    person = UserFactory()
    signed_by(petition, person)  # and the process is killed before it asks
    counting._asked.clear()
    assert not counting.is_waiting(petition.pk)
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, person)
    assert counting.is_waiting(petition.pk)


def test_kinds_are_counted_apart_and_only_what_is_valid(petition):
    sheet = SheetFactory(petition=petition)
    SignatureFactory.create_batch(2, petition=petition, kind="support")
    SignatureFactory(petition=petition, kind="online")
    SignatureFactory(petition=petition, kind="online", state="held")
    SignatureFactory(petition=petition, kind="online", state="withdrawn")
    SignatureFactory(petition=petition, kind="online", state="invalid", invalidity="abuse")
    last = SignatureFactory(petition=petition, kind="paper", sheet=sheet, row=1)
    SignatureFactory(petition=PetitionFactory(collecting=True))

    before = now()
    assert actions.refresh(petition) is True

    assert shown(petition) == (2, 1, 1)
    assert (petition.row_count, petition.last_row) == (7, last.pk)
    assert before <= petition.counted_at <= now()


def test_a_count_costs_the_same_for_one_and_for_three(petition, django_assert_num_queries):
    for number in (1, 3):
        SignatureFactory.create_batch(number, petition=petition)
        with django_assert_num_queries(6):  # a transaction's two, the lock, the row, the count, the writing
            actions.refresh(petition)


def test_signing_asks_for_one_count(petition, work, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, *UserFactory.create_batch(3))
    counting._asked.clear()  # another process, which knows of no job
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, UserFactory())

    jobs = ProcrastinateJob.objects.filter(task_name=counting.COUNT, status="todo")
    assert jobs.count() == 1
    assert actions.is_waiting(petition.pk)
    assert shown(petition) == (0, 0, 0)
    assert work() == 1
    assert shown(petition) == (4, 0, 0)


def test_a_count_asks_for_another_while_signatures_are_coming(petition, work):
    signed_by(petition, UserFactory())
    counting.defer(counting.COUNT, petition_id=petition.pk)
    assert work() == 1
    assert actions.is_waiting(petition.pk)
    signed_by(petition, UserFactory())
    with time_machine.travel(now() + datetime.timedelta(seconds=1.5)):
        assert work() == 1
        assert shown(petition) == (2, 0, 0)
        assert actions.is_waiting(petition.pk)
    with time_machine.travel(now() + datetime.timedelta(seconds=5)):
        assert work() == 1
    assert not actions.is_waiting(petition.pk)


def test_what_changes_without_a_new_row_is_counted_in_any_case(petition, django_capture_on_commit_callbacks):
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, person)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_signature(petition, by=person)

    assert actions.is_waiting(petition.pk)


def test_a_page_counts_when_something_waits_and_a_second_has_passed(petition, django_capture_on_commit_callbacks):
    actions.refresh_if_old(petition)
    assert petition.counted_at is None  # nobody has signed
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, UserFactory())
    actions.refresh_if_old(petition)
    assert petition.support_count == 1
    first = petition.counted_at
    SignatureFactory(petition=petition)
    with time_machine.travel(first + datetime.timedelta(seconds=0.9), tick=False):
        actions.refresh_if_old(petition)
        assert petition.counted_at == first
    with time_machine.travel(first + datetime.timedelta(seconds=1.1), tick=False):
        actions.refresh_if_old(petition)
        assert petition.support_count == 2


# --- enough ---
def test_the_required_number_is_reached_once(petition, moves, work):
    person, silent = UserFactory(), UserFactory()
    facilitator = MembershipFactory(space=petition.space, role=Role.FACILITATOR).user
    accept_online(petition)
    signed_by(petition, person, UserFactory(), telling=Telling.MESSAGE, name="فاطمة")
    signed_by(petition, silent, telling=Telling.NONE, name="فاطمة")
    for _ in range(2):
        actions.refresh(petition)
    work()

    petition.refresh_from_db()
    assert petition.state == PetitionState.THRESHOLD_REACHED
    assert moves == [(petition.pk, "reach")]
    (entry,) = history(petition)
    assert (entry.action, entry.by.is_system, entry.data) == ("reach", True, {"valid": 3, "required": 3})
    told = Notice.objects.filter(url__contains=f"/petitions/{petition.pk}/")
    assert set(told.values_list("user", flat=True)) >= {petition.author_id, facilitator.pk, person.pk}
    assert told.filter(user=petition.author_id).count() == told.filter(user=facilitator).count() == 1
    assert told.get(user=person).is_urgent
    assert not told.filter(user=silent).exists()


@pytest.mark.parametrize("kind", [SignatureKind.SUPPORT, SignatureKind.ONLINE])
def test_initial_support_never_reaches_the_number(petition, kind):
    SignatureFactory.create_batch(3, petition=petition, kind=kind)
    actions.refresh(petition)

    petition.refresh_from_db()
    assert (petition.state == PetitionState.THRESHOLD_REACHED) is (kind == SignatureKind.ONLINE)


def test_one_too_few_is_too_few(petition):
    SignatureFactory.create_batch(2, petition=petition, kind="online")
    SignatureFactory(petition=petition, kind="online", state="held")
    actions.refresh(petition)

    petition.refresh_from_db()
    assert (petition.state, petition.missing_count) == (PetitionState.COLLECTING, 1)


def test_the_petition_of_an_association_reaches_nothing():
    petition = PetitionFactory(collecting=True, of_association=True)
    SignatureFactory.create_batch(2, petition=petition)

    assert actions.refresh(petition) is True
    petition.refresh_from_db()
    assert petition.state == PetitionState.COLLECTING


def test_a_region_needs_its_share_from_each_province():
    region = TerritoryFactory(level=Level.REGION, parent=None)
    provinces = [TerritoryFactory(level=Level.PROVINCE, parent=region) for _ in range(2)]
    communes = [TerritoryFactory(level=Level.COMMUNE, parent=one) for one in provinces]
    petition = PetitionFactory(collecting=True, required=3, spread_required=1, council__territory=region)
    SignatureFactory.create_batch(3, petition=petition, kind="online", territory=communes[0])
    actions.refresh(petition)
    petition.refresh_from_db()
    assert (petition.state, petition.spread_missing) == (PetitionState.COLLECTING, 1)

    SignatureFactory(petition=petition, kind="online", territory=communes[1])
    actions.refresh(petition)
    petition.refresh_from_db()
    assert (petition.state, petition.spread_missing) == (PetitionState.THRESHOLD_REACHED, 0)


def test_a_signature_taken_back_leaves_the_count(petition):
    person = UserFactory()
    signed_by(petition, person, UserFactory())
    actions.refresh(petition)
    actions.withdraw_signature(petition, by=person)
    actions.refresh(petition)

    assert shown(petition) == (1, 0, 0)


def test_the_held_are_told_of_once_a_day(petition):
    facilitator = MembershipFactory(space=petition.space, role=Role.FACILITATOR).user
    SignatureFactory(petition=petition, state=SignatureState.HELD)
    actions.refresh(petition)
    SignatureFactory(petition=petition, state=SignatureState.HELD)
    actions.refresh(petition)

    assert Notice.objects.filter(user=facilitator).count() == 1
    assert not Notice.objects.filter(user=petition.author).exists()
