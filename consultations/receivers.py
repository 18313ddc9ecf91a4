"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import absorbing, erasing, exporting, exporting_files
from consultations.actions import forgetting, tallying
from consultations.actions.replying import follow_answer
from consultations.actions.reporting import ask_for_report, remake_reports
from consultations.actions.telling import DECIDED, OFF_AGENDA, ON_AGENDA, PUBLISHED, tell_participants
from consultations.figures import figures_of
from consultations.models import Answer, Consultation, Statement
from consultations.own_data import held_about
from consultations.workflow import CLOSE, PUBLISH
from core.signals import moved
from councils.signals import answered
from deliberations.signals import people_behind, topics_behind
from deliberations.workflow import FORCE, KEEP, POSTPONE, REFUSE, WITHDRAW
from deliberations.workflow import PUBLISH as PUBLISH_DECISION
from notices.enums import Topic
from spaces.signals import figures


@receiver(moved, sender=Consultation)
def follow_publication(sender, obj, action, **kwargs):
    if action == PUBLISH:
        tell_participants(obj, PUBLISHED)
        ask_for_report(obj)


@receiver(moved, sender=Statement, dispatch_uid="consultations.follow_statement")
def follow_statement(sender, obj, **kwargs):
    remake_reports(obj.part.consultation)


@receiver(answered)
def follow_council(sender, referral, answer, by, **kwargs):
    return follow_answer(referral, answer=answer, by=by)


# What those who took part are told of a point about their result, by what became of it.
OF_POINT = {
    KEEP: ON_AGENDA, FORCE: ON_AGENDA, POSTPONE: OFF_AGENDA, REFUSE: OFF_AGENDA, WITHDRAW: OFF_AGENDA,
    PUBLISH_DECISION: DECIDED,
}  # fmt: skip


@receiver(people_behind, dispatch_uid="consultations.people_behind")
def tell_who_took_part(sender, referral, occasion, key, **kwargs):
    """Nobody but a job reads who took part: it tells them under the same key, and none are returned."""
    consultation = Consultation.objects.filter(referral=referral).first()
    if consultation and occasion in OF_POINT:
        tell_participants(consultation, OF_POINT[occasion], key=key)
    return []


@receiver(topics_behind, dispatch_uid="consultations.topics_behind")
def followed(sender, referrals, **kwargs):
    rows = Consultation.objects.filter(referral__in=referrals).values_list("pk", flat=True)
    return [(Topic.CONSULTATION, pk) for pk in rows]


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(absorbing)
def absorb(sender, user, into, **kwargs):
    forgetting.absorb(user, into=into)


@receiver(moved, sender=Consultation)
def count_closed(sender, obj, action, **kwargs):
    """Have a consultation counted as soon as nothing more is answered."""
    if action == CLOSE:
        tallying.ask_for_tally(obj.pk)


@receiver(figures, dispatch_uid="consultations.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)


@receiver(exporting_files, dispatch_uid="consultations.files")
def photos(sender, user, **kwargs):
    """The photos with which she answered."""
    rows = Answer.objects.filter(response__in=forgetting.rows_of(user)).exclude(photo="")
    return [("consultations.Answer", row.pk, row.photo) for row in rows]
