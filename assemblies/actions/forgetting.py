"""When a person leaves: what she did in assemblies stands, under nobody's name (her account's own is a neutral one)."""

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from assemblies.enums import GATHERING, Presence, ProxyEnd
from assemblies.models import Assembly, Proxy, Voter


def erase(user: User) -> int:
    """End what would still be done in her name, and return how many lines were hers; inside her erasure.

    In assemblies to be held nobody speaks for her lines and her proxies end; in those that were held she is counted
    as before.
    """
    with transaction.atomic():
        hers = Voter.objects.filter(speaker=user)
        coming = hers.filter(assembly__state__in=GATHERING)
        # The assemblies first, as everywhere.
        list(Assembly.objects.filter(voters__in=coming).order_by("pk").locked())
        Proxy.objects.current().filter(giver__in=coming).update(ended_at=now(), end=ProxyEnd.WITHDRAWN)
        Proxy.objects.current().filter(holder__in=coming).update(ended_at=now(), end=ProxyEnd.WITHDRAWN)
        count = hers.count()
        coming.exclude(presence=Presence.PRESENT).update(speaker=None)
        Assembly.objects.filter(chair=user).update(chair=None)
        Assembly.objects.filter(rapporteur=user).update(rapporteur=None)
    return count
