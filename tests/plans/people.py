"""People by what they are to a document or a plan."""

from django.contrib.auth.models import AnonymousUser

from plans.models import Editor
from spaces.enums import Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import region

STAFF = ("facilitator", "moderator", "desk", "rapporteur")
WHO = ["visitor", "citizen", "member", "editor", "former_editor", *STAFF, "elsewhere", "coordinator", "superuser"]


def person(who: str, thing):
    """Return a person by what she is to a document or a plan."""
    if who == "visitor":
        return AnonymousUser()
    user = UserFactory(is_superuser=who == "superuser")
    if who in {"member", *STAFF}:
        MembershipFactory(space=thing.space, user=user, role=who)
    elif who == "elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who in {"editor", "former_editor"} and hasattr(thing, "editors"):
        ended = thing.created_at if who == "former_editor" else None
        Editor.objects.create(document=thing, user=user, named_by=thing.author, ended_at=ended)
    return user


def facilitator(space):
    return MembershipFactory(space=space, role=Role.FACILITATOR).user
