"""A council with its people."""

from types import SimpleNamespace

import pytest

from councils.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import ClockRuleFactory, CommitteeFactory, CouncilFactory, MandateFactory


@pytest.fixture
def rule(db):
    """Sixty calendar days to answer."""
    return ClockRuleFactory()


@pytest.fixture
def team(rule):
    """A council and one person of each kind, with those of another council and one whose mandate ended yesterday."""
    council = CouncilFactory()
    committee = CommitteeFactory(council=council)
    held = {
        "president": MandateFactory(council=council, president=True),
        "vice": MandateFactory(council=council, role=Role.VICE_PRESIDENT),
        "delegate": MandateFactory(council=council, role=Role.VICE_PRESIDENT, may_publish=True),
        "director": MandateFactory(council=council, role=Role.DIRECTOR),
        "officer": MandateFactory(council=council),
        "second": MandateFactory(council=council),
        "chair": MandateFactory(council=council, role=Role.CHAIR, committee=committee),
        "member": MandateFactory(council=council, role=Role.MEMBER, committee=committee),
        "ended": MandateFactory(council=council, ended=True),
        "foreign": MandateFactory(president=True),
    }
    people = {name: mandate.user for name, mandate in held.items()}
    return SimpleNamespace(council=council, committee=committee, mandates=held, citizen=UserFactory(), **people)
