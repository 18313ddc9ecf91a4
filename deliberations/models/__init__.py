"""The council sitting: sessions, sittings, agenda, attendance, votes, decisions, minutes."""

from deliberations.models.agenda import AgendaItem, Document
from deliberations.models.decisions import Decision, Minutes
from deliberations.models.session import Session, SessionRequest, Sitting
from deliberations.models.votes import Attendance, Deliberation, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Decision",
    "Deliberation",
    "Document",
    "Minutes",
    "Session",
    "SessionRequest",
    "Sitting",
    "Vote",
]
