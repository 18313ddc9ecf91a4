"""News that goes up: a low floor sends, higher floors listen."""

from django.dispatch import Signal

# Sent inside the transaction of a move, with obj, action, source (the state left) and by.
# If a receiver raises, the move does not happen.
moved = Signal()
# The targets of a move that take a thing from the eyes of others.
OUT_OF_SIGHT = frozenset({"held", "hidden", "withdrawn", "draft"})

# Sent by what brings up a need without knowing that floor, inside its transaction: with space, title, text, theme,
# place, by, source_path and source_title (what it came from, by its address here). Its receiver returns the need's
# path. The sender asks its own rule first.
need_asked = Signal()
