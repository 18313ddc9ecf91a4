"""What goes when a person leaves: her own memberships with their words, her mandates, her offices."""

from django.utils.timezone import now

from accounts.models import User
from networks.actions.members import withdraw
from networks.actions.steering import end_mandate
from networks.models import Mandate, Member, Officer


def erase(user: User) -> None:
    """End what she holds and empty what she wrote of herself; called inside her erasure.

    What she signed and published in the name of an association or a space is theirs: it stays, under the emptied
    account. Raises `Refused` while she is the last one who steers an open network.
    """
    for mandate in Mandate.objects.filter(user=user, ended_at=None).order_by("network", "pk"):
        end_mandate(mandate, by=user)
    own = Member.objects.filter(user=user)
    for member in own.standing().order_by("network", "pk"):
        withdraw(member, by=user)
    own.update(letter="", place=None, themes=[], is_listed=False, reason="")
    Officer.objects.filter(user=user, ended_at=None).update(ended_at=now())
