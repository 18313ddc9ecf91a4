"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from consultations.models import Consultation
from core.signals import OUT_OF_SIGHT, moved
from councils.signals import commented
from debates.models import Debate, Thread
from events.models import Event
from observatory import actions
from observatory.enums import Process
from observatory.own_data import held_about
from observatory.reading import last_word


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)


@receiver(commented, dispatch_uid="observatory.commented")
def say(sender, council, **kwargs):
    """What the council said last of figures that everyone may read."""
    return last_word(council)


PROCESSES = {Debate: Process.DEBATE, Consultation: Process.CONSULTATION, Event: Process.EVENT}


@receiver(moved)
def drop(sender, obj, action, **kwargs):
    """Do not tell of what was held back, hidden or withdrawn, from the very transaction that did it."""
    if sender.MOVES[action].target not in OUT_OF_SIGHT:
        return
    if sender is Thread:
        actions.forget_processes(Process.DEBATE, Debate.objects.filter(thread=obj).values_list("pk", flat=True))
    elif sender in PROCESSES:
        actions.forget_processes(PROCESSES[sender], [obj.pk])
