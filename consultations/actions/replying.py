"""The council's reply: the published result is put before it once, its people write point by point what they do."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consultations.actions.locking import lock
from consultations.actions.reporting import ask_for_report
from consultations.actions.telling import REPLIED, tell_everyone, tell_participants
from consultations.enums import ConsultationState, Verdict
from consultations.models import Consultation, ReplyPoint
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from councils import actions as councils
from councils.enums import ReferralState
from councils.models import Answer, Council, Referral
from notices.paths import without_language

POINTS_MAX, ABOUT_MAX, REASONS_MAX = 60, 300, 2_000  # points; characters


def refer_result(consultation: Consultation, *, by: User) -> Consultation:
    """Put a published result before the council that asked, else the commune's: its clock starts. Once only.

    Locks the consultation. Raises `PermissionDenied`, or `Refused`: not published, before the council already, the
    council is not on Agraw.
    """
    with transaction.atomic():
        row = lock(consultation.pk)
        if not by.has_perm("consultations.refer_result", row):
            raise PermissionDenied
        if row.state != ConsultationState.PUBLISHED:
            raise Refused(_("Publish the result first: the council replies to what everyone reads."), "not_published")
        if row.referral_id:
            raise Refused(_("This result is before the council already: nothing was sent again."), "referred")
        council = row.council or Council.objects.filter(territory=row.space.commune_id).first()
        if council is None:
            raise Refused(
                _("The council of this commune is not on Agraw yet: ask the coordinator to open it."), "no_council"
            )
        row.referral = councils.receive(
            council=council,
            title=row.title,
            summary=_summary(row),
            url=without_language(row.get_absolute_url()),
            theme=row.theme,
            by=by,
        )
        row.save(update_fields=["referral"])
        journal.record(row, "refer", by=by, data={"referral": row.referral_id})
    return row


def _summary(row: Consultation) -> str:
    """Return what the council reads, in Arabic, the language of its acts: the result in words, how many took part."""
    with translation.override("ar"):
        count = ngettext("%(count)d person took part.", "%(count)d people took part.", row.response_count) % {
            "count": row.response_count
        }
    return f"{row.summary or row.purpose}\n\n{count}"


def write_point(
    consultation: Consultation,
    *,
    by: User,
    about: str,
    verdict: str,
    reasons: str,
    point: ReplyPoint | None = None,
) -> ReplyPoint:
    """Write a point of the reply, or change `point`, and return it; it is shown once the council has answered.

    Locks the consultation, then its matter before the council. Raises `PermissionDenied`, `Unfit` which names the
    field, `Refused` once the council has answered: a published reply stands.
    """
    about, reasons = clean_line(about), clean_text(reasons)
    if not has_words(about):
        raise Unfit(_("Say what of the result this is about."), "about")
    if verdict not in Verdict.values:
        raise Unfit(_("Choose what the council does with it."), "verdict")
    if not has_words(reasons):
        raise Unfit(_("Say why: people read it beside their answers."), "reasons")
    fits(about, ABOUT_MAX, "about")
    fits(reasons, REASONS_MAX, "reasons")
    with transaction.atomic():
        row = _writable(consultation, by)
        said = {"about": about, "verdict": verdict, "reasons": reasons, "written_by": by}
        if point is None:
            if row.reply_points.count() >= POINTS_MAX:
                raise Refused(_("A reply has at most sixty points: bring some together."), "enough")
            last = row.reply_points.order_by("-position").values_list("position", flat=True).first() or 0
            kept = ReplyPoint.objects.create(consultation=row, position=last + 1, **said)
        else:
            kept = row.reply_points.filter(pk=point.pk).first()
            if kept is None:
                raise Refused(_("This point was taken out meanwhile. Copy your text to keep it."), "gone")
            for name, value in said.items():
                setattr(kept, name, value)
            kept.save()
        journal.record(row, "write_reply", by=by, data={"point": kept.pk, "verdict": verdict})
    return kept


def remove_point(point: ReplyPoint, *, by: User) -> None:
    """Take out a point of a reply that is not published. Raises as `write_point`; a second time changes nothing."""
    with transaction.atomic():
        row = _writable(point.consultation, by)
        if row.reply_points.filter(pk=point.pk).delete()[0]:
            journal.record(row, "remove_reply", by=by, data={"point": point.pk})


def _writable(consultation: Consultation, by: User) -> Consultation:
    row = lock(consultation.pk)
    if not by.has_perm("consultations.write_reply", row):
        raise PermissionDenied
    if row.referral_id is None:
        raise Refused(_("The result was not put before the council yet: it has nothing to answer."), "not_referred")
    referral = Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=row.referral_id)
    if referral.state in {ReferralState.ANSWERED, ReferralState.WITHDRAWN}:
        raise Refused(_("The council has answered: its reply is published and stands as it is."), "answered")
    return row


def follow_answer(referral: Referral, *, answer: Answer, by: User) -> str:
    """Show the reply with the council's answer, tell everyone who took part, make the report anew, and return the
    occasion; empty when no consultation is behind the matter.

    Runs inside the council's publication, `by` the person who signed: the matter is locked already, and the
    consultation is not, so that both are always locked in one order.
    """
    consultation = Consultation.objects.filter(referral=referral).first()
    if consultation is None:
        return ""
    points = consultation.reply_points.count()
    journal.record(consultation, "answer", by=by, data={"answer": answer.pk, "points": points})
    tell_participants(consultation, f"{REPLIED}.{answer.pk}")
    ask_for_report(consultation)
    return tell_everyone(consultation, f"{REPLIED}.{answer.pk}", by=by)
