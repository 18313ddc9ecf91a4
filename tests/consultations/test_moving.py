"""Opening, closing, publishing, cancelling; what is shown; time; statements and their authors."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from accounts.models import User
from consultations import actions
from consultations.models import Consultation
from consultations.tasks import close as task
from core.journal import history
from core.workflow import Refused
from debates.models import Thread
from notices.models import Notice
from spaces.enums import Role
from tests.consultations.test_workflow import consultation_in
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, StatementFactory
from tests.factories.councils import ElectionPeriodFactory, MandateFactory
from tests.factories.spaces import MembershipFactory
from tests.races import together

pytestmark = pytest.mark.django_db


def facilitator_of(consultation):
    return MembershipFactory(space=consultation.space, role=Role.FACILITATOR).user


def test_opening_makes_its_discussion_and_tells_the_members_once():
    consultation = consultation_in("draft")
    by, member, stranger = facilitator_of(consultation), MembershipFactory(space=consultation.space).user, UserFactory()
    row = actions.open_consultation(consultation, by=by)
    thread = Thread.objects.get(pk=row.thread_id)
    assert (thread.path, thread.state, thread.visibility) == (f"/consultations/{row.pk}/", "open", "visible")
    assert [notice.user for notice in Notice.objects.all()] == [member]
    assert Notice.objects.get().url == f"/consultations/{row.pk}/"
    with pytest.raises(Refused):
        actions.open_consultation(row, by=by)
    assert Thread.objects.count() == 1
    assert not Notice.objects.filter(user=stranger).exists()


def test_what_cannot_open_leaves_nothing_behind():
    consultation = ConsultationFactory()
    with pytest.raises(Refused) as refusal:
        actions.open_consultation(consultation, by=facilitator_of(consultation))
    assert refusal.value.code == "asks_nothing"
    assert not Thread.objects.exists()


def test_no_council_opens_one_while_an_election_is_near():
    consultation = consultation_in("draft", of_council=True)
    by = MandateFactory(council=consultation.council, president=True).user
    ElectionPeriodFactory()
    with pytest.raises(Refused) as refusal:
        actions.open_consultation(consultation, by=by)
    assert refusal.value.code == "election"
    space_asks = consultation_in("draft")
    assert actions.open_consultation(space_asks, by=facilitator_of(space_asks)).state == "open"


def test_whoever_leads_closes_it_before_its_moment_with_a_reason():
    consultation = ConsultationFactory(opened=True)
    by = facilitator_of(consultation)
    with pytest.raises(Refused) as refusal:
        actions.close(consultation, by=by)
    assert refusal.value.code == "note_missing"
    assert actions.close(consultation, by=by, note="انتهت الزيارات").closed_at


def test_publishing_and_cancelling_tell_the_members():
    for trait, act, number in (
        ({"closed": True}, actions.publish, 1),
        ({"opened": True}, actions.cancel, 1),
        ({}, actions.cancel, 0),
    ):
        consultation = ConsultationFactory(**trait)
        member = MembershipFactory(space=consultation.space).user
        act(consultation, by=facilitator_of(consultation), note="سبب")
        assert Notice.objects.filter(user=member).count() == number


def test_cancelled_its_discussion_is_closed():
    consultation = ConsultationFactory(opened=True)
    actions.cancel(consultation, by=facilitator_of(consultation), note="سبب")
    assert Thread.objects.get(pk=consultation.thread_id).state == "closed"


def test_held_and_shown_again_with_all_that_hangs_on_it():
    consultation = consultation_in("draft")
    member = MembershipFactory(space=consultation.space).user
    row = actions.open_consultation(consultation, by=facilitator_of(consultation))
    moderator = MembershipFactory(space=row.space, role=Role.MODERATOR).user
    actions.hold(row, by=moderator, note="للتحقق")
    assert Thread.objects.get(pk=row.thread_id).visibility == "held"
    assert not Notice.objects.get(user=member).is_shown
    assert not Consultation.objects.get(pk=row.pk).takes_answers()
    assert Notice.objects.filter(user=row.author).exists()
    actions.show(row, by=moderator)
    assert Thread.objects.get(pk=row.thread_id).visibility == "visible"
    assert Notice.objects.get(user=member).is_shown
    with pytest.raises(PermissionDenied):
        actions.hide(row, by=member, note="سبب")
    with pytest.raises(PermissionDenied):
        actions.move(row, "burn", by=UserFactory(is_superuser=True))


# --- time ---
def test_time_closes_it_once_in_the_house_own_name():
    end = now() + datetime.timedelta(days=1)
    consultation, later = ConsultationFactory(opened=True, closes_at=end), ConsultationFactory(opened=True)
    assert actions.close_due() == 0
    with time_machine.travel(end, tick=False):
        assert actions.close_due() == 1
        assert actions.close_due() == 0
        task.func(timestamp=0)
    consultation.refresh_from_db()
    assert (consultation.state, consultation.closed_at) == ("closed", end)
    (entry,) = history(consultation)
    assert (entry.action, entry.by.is_system, bool(entry.note)) == ("close", True, True)
    later.refresh_from_db()
    assert later.state == "open"


def test_the_moment_is_asked_again_under_the_lock(monkeypatch):
    consultation = ConsultationFactory(opened=True)
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now() - datetime.timedelta(minutes=1))
    real = actions.time.lock

    def lock_later(pk):
        actions.close(consultation, by=UserFactory(is_superuser=True), note="قبل ذلك")
        return real(pk)

    monkeypatch.setattr(actions.time, "lock", lock_later)
    assert actions.close_due() == 0
    assert history(consultation).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_close_it_once():
    consultation = ConsultationFactory(opened=True)
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now() - datetime.timedelta(minutes=1))
    User.objects.system()
    assert sorted(together(actions.close_due, actions.close_due)) == [0, 1]
    assert [entry.action for entry in history(consultation)] == ["close"]


# --- statements ---
def test_the_author_of_a_statement_is_told_and_nobody_else():
    statement = StatementFactory(visibility="held", part__consultation=ConsultationFactory(opened=True))
    consultation = statement.part.consultation
    moderator = MembershipFactory(space=consultation.space, role=Role.MODERATOR).user
    actions.move_statement(statement, "show", by=moderator)
    actions.move_statement(statement, "hide", by=moderator, note="فيه اسم شخص")
    actions.move_statement(statement, "show", by=moderator)
    assert set(Notice.objects.values_list("user", flat=True)) == {statement.author_id}
    notices = Notice.objects.exclude(key__startswith="case.").order_by("id")  # how to appeal is told beside them
    assert len(notices) == 3
    assert "فيه اسم شخص" in notices[1].text
    assert [entry.action for entry in history(consultation)] == ["show_statement", "hide_statement", "show_statement"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DESK])
def test_only_moderators_decide_on_statements(role):
    statement = StatementFactory(visibility="held", part__consultation=ConsultationFactory(opened=True))
    by = MembershipFactory(space=statement.part.consultation.space, role=role).user
    for action in ("show", "burn"):
        with pytest.raises(PermissionDenied):
            actions.move_statement(statement, action, by=by)


def test_a_statement_is_left_out_with_a_reason():
    statement = StatementFactory(visibility="held")
    with pytest.raises(Refused) as refusal:
        actions.move_statement(statement, "hide", by=UserFactory(is_superuser=True))
    assert refusal.value.code == "note_missing"
