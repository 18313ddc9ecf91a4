"""The agenda: proposed, kept or not, closed, forced in by whom the law names, studied, postponed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from deliberations import actions
from deliberations.enums import Force, ItemState, Origin
from deliberations.models import AgendaItem, Session
from notices.models import Notice
from tests.deliberations.hall import NOW, closed, convened, hall, roll, with_item
from tests.factories.councils import CommitteeFactory, ReferralFactory

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def test_a_member_asks_in_her_own_name_and_a_refusal_says_why(made):
    referral = ReferralFactory(council=made.council)
    item = actions.propose_item(
        made.session, by=made.member, title_ar="مسلك الدوار", origin=Origin.GOVERNOR, referral=referral
    )
    assert (item.origin, item.asked_by, item.referral, item.state) == (
        Origin.MEMBER, made.member_mandate, None, ItemState.PROPOSED,
    )  # fmt: skip
    assert item.article == "loi organique 113-14, art. 40"
    with pytest.raises(PermissionDenied):
        actions.refuse_item(item, by=made.member, reason="لا")
    with pytest.raises(Refused):
        actions.close_agenda(made.session, by=made.officer)  # it waits for an answer
    item = actions.refuse_item(item, by=made.president, reason="خارج الاختصاص")
    assert (item.state, item.reason) == (ItemState.REFUSED, "خارج الاختصاص")
    assert Notice.objects.get(key=f"agenda_item.{item.pk}.refused").user == made.member


def test_what_inhabitants_asked_for_stands_with_its_matter_once(made):
    referral = ReferralFactory(council=made.council)
    item = with_item(made, origin=Origin.REFERRAL, referral=referral)
    assert (item.referral, item.url, item.theme) == (referral, referral.url, referral.theme)
    with pytest.raises(Unfit, match="already"):
        actions.propose_item(made.session, by=made.officer, title_ar="مرة أخرى", referral=referral)
    with pytest.raises(PermissionDenied):
        actions.propose_item(made.session, by=made.officer, title_ar="مجلس آخر", referral=ReferralFactory())


def test_a_closed_agenda_takes_nothing_but_by_force(made):
    kept = with_item(made)
    closed(made)
    for attempt in (
        lambda: actions.propose_item(made.session, by=made.president, title_ar="نقطة متأخرة"),
        lambda: actions.edit_item(kept, by=made.officer, title_ar="عنوان آخر"),
        lambda: actions.close_agenda(made.session, by=made.officer),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "agenda_closed"
    assert AgendaItem.objects.get().title_ar == kept.title_ar


def test_half_of_the_members_force_a_point_in_with_its_article(made):
    with_item(made)
    late = {"by": made.officer, "title_ar": "دعم النقل المدرسي"}
    with pytest.raises(Refused):  # the agenda is open: propose it
        actions.force_item(made.session, force=Force.HALF, members=made.members, **late)
    closed(made)
    with pytest.raises(Unfit, match="4 of 7"):
        actions.force_item(made.session, force=Force.HALF, members=made.members[:3], **late)
    with pytest.raises(Unfit):
        actions.force_item(made.session, force="president", members=made.members, **late)
    with pytest.raises(PermissionDenied):
        actions.force_item(
            made.session, force=Force.HALF, members=made.members[:4], by=made.member, title_ar=late["title_ar"]
        )
    item = actions.force_item(made.session, force=Force.HALF, members=made.members[:4], **late)
    assert (item.state, item.number, item.forced_by) == (ItemState.KEPT, 2, Force.HALF)
    assert item.article == "loi organique 113-14, art. 40"
    assert set(item.supporters.all()) == set(made.members[:4])
    assert history(item).get(action="force").note == item.article


def test_the_governor_adds_points_within_eight_days(made, time_machine):
    with_item(made)
    made.session = actions.close_agenda(made.session, by=made.officer)
    late = {"by": made.officer, "force": Force.GOVERNOR, "title_ar": "إحداث مرفق"}
    with pytest.raises(Unfit, match="not sent"):
        actions.force_item(made.session, **late)
    actions.send_agenda(made.session, by=made.officer)
    time_machine.move_to(NOW + 8 * DAY)
    assert actions.force_item(made.session, **late).article == "loi organique 113-14, art. 39"
    time_machine.move_to(NOW + 9 * DAY)
    with pytest.raises(Unfit):
        actions.force_item(made.session, **late)
    # What had come in time may be written down later.
    assert actions.force_item(made.session, on=(NOW + 2 * DAY).date(), **late).number == 3


def test_a_refused_point_is_forced_in_as_itself(made):
    with_item(made)
    item = actions.propose_item(made.session, by=made.member, title_ar="مسلك الدوار")
    actions.refuse_item(item, by=made.president, reason="خارج الاختصاص")
    closed(made)
    forced = actions.force_item(
        made.session, by=made.officer, force=Force.HALF, members=made.members, title_ar="", item=item
    )
    assert (forced.pk, forced.state, forced.asked_by) == (item.pk, ItemState.KEPT, made.member_mandate)


def test_a_committee_studies_and_reports(made):
    item = with_item(made)
    with pytest.raises(PermissionDenied):
        actions.to_committee(item, by=made.officer, committee=CommitteeFactory())
    item = actions.to_committee(item, by=made.officer, committee=made.committee)
    with pytest.raises(PermissionDenied):
        actions.report_of_committee(item, by=made.member, summary="توصي اللجنة بالموافقة")
    with pytest.raises(Unfit):
        actions.report_of_committee(item, by=made.officer, summary="12")
    item = actions.report_of_committee(item, by=made.officer, summary="توصي اللجنة بالموافقة")
    assert (item.state, item.committee_on) == (ItemState.STUDIED, NOW.date())


def test_a_postponed_point_goes_on_at_the_next_session(made, time_machine):
    referral = ReferralFactory(council=made.council)
    item = with_item(made, origin=Origin.REFERRAL, referral=referral)
    sitting = convened(made)
    with pytest.raises(Refused):
        actions.postpone_item(item, by=made.secretary, reason="تعميق الدراسة")
    time_machine.move_to(sitting.starts_at)
    actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 5))
    following = actions.postpone_item(item, by=made.secretary, reason="تعميق الدراسة")
    item.refresh_from_db()
    assert (item.state, item.reason) == (ItemState.POSTPONED, "تعميق الدراسة")
    assert (following.continues, following.referral, following.state) == (item, referral, ItemState.KEPT)
    assert following.session == Session.objects.get(council=made.council, ordinal=2, year=2027)


def test_a_withdrawn_matter_leaves_every_agenda(made):
    referral = ReferralFactory(council=made.council)
    item = with_item(made, origin=Origin.REFERRAL, referral=referral)
    assert actions.take_off(referral, reason="سحب أصحابها العريضة") == 1
    item.refresh_from_db()
    assert (item.state, item.number) == (ItemState.WITHDRAWN, None)
    assert actions.take_off(referral, reason="سحب أصحابها العريضة") == 0
