"""An answer that a desk takes for a person: with her consent, by a named agent, counted like any other."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts import phones
from accounts.models import User
from consultations import persons
from consultations.actions import heads
from consultations.actions.answering import about, check_time, fit_to_count
from consultations.actions.locking import lock
from consultations.actions.storing import store
from consultations.asked import Asked
from consultations.enums import Way
from consultations.models import Consultation, Response
from consultations.said import Said
from core import journal, secrets
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from spaces.enums import ConsentWay

DESK_MAX = 120  # characters
KEY_MAX = 64


@dataclass(frozen=True)
class Taken:
    """What the person takes home: the number of the journal's entry. It leads to no answer and to no name."""

    number: int


def answer_for(
    consultation: Consultation,
    said: Said,
    *,
    by: User,
    desk: str,
    consent: str,
    phone: str = "",
    person: User | None = None,
    client_key: str,
    asked: Asked | None = None,
) -> Taken:
    """Write down what a person answers at a desk, whole and sent at once, and return what she takes home.

    `consent` is a `ConsentWay`. `phone`, as she says it, is kept as a fingerprint alone: what she answers at a desk
    again takes the place of the first, and what she answered herself online stands: the agent is told the same in
    either case, since whether a number has answered is nobody's affair. `person` is one whom a desk has registered (an
    account without a contact): the response stands under her key, and is hers with her account. `client_key` is made
    with the form: sending it twice counts once. Locks the consultation.

    Raises `PermissionDenied`, `Unfit` with the field, `Faults`, `Refused` when nobody may answer now.
    """
    if not by.has_perm("consultations.answer_for_others", consultation):
        raise PermissionDenied
    desk = fits(clean_line(desk), DESK_MAX, "desk")
    if not has_words(desk):
        raise Unfit(_("Name the desk."), "desk")
    if consent not in ConsentWay.values:
        raise Unfit(_("Say how the person agreed: without her consent nothing can be entered."), "consent")
    if person:
        key, phone_key = persons.keys_of(consultation.pk, person)["person_key"], None
    else:
        key, phone_key = _keys(consultation.pk, phone, client_key)
    with transaction.atomic():
        row = lock(consultation.pk)
        check_time(row)
        asked = asked or Asked(row)
        said = fit_to_count(asked, said)
        response = _response(row, key, phone_key)
        if response is not None:
            if response.pk is None:
                heads.count(row, Way.DESK)
            for name, value in (about(person) if person else {}).items():
                setattr(response, name, value)
            response.agent, response.consent_way, response.sent_at = by, consent, response.sent_at or now()
            response.save()
            store(response, said, whole=True, asked=asked)
        entry = journal.record(row, "answer_for", by=by, data={"desk": desk, "consent": consent})
    return Taken(entry.pk)


def _keys(consultation_id: int, phone: str, client_key: str) -> tuple[bytes, bytes | None]:
    """Return the keys under which the response stands: her number's, or the form's where she gives none."""
    if phone.strip():
        try:
            key = persons.phone_key(consultation_id, phones.normalise(phone))
        except phones.PhoneError as error:
            raise Unfit(str(error), "phone") from None
        return key, key
    if not client_key or len(client_key) > KEY_MAX:
        raise Unfit(_("The page you saw is out of date: load it again."), "desk")
    return secrets.fingerprint(persons.scope(consultation_id), "desk", client_key), None


def _response(consultation: Consultation, key: bytes, phone_key: bytes | None) -> Response | None:
    """Return the row to write, new or of this desk's before; None where she has answered herself, which stands."""
    rows = Response.objects.filter(consultation=consultation)
    found = rows.filter(phone_key=phone_key).first() if phone_key else rows.filter(person_key=key).first()
    if found is not None:
        found.consultation = consultation
        return found if found.way == Way.DESK else None
    return Response(consultation=consultation, person_key=key, phone_key=phone_key, way=Way.DESK)
