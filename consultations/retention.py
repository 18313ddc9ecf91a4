"""What is forgotten of who answered, and when (`core.retention`). Answers that were sent stay, and count."""

from django.db.models import Q

from consultations.actions import forgetting
from consultations.models import Response
from core.retention import keeps


def people(limit):
    told = Response.objects.exclude(Q(sealed=b"") & Q(user=None))
    return told.filter(consultation__closed_at__lt=limit, sent_at__isnull=False)


def unsent(limit):
    return Response.objects.filter(consultation__closed_at__lt=limit, sent_at__isnull=True)


keeps("consultations.people", past=people, forget=forgetting.forget_people)
keeps("consultations.unsent", past=unsent, forget=forgetting.forget_unsent)
