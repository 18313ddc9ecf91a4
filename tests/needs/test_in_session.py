"""Those who asked hear what becomes of their need in the council's session: kept, put off, not kept, decided."""

import pytest
from django.core.management import call_command

from core.models import Message
from deliberations import actions
from deliberations.actions.voting import Counts
from deliberations.enums import Origin
from needs import actions as needs
from notices import actions as notices
from notices.enums import Topic
from notices.models import Notice
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll
from tests.factories.accounts import UserFactory
from tests.factories.needs import SupportFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.needs.conftest import need_in

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
WORDS = {"title_ar": "الموافقة على الحديقة", "text_ar": "وافق المجلس على إحداث الحديقة."}


def reader(name):
    return UserFactory(language="en", email=f"{name}@example.org")


@pytest.fixture
def made(work):
    """A council with a need before it, its author, somebody who joined, somebody who follows it and the council."""
    call_command("load_law", verbosity=0)
    made = hall()
    space = SpaceFactory(commune=made.council.territory)
    made.need = need_in("heard", space=space, council=made.council, author=reader("author"))
    made.author, made.referral = made.need.author, made.need.referral
    made.joined = SupportFactory(need=made.need, user=reader("joined")).user
    made.follower = reader("follower")
    made.facilitator = MembershipFactory(space=space, role="facilitator").user
    for kind, key in ((Topic.NEED, made.need.pk), (Topic.COUNCIL, made.council.territory.slug)):
        for user in (made.follower, made.joined):
            notices.follow(kind, str(key), by=user)
    return made


def proposed(made):
    return actions.propose_item(
        made.session, by=made.officer, title_ar="إصلاح الطريق", origin=Origin.REFERRAL, referral=made.referral
    )


def told(made, key):
    """Return whom an occasion was told, by name, and check that it is one notice each."""
    rows = Notice.objects.filter(key=key)
    names = {made.author.pk: "author", made.joined.pk: "joined", made.follower.pk: "follower"}
    assert rows.count() == len({row.user_id for row in rows})
    return {names[row.user_id] for row in rows if row.user_id in names}


EVERYONE = {"author", "joined", "follower"}


def sit(made, time_machine, item):
    made.sitting = convened(made)
    time_machine.move_to(HOUR)
    made.sitting = actions.open_sitting(made.sitting, by=made.secretary, roll=roll(made, 5))


def test_they_hear_that_it_is_a_point_of_the_session(made, work):
    item = proposed(made)
    work()
    assert not Notice.objects.filter(user__in=[made.author, made.joined, made.follower]).exists()
    actions.keep_item(item, by=made.officer)
    work()
    key = f"agenda_item.{item.pk}.keep"
    assert told(made, key) == EVERYONE
    notice = Notice.objects.get(key=key, user=made.author)
    assert (notice.is_urgent, notice.kind, notice.url) == (False, "council", f"/referrals/{made.referral.pk}/")
    assert made.referral.title in notice.text
    assert "is point 1 of the agenda: Ordinary session of February 2027" in notice.text


def test_a_refusal_tells_the_reason_and_a_proposal_taken_back_nothing(made, work):
    item = actions.refuse_item(proposed(made), by=made.president, reason="خارج اختصاص الجماعة")
    work()
    assert told(made, f"agenda_item.{item.pk}.refuse") == EVERYONE
    assert "خارج اختصاص الجماعة" in Notice.objects.get(key__endswith=".refuse", user=made.author).text
    other = actions.withdraw_item(proposed(made), by=made.officer, reason="سهو")
    work()
    assert told(made, f"agenda_item.{other.pk}.withdraw") == set()


def test_a_point_taken_off_tells_the_reason(made, work):
    item = actions.keep_item(proposed(made), by=made.officer)
    actions.withdraw_item(item, by=made.officer, reason="تعارض مع نقطة أخرى")
    work()
    assert told(made, f"agenda_item.{item.pk}.withdraw") == EVERYONE
    assert "تعارض مع نقطة أخرى" in Notice.objects.get(key__endswith=".withdraw", user=made.joined).text


def test_put_off_they_hear_why_and_when_it_comes_again(made, work, time_machine):
    item = actions.keep_item(proposed(made), by=made.officer)
    sit(made, time_machine, item)
    following = actions.postpone_item(item, by=made.secretary, reason="دراسة تكميلية")
    work()
    assert told(made, f"agenda_item.{item.pk}.postpone") == EVERYONE
    assert "دراسة تكميلية" in Notice.objects.get(key__endswith=".postpone", user=made.author).text
    assert told(made, f"agenda_item.{following.pk}.keep") == EVERYONE
    assert "May 2027" in Notice.objects.get(key=f"agenda_item.{following.pk}.keep", user=made.author).text


def test_the_decision_is_the_answer_and_leaves_at_once(made, work, time_machine):
    item = actions.keep_item(proposed(made), by=made.officer)
    sit(made, time_machine, item)
    votes = {"sitting": made.sitting, "takes_up": True, "counts": Counts(5, 0, 0)}
    vote = actions.deliberate(item, by=made.secretary, **votes)
    actions.deliberate(item, by=made.secretary, **votes | {"counts": Counts(4, 1, 0)})  # corrected: told once
    work()
    assert told(made, f"agenda_item.{item.pk}.deliberated.{made.sitting.pk}") == EVERYONE
    vote.refresh_from_db()
    decision = actions.write_decision(vote, by=made.secretary, **WORDS)
    Message.objects.all().delete()
    decision = actions.publish_decision(decision, by=made.president, countersigned_by=made.secretary_mandate)
    work()
    key = f"decision.{decision.pk}.published"
    assert told(made, key) == EVERYONE
    urgent = Notice.objects.filter(key=key, is_urgent=True)
    assert {row.user for row in urgent} == {made.author, made.joined}
    assert decision.reference in urgent.first().text
    assert Message.objects.filter(to__in=[made.author.email, made.joined.email]).count() == 2


@pytest.mark.parametrize("act", [needs.hold, needs.hide])
def test_of_a_need_that_is_not_shown_nobody_hears(made, work, time_machine, act):
    item = proposed(made)
    act(made.need, by=made.facilitator, note="للتحقق")
    Notice.objects.all().delete()
    item = actions.keep_item(item, by=made.officer)
    sit(made, time_machine, item)
    vote = actions.deliberate(item, by=made.secretary, sitting=made.sitting, takes_up=True, counts=Counts(5, 0, 0))
    decision = actions.write_decision(vote, by=made.secretary, **WORDS)
    actions.publish_decision(decision, by=made.president, countersigned_by=made.secretary_mandate)
    work()
    assert not Notice.objects.filter(user=made.author).exists()
    assert not Notice.objects.filter(key__startswith="agenda_item.").exists()


def test_hidden_later_what_they_were_told_is_hidden_too(made, work):
    item = actions.keep_item(proposed(made), by=made.officer)
    work()
    needs.hide(made.need, by=made.facilitator, note="مخالف للميثاق")
    assert not Notice.objects.filter(key=f"agenda_item.{item.pk}.keep", is_shown=True, user=made.follower).exists()


def test_no_name_of_others_is_in_the_words(made, work):
    actions.keep_item(proposed(made), by=made.officer)
    work()
    for notice in Notice.objects.filter(key__startswith="agenda_item."):
        for person in (made.author, made.joined, made.facilitator, made.officer):
            assert person.public_name not in notice.text
