"""What spaces ask of higher floors, which they do not know. Sent inside the transaction of the act."""

from django.dispatch import Signal

# A role is about to be given: with space, user, role (`spaces.enums.Role`) and by. Whoever raises `Refused` says what
# the person lacks first (a course that the role requires).
appointing = Signal()

# A coordinator has prepared a commune's space from the template: with space and by. Receivers add what a new space
# starts with (first courses, first meetings), once each, and return nothing.
prepared = Signal()

# A coordinator's table of spaces: with spaces (a list). Each receiver returns a list of (label, {space pk: number}), or
# of `spaces.coordination.Figure`, with a fixed number of queries.
figures = Signal()

# The legal representation of an association has gone to another person: with association, former (the person who held
# it) and by (who holds it now). What is presented in its name goes on under the new one.
handed_over = Signal()

# What a space still lacks before it stands on its own: with spaces (a list). Each receiver returns {space pk: [lazy
# sentences]}, with a fixed number of queries (no first course planned, no first meeting).
lacking = Signal()
