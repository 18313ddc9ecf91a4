"""Signing a petition and taking a signature back. Signing is an insert and nothing else: no counter, no lock."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts import fingerprints
from accounts.models import User
from core.composed import preparing
from core.enums import Visibility
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from petitions import cards, rates, secrets
from petitions.actions.counting import ask_for_count
from petitions.actions.locking import lock
from petitions.enums import SIGNING_STATES, Bearer, SignatureKind, SignatureState, Telling
from petitions.models import ListRequirement, OnlineAcceptance, Petition, Processing, Signature
from petitions.proofs import proof_of

NAME_LENGTH = 120

# The petition is read in the same statement: nothing is added once it is deposited, withdrawn or held back. A network
# that has signed too much of late adds a row that waits for a person to look at it.
INSERT = """
INSERT INTO petitions_signature
    (petition_id, kind, state, person_key, phone_key, cin_key, origin_key, proof, sealed, territory_id, invalidity,
     at, changed_at)
SELECT p.id, %(kind)s, CASE WHEN o.is_burst THEN 'held' ELSE 'valid' END, %(person)s, %(phone)s, %(cin)s, %(origin)s,
       CASE WHEN o.is_burst THEN %(proof_held)s ELSE %(proof_valid)s END, %(sealed)s, %(territory)s, '',
       %(at)s, %(at)s
FROM petitions_petition p, LATERAL (
    SELECT %(is_fast)s OR count(*) >= %(most)s AS is_burst FROM (
        SELECT FROM petitions_signature s
        WHERE s.petition_id = p.id AND s.origin_key = %(origin)s AND s.at > %(since)s LIMIT %(most)s
    ) recent
) o
WHERE p.id = %(petition)s AND p.state IN ('collecting', 'threshold_reached') AND p.visibility = 'visible'
ON CONFLICT DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Signed:
    """What came of signing. The page says the same whether a row was made or not (`is_new`)."""

    kind: str
    is_new: bool


@dataclass(frozen=True)
class Terms:
    """How a petition can be signed today: as which kind, and whether the number of the card is asked for."""

    kind: str
    asks_card: bool

    @property
    def is_signature(self) -> bool:
        return self.kind == SignatureKind.ONLINE


def with_terms(petitions, today: datetime.date | None = None):
    """Add to a query of petitions what `terms_of` reads of a day (today), so that it costs no query more."""
    today = today or localdate()
    accepted = OnlineAcceptance.objects.filter(council=OuterRef("council")).filter(
        _in_force("accepted_on", "ended_on", today)
    )
    return petitions.annotate(
        takes_online=Exists(accepted),
        asks_card=Exists(ListRequirement.objects.filter(council=OuterRef("council")))
        & Exists(Processing.objects.filter(_in_force("granted_on", "ends_on", today))),
    )


def _in_force(since: str, until: str, on: datetime.date) -> Q:
    return Q(**{f"{since}__lte": on}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}))


def terms_of(petition: Petition) -> Terms:
    """Return how a petition can be signed today. One query, none after `with_terms`.

    A council that has accepted online signatures in writing receives them as signatures; elsewhere, and for an
    association's petition, they are initial support (تأييد أولي). The card is asked for only where the council's list
    needs it and the CNDP has authorised it (law 09-08, art. 12).
    """
    if not hasattr(petition, "takes_online"):
        petition = with_terms(Petition.objects.filter(pk=petition.pk)).only("bearer").get()
    is_signature = petition.takes_online and petition.bearer == Bearer.CITIZENS
    return Terms(SignatureKind.ONLINE if is_signature else SignatureKind.SUPPORT, petition.asks_card and is_signature)


def sign(
    petition: Petition,
    *,
    by: User,
    attests: bool,
    telling: str = Telling.INBOX,
    name: str = "",
    cin: str = "",
    network: str = "",
) -> Signed:
    """Sign a petition, or give it initial support (`terms_of`), and return which. A repeat changes nothing.

    `attests` is her word that she fulfils what the law asks of signers (113-14, art. 123; 112-14, art. 114; 111-14,
    art. 120). `name` and `cin` are kept, enciphered, only where the council's list needs them. `network` names where
    the request came from (`accounts.networks.of`). Who has taken a signature back may give it again.

    Raises `PermissionDenied`, `Unfit` with the field, `Refused` when nothing can be signed any more.
    """
    if not by.has_perm("petitions.sign_petition", petition):
        raise PermissionDenied
    if petition.state not in SIGNING_STATES or petition.visibility != Visibility.VISIBLE:
        raise _closed()
    if not attests:
        raise Unfit(_("Say that this is so: the law asks it of everyone who signs."), "attests")
    terms = terms_of(petition)
    row = _row(petition, by, terms, telling=telling, name=name, cin=cin, network=network)
    is_new = _insert(row) or _come_back(row, by)
    # A repeat asks too: her first request may have been cut off between her row and the asking.
    ask_for_count(petition.pk)
    return Signed(terms.kind, is_new)


def _closed() -> Refused:
    return Refused(_("This petition cannot be signed any more. Nothing about you was kept."), "closed")


