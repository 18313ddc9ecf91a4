"""A commune with its space, its council and its people."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now

from councils.enums import Verdict
from needs.enums import NeedState
from spaces.enums import Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.councils import ClockRuleFactory, CouncilFactory, MandateFactory, ReferralFactory
from tests.factories.needs import NeedFactory, SupportFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import region

WHO = [
    "visitor", "citizen", "author", "supporter", "member", "facilitator", "facilitator_elsewhere", "moderator",
    "desk", "president", "coordinator", "coordinator_elsewhere", "superuser",
]  # fmt: skip
PUBLISHED = {"verdict": Verdict.PLANNED, "text": "سيتم إصلاح الطريق."}


def person(who: str, need):
    """Return a person by what she is to a need."""
    if who == "visitor":
        return AnonymousUser()
    if who == "author":
        return need.author
    user = UserFactory(is_superuser=who == "superuser")
    if who == "supporter":
        SupportFactory(need=need, user=user)
    elif who in {"member", "facilitator", "moderator", "desk"}:
        MembershipFactory(space=need.space, user=user, role=who)
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who == "president":
        council = CouncilFactory(territory=need.space.commune)
        MandateFactory(council=council, user=user, president=True)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user


def need_in(state: str, **fields):
    """Return a need in a state, with what the state goes with."""
    if state != NeedState.VOICED:
        space = fields.setdefault("space", SpaceFactory())
        council = fields.pop("council", None) or CouncilFactory(territory=space.commune)
        fields.setdefault("referral", ReferralFactory(council=council))
        fields.setdefault("heard_at", now())
    else:
        fields.pop("council", None)
    if state in {NeedState.SAID_DONE, NeedState.CONFIRMED}:
        fields.setdefault("said_done_at", now())
        fields.setdefault("round", 1)
    need = NeedFactory(state=state, support_count=1, **fields)
    SupportFactory(need=need, user=need.author)
    return need


@pytest.fixture
def town(db):
    """An open space with its facilitator, its council with a president and an officer, and the clock's rule."""
    ClockRuleFactory()
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    return SimpleNamespace(
        space=space,
        council=council,
        facilitator=MembershipFactory(space=space, role=Role.FACILITATOR).user,
        moderator=MembershipFactory(space=space, role=Role.MODERATOR).user,
        desk=MembershipFactory(space=space, role=Role.DESK).user,
        president=MandateFactory(council=council, president=True).user,
        officer=MandateFactory(council=council).user,
        citizen=UserFactory(),
    )


@pytest.fixture
def asked():
    """What a person types."""
    return {"title": "إصلاح الطريق", "text": "مقطوعة منذ الأمطار.", "theme": "roads", "place": "دوار المثال"}
