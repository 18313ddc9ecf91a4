"""What is kept of events."""

from events.models.attendance import Headcount, Registration, Seat
from events.models.event import Event, Minutes, Room, Slot
from events.models.notes import Note
from events.models.stands import Stand

__all__ = ["Event", "Headcount", "Minutes", "Note", "Registration", "Room", "Seat", "Slot", "Stand"]
