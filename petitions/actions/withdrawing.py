"""The mandatary takes the petition back."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from core.fitness import fits
from core.journal import last_of
from core.text import clean_text, isolate
from core.workflow import perform
from councils import actions as councils
from councils.actions.people import users_of
from deliberations.actions import take_off
from moderation.actions import hold_reason_if_a_rule_says_so
from notices.actions import notify
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.locking import lock
from petitions.models import Petition
from petitions.rules import RECEIVING
from petitions.workflow import WITHDRAW

NOTE_MAX = 1_000  # characters


def withdraw(petition: Petition, *, by: User, note: str) -> Petition:
    """Withdraw a petition for a reason shown to everyone, and return it; what waits before the council goes with it.

    Locks the petition, then its referral. Signatures and receipts stay as they are. Raises `PermissionDenied`,
    `Refused`.
    """
    note = fits(clean_text(note), NOTE_MAX, "note")
    with transaction.atomic():
        row = perform(lock(petition.pk), WITHDRAW, by=by, note=note)
        if row.referral_id:
            if row.referral.is_open:
                councils.withdraw(row.referral, by=User.objects.system(), note=note, copy_of=last_of(row))
            with translation.override("ar"):  # the agenda is the council's: her words stand with the petition
                take_off(row.referral, reason=gettext("The mandatary withdrew it."))
            notify(
                users_of(row.council, role__in=RECEIVING),
                key=f"petition.{row.pk}.withdrawn",
                text=lambda: gettext("A petition was withdrawn: %(title)s") % {"title": isolate(row.title)},
                url=row.get_absolute_url(),
            )
        hold_reason_if_a_rule_says_so(row, by=by)
        announce(row, news.WITHDRAWN)
    return row
