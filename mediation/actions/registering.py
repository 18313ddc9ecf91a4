"""Registering a person without a phone, with her consent; and ending it when she takes it back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.enums import Gender
from accounts.models import User
from consultations.actions import answering
from consultations.models import Consultation
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from mediation import consent, limits, references
from mediation.actions.locking import check_open, lock_place, lock_registration
from mediation.enums import ActKind
from mediation.models import Desk, Registration
from spaces.enums import ConsentWay, Tongue

NAME_MAX = 60  # characters


@dataclass(frozen=True)
class Person:
    """What a person says of herself at a desk. Everything but her commune may be left out.

    `name` is known to the desk alone, unless `shows_name`. `language` is that of her receipt (`consent.LANGUAGES`).
    `birth_year`, `gender`, `has_disability` serve counts alone.
    """

    commune: Any
    language: str = "ar"
    name: str = ""
    shows_name: bool = False
    birth_year: int | None = None
    gender: str = ""
    has_disability: bool | None = None


@dataclass(frozen=True)
class Consent:
    """To what she agreed (`ActKind`s), how (`ConsentWay`), and in which tongue it was read to her."""

    to: Iterable[str] = field(default_factory=list)
    way: str = ""
    tongue: str = ""


def register(desk: Desk, person: Person, agreed: Consent, *, by: User, client_key: UUID) -> Registration:
    """Register a person at a desk and return it; the same form sent twice registers her once.

    Makes her an account that nobody can enter, keeps the words that were read to her, and one row in the journal that
    names nobody. Locks the agent's place. Raises `PermissionDenied`, `Unfit` with the field, `Refused` past the day's
    number.
    """
    to = [kind for kind in ActKind.values if kind in set(agreed.to)]
    name = fits(clean_line(person.name), NAME_MAX, "name")
    _fit(person, agreed, name, to)
    with transaction.atomic():
        row = lock_place(desk, by)
        if known := Registration.objects.filter(agent=by, client_key=client_key).first():
            return known
        limits.check_registrations(limits.today_of(by))
        user = people.register_for(
            display_name=name if person.shows_name else "", commune=person.commune, language=person.language, by=by
        )
        people.declare(
            user, birth_year=person.birth_year, gender=person.gender, has_disability=person.has_disability, by=user
        )
        nonce = uuid4()
        registration = Registration(
            user=user,
            desk=row,
            agent=by,
            client_key=client_key,
            nonce=nonce,
            claim_key=references.key_of(references.code_of(nonce)),
            consent_to=to,
            consent_way=agreed.way,
            consent_tongue=agreed.tongue,
            consent_words=consent.words(row.name, to, person.language, shows_name=person.shows_name),
        )
        references.seal(registration, {"name": name} if name else {})
        _save(registration)
        data = {"registration": registration.pk, "to": to, "consent": agreed.way, "tongue": agreed.tongue}
        journal.record(row, "register", by=by, data=data)
    return registration


def withdraw_consent(registration: Registration, *, by: User) -> Registration:
    """End a registration because the person, at the desk, takes her consent back, and return it.

    Her answers to open consultations go; her account is erased by the rules of erasing: what is public stays under a
    neutral name, her voice and what she said of herself go. Locks the registration. Raises as `register`, and
    `Refused` when it has ended or is hers already.
    """
    with transaction.atomic():
        row = lock_registration(registration.pk)
        desk = lock_place(row.desk, by)
        check_open(row)
        answered = [
            act["subject"] for act in references.sealed_of(row).get("acts", []) if act["kind"] == ActKind.ANSWER
        ]
        for pk in sorted({int(subject.partition(":")[2]) for subject in answered}):
            answering.withdraw(Consultation(pk=pk), by=row.user)
        people.erase(row.user, by=row.user)
        row.refresh_from_db(fields=["user"])
        row.withdrawn_at, row.sealed = now(), b""
        row.save(update_fields=["withdrawn_at", "sealed"])
        journal.record(desk, "withdraw_consent", by=by, data={"registration": row.pk})
    return row


def _fit(person: Person, agreed: Consent, name: str, to: list[str]) -> None:
    if person.commune is None:
        raise Unfit(_("Say in which commune she lives."), "commune")
    if person.shows_name and not has_words(name):
        raise Unfit(_("Write the name that is shown, or choose that none is."), "name")
    if person.language not in consent.LANGUAGES:
        raise Unfit(_("Choose the language of her receipt."), "language")
    if person.gender and person.gender not in Gender.values:
        raise Unfit(_("Choose from the list, or leave it empty."), "gender")
    if not to:
        raise Unfit(_("Tick what she agrees to: without her consent nothing can be entered."), "to")
    if agreed.way not in ConsentWay.values:
        raise Unfit(_("Say how the person agreed: without her consent nothing can be entered."), "way")
    if agreed.tongue not in Tongue.values:
        raise Unfit(_("Say in which language the words were read to her."), "tongue")


def _save(registration: Registration) -> None:
    """Save a new row under a number that no other has."""
    for _turn in range(5):
        registration.reference = references.new_reference()
        if not Registration.objects.filter(reference=registration.reference).exists():
            break
    try:
        registration.save()
    except IntegrityError:  # pragma: no cover -- two of 2^40 in one moment
        raise Unfit(_("This did not work: send the form again."), "name") from None
