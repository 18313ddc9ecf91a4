"""News from the floors below."""

from contextlib import suppress

from django.db import transaction
from django.dispatch import receiver
from django.utils.timezone import localdate

from accounts.signals import concerning, erasing, exporting
from core.signals import moved
from core.workflow import Refused
from deliberations.models import AgendaItem
from deliberations.signals import deliberated, locking, sent_to_committee, topics_behind
from deliberations.workflow import POSTPONE, REFUSE, WITHDRAW
from notices.enums import Topic
from petitions import actions, news
from petitions.actions import hearing
from petitions.actions.forgetting import rows_of
from petitions.actions.locking import lock
from petitions.enums import PetitionState
from petitions.figures import figures_of
from petitions.models import Petition
from petitions.own_data import held_about
from spaces.signals import figures, handed_over


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.let_go(user)
    actions.erase(user)


@receiver(handed_over, dispatch_uid="petitions.handed_over")
def hand_over(sender, association, former, by, **kwargs):
    """The petitions of an association go on under its new legal representative."""
    actions.hand_over(association, former=former, by=by)


@receiver(locking, dispatch_uid="petitions.locking")
def lock_before_its_session(sender, item, **kwargs):
    """The petition first, then the session: the order of every act of petitions."""
    if item.referral_id:
        for pk in Petition.objects.filter(referral=item.referral_id).values_list("pk", flat=True):
            lock(pk)


@receiver(sent_to_committee, dispatch_uid="petitions.sent_to_committee")
def study(sender, item, by, **kwargs):
    """A petition's point was given to a committee from the desk of its session: so was the petition."""
    petition = _behind(item, {PetitionState.SCHEDULED})
    if petition and by.has_perm("petitions.schedule_petition", petition):
        _keep_in_step(lambda: hearing.to_committee(petition, by=by, committee=item.committee))


@receiver(deliberated, dispatch_uid="petitions.deliberated")
def heard(sender, item, deliberation, by, **kwargs):
    """The council deliberated on a petition's point: so it did on the petition."""
    petition = _behind(item, {PetitionState.SCHEDULED, PetitionState.IN_COMMITTEE})
    if petition and by.has_perm("petitions.record_sitting", petition):
        _keep_in_step(lambda: hearing.deliberate(petition, by=by, on=localdate(deliberation.sitting.starts_at)))


OFF_THE_AGENDA = {POSTPONE: news.PUT_OFF, REFUSE: news.TAKEN_OFF, WITHDRAW: news.TAKEN_OFF}


@receiver(moved, sender=AgendaItem, dispatch_uid="petitions.off_the_agenda")
def off_the_agenda(sender, obj, action, by, **kwargs):
    """The council put a petition's point off, or took it from the agenda; it is told nothing that it did itself."""
    occasion = OFF_THE_AGENDA.get(action)
    petition = _behind(obj, {PetitionState.SCHEDULED, PetitionState.IN_COMMITTEE}) if occasion else None
    if petition:
        hearing.follow_point(petition, occasion, by=by, item=obj)


@receiver(topics_behind, dispatch_uid="petitions.topics_behind")
def followed(sender, referrals, **kwargs):
    return [(Topic.PETITION, pk) for pk in Petition.objects.filter(referral__in=referrals).values_list("pk", flat=True)]


def _keep_in_step(act) -> None:
    """Do it where it fits: the petition's own page says what it still lacks, and the session goes on."""
    with suppress(Refused), transaction.atomic():
        act()


def _behind(item, states):
    """Return the petition of a point in one of the states, None when there is none."""
    if item.referral_id is None:
        return None
    return Petition.objects.filter(referral=item.referral_id, state__in=states).first()


@receiver(figures, dispatch_uid="petitions.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)


@receiver(concerning, dispatch_uid="petitions.concerning")
def files_of(sender, user, **kwargs):
    """The petitions that she signed."""
    return {f"petitions.petition:{pk}": at for pk, at in rows_of(user).values_list("petition_id", "at")}
