"""What goes when a person leaves: her voice, what she took back, how she put it first, what she said of herself."""

from accounts.models import User
from debates.actions.moderating import withdraw
from debates.actions.voicing import forget_voices
from debates.enums import Channel, Visibility
from debates.models import Contribution, EarlierText, FloorRequest, Interest


def erase(user: User) -> int:
    """Empty what a person withdrew, delete her earlier texts, and return how many contributions stay; called inside
    her erasure.

    Her voice notes are deleted; what was typed of them stays. What is held for checking is withdrawn first: it was
    never shown. What she said in public, her reactions and votes are acts of the commune: they stay, and count, under
    the emptied account. What she declared of herself to ask for the floor goes. Locks the threads of
    what is held, in their order.
    """
    hers = Contribution.objects.filter(author=user, channel=Channel.ONLINE)
    for row in hers.filter(visibility=Visibility.HELD).order_by("thread", "seq"):
        withdraw(row, by=user)
    forget_voices(user)
    EarlierText.objects.filter(contribution__in=hers).delete()
    hers.filter(visibility=Visibility.WITHDRAWN).update(text="")
    Interest.objects.filter(user=user).delete()
    FloorRequest.objects.filter(user=user).update(is_woman=None, is_youth=None, district="")
    return hers.exclude(text="").count()
