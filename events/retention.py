"""What is forgotten of who came to a meeting, and when (`core.retention`). What was counted stays."""

from django.db.models import Q

from core.retention import keeps
from events.actions import forgetting
from events.models import Registration


def requests(limit):
    return Registration.objects.exclude(Q(access=[]) & Q(note="")).filter(event__ends_at__lt=limit)


def people(limit):
    return Registration.objects.filter(event__ends_at__lt=limit, user__isnull=False)


keeps("events.requests", past=requests, forget=lambda _limit: forgetting.forget_requests())
keeps("events.people", past=people, forget=forgetting.forget_people)
