"""News that goes up from councils."""

from django.dispatch import Signal

# Sent inside the transaction of a publication (a first answer or a later report of progress), with referral, answer and
# by (the person who signed). If a receiver raises, nothing is published.
answered = Signal()
