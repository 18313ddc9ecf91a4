"""When a person leaves: what leads from a response to her goes; what was counted stays, with nobody's name."""

from django.db import transaction

from accounts.models import User
from consultations import persons
from consultations.actions.answering import forget_person
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
