"""When a person leaves: what leads from a response to her goes; what was counted stays, with nobody's name. When what a
desk wrote down for her becomes hers, the response stands under her own account."""

import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from consultations import persons
from consultations.actions.answering import forget_person, hers, is_open, remove
from consultations.actions.locking import lock
from consultations.enums import ConsultationState
from consultations.models import Consultation, Response, Statement


def rows_of(user: User):
    """Return the responses of one person in all consultations, as a query: found by the keys of her account alone."""
    begun = Consultation.objects.exclude(state=ConsultationState.DRAFT).order_by().values_list("pk", flat=True)
    keys = {pk: persons.keys_of(pk, user)["person_key"] for pk in begun}
    return Response.objects.filter(consultation__in=keys, person_key__in=list(keys.values()))


def erase(user: User) -> int:
    """Forget whose responses and statements were hers, and return how many responses; called inside her erasure.

    What was sent stays and counts. What was begun and not sent is deleted.
    """
    count = 0
    with transaction.atomic():
        Statement.objects.filter(author=user).update(author=None)
        for row in rows_of(user).select_for_update(of=("self",)).order_by("consultation_id"):
            forget_person(row)
            count += 1
    return count


def forget_people(limit: datetime.datetime) -> int:
    """Forget who answered consultations that closed before `limit`, and return how many responses; answers count on."""
    told = Response.objects.exclude(Q(sealed=b"") & Q(user=None)).filter(sent_at__isnull=False)
    return told.filter(consultation__closed_at__lt=limit).update(sealed=b"", user=None)


def forget_unsent(limit: datetime.datetime) -> int:
    """Delete what was begun and never sent in consultations that closed before `limit`, and return how many."""
    rows = Response.objects.filter(consultation__closed_at__lt=limit, sent_at__isnull=True).order_by("pk")
    count = 0
    with transaction.atomic():
        for row in rows.select_for_update(of=("self",)):
            forget_person(row)
            count += 1
    return count


def absorb(user: User, *, into: User) -> None:
    """Put the responses of `user`, an account that a desk made, under the keys of `into`; called inside the claim.

    One person answers once: where she has answered herself, the desk's goes while the consultation is open, and leads
    to nobody once it is closed. Locks each consultation.
    """
    with transaction.atomic():
        for row in rows_of(user).order_by("consultation_id"):
            consultation = lock(row.consultation_id)
            if hers(consultation, into).exclude(pk=row.pk).exists():
                remove(consultation, row) if is_open(consultation) else forget_person(row)
                continue
            for name, value in persons.keys_of(consultation.pk, into).items():
                setattr(row, name, value)
            row.sealed = persons.sealed_for(consultation.pk, into)
            row.user = None if consultation.is_anonymous else into
            row.save(update_fields=["person_key", "phone_key", "sealed", "user"])
