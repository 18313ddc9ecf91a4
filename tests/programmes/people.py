"""People by what they are to a programme."""

from django.contrib.auth.models import AnonymousUser

from councils.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.needs import NeedFactory, SupportFactory
from tests.factories.programmes import StepFactory

OFFICES = ("president", "vice_president", "officer", "director", "member")
WHO = ["visitor", "citizen", *OFFICES, "elsewhere", "superuser"]
BEFORE_A_DRAFT = ("opening", "order", "diagnosis", "consultation", "equality", "priorities")


def person(who: str, programme):
    """Return a person by what she is to a programme."""
    if who == "visitor":
        return AnonymousUser()
    user = UserFactory(is_superuser=who == "superuser")
    if who in OFFICES:
        MandateFactory(council=programme.council, user=user, role=who)
    elif who == "elsewhere":
        MandateFactory(user=user, role=Role.PRESIDENT)
    return user


def president(programme):
    return person("president", programme)


def prepared(programme) -> None:
    """Keep all that the law wants before the draft."""
    for kind in BEFORE_A_DRAFT:
        StepFactory(programme=programme, kind=kind)


def need_of(programme, space, *people):
    """Return a need of the space that people have joined."""
    need = NeedFactory(space=space)
    for one in people:
        SupportFactory(need=need, user=one)
    return need
