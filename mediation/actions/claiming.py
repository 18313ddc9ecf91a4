"""Taking over, with one's own phone, what a desk wrote: once, with the code of the receipt."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.models import Declaration, User
from accounts.signals import absorbing
from core import journal, secrets
from core.fitness import Unfit
from core.folding import fold
from core.text import clean_line, isolate
from core.workflow import Refused
from mediation import references
from mediation.actions.locking import lock_place, lock_registration
from mediation.enums import ClaimState
from mediation.models import Agent, Claim, Registration
from notices.actions import notify

MOST = 3  # registrations that one account takes over: she may have been to more than one desk


@dataclass(frozen=True)
class Claimed:
    """What came of a claim: hers at once, or when the desk has confirmed that it is she."""

    registration: Registration
    waits: bool


def claim(code: str, *, by: User, name: str = "") -> Claimed:
    """Make what a desk wrote under the receipt with this `code` the own of `by`, or ask the desk to confirm it.

    Her phone was proved hers by a code sent to it. When the desk knows her by a name, `name` must be that one, in
    whatever spelling; otherwise the desk is asked. Once only. Locks the registration. Raises `Refused`: no confirmed
    phone, no such code, used or ended already, an agent of the very desk.
    """
    if not by.has_perm("mediation.claim_registration"):
        raise PermissionDenied
    if not by.phone or not by.phone_verified:
        raise Refused(
            _("Confirm your phone number first, on the page of your account: the receipt is taken over with a phone."),
            "phone",
        )
    found = references.find_by_code(code)
    if found is None:
        raise Unfit(_("No receipt has this code. Look at the paper, and type its twelve signs."), "code")
    with transaction.atomic():
        row = lock_registration(found.pk)
        _check(row, by)
        known = references.sealed_of(row).get("name", "")
        if known and fold(known) != fold(name):
            if not clean_line(name):
                raise Unfit(_("Write the name that you gave at the desk."), "name")
            return _ask_the_desk(row, by, name)
        _take_over(row, by)
    return Claimed(row, waits=False)


def answer_claim(claim: Claim, *, by: User, is_she: bool) -> Claim:
    """Confirm, as an agent of the desk, that whoever asks is the person, or that she is not. Locks the registration.

    Raises `PermissionDenied`, `Refused` when it was answered meanwhile.
    """
    with transaction.atomic():
        row = lock_registration(claim.registration_id)
        desk = lock_place(row.desk, by)
        asked = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=claim.pk)
        if asked.outcome != ClaimState.WAITING:
            raise Refused(_("This was answered already: look at the page again."), "answered")
        if by.pk == asked.user_id:
            raise PermissionDenied
        asked.outcome = ClaimState.DONE if is_she else ClaimState.REFUSED
        asked.answered_by, asked.answered_at, asked.sealed = by, now(), b""
        asked.save(update_fields=["outcome", "answered_by", "answered_at", "sealed"])
        journal.record(desk, "answer_claim", by=by, data={"claim": asked.pk, "is_she": is_she})
        if is_she:
            _check(row, asked.user)
            _take_over(row, asked.user)
        else:
            notify(
                [asked.user],
                key=f"space.claim.{asked.pk}.refused",
                text=lambda: (
                    gettext("The desk %(desk)s did not recognise you. Go there with your receipt.")
                    % {"desk": isolate(desk.name)}
                ),
                url=reverse("mediation:claim"),
            )
    return asked


def _check(row: Registration, by: User) -> None:
    if not row.is_open:
        raise Unfit(_("This receipt was used already, or ended at the desk. Nothing was changed."), "code")
    if by.pk == row.agent_id or Agent.objects.filter(desk=row.desk_id, user=by).exists():
        raise Unfit(_("You work or worked at this desk: what it wrote is for those it wrote for."), "code")
    if Registration.objects.filter(claimed_by=by).count() >= MOST:
        raise Unfit(_("You have taken over as many receipts as one person may. Ask at the desk."), "code")


def _ask_the_desk(row: Registration, by: User, name: str) -> Claimed:
    sealed = secrets.seal(references.scope_of(row), {"name": clean_line(name)[:60]})
    try:
        with transaction.atomic():
            asked = Claim.objects.create(registration=row, user=by, sealed=sealed)
    except IntegrityError:
        raise Unfit(_("The desk is asked already: it confirms who you are, then this is yours."), "code") from None
    journal.record(row.desk, "ask_claim", by=by, data={"claim": asked.pk})
    agents = User.objects.filter(desk_places__desk=row.desk_id, desk_places__ended_at__isnull=True).distinct()
    notify(
        agents,
        key=f"space.claim.{asked.pk}.asked",
        text=lambda: (
            gettext("Somebody takes over the receipt %(number)s: say whether it is she.") % {"number": row.written}
        ),
        url=reverse("mediation:desk", args=[row.desk_id]),
    )
    return Claimed(row, waits=True)


def _take_over(row: Registration, into: User) -> None:
    """Make all that was written for a person `into`'s, and erase the account that the desk made."""
    shadow = row.user
    absorbing.send(sender=User, user=shadow, into=into)
    if not Declaration.objects.filter(user=into).exists():
        Declaration.objects.filter(user=shadow).update(user=into)
    people.hand_readings_over(shadow, into)
    people.erase(shadow, by=shadow)
    row.claimed_by, row.claimed_at = into, now()
    what = references.sealed_of(row)
    references.seal(row, {"acts": what["acts"]} if what.get("acts") else {})
    row.save(update_fields=["claimed_by", "claimed_at", "sealed"])
    row.claims.filter(outcome=ClaimState.WAITING).update(outcome=ClaimState.REFUSED, sealed=b"", answered_at=now())
    journal.record(row.desk, "take_over", by=into, data={"registration": row.pk})
    notify(
        [into],
        key=f"space.registration.{row.pk}.taken_over",
        text=lambda: gettext("What the desk %(desk)s wrote for you is yours now.") % {"desk": isolate(row.desk.name)},
        url=reverse("mediation:receipt", args=[row.reference]),
    )
