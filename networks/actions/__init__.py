"""What people do with networks: the network, its members, charter, steering group; partners, support, offers."""

from networks.actions.campaigns import add_step, change_campaign, move_campaign, prepare_campaign, tick_step
from networks.actions.charter import adhere, publish_charter
from networks.actions.members import apply, decide, take_off_tick, tick, withdraw
from networks.actions.moderating import moderate
from networks.actions.networks import (
    add_condition,
    add_territory,
    describe_network,
    move_network,
    register_network,
    remove_territory,
    retire_condition,
)
from networks.actions.offering import close_offer, post_offer
from networks.actions.partners import (
    describe_partner,
    move_partner,
    move_support,
    propose_support,
    register_partner,
)
from networks.actions.publishing import change_publication, publish, take_away
from networks.actions.steering import end_mandate, give_mandate, record_decision

__all__ = [
    "add_condition",
    "add_step",
    "add_territory",
    "adhere",
    "apply",
    "change_campaign",
    "change_publication",
    "close_offer",
    "decide",
    "describe_network",
    "describe_partner",
    "end_mandate",
    "give_mandate",
    "moderate",
    "move_campaign",
    "move_network",
    "move_partner",
    "move_support",
    "post_offer",
    "prepare_campaign",
    "propose_support",
    "publish",
    "publish_charter",
    "record_decision",
    "register_network",
    "register_partner",
    "remove_territory",
    "retire_condition",
    "take_away",
    "take_off_tick",
    "tick",
    "tick_step",
    "withdraw",
]
