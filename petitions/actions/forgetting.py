"""What is forgotten with time, and when a person leaves: words, numbers of cards, networks. Rows stay and count."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import now

from accounts.models import User
from core.journal import subject_of
from core.models import Entry
from petitions import secrets
from petitions.actions.counting import ask_for_count
from petitions.actions.shredding import shred
from petitions.actions.signing import write
from petitions.enums import SIGNING_STATES, PetitionState, SignatureState
from petitions.models import Petition, Processing, Signature

ORIGIN_DAYS = 30  # for which the network of a signature is kept
# The council owes nothing more, or never will.
ENDED = {PetitionState.REJECTED, PetitionState.DECIDED, PetitionState.FOLLOWED_UP, PetitionState.WITHDRAWN}


def forget_origins() -> int:
    """Forget from which network signatures came 30 days ago or more, and return how many."""
    old = Signature.objects.filter(origin_key__isnull=False, at__lt=now() - datetime.timedelta(days=ORIGIN_DAYS))
    return old.update(origin_key=None)


def forget_words() -> int:
    """Empty what was kept for the lists of petitions that ended long enough ago, the numbers of cards with it, and
    delete their papers (`petitions.actions.shredding`).

    After the days that the CNDP's authorisation names, `settings.SIGNATURE_DAYS` without one. Returns how many
    rows and papers.
    """
    limit, count = words_limit(), 0
    for petition in Petition.objects.filter(state__in=ENDED):
        if ended_at(petition) < limit:
            kept = Signature.objects.filter(~Q(sealed=b"") | Q(cin_key__isnull=False), petition=petition)
            with transaction.atomic():
                count += kept.update(sealed=b"", cin_key=None) + shred(petition)
    return count


def words_limit() -> datetime.datetime:
    """Return the moment before which a petition must have ended for its words to be emptied."""
    processing = Processing.objects.first()
    return now() - datetime.timedelta(days=processing.keep_days if processing else settings.SIGNATURE_DAYS)


def ended_at(petition: Petition) -> datetime.datetime:
    """Return when a petition that has ended did: its decision, else the last of its moves."""
    if petition.decided_at:
        return petition.decided_at
    moves = Entry.objects.filter(subject=subject_of(petition), axis="state", target=petition.state)
    return moves.aggregate(at=Max("at"))["at"] or petition.deposited_at or petition.created_at


def rows_of(user: User):
    """Return the rows of one person in all petitions, as a query: her account's, found by the keys alone."""
    begun = Petition.objects.exclude(state=PetitionState.DRAFT).order_by().values_list("pk", flat=True)
    keys = {pk: secrets.fingerprint(pk, "account", str(user.pk)) for pk in begun}
    return Signature.objects.filter(petition__in=keys, person_key__in=list(keys.values()))


def erase(user: User) -> int:
    """Forget what a person wrote when she signed, and return how many rows were hers; called inside her erasure.

    What was not deposited yet is taken back. What is in the council's hands stays and counts, without her words.
    """
    count = 0
    with transaction.atomic():
        for row in rows_of(user).select_for_update(of=("self",)).select_related("petition").order_by("petition_id"):
            is_gone = row.petition.state in SIGNING_STATES and row.state in {SignatureState.VALID, SignatureState.HELD}
            write(row, sealed=b"", state=SignatureState.WITHDRAWN if is_gone else row.state)
            if is_gone:
                ask_for_count(row.petition_id, again=True)
            count += 1
    return count
