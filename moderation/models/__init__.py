"""Rows of moderation."""

from moderation.models.case import Act, Case, Report, Sanction
from moderation.models.means import CannedText, Duty, ListedWord

__all__ = ["Act", "CannedText", "Case", "Duty", "ListedWord", "Report", "Sanction"]
