"""The bureau checks the conditions of the law; the president notifies its decision (113-14, art. 125)."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import is_open, perform
from councils import actions as councils
from councils.enums import Verdict
from councils.models import Mandate
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.locking import lock
from petitions.actions.standing import acting, signs
from petitions.grounds import grounds_for, words_of
from petitions.models import Petition, Ruling
from petitions.workflow import ACCEPT, CHECK, REJECT

REASONS_MAX = 4_000  # characters
OFFICIAL = ("ar", "fr")  # in which the answer of a council is kept


def check(petition: Petition, *, by: User) -> Petition:
    """Refer a deposited petition to the bureau, and return it. Locks the petition. Raises `PermissionDenied`,
    `Refused`."""
    with transaction.atomic():
        row = lock(petition.pk)
        acting(row, by, signs)
        row = perform(row, CHECK, by=by)
        announce(row, news.CHECKED)
    return row


def accept(petition: Petition, *, by: User, reasons: str = "") -> Petition:
    """Accept a petition, and return it: its clock before the council stops, the next ordinary session is due.

    Locks the petition, then its referral. A late acceptance is one, and stays late (`Ruling.notify_by`).
    """
    reasons = fits(clean_text(reasons), REASONS_MAX, "reasons")
    with transaction.atomic():
        row = lock(petition.pk)
        mandate = acting(row, by, signs)
        row = perform(row, ACCEPT, by=by, note=reasons)
        _sign(row, mandate, is_accepted=True, reasons=reasons)
        lead = _officially(
            lambda: gettext("The petition is accepted. It goes on the agenda of the next ordinary session.")
        )
        councils.settle(row.referral, by=by, verdict=Verdict.INFORMED, text=_joined(lead, reasons))
        announce(row, news.ACCEPTED)
    return row


def reject(petition: Petition, *, by: User, grounds: Iterable[str], reasons: str) -> Petition:
    """Reject a petition on `grounds` of the law that apply to it, with `reasons` in words, and return it.

    Locks the petition, then its referral, whose clock stops. Raises `PermissionDenied`, or `Refused`: no ground, one
    that does not apply, no words.
    """
    reasons = fits(clean_text(reasons), REASONS_MAX, "reasons")
    with transaction.atomic():
        row = lock(petition.pk)
        mandate = acting(row, by, signs)
        if not is_open(row, REJECT):
            return perform(row, REJECT, by=by, note=reasons)  # which says why not
        chosen = _applying(row, grounds)
        if not has_words(reasons):
            raise Unfit(_("Explain the rejection in words: everyone will read it."), "reasons")
        row = perform(row, REJECT, by=by, note=reasons, data={"grounds": chosen})
        _sign(row, mandate, is_accepted=False, grounds=chosen, reasons=reasons)
        lead = _officially(lambda: _rejection(row, chosen))
        councils.settle(row.referral, by=by, verdict=Verdict.DECLINED, text=_joined(lead, reasons))
        announce(row, news.REJECTED)
    return row


def _applying(petition: Petition, grounds: Iterable[str]) -> list[str]:
    """Return the grounds in the order of the law. Raises `Unfit` for none, or for one that does not apply."""
    asked, known = set(grounds), grounds_for(petition)
    if not asked:
        raise Unfit(_("Choose at least one condition of the law that is not met."), "grounds")
    if asked - known.keys():
        raise Unfit(
            _("One of these conditions does not apply to this petition: choose from the list shown."), "grounds"
        )
    return [str(ground) for ground in known if ground in asked]


def _sign(petition: Petition, mandate: Mandate, **said) -> Ruling:
    return Ruling.objects.create(
        petition=petition,
        signed_by=mandate,
        signed_role=mandate.role,
        notified_on=localdate(),
        notify_by=petition.notify_by,
        **said,
    )


def _rejection(petition: Petition, chosen: list[str]) -> str:
    articles = grounds_for(petition)
    lines = [gettext("The petition is rejected, because of these conditions of the law:")]
    return "\n".join([*lines, *(f"- {words}" for words in words_of(chosen, articles))])


def _officially(words: Callable[[], str]) -> str:
    """Return words in Arabic, then in French: an answer is kept as it was signed, whoever reads it."""
    said = []
    for language in OFFICIAL:
        with translation.override(language):
            said.append(words())
    return "\n\n".join(dict.fromkeys(said))


def _joined(lead: str, reasons: str) -> str:
    return f"{lead}\n\n{reasons}" if reasons else lead
