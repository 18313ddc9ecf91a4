"""Networks: members, conditions, charter, steering group, publications, campaigns; partners, their support, offers."""

from networks.models.campaign import Campaign, Step
from networks.models.charter import Adherence, Charter, Clause
from networks.models.member import Condition, Member, Publication, Tick
from networks.models.network import Decision, Mandate, Network
from networks.models.partner import Offer, Officer, Partner, Support

__all__ = [
    "Adherence",
    "Campaign",
    "Charter",
    "Clause",
    "Condition",
    "Decision",
    "Mandate",
    "Member",
    "Network",
    "Offer",
    "Officer",
    "Partner",
    "Publication",
    "Step",
    "Support",
    "Tick",
]
