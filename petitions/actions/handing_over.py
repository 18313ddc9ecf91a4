"""Petitions of an association whose legal representation went to another person."""

from django.db import transaction

from accounts.models import User
from core import journal
from petitions.actions.locking import lock
from petitions.enums import SIGNING_STATES, PetitionState
from petitions.models import Petition
from spaces.models import Association

BEFORE_COUNCIL = {PetitionState.DRAFT, *SIGNING_STATES}


def hand_over(association: Association, *, former: User, by: User) -> int:
    """Put the petitions that `former` led for an association under its new representative; return how many.

    Its legal representative presents a petition (113-14, art. 122). What was not handed in yet names the former one no
    more: the new one says who she is first. What is before the council stays as it was deposited. Locks each petition.
    """
    led = Petition.objects.filter(association=association, author=former).exclude(state=PetitionState.WITHDRAWN)
    with transaction.atomic():
        keys = list(led.order_by("pk").values_list("pk", flat=True))
        for pk in keys:
            row = lock(pk)
            row.author = by
            if row.state in BEFORE_COUNCIL and row.handed_in_at is None:
                row.particulars = b""
            row.save(update_fields=["author", "particulars"])
            journal.record(row, "hand_over", by=by, data={"from": former.pk, "to": by.pk})
    return len(keys)
