"""What a petition is made of."""

from petitions.models.petition import Annex, Petition
from petitions.models.procedure import Decision, Deposit, Filing, Hearing, Report, Ruling
from petitions.models.register import ListRequirement, OnlineAcceptance, Processing
from petitions.models.signature import Row, Sheet, Signature

__all__ = [
    "Annex",
    "Decision",
    "Deposit",
    "Filing",
    "Hearing",
    "ListRequirement",
    "OnlineAcceptance",
    "Petition",
    "Processing",
    "Report",
    "Row",
    "Ruling",
    "Sheet",
    "Signature",
]
