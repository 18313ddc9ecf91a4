"""Threads that people talk in, and the debates that are facilitated on top of one."""

from debates.models.conclusion import Minutes, Point
from debates.models.debate import AgendaPoint, Debate, Document, Interest
from debates.models.poll import Poll, PollOption, PollVote
from debates.models.sitting import Attendance, FloorRequest, Sitting
from debates.models.thread import Contribution, EarlierText, Reaction, Thread, VoiceNote

__all__ = [
    "AgendaPoint",
    "Attendance",
    "Contribution",
    "Debate",
    "Document",
    "EarlierText",
    "FloorRequest",
    "Interest",
    "Minutes",
    "Point",
    "Poll",
    "PollOption",
    "PollVote",
    "Reaction",
    "Sitting",
    "Thread",
    "VoiceNote",
]
