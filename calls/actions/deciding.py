"""Between the ranking and the winners: reasons for each project, ties that the jury decides; the reserve list after."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_application, lock_led
from calls.actions.moving import put_in_order
from calls.actions.telling import CALLED_UP, tell_association
from calls.enums import ApplicationState, CallState, LastTie
from calls.models import Application, Call, Project
from calls.ties import refuse_tied
from calls.workflow import CALL_UP
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused, perform

REASONS_MAX, TIE_MAX = 2_000, 1_000  # characters


def write_reasons(call: Call, reasons: Mapping[int, str], *, by: User) -> int:
    """Write why each project is retained or not, by its number, and return how many have their reasons. Locks the call.

    Those of the winners are published, those of the others are for their associations.
    """
    with transaction.atomic():
        row = _ranked(call, by)
        for one in row.applications.filter(state=ApplicationState.SCORED, number__in=reasons.keys()):
            one.reasons = fits(clean_text(reasons[one.number]), REASONS_MAX, f"r{one.number}")
            one.save(update_fields=["reasons"])
        journal.record(row, "write_reasons", by=by, data={"numbers": sorted(reasons)})
        return row.applications.filter(state=ApplicationState.SCORED).exclude(reasons="").count()


def decide_tie(call: Call, order: Sequence[int], *, by: User, reason: str) -> Call:
    """Put projects that everything else leaves equal in the order of their numbers in `order`, with the jury's reason.

    Where the call said that lots are drawn, nobody decides. Locks the call. Raises as `write_reasons`, and `Unfit`.
    """
    with transaction.atomic():
        row = _ranked(call, by)
        if row.last_tie != LastTie.JURY:
            raise Refused(_("This call said beforehand that lots decide between equals."), "draw")
        reason = fits(clean_text(reason), TIE_MAX, "reason")
        if not has_words(reason):
            raise Unfit(_("Give the jury’s reason: it is published."), "reason")
        rows = row.applications.filter(state=ApplicationState.SCORED)
        equal = {one.number: one for one in rows if one.is_undecided}
        if len(order) < 2 or len(set(order)) != len(order) or not set(order) <= equal.keys():
            raise Unfit(_("Give the order of the projects that are still equal, each once."), "order")
        # A tie is decided whole: what was decided before keeps the order it has.
        jury = {one.number: one.place for one in rows if not one.is_undecided}
        jury |= {number: position for position, number in enumerate(order, 1)}
        put_in_order(row, jury)
        row.applications.filter(number__in=order).update(tie_reason=reason)
        journal.record(row, "decide_tie", by=by, note=reason, data={"order": list(order)})
    return row


def call_up(application: Application, *, by: User) -> Project:
    """Retain a project of the reserve list, when a winner has left and the envelope pays for it; return the project.

    The first of each reserve list comes first. Its association is told. Locks the call.
    """
    with transaction.atomic():
        row = lock_application(application.pk)
        call = row.call
        if by.has_perm("calls.lead_call", call):
            if call.state not in {CallState.AWARDED, CallState.RUNNING}:
                raise Refused(_("The winners are not published."), "not_awarded")
            refuse_tied(by, [row.association_id])
            first = call.applications.filter(state=ApplicationState.RESERVE, place__lt=row.place)
            if call.places_by == "category":
                first = first.filter(category=row.category_id)
            if row.state == ApplicationState.RESERVE and first.exists():
                raise Refused(_("Another project comes before it on the reserve list."), "not_first")
        elif not by.has_perm("calls.view_application", row):
            raise PermissionDenied
        row = perform(row, CALL_UP, by=by)
        row.call = call
        made = Project.objects.create(application=row, granted=row.asked)
        tell_association(row, CALLED_UP)
    return made


def _ranked(call: Call, by: User) -> Call:
    row = lock_led(call.pk, by)
    if row.state != CallState.RANKED:
        raise Refused(_("Reasons and ties are settled between the ranking and the winners."), "not_ranked")
    refuse_tied(by, row.applications.filter(state=ApplicationState.SCORED).values_list("association_id", flat=True))
    return row
