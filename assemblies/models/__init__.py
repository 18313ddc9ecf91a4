"""What is kept of general assemblies."""

from assemblies.models.assembly import AgendaItem, Assembly, Bylaws
from assemblies.models.minutes import Minutes
from assemblies.models.roll import Proxy, Voter
from assemblies.models.vote import Ballot, Candidate, Vote, VotingRight

__all__ = [
    "AgendaItem", "Assembly", "Ballot", "Bylaws", "Candidate", "Minutes", "Proxy", "Vote", "Voter", "VotingRight",
]  # fmt: skip
