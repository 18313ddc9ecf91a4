"""News that goes up from councils."""

from django.dispatch import Signal

# Sent inside the transaction of a publication (a first answer or a later report of progress), with referral, answer and
# by (the person who signed). If a receiver raises, nothing is published. A receiver that tells people of it returns the
# occasion (`notices.actions.notify`, key): who follows the council is not told a second time.
answered = Signal()

# Sent inside the transaction when a matter is shown to everyone or concealed, as what is behind it is: with referral
# and is_shown.
shown = Signal()

# The workbench asks for the clocks that higher rooms keep over councils: with councils (a list of Council) and user (a
# person with a mandate in each). Each receiver returns a list of `councils.duties.Duty`, with a fixed number of
# queries, each due until `councils.duties.HORIZON` days from today.
duties = Signal()

# The page of a council asks what the council itself says of its figures: with council. A receiver returns what
# `templates/councils/_said.html` shows (text, name, role, at, until: the last day of what was counted), or None.
commented = Signal()
