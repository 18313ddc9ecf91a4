"""What is forgotten of desks and of text messages, and when (`core.retention`). What was written stays."""

from core.retention import keeps
from mediation.actions import forgetting
from mediation.models import Incoming, Registration


def incoming(limit):
    return Incoming.objects.filter(at__lt=limit)


def unclaimed(limit):
    return Registration.objects.filter(registered_at__lt=limit).exclude(sealed=b"")


keeps("mediation.incoming", past=incoming, forget=lambda limit: incoming(limit).delete()[0])
keeps("mediation.receipts", past=unclaimed, forget=forgetting.forget_receipts)
