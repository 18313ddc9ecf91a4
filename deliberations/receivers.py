"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import exporting
from core.signals import moved
from councils.signals import duties, shown
from deliberations.actions import telling
from deliberations.actions.recording import print_without
from deliberations.duties import duties_of
from deliberations.models import AgendaItem, Sitting
from deliberations.own_data import held_about
from deliberations.signals import deliberated, published
from deliberations.workflow import FAIL


# What a member did in public session is an act of the council: nothing of it is erased with her account.
@receiver(exporting, dispatch_uid="deliberations.exporting")
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(duties, dispatch_uid="deliberations.duties")
def owe(sender, councils, user, **kwargs):
    return duties_of(councils)


# Minutes are for everyone: what is hidden leaves their PDFs too.
@receiver(shown, dispatch_uid="deliberations.print_without")
def print_minutes_without(sender, referral, **kwargs):
    print_without(referral)


# Whichever act moves a point (the desk, a petition, a postponement), those who asked for it are told.
@receiver(moved, sender=AgendaItem, dispatch_uid="deliberations.tell_point")
def tell_point(sender, obj, action, source, by, **kwargs):
    telling.follow_point(obj, action=action, source=source, by=by)


@receiver(deliberated, dispatch_uid="deliberations.tell_vote")
def tell_vote(sender, item, deliberation, by, **kwargs):
    telling.follow_vote(item, deliberation, by=by)


@receiver(published, dispatch_uid="deliberations.tell_decision")
def tell_decision(sender, decision, by, **kwargs):
    telling.follow_decision(decision, by=by)


@receiver(moved, sender=Sitting, dispatch_uid="deliberations.tell_lacking")
def tell_lacking(sender, obj, action, by, **kwargs):
    if action == FAIL:
        telling.tell_lacking(obj, by)
