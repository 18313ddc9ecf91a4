"""Councils, the people who hold a mandate in them, and what is put before them: the Referral and its clock."""

from councils.models.council import Committee, Council, ElectionPeriod, HeldOn, Mandate
from councils.models.referral import Answer, AnswerTemplate, Pause, Referral

__all__ = [
    "Answer",
    "AnswerTemplate",
    "Committee",
    "Council",
    "ElectionPeriod",
    "HeldOn",
    "Mandate",
    "Pause",
    "Referral",
]
