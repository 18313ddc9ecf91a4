"""What an agent writes for a person: needs, supports, answers; and that she signed a petition by hand.

Each act checks that she agreed to it, is counted against the agent's day, leaves a row in the journal that names the
agent and the desk, and never her.
"""

from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions import desk as answers
from consultations.asked import Asked
from consultations.models import Consultation
from consultations.said import Said
from core import journal
from core.fitness import Unfit
from core.journal import subject_of
from core.workflow import Refused
from mediation import limits, references
from mediation.actions.locking import check_open, lock_place, lock_registration
from mediation.actions.watching import watch
from mediation.enums import NAMELESS, ActKind
from mediation.models import Act, Desk, Registration
from needs import actions as needs
from needs.actions.posting import Said as SaidOfNeed
from needs.models import Need
from petitions.enums import SIGNING_STATES
from petitions.models import Petition


def enter_need(registration: Registration, *, by: User, **said: Unpack[SaidOfNeed]) -> Need:
    """State a need for a registered person in the space of the desk, and return it (`needs.actions.post_for`).

    It says at which desk it was entered; her name, only when she wants it shown. Raises `PermissionDenied`, `Refused`
    in words about what was written, or past what an agent may write in a day.
    """
    with transaction.atomic():
        row, desk = _ready(registration, ActKind.NEED, by)
        need = needs.post_for(desk.space, by=by, desk=desk.name, consent=row.consent_way, person=row.user, **said)
        if not row.acts.filter(kind=ActKind.NEED, subject=subject_of(need)).exists():
            _note(row, desk, ActKind.NEED, need, by)
    return need


def join_for(registration: Registration, need: Need, *, by: User) -> Need:
    """Join a need of the desk's space for a registered person, and return it, or the one it was merged into.

    Twice is once. Raises as `enter_need`.
    """
    with transaction.atomic():
        row, desk = _ready(registration, ActKind.SUPPORT, by)
        if need.space_id != desk.space_id:
            raise Unfit(_("This need is of another commune: its own desk joins it."), "need")
        joined = needs.join_for(need, person=row.user, by=by)
        if not row.acts.filter(kind=ActKind.SUPPORT, subject=subject_of(joined)).exists():
            _note(row, desk, ActKind.SUPPORT, joined, by)
    return joined


def answer_for(
    registration: Registration, consultation: Consultation, said: Said, *, by: User, asked: Asked | None = None
) -> int:
    """Write down what a registered person answers, and return the number of it (`consultations.actions.desk`).

    Again, it takes the place of the first. No row that can be read leads from her to it: the link is sealed. Raises as
    there, and as `enter_need`.
    """
    with transaction.atomic():
        row, desk = _ready(registration, ActKind.ANSWER, by)
        taken = answers.answer_for(
            consultation,
            said,
            by=by,
            desk=desk.name,
            consent=row.consent_way,
            person=row.user,
            client_key="",
            asked=asked,
        )
        _note(row, desk, ActKind.ANSWER, consultation, by)
    return taken.number


def note_signature(registration: Registration, petition: Petition, *, by: User, sheet: int, row: int) -> int:
    """Note on a person's receipt that she signed a petition by hand, on a row of a printed sheet; return its number.

    It is no signature: the law asks for her own hand, and her row counts once the sheet is typed and checked
    (`petitions.actions.paper`). A row of paper is noted once. Raises `PermissionDenied`, `Unfit` with the field,
    `Refused` when the petition collects no signatures any more.
    """
    with transaction.atomic():
        kept, desk = _ready(registration, ActKind.SIGNATURE, by)
        if petition.space_id != desk.space_id or not by.has_perm("petitions.enter_sheets", petition):
            raise PermissionDenied
        if petition.state not in SIGNING_STATES:
            raise Refused(_("This petition collects no signatures now. Nothing was noted."), "not_collecting")
        printed = petition.sheets.filter(number=sheet).first()
        if printed is None:
            raise Unfit(_("No sheet of this petition has this number: look at the paper."), "sheet")
        if not 1 <= row <= printed.rows_printed:
            raise Unfit(_("This sheet has no row with this number: look at the paper."), "row")
        try:
            with transaction.atomic():
                act = _note(kept, desk, ActKind.SIGNATURE, petition, by, place=f"{sheet}/{row}")
        except IntegrityError:
            raise Unfit(_("This row of the sheet is noted already: look at the paper."), "row") from None
    return act.entry


def _ready(registration: Registration, kind: str, by: User) -> tuple[Registration, Desk]:
    """Return the registration and its desk, locked, when its agent may write such an act for her now."""
    row = lock_registration(registration.pk)
    desk = lock_place(row.desk, by)
    check_open(row)
    if kind not in row.consent_to:
        raise Refused(
            _("She did not agree to this (%(act)s). Ask her; then register her again with it.")
            % {"act": ActKind(kind).label},
            "no_consent",
        )
    limits.check_acts(limits.today_of(by))
    return row, desk


def _note(registration: Registration, desk: Desk, kind: str, thing, by: User, place: str = "") -> Act:
    """Keep one act: its row in the journal, its row at the desk, and what the receipt says of it."""
    is_nameless = kind in NAMELESS
    subject = subject_of(thing)
    data = {"kind": kind, "subject": subject, "consent": registration.consent_way}
    if not is_nameless:
        data["registration"] = registration.pk
    entry = journal.record(desk, "enter", by=by, data=data)
    act = Act.objects.create(
        desk=desk,
        agent=by,
        kind=kind,
        subject=subject,
        place=place,
        entry=entry.pk,
        registration=None if is_nameless else registration,
    )
    if is_nameless:
        what = references.sealed_of(registration)
        others = [one for one in what.get("acts", []) if one["subject"] != subject]
        kept = {"kind": kind, "subject": subject, "entry": entry.pk, "place": place, "at": now().isoformat()}
        references.seal(registration, what | {"acts": [*others, kept]})
        registration.save(update_fields=["sealed"])
    watch(desk, by)
    return act