def _row(petition: Petition, by: User, terms: Terms, *, telling: str, name: str, cin: str, network: str) -> Signature:
    what: dict[str, Any] = {"user": by.pk, "telling": Telling(telling).value}
    card = cards.read(cin) if terms.asks_card else ""
    if terms.is_signature:
        what["name"] = fits(clean_line(name or by.display_name), NAME_LENGTH, "name")
        if not has_words(what["name"]):
            raise Unfit(_("Write your first name and your family name: the council’s list bears them."), "name")
    if card:
        what["card"] = card
    keys = keys_of(petition.pk, by)
    return Signature(
        petition=petition,
        kind=terms.kind,
        **keys,
        cin_key=secrets.fingerprint(petition.pk, "card", card) if card else None,
        origin_key=secrets.fingerprint(petition.pk, "origin", network) if network else None,
        sealed=secrets.seal(petition.pk, what),
        territory_id=by.commune_id,
    )


def keys_of(petition_id: int, user: User) -> dict[str, bytes | None]:
    """Return the keys under which a person's row stands in one petition: her account, her confirmed phone."""
    return fingerprints.keys_of(secrets.scope(petition_id), user)


def _insert(row: Signature) -> bool:
    """Insert a row and tell whether it is new. One statement, whatever else happens at the same moment."""
    proofs = {}
    for state in (SignatureState.HELD, SignatureState.VALID):
        renew(row, state=state)
        proofs[f"proof_{state}"] = row.proof
    moment = now()
    values = proofs | {
        "kind": row.kind,
        "person": row.person_key,
        "phone": row.phone_key,
        "cin": row.cin_key,
        "origin": row.origin_key,
        "sealed": row.sealed,
        "territory": row.territory_id,
        "petition": row.petition_id,
        "at": moment,
        "since": moment - rates.NETWORK_WINDOW,
        "most": settings.SIGNATURES_PER_NETWORK,
        "is_fast": rates.is_too_fast(row.petition_id),
    }
    with preparing(connection) as cursor:  # planning it costs the database twice what the row does
        cursor.execute(INSERT, values)
        return cursor.fetchone() is not None


def own_rows(petition_id: int, user: User):
    """Return the row of a person in one petition, as a query: by her account, or by her confirmed phone on paper."""
    keys = keys_of(petition_id, user)
    hers = Q(person_key=keys["person_key"])
    if keys["phone_key"]:
        hers |= Q(phone_key=keys["phone_key"])
    return Signature.objects.filter(hers, petition=petition_id)


def own_kind(petition: Petition, user: User) -> str | None:
    """Return as what a person's signature stands in a petition, whatever was found about it; None without one."""
    if not user.is_authenticated:
        return None
    standing = own_rows(petition.pk, user).exclude(state=SignatureState.WITHDRAWN)
    return standing.order_by("pk").values_list("kind", flat=True).first()


def _come_back(row: Signature, by: User) -> bool:
    """Let a row that was taken back stand again, as what is signed today; change nothing of one that stands.

    One query when it stands; else locks the petition. Raises `Refused` when it was closed meanwhile.
    """
    if own_rows(row.petition_id, by).exclude(state=SignatureState.WITHDRAWN).exists():
        return False
    with transaction.atomic():
        petition = lock(row.petition_id)
        if petition.state not in SIGNING_STATES or petition.visibility != Visibility.VISIBLE:
            raise _closed()
        hers = list(own_rows(row.petition_id, by).order_by("pk"))
        # None is hers when another person wrote her card's number: she is answered all the same.
        if not hers or any(old.state != SignatureState.WITHDRAWN for old in hers):
            return False
        names = ["kind", "person_key", "phone_key", "cin_key", "sealed", "territory_id"]
        anew = {name: getattr(row, name) for name in names}
        try:
            with transaction.atomic():
                write(hers[0], state=SignatureState.VALID, sheet_id=None, row=None, **anew)
        except IntegrityError:
            return False  # the card's number is another row's
        ask_for_count(row.petition_id, again=True)
    return True


def write(signature: Signature, **changed: Any) -> None:
    """Save what changed of a row, with its proof and the moment: the one way in which an act changes a row."""
    renew(signature, **changed)
    signature.save(update_fields=[*changed, "proof", "changed_at"])


def renew(signature: Signature, **changed: Any) -> None:
    """Set columns of a row, its proof and the moment with them, without saving it."""
    for name, value in changed.items():
        setattr(signature, name, value)
    signature.proof, signature.changed_at = proof_of(signature), now()


def withdraw_signature(petition: Petition, *, by: User) -> bool:
    """Take a person's signature back and return whether it counts no more. Without one, nothing changes.

    Before the deposit the row stays, withdrawn. After it the signature is in the council's hands: it counts, and all
    that is forgotten are her words (how she wanted to be told, what she wrote for the list). Locks the petition.
    """
    if not by.is_authenticated:
        raise PermissionDenied
    with transaction.atomic():
        locked = lock(petition.pk)
        is_before = locked.state in SIGNING_STATES
        for row in own_rows(petition.pk, by).order_by("pk"):
            is_gone = is_before and row.state in {SignatureState.VALID, SignatureState.HELD}
            write(row, sealed=b"", state=SignatureState.WITHDRAWN if is_gone else row.state)
        if is_before:
            ask_for_count(petition.pk, again=True)
    return is_before
