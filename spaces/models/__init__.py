"""Civil society spaces, their people, their charter; associations and their dossier."""

from spaces.models.association import Association, AssociationMember, HandOver, Paper
from spaces.models.booking import Hall, HallBooking
from spaces.models.space import Adherence, Charter, Clause, Coordination, Membership, Space

__all__ = [
    "Adherence",
    "Association",
    "AssociationMember",
    "Charter",
    "Clause",
    "Coordination",
    "Hall",
    "HallBooking",
    "HandOver",
    "Membership",
    "Paper",
    "Space",
]
