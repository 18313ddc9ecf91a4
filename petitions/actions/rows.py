"""The rows of a sheet made into signatures: each person once, however she signed before. Part of an act that holds
the locks of the petition and of the sheet."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Q

from petitions import secrets
from petitions.actions.signing import write
from petitions.enums import Invalidity, SignatureKind, SignatureState
from petitions.models import Petition, Row, Sheet, Signature
from petitions.proofs import proof_of
from petitions.typed import TypedRow


@dataclass
class Counted:
    """What came of a sheet, as numbers of its rows: new signatures, initial supports that are now signatures by hand,
    persons who had signed already, rows that do not count for what the desk saw on the paper."""

    new: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    unfit: list[int] = field(default_factory=list)

    def numbers(self) -> dict[str, int]:
        """How many, for the journal: no row is named there."""
        return {name: len(rows) for name, rows in vars(self).items()}


def count_rows(petition: Petition, sheet: Sheet, rows: list[Row]) -> Counted:
    """Write one signature for each row that counts, empty the rows, and return what came of each.

    A person is found by her name and birth date as on paper, by her card, or by her phone; her initial support becomes
    a signature by hand, her signature stays the one that it was.
    """
    counted = Counted()
    for row in sorted(rows, key=lambda one: one.number):
        if row.invalidity:
            counted.unfit.append(row.number)
            continue
        said = secrets.unseal(petition.pk, row.sealed)
        typed = TypedRow(row.number, **said | {"born_on": datetime.date.fromisoformat(said["born_on"])})
        came = _sign(petition, sheet, row, typed)
        getattr(counted, came).append(row.number)
        row.sealed = b""
        row.invalidity = Invalidity.DUPLICATE if came == "repeats" else ""
    Row.objects.bulk_update(rows, ["sealed", "invalidity"])
    return counted


def _sign(petition: Petition, sheet: Sheet, row: Row, typed: TypedRow) -> str:
    keys = _keys(petition, typed)
    kept = {"name": typed.name, "born_on": typed.born_on.isoformat(), "address": typed.address}
    if typed.cin:
        kept["cin"] = typed.cin
    for _attempt in range(3):  # she may be signing online at this moment: then her row is found
        found = _found(petition, keys, typed)
        if found is None:
            if _holds(petition, "phone_key", keys["phone_key"]):
                keys["phone_key"] = None  # a phone of the family: another person's row has it
            if _insert(petition, sheet, row, keys, kept):
                return "new"
            continue
        return _join(found, sheet, row, keys, kept)
    raise IntegrityError("a row that is in the way, and cannot be found")


def _keys(petition: Petition, typed: TypedRow) -> dict[str, bytes | None]:
    print_of = secrets.fingerprint
    paper = print_of(petition.pk, "paper", typed.identity)
    return {
        "paper_key": paper,
        "phone_key": print_of(petition.pk, "phone", typed.phone) if typed.phone else None,
        "cin_key": print_of(petition.pk, "card", typed.cin) if typed.cin else None,
    }


def _found(petition: Petition, keys: dict, typed: TypedRow) -> Signature | None:
    """Return her row, locked: by name, else by card, else by phone. A phone alone is a family's: of two persons on
    paper with one phone, the birth date tells whether they are one."""
    given = {name: key for name, key in keys.items() if key}
    wanted = Q(person_key=keys["paper_key"])
    for name, key in given.items():
        wanted |= Q(**{name: key})
    rows = list(Signature.objects.select_for_update(no_key=True).filter(wanted, petition=petition).order_by("pk"))
    for name in ("paper_key", "cin_key"):
        for row in rows:
            held = getattr(row, name)
            if held and name in given and bytes(held) == given[name]:
                return row
    for row in rows:
        born_on = secrets.unseal(petition.pk, row.sealed).get("born_on")
        if row.paper_key is None or born_on in {None, typed.born_on.isoformat()}:
            return row
    return None


def _holds(petition: Petition, name: str, key: bytes | None) -> bool:
    return key is not None and Signature.objects.filter(petition=petition, **{name: key}).exists()


def _insert(petition: Petition, sheet: Sheet, row: Row, keys: dict, kept: dict) -> bool:
    signature = Signature(
        petition=petition,
        kind=SignatureKind.PAPER,
        person_key=keys["paper_key"],
        sealed=secrets.seal(petition.pk, kept),
        territory_id=row.territory_id,
        sheet=sheet,
        row=row.number,
        **keys,
    )
    signature.proof = proof_of(signature)
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _join(signature: Signature, sheet: Sheet, row: Row, keys: dict, kept: dict) -> str:
    """Make an initial support a signature by hand; leave whatever else she had done as it is.

    What she took back online was support: by hand she signs. What a person found invalid stays so.
    """
    if signature.kind != SignatureKind.SUPPORT or signature.state == SignatureState.INVALID:
        return "repeats"
    sealed = secrets.unseal(signature.petition_id, signature.sealed) | kept
    state = SignatureState.VALID if signature.state == SignatureState.WITHDRAWN else signature.state
    changed = {
        "kind": SignatureKind.PAPER,
        "state": state,
        "sealed": secrets.seal(signature.petition_id, sealed),
        "territory_id": row.territory_id or signature.territory_id,
        "sheet_id": sheet.pk,
        "row": row.number,
        "paper_key": keys["paper_key"],
    }
    changed |= {name: keys[name] for name in _free(signature, keys)}
    write(signature, **changed)
    return "joined"


def _free(signature: Signature, keys: dict) -> Iterator[str]:
    """Yield the keys that she gives on paper and did not online, where no other row has them."""
    for name in ("phone_key", "cin_key"):
        if keys[name] and not getattr(signature, name) and not _holds(signature.petition, name, keys[name]):
            yield name
