"""News that goes up from debates."""

from django.dispatch import Signal

# Sent inside the transaction that concludes a debate, with debate and by. The floor of needs makes a need of each point
# of the kind "need". If a receiver raises, nothing is concluded.
concluded = Signal()
