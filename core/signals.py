"""News that goes up: a low floor sends, higher floors listen."""

from django.dispatch import Signal

# Sent inside the transaction of a move, with obj, action, source (the state left) and by.
# If a receiver raises, the move does not happen.
moved = Signal()
