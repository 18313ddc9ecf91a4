"""Desks, and people registered there."""

import uuid

import factory

from mediation import actions
from mediation.actions.registering import Consent, Person
from mediation.enums import ActKind, DeskKind
from mediation.models import Agent, Desk
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory


class DeskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Desk

    space = factory.SubFactory(SpaceFactory)
    kind = DeskKind.YOUTH
    name = factory.Sequence(lambda n: f"دار الشباب {n}")
    place = "قرب السوق، الاثنين والخميس صباحا"


def agent_of(desk: Desk):
    """Return a new agent of a desk, with the role that it asks."""
    user = UserFactory()
    MembershipFactory(space=desk.space, user=user, role=Role.DESK)
    Agent.objects.create(desk=desk, user=user, named_by=user)
    return user


def registered(desk: Desk, by, *, to=ActKind.values, **person):
    """Register a person at a desk, who agreed to everything unless told otherwise."""
    said = {"commune": desk.space.commune, **person}
    agreed = Consent(to, "spoken", "ary")
    return actions.register(desk, Person(**said), agreed, by=by, client_key=uuid.uuid4())
