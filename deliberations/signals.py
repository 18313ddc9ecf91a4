"""News that goes up from the sessions of a council. Each is sent inside its transaction."""

from django.dispatch import Signal

# A point was given to a standing committee: item, by.
sent_to_committee = Signal()
# The council deliberated on a point: item, deliberation, by.
deliberated = Signal()
# A decision was signed and published: decision, by.
published = Signal()
