"""What each person may do with a debate, in each state: the buttons of the page and the `actions` of the API."""

import pytest
from django.contrib.auth.models import AnonymousUser

from debates.enums import DebateState as D
from debates.models import Debate, Interest
from debates.offers import offers_for
from spaces.enums import Role
from tests.debates.test_debate_workflow import debate_in
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db

PREPARING = ["edit", "plan", "agenda", "documents"]
FACILITATOR = {
    D.DRAFT: ["announce", *PREPARING, "follow"],
    D.ANNOUNCED: ["open", *PREPARING, "follow", "hold", "hide"],
    D.OPEN: ["close", "write_conclusion", *PREPARING, "follow", "hold", "hide", "contribute"],
    D.LIVE: ["write_conclusion", *PREPARING, "follow", "hold", "hide", "contribute"],
    D.CLOSED: ["reopen", "conclude", "write_conclusion", "agenda", "documents", "follow", "hold", "hide"],
    D.CONCLUDED: ["archive", "follow", "hold", "hide"],
    D.ARCHIVED: ["hold", "hide"],
}
MODERATOR = {
    state: [one for one in offers if one in {"follow", "hold", "hide", "contribute"}]
    for state, offers in FACILITATOR.items()
}
RAPPORTEUR = {
    state: [one for one in offers if one in {"write_conclusion", "conclude", "follow", "contribute"}]
    for state, offers in FACILITATOR.items()
}
CITIZEN = {
    state: [one for one in offers if one in {"follow", "contribute"}] if state != D.DRAFT else []
    for state, offers in FACILITATOR.items()
}
WHO = {
    "facilitator": FACILITATOR, "moderator": MODERATOR, "rapporteur": RAPPORTEUR, "citizen": CITIZEN,
    "visitor": {state: [] for state in D},
}  # fmt: skip


def seen_by(user, debate) -> list[str]:
    return offers_for(Debate.objects.for_detail().for_viewer(user).get(pk=debate.pk), user)


@pytest.mark.parametrize("state", D)
@pytest.mark.parametrize("who", WHO)
def test_each_person_is_offered_what_she_may_do_now(who, state):
    debate = debate_in(state)
    if who == "visitor":
        user = AnonymousUser()
    elif who == "citizen":
        user = UserFactory()
    else:
        user = MembershipFactory(space=debate.space, role=Role(who)).user
    assert seen_by(user, debate) == WHO[who][state]


def test_who_follows_is_offered_to_leave_even_an_archive():
    debate, user = debate_in(D.ARCHIVED), UserFactory()
    Interest.objects.create(debate=debate, user=user)
    assert seen_by(user, debate) == ["unfollow"]


def test_a_held_debate_takes_no_contribution_and_is_shown_again():
    debate = debate_in(D.OPEN)
    type(debate.thread).objects.filter(pk=debate.thread_id).update(visibility="held")
    user = MembershipFactory(space=debate.space, role=Role.MODERATOR).user
    assert seen_by(user, debate) == ["follow", "hide", "show"]


def test_a_debate_without_its_question_is_not_offered_to_be_announced():
    debate = debate_in(D.DRAFT)
    Debate.objects.filter(pk=debate.pk).update(question="")
    user = MembershipFactory(space=debate.space, role=Role.FACILITATOR).user
    assert "announce" not in seen_by(user, debate)
