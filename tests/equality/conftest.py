"""A council with its consultative body, and one person of each kind."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from councils.enums import Role
from equality.enums import Seat
from tests.factories.accounts import UserFactory
from tests.factories.councils import ClockRuleFactory, CouncilFactory, MandateFactory
from tests.factories.equality import BodyFactory, MemberFactory


@pytest.fixture
def team(db):
    """Five members: chair, rapporteur, writer and two more; one whose seat ended."""
    ClockRuleFactory()
    council = CouncilFactory()
    body = BodyFactory(council=council)
    president = MandateFactory(council=council, president=True)
    officer = MandateFactory(council=council)
    member = MandateFactory(council=council, role=Role.MEMBER)
    seats = {
        "chair": MemberFactory(body=body, seat=Seat.CHAIR),
        "rapporteur": MemberFactory(body=body, seat=Seat.RAPPORTEUR),
        "writer": MemberFactory(body=body, is_young=True),
        "other": MemberFactory(body=body, gender="man"),
        "fifth": MemberFactory(body=body, gender="man", user=None),
    }
    past = datetime.timedelta(days=1)
    former = MemberFactory(body=body, ends_on=datetime.date.today() - past)  # noqa: DTZ011 -- a day is enough
    return SimpleNamespace(
        council=council, body=body, seats=seats, mandates={"president": president}, president=president.user,
        officer=officer.user, councillor=member.user, citizen=UserFactory(), visitor=AnonymousUser(),
        former=former.user, foreign=MandateFactory(president=True).user, superuser=UserFactory(is_superuser=True),
        **{name: seat.user for name, seat in seats.items()},
    )  # fmt: skip
