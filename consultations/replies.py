"""What is shown of the council's reply beside a result: where it stands, its points once the council has answered."""

from typing import Any

from consultations.enums import ConsultationState
from consultations.models import Consultation
from councils.enums import ReferralState


def reply_of(consultation: Consultation) -> dict[str, Any]:
    """Return the matter before the council (None: not put before it), whether it is answered, and the reply's points.

    Two queries at most; points that are not published yet are not among them.
    """
    referral = consultation.referral if consultation.referral_id else None
    is_answered = referral is not None and referral.state == ReferralState.ANSWERED
    points = list(consultation.reply_points.order_by("position", "id")) if is_answered else []
    return {"referral": referral, "is_answered": is_answered, "points": points}


def reply_for(consultation: Consultation, user) -> dict[str, Any]:
    """Return `reply_of` with what the person may do: refer the result, write the reply, raise needs."""
    reply = reply_of(consultation)
    is_published = consultation.state == ConsultationState.PUBLISHED
    leads = is_published and user.has_perm("consultations.refer_result", consultation)
    may_write = reply["referral"] is not None and not reply["is_answered"]
    return reply | {
        "may_refer": leads and reply["referral"] is None,
        "may_raise": leads,
        "may_write": may_write and user.has_perm("consultations.write_reply", consultation),
        "is_published": is_published,
    }
