"""The consultative body of a council: its terms, members, meetings and opinions."""

from equality.models.body import Body, Member
from equality.models.opinion import Meeting, Opinion

__all__ = ["Body", "Meeting", "Member", "Opinion"]
