"""What is forgotten of an inbox, and when (`core.retention`)."""

from core.retention import keeps
from notices.models import Notice


def old(limit):
    return Notice.objects.filter(created_at__lt=limit)


keeps("notices.inbox", past=old, forget=lambda limit: old(limit).delete()[0])
