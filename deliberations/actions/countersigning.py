"""Who signs a decision beside the president: the secretary of the council, or in her place, with the reason why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from councils.enums import ELECTED, Role
from councils.models import Mandate
from deliberations.enums import WERE_THERE, Countersigner
from deliberations.models import Decision

REASON_MAX = 400


def second_hand(decision: Decision, signer: Mandate, member: Mandate | None, role: str, reason: str) -> dict[str, Any]:
    """Return the columns that name the second hand on a decision which `signer` signs. Raises `Unfit`.

    The secretary of the council herself, else her deputy, else a member who was at the sitting and whom the president
    named its secretary; for these two the reason why the secretary did not sign is asked for (113-14, art. 47). Each is
    in office on the day of the signature, and another person than the signer.
    """
    if member is None:
        raise Unfit(_("The secretary of the council signs too: say who does (113-14, art. 47)."), "countersigned_by")
    held = Mandate.objects.current().filter(pk=member.pk, council=decision.council_id, role__in=ELECTED).first()
    if held is None:
        raise Unfit(_("Choose a member of this council who is in office today."), "countersigned_by")
    if held.pk == signer.pk or (held.user_id and held.user_id == signer.user_id):
        raise Unfit(_("Two people sign a decision: choose another one than yourself."), "countersigned_by")
    if role not in Countersigner.values:
        raise Unfit(_("Say in which capacity this member signs."), "countersigned_role")
    if role == Countersigner.SECRETARY:
        if held.role != Role.SECRETARY:
            raise Unfit(
                _("This member is not the secretary of the council: say in which capacity she signs, and why."),
                "countersigned_role",
            )
        return {"countersigned_by": held, "countersigned_role": role, "no_countersign_reason": ""}
    reason = fits(clean_text(reason), REASON_MAX, "no_countersign_reason")
    if not has_words(reason):
        raise Unfit(
            _("Say why the secretary of the council did not sign: the law has the minutes tell it."),
            "no_countersign_reason",
        )
    there = decision.deliberation.sitting.attendance.filter(presence__in=WERE_THERE)
    if role == Countersigner.NAMED and not there.filter(mandate=held).exists():
        raise Unfit(_("Only a member who was at the sitting can be named its secretary."), "countersigned_by")
    return {"countersigned_by": held, "countersigned_role": role, "no_countersign_reason": reason}
