"""Consultations: what is asked, what was answered, what was counted, what the council replied."""

from consultations.models.answers import Answer, Preference, Response, Vote
from consultations.models.asked import Candidate, Option, Part, Question, Statement
from consultations.models.consultation import Consultation, Document
from consultations.models.paper import Entry, Sheet
from consultations.models.results import Raised, ReplyPoint, Report, Tally, TextTheme

__all__ = [
    "Answer", "Candidate", "Consultation", "Document", "Entry", "Option", "Part", "Preference", "Question",
    "Raised", "ReplyPoint", "Report", "Response", "Sheet", "Statement", "Tally", "TextTheme", "Vote",
]  # fmt: skip
