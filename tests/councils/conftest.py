"""A council with its people."""

import datetime
from types import SimpleNamespace

import pytest

from councils import actions
from councils.enums import Role
from councils.signals import answered
from tests.factories.accounts import UserFactory
from tests.factories.councils import ClockRuleFactory, CommitteeFactory, CouncilFactory, MandateFactory

TEXT = "Les travaux commenceront avant l’été."


@pytest.fixture
def rule(db):
    """Sixty calendar days to answer."""
    return ClockRuleFactory()


def hold(**fields):
    """A mandate since long ago, so that a test may travel."""
    return MandateFactory(starts_on=datetime.date(2020, 1, 1), **fields)


@pytest.fixture
def team(rule):
    """A council and one person of each kind, with those of another council and one whose mandate ended yesterday."""
    council = CouncilFactory()
    committee = CommitteeFactory(council=council)
    held = {
        "president": hold(council=council, president=True),
        "vice": hold(council=council, role=Role.VICE_PRESIDENT),
        "delegate": hold(council=council, role=Role.VICE_PRESIDENT, may_publish=True),
        "director": hold(council=council, role=Role.DIRECTOR),
        "officer": hold(council=council),
        "second": hold(council=council),
        "chair": hold(council=council, role=Role.CHAIR, committee=committee),
        "member": hold(council=council, role=Role.MEMBER, committee=committee),
        "ended": hold(council=council, ended=True),
        "foreign": hold(president=True),
    }
    people = {name: mandate.user for name, mandate in held.items()}
    return SimpleNamespace(council=council, committee=committee, mandates=held, citizen=UserFactory(), **people)


def receive(team, **more):
    """Put a matter of the citizen before the council."""
    fields = {"title": "Eau potable", "summary": "La borne est à sec.", "url": "/needs/1/", "theme": "water"} | more
    return actions.receive(council=team.council, by=team.citizen, **fields)


def draft(referral, by, version=0, **more):
    """Save a draft that promises, unless `more` says otherwise."""
    return actions.save_draft(
        referral, by=by, verdict=more.pop("verdict", "planned"), text=TEXT, version=version, **more
    )


@pytest.fixture
def heard():
    """What `answered` said."""
    news = []

    def listen(sender, **said):
        news.append(said)

    answered.connect(listen)
    yield news
    answered.disconnect(listen)
