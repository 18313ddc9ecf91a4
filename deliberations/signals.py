"""News that goes up from the sessions of a council. Each is sent inside its transaction."""

from django.dispatch import Signal

# A point is about to be locked: item. A room above locks what it keeps in step with that point first, as it does when
# it acts on a session itself: in the other order two acts at once would wait for each other.
locking = Signal()
# A point was given to a standing committee: item, by.
sent_to_committee = Signal()
# The council deliberated on a point: item, deliberation, by.
deliberated = Signal()
# A decision was signed and published: decision, by.
published = Signal()
# What can be followed of what stands behind matters (`referrals`, a set of keys): each receiver returns pairs of a
# `notices.enums.Topic` and its key.
topics_behind = Signal()
# The people who asked for a matter are to be told: referral, occasion (a move of `deliberations.workflow`) and key, the
# notice's. Each receiver returns them; one whose people only a job may read tells them itself, and returns none.
people_behind = Signal()
