"""Who hears of a session: whoever follows the council, its commune, a theme or a matter of its agenda; once each."""

import pytest
from django.core.management import call_command

from deliberations import actions
from deliberations.actions.telling import topics_of
from deliberations.enums import Closer, Force, Origin
from deliberations.models import AgendaItem
from needs.models import Need
from notices import actions as notices
from notices.enums import Topic
from notices.models import News, Notice
from tests.deliberations.hall import HOUR, NOW, closed, convened, hall, roll, with_item
from tests.factories.accounts import UserFactory
from tests.factories.councils import ReferralFactory
from tests.factories.spaces import SpaceFactory
from tests.needs.conftest import need_in

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    made = hall()
    made.slug = made.council.territory.slug
    made.need = need_in("heard", space=SpaceFactory(commune=made.council.territory), council=made.council)
    made.referral = made.need.referral
    return made


def following(made, *kinds):
    """Return a reader of English who follows each of these topics of the hall."""
    user = UserFactory(language="en")
    keys = {
        Topic.COUNCIL: made.slug,
        Topic.COMMUNE: made.slug,
        Topic.THEME: f"{made.referral.theme}@{made.slug}",
        Topic.REFERRAL: str(made.referral.pk),
        Topic.NEED: str(made.need.pk),
    }
    for kind in kinds or keys:
        notices.follow(kind, keys[kind], by=user)
    return user


def keys_of(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


def point(made):
    return with_item(made, origin=Origin.REFERRAL, referral=made.referral)


@pytest.mark.parametrize("kind", [Topic.COUNCIL, Topic.COMMUNE, Topic.THEME, Topic.REFERRAL, Topic.NEED])
def test_each_way_of_following_hears_that_the_council_is_convened(made, work, kind):
    point(made)
    work()
    user = following(made, kind)
    convened(made)
    work()
    notice = Notice.objects.get(user=user)
    assert notice.key == f"session.{made.session.pk}.convened"
    assert (notice.kind, notice.is_urgent, notice.url) == ("council", False, f"/sessions/{made.session.pk}/")
    assert "2 February 2027" in notice.text
    assert News.objects.get(key=notice.key).topics.count() == 5


def test_a_session_tells_each_occasion_once_whatever_is_followed(made, work, time_machine):
    point(made)
    work()
    user, member = following(made), made.member
    notices.follow(Topic.COUNCIL, made.slug, by=member)
    sitting = convened(made)
    other = actions.plan_sitting(
        made.session, by=made.officer, starts_at=HOUR.replace(day=3), place="القاعة", is_public=False,
        closed_by=Closer.PRESIDENT, closed_reason="شؤون الأشخاص",
    )  # fmt: skip
    closed_too = {"is_public": False, "closed_by": Closer.PRESIDENT, "closed_reason": "شؤون الأشخاص"}
    actions.change_sitting(other, by=made.officer, place="القاعة الكبرى", **closed_too)
    actions.cancel_sitting(other, by=made.officer, reason="عطلة رسمية")
    actions.force_item(made.session, by=made.officer, force=Force.HALF, members=made.members, title_ar="ميزانية الماء")
    time_machine.move_to(HOUR)
    actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 5))
    minutes = actions.write_minutes(made.session, by=made.secretary, text="انعقدت الدورة.")
    for _twice in range(2):
        actions.approve_minutes(minutes, by=made.secretary)
    work()
    forced = AgendaItem.objects.get(title_ar="ميزانية الماء")
    session = f"session.{made.session.pk}"
    assert keys_of(user) == [
        f"{session}.convened",
        f"{session}.sitting.{other.pk}.closed",
        f"{session}.sitting.{other.pk}.cancelled",
        f"{session}.forced.{forced.pk}",
        f"{session}.minutes.1",
    ]
    assert keys_of(member).count(f"{session}.convened") == 1
    assert Notice.objects.get(user=member, key=f"{session}.convened").is_urgent  # convened as the member that she is
    cancelled = Notice.objects.get(user=user, key__endswith="cancelled")
    assert (cancelled.url, "عطلة رسمية" in cancelled.text) == (f"/sessions/sittings/{other.pk}/", True)
    assert "ميزانية الماء" in Notice.objects.get(user=user, key__contains="forced").text


def test_a_sitting_that_lacks_members_is_told(made, work, time_machine):
    """113-14, art. 42: who meant to come reads that it was not held."""
    point(made)
    work()
    user = following(made)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 2))
    work()
    assert keys_of(user)[-1] == f"session.{made.session.pk}.sitting.{sitting.pk}.lacking"


def test_whoever_did_it_is_not_told(made, work):
    point(made)
    notices.follow(Topic.COUNCIL, made.slug, by=made.officer)
    closed(made)
    made.sitting = actions.plan_sitting(made.session, by=made.officer, starts_at=HOUR, place="القاعة")
    actions.cancel_sitting(made.sitting, by=made.officer, reason="عطلة")
    work()
    assert not any("cancelled" in key for key in keys_of(made.officer))


def test_nothing_of_a_hidden_matter_is_told(made, work):
    user = following(made, Topic.REFERRAL, Topic.NEED, Topic.THEME)
    Need.objects.filter(pk=made.need.pk).update(visibility="hidden")
    type(made.referral).objects.filter(pk=made.referral.pk).update(is_shown=False)
    made.referral.refresh_from_db()
    item = point(made)
    item.refresh_from_db()
    assert topics_of(made.slug, [item]) == [("commune", made.slug)]
    convened(made)
    work()
    assert keys_of(user) == []


def test_a_withdrawn_matter_is_no_topic(made):
    gone = ReferralFactory(council=made.council, state="withdrawn")
    assert topics_of(made.slug, [AgendaItem(session=made.session, referral=gone)]) == [("commune", made.slug)]
