"""What becomes of the petitions that a person leads when she leaves Agraw."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from petitions.actions.writing import discard
from petitions.enums import PetitionState
from petitions.models import Petition
from petitions.workflow import BEFORE_DELIBERATION


def let_go(user: User) -> int:
    """Throw her drafts away, empty her particulars, and return how many petitions of hers stay; called inside her
    erasure.

    What the council has not deliberated on yet needs her: it is withdrawn first, before everyone, by herself. Raises
    `Refused`, which says so.
    """
    with transaction.atomic():
        led = Petition.objects.filter(author=user).order_by("pk")
        if standing := led.filter(state__in=BEFORE_DELIBERATION).first():
            raise Refused(
                _("You lead petition no. %(number)s, and people signed it: withdraw it first, with your reason.")
                % {"number": standing.pk},
                "leads",
            )
        for draft in led.filter(state=PetitionState.DRAFT):
            discard(draft, by=user)
        return led.update(particulars=b"")
