"""What goes when a person leaves: her voice. What she asked for stays, under a neutral name, or under her own account
when what a desk entered for her becomes hers."""

from django.db.models import F

from accounts.models import User
from core import voices
from needs.actions.locking import lock
from needs.models import Need, Support, VoiceNote


def erase(user: User) -> int:
    """Delete the voice notes of a person's own needs and return how many there were; called inside her erasure.

    Her needs, supports and confirmations are acts of the commune: they stay, and count, under the emptied account. A
    need that a desk entered for someone unknown keeps its voice note: it is not the agent's.
    """
    hers = VoiceNote.objects.filter(need__author=user).exclude(need__relay__agent=F("need__author"))
    return voices.forget(hers)


def absorb(user: User, *, into: User) -> None:
    """Make the needs and supports of `user`, an account that a desk made, those of `into`; called inside the claim.

    Where both had joined, it is one person. Locks each need that changes its count.
    """
    Need.objects.filter(author=user).update(author=into)
    supports = Support.objects.filter(user=user).select_related("need").order_by("need_id")
    for main, support in sorted(((one.need.merged_into_id or one.need_id, one) for one in supports), key=_by_need):
        row = lock(Need(pk=main))
        group = Support.objects.filter(need=main) | Support.objects.filter(need__merged_into=main)
        if not group.filter(user=into).exists():
            Support.objects.filter(pk=support.pk).update(user=into)
            continue
        support.delete()
        row.support_count -= 1
        row.save(update_fields=["support_count"])


def _by_need(pair: tuple[int, Support]) -> tuple[int, int]:
    return pair[0], pair[1].pk
