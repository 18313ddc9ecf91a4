"""Votes by name, majorities, ties; decisions, their visa; minutes."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from core.fitness import Unfit
from core.workflow import Refused
from councils.enums import Role
from deliberations import actions
from deliberations.actions.voting import Counts, is_adopted
from deliberations.enums import ItemKind, ItemState, Majority, SessionState, Stance, Visa
from deliberations.models import Decision, Deliberation, Minutes, Vote
from notices.models import Notice
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory, ReferralFactory

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)
WORDS = {"title_ar": "الموافقة على الحديقة", "text_ar": "وافق المجلس على إحداث الحديقة."}


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def sit(made, time_machine, there=5, **more):
    """Open the session with one point; return the sitting."""
    made.item = with_item(made, **more)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    made.sitting = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, there))
    made.session.refresh_from_db()
    return made.sitting


def by_name(made, voices: str) -> dict[int, str]:
    """Return votes in the order of the members: + for, - against, 0 abstention."""
    stances = {"+": Stance.FOR, "-": Stance.AGAINST, "0": Stance.ABSTAIN}
    return {member.pk: stances[voice] for member, voice in zip(made.members, voices, strict=False)}


def vote(made, **more):
    kept = {"by": made.secretary, "sitting": made.sitting, "takes_up": True}
    return actions.deliberate(made.item, **(kept | more))


@pytest.mark.parametrize(
    ("majority", "counts", "in_office", "side", "adopted"),
    [
        (Majority.SIMPLE, (3, 2, 0), 11, "", True),
        (Majority.SIMPLE, (2, 3, 0), 11, "", False),
        (Majority.SIMPLE, (1, 0, 9), 11, "", True),
        (Majority.SIMPLE, (3, 3, 0), 11, Stance.FOR, True),
        (Majority.SIMPLE, (3, 3, 0), 11, Stance.AGAINST, False),
        (Majority.SIMPLE, (0, 0, 5), 11, "", False),
        (Majority.ABSOLUTE, (5, 0, 0), 11, "", False),
        (Majority.ABSOLUTE, (6, 5, 0), 11, "", True),
        (Majority.ABSOLUTE, (5, 5, 0), 10, Stance.FOR, False),
    ],
)
def test_what_adopts(majority, counts, in_office, side, adopted):
    assert is_adopted(majority, Counts(*counts), in_office, side) is adopted


def test_a_vote_by_name_is_counted_from_the_names(made, time_machine):
    sit(made, time_machine)
    found = vote(made, votes=by_name(made, "++-0+"), summary="نوقشت النقطة")
    assert (found.for_count, found.against_count, found.abstain_count) == (3, 1, 1)
    assert (found.present, found.in_office, found.is_adopted, found.is_by_name) == (5, 7, True, True)
    made.item.refresh_from_db()
    assert (made.item.state, made.item.taken_up_unstudied) == (ItemState.DELIBERATED, True)


def test_more_voices_than_members_are_refused(made, time_machine):
    sit(made, time_machine)
    with pytest.raises(Unfit, match=r"\(6\) than members at the sitting \(5\)"):
        vote(made, counts=Counts(4, 1, 1))
    with pytest.raises(Unfit) as refusal:  # the sixth member was not there
        vote(made, votes=by_name(made, "++++++"))
    assert made.members[5].name in str(refusal.value)
    stranger = MandateFactory(role=Role.MEMBER)
    officer = made.officer_mandate
    for other in (stranger, officer):
        with pytest.raises(Unfit):
            vote(made, votes={other.pk: Stance.FOR})
    with pytest.raises(Unfit):
        vote(made, counts=Counts(-1, 2, 0))
    assert not Deliberation.objects.exists()
    assert not Vote.objects.exists()


def test_a_tie_goes_to_the_presidents_side(made, time_machine):
    sit(made, time_machine, there=4)
    with pytest.raises(Unfit) as refusal:
        vote(made, counts=Counts(2, 2, 0))
    assert refusal.value.field == "president_side"
    found = vote(made, votes=by_name(made, "+--+"))
    assert (found.president_side, found.is_adopted) == (Stance.FOR, True)
    found = vote(made, votes=by_name(made, "-++-"))  # corrected while the session is held
    assert (found.president_side, found.is_adopted) == (Stance.AGAINST, False)
    assert Vote.objects.count() == 4


def test_the_plan_needs_the_absolute_majority_of_members_in_office(made, time_machine):
    sit(made, time_machine, there=4, kind=ItemKind.PLAN)
    assert vote(made, votes=by_name(made, "+++0")).is_adopted is False  # 3 of 7
    assert vote(made, votes=by_name(made, "++++")).is_adopted is True


def test_what_no_committee_studied_is_taken_up_first(made, time_machine):
    sit(made, time_machine)
    with pytest.raises(Unfit) as refusal:
        vote(made, counts=Counts(5, 0, 0), takes_up=None)
    assert refusal.value.field == "takes_up"


def test_outside_a_session_nothing_is_deliberated(made):
    made.item = with_item(made)
    made.sitting = convened(made)
    with pytest.raises(Refused) as refusal:
        vote(made, counts=Counts(1, 0, 0))
    assert refusal.value.code == "not_open"


def test_whoever_voted_stays_on_the_roll(made, time_machine):
    sit(made, time_machine)
    vote(made, votes=by_name(made, "+++++"))
    left = roll(made, 5) | {made.members[0].pk: "left", made.members[5].pk: "present"}
    actions.correct_roll(made.sitting, by=made.secretary, roll=left)
    with pytest.raises(Unfit):
        actions.correct_roll(made.sitting, by=made.secretary, roll=roll(made, 4))
    assert made.sitting.attendance.filter(presence="left").count() == 1


def test_a_decision_is_numbered_signed_and_published_for_good(made, time_machine):
    asker = UserFactory()
    referral = ReferralFactory(council=made.council, referred_by=asker)
    sit(made, time_machine, referral=referral)
    adopted = vote(made, votes=by_name(made, "+++++"))
    row = actions.write_decision(adopted, by=made.secretary, **WORDS)
    assert (row.number, row.year) == (1, 2027)
    assert row.address == f"{made.council.territory.slug}-2027-1"
    with pytest.raises(Unfit):
        actions.write_decision(adopted, by=made.secretary, **WORDS | {"text_ar": " "})
    with pytest.raises(PermissionDenied):
        actions.publish_decision(row, by=made.officer)
    row = actions.publish_decision(row, by=made.president, countersigned_by=made.secretary_mandate)
    assert (row.signed_role, row.posted_until - row.posted_from) == (Role.PRESIDENT, 8 * DAY)
    assert Notice.objects.get(key=f"decision.{row.pk}.published").user == asker
    for again in (
        lambda: actions.publish_decision(row, by=made.president, countersigned_by=made.secretary_mandate),
        lambda: actions.write_decision(adopted, by=made.secretary, **WORDS | {"text_ar": "كلمات أخرى"}),
        lambda: vote(made, votes=by_name(made, "-----")),
    ):
        with pytest.raises(Refused):
            again()


def test_two_decisions_never_have_one_number(made, time_machine):
    sit(made, time_machine)
    second = actions.force_item  # the agenda is closed: the second point is made by hand below
    assert second
    first = actions.write_decision(vote(made, counts=Counts(5, 0, 0)), by=made.secretary, number=7, **WORDS)
    made.item = type(made.item).objects.create(
        session=made.session, number=2, title_ar="نقطة ثانية", state=ItemState.KEPT
    )
    other = vote(made, counts=Counts(5, 0, 0))
    with pytest.raises(Unfit) as refusal:
        actions.write_decision(other, by=made.secretary, number=7, **WORDS)
    assert refusal.value.field == "number"
    assert actions.write_decision(other, by=made.secretary, **WORDS).number == 8
    assert Decision.objects.get(pk=first.pk).number == 7


def test_silence_is_a_visa_after_twenty_days_and_no_opposition_after_three(made, time_machine):
    sit(made, time_machine, kind=ItemKind.PLAN)
    row = actions.write_decision(vote(made, counts=Counts(5, 0, 0)), by=made.secretary, **WORDS)
    actions.publish_decision(row, by=made.president, countersigned_by=made.secretary_mandate)
    with pytest.raises(Refused):
        actions.send_to_governor(made.session, by=made.secretary)
    actions.close_session(made.session, by=made.secretary)
    actions.send_to_governor(made.session, by=made.secretary)
    with pytest.raises(Refused):
        actions.follow_visa(row, "clear", by=made.secretary)  # it waits for a visa
    time_machine.move_to(HOUR + 20 * DAY)
    assert actions.settle_visas() == 0
    time_machine.move_to(HOUR + 21 * DAY)
    assert actions.settle_visas() == 1
    row.refresh_from_db()
    assert (row.visa, row.is_enforceable) == (Visa.SILENT, True)
    assert actions.settle_visas() == 0


def test_an_opposition_has_its_reason(made, time_machine):
    sit(made, time_machine)
    row = actions.write_decision(vote(made, counts=Counts(5, 0, 0)), by=made.secretary, **WORDS)
    actions.publish_decision(row, by=made.president, countersigned_by=made.secretary_mandate)
    actions.follow_visa(row, "send", by=made.secretary)
    with pytest.raises(Refused):
        actions.follow_visa(row, "oppose", by=made.secretary)
    row = actions.follow_visa(row, "oppose", by=made.secretary, note="تجاوز الاختصاص")
    assert (row.visa, row.visa_note, row.is_enforceable) == (Visa.OPPOSED, "تجاوز الاختصاص", False)


def test_a_session_closes_once_each_point_was_dealt_with(made, time_machine):
    sit(made, time_machine)
    with pytest.raises(Refused) as refusal:
        actions.close_session(made.session, by=made.secretary)
    assert refusal.value.code == "items_left"
    vote(made, counts=Counts(0, 5, 0))
    assert actions.close_session(made.session, by=made.secretary).state == SessionState.CLOSED
    with pytest.raises(Refused):
        vote(made, counts=Counts(5, 0, 0))


def test_minutes_are_versions_and_the_latest_is_approved(made, time_machine):
    sit(made, time_machine)
    first = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.")
    with pytest.raises(Refused) as refusal:  # written from an older page
        actions.write_minutes(made.session, by=made.officer, text="كلمات أخرى.")
    assert refusal.value.code == "changed"
    second = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة وتليت النقط.", version=1)
    same = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة وتليت النقط.", version=2)
    assert same == second
    with pytest.raises(Refused):
        actions.approve_minutes(first, by=made.secretary)
    with pytest.raises(PermissionDenied):
        actions.approve_minutes(second, by=made.officer)
    with pytest.raises(Refused):
        actions.send_minutes(second, by=made.secretary)
    actions.approve_minutes(second, by=made.secretary)
    actions.send_minutes(second, by=made.secretary)
    assert Minutes.objects.approved().get().version == 2
