"""The ladder taken fairly: one step a decision, nothing left of what was taken back, no suspension shortened or lifted
that is another's; who is on duty can look; an appeal is offered where there is one.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from accounts import actions as accounts
from accounts.models import User
from core.models import Message
from core.workflow import Refused
from debates.actions import move_contribution
from moderation import actions
from moderation.enums import ActKind, CaseState, Ground, Outcome
from moderation.models import Act, Case, Sanction
from moderation.people import duties_on
from notices.models import Notice
from spaces.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory
from tests.moderation.people import place

pytestmark = pytest.mark.django_db
HIDDEN = {"outcome": Outcome.HIDDEN, "ground": Ground.INSULT, "note": "سب"}
DAY = timedelta(days=1)


@pytest.fixture
def here():
    return place()


def reported(here, author=None) -> Case:
    said = ContributionFactory(thread=here.said.thread, author=author or here.author)
    return actions.report("contribution", said.pk, by=here.citizen, ground=Ground.INSULT).case


def warned(here, by=None) -> Case:
    return actions.decide(reported(here), by=by or here.facilitator, warns=True, **HIDDEN)


def until(user: User):
    return User.objects.get(pk=user.pk).suspended_until


def keys(case: Case) -> set[str]:
    return {
        key.rpartition(".")[2]
        for key in Notice.objects.filter(key__startswith=f"case.{case.pk}.", user=case.author).values_list(
            "key", flat=True
        )
    }


def test_one_decision_about_many_texts_takes_one_step_an_author(here):
    other = UserFactory()
    cases = [reported(here, author) for author in (here.author, here.author, other, here.author, here.author)]
    done = actions.decide_many(cases, by=here.facilitator, warns=True, **HIDDEN)
    assert not any(one.refusal for one in done)
    assert list(Sanction.objects.order_by("pk").values_list("user", "kind", "step")) == [
        (here.author.pk, "warning", 1),
        (other.pk, "warning", 1),
    ]
    assert until(here.author) is None


def test_what_could_not_be_decided_leaves_the_warning_to_the_next_one(here):
    gone, stays = reported(here), reported(here)
    actions.decide(gone, outcome=Outcome.KEPT, by=here.moderator)
    done = actions.decide_many([gone, stays], by=here.facilitator, warns=True, **HIDDEN)
    assert [bool(one.refusal) for one in done] == [True, False]
    assert Sanction.objects.get().case_id == stays.pk


def test_shown_again_at_its_own_page_the_step_goes_with_it(here):
    case = actions.decide(_of(here), by=here.moderator, warns=True, **HIDDEN)
    move_contribution(here.said, "show", by=here.moderator)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.DECIDED, Outcome.KEPT)
    assert Sanction.objects.get().lifted_at is not None
    assert actions.next_step(here.author).number == 1
    assert "shown_again" in keys(case)
    assert Act.objects.order_by("pk").last().act == ActKind.SHOW


@pytest.mark.parametrize("who", ["moderator", "facilitator"])
def test_an_appeal_ends_when_it_is_shown_again_at_its_own_page(here, client, who):
    case = actions.decide(_of(here), by=here.moderator, warns=True, **HIDDEN)
    actions.appeal(case, by=here.author, words="ليس سبا")
    client.force_login(here.author)
    waits = "Another moderator looks."
    assert waits in client.get(f"/en{case.get_absolute_url()[3:]}").text
    move_contribution(here.said, "show", by=getattr(here, who), note="رأي مقبول")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.reply) == (CaseState.OVERTURNED, Outcome.KEPT, "رأي مقبول")
    assert Sanction.objects.get().lifted_at is not None
    assert "shown_again" in keys(case)
    assert list(Act.objects.order_by("pk").values_list("act", flat=True)) == ["hide", "warn", "appeal", "overturn"]
    page = client.get(f"/en{case.get_absolute_url()[3:]}").text
    assert waits not in page
    assert "رأي مقبول" in page


def test_without_words_nobody_waits_for_ever(here, client):
    case = actions.decide(_of(here), by=here.moderator, **HIDDEN)
    actions.appeal(case, by=here.author, words="ليس سبا")
    move_contribution(here.said, "show", by=here.facilitator)
    client.force_login(here.author)
    assert "Another moderator looks." not in client.get(f"/en{case.get_absolute_url()[3:]}").text


def test_an_overturned_step_lifts_no_suspension_of_another_case(here):
    warned(here)
    warned(here)
    first = warned(here)
    ends = until(here.author)
    assert first.sanction.until == ends
    second = warned(here)
    assert until(here.author) == second.sanction.until > ends
    actions.appeal(first, by=User.objects.get(pk=here.author.pk), words="ليس سبا")
    actions.judge(first, overturns=True, by=here.moderator, reply="صحيح")
    assert Sanction.objects.get(case=first).lifted_at is not None
    assert until(here.author) == second.sanction.until
    actions.appeal(second, by=User.objects.get(pk=here.author.pk), words="ليس سبا")
    actions.judge(second, overturns=True, by=here.moderator, reply="صحيح")
    assert until(here.author) is None


def test_a_step_shortens_no_suspension_and_its_appeal_lifts_none(here):
    warned(here)
    warned(here)
    admin = UserFactory(is_staff=True)
    ends = now() + 200 * DAY
    accounts.suspend(here.author, until=ends, reason="حسابات مزيفة", by=admin)
    case = warned(here)
    assert until(here.author) == ends
    assert case.sanction.until < now() + 8 * DAY
    (words,) = Notice.objects.filter(key=f"case.{case.pk}.suspended").values_list("text", flat=True)
    assert str(ends.year) in words
    actions.appeal(case, by=User.objects.get(pk=here.author.pk), words="ليس سبا")
    actions.judge(case, overturns=True, by=here.moderator, reply="صحيح")
    assert until(here.author) == ends


def test_who_moderates_no_more_or_is_suspended_is_on_no_duty(here):
    for who in (here.facilitator, here.moderator):
        actions.put_on_duty(here.space, user=who, day=localdate(), by=here.facilitator)
    Membership.objects.filter(user=here.moderator).update(ended_at=now())
    assert {reported(here).assigned for _time in range(2)} == {here.facilitator}
    assert [duty.user for duty in duties_on(here.space, localdate())] == [here.facilitator]
    accounts.suspend(here.facilitator, until=now() + DAY, reason="تجربة", by=UserFactory(is_staff=True))
    other = UserFactory()
    MembershipFactory(space=here.space, user=other, role="moderator")
    case = reported(here)
    assert case.assigned is None
    assert Notice.objects.filter(key=f"case.{case.pk}.opened", user=other).exists()


def test_an_appeal_is_offered_where_there_is_one(here, client):
    amina = UserFactory(phone="+212612345671", commune=TerritoryFactory(slug="tiznit"))
    accounts.suspend(amina, until=now() + DAY, reason="حسابات مزيفة", by=UserFactory(is_staff=True))
    amina = User.objects.get(pk=amina.pk)
    assert not amina.has_perm("accounts.appeal_suspension", amina)
    assert "appeal" not in amina.no_act
    assert "appeal" not in Message.objects.get(key__startswith="suspend.").body
    client.force_login(amina)
    page = client.get("/en" + reverse("people:suspension")[3:]).text
    assert reverse("moderation:mine")[3:] not in page
    assert "/spaces/tiznit/" in page

    for _time in range(3):
        warned(here)
    author = User.objects.get(pk=here.author.pk)
    assert author.has_perm("accounts.appeal_suspension", author)
    assert "appeal" in author.no_act
    client.force_login(author)
    assert reverse("moderation:mine")[3:] in client.get("/en" + reverse("people:suspension")[3:]).text


def test_nobody_is_warned_twice_by_a_group_that_is_refused(here):
    warned(here)
    warned(here)
    with pytest.raises(Refused):
        warned(here, by=here.moderator)
    done = actions.decide_many([reported(here), reported(here)], by=here.moderator, warns=True, **HIDDEN)
    assert [bool(one.refusal) for one in done] == [True, True]
    assert Sanction.objects.count() == 2


def _of(here) -> Case:
    return actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT).case
