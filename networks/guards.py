"""When a network, a member or a support may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from networks.enums import NetworkState


def has_charter(network):
    if network.charters.in_force() is None:
        raise Refused(_("Publish the charter first: members adhere to it when they join."), "no_charter")


def meets_conditions(member):
    """Every condition asked of its kind is ticked, and the charter in force is adhered to."""
    if member.conditions_missing().exists():
        raise Refused(
            _("Some conditions are not ticked yet: tick those that are met, or refuse with a reason."), "conditions"
        )
    has_adhered(member)


def has_adhered(member):
    charter = member.network.charters.in_force()
    if charter is not None and not charter.adherences.filter(member=member).exists():
        raise Refused(_("It has not adhered to the version of the charter in force."), "not_adhered")


def network_is_alive(member):
    if member.network.state == NetworkState.CLOSED:
        raise Refused(_("This network is closed: it takes no member any more."), "closed")
