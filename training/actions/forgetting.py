"""When a person leaves: how far she had come goes, what others saw of her stays under nobody's name."""

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from core import certificates
from training.actions.registering import fill_places
from training.enums import CohortState
from training.models import Coaching, Cohort, Progress, Registration


def erase(user: User) -> None:
    """Forget a person's progress and registrations, end her coaching, take her name off her certificates.

    Called inside her erasure. The places she had in open groups go to those who wait.
    """
    with transaction.atomic():
        Progress.objects.filter(user=user).delete()
        held = Registration.objects.current().filter(user=user, cohort__state=CohortState.OPEN)
        for pk in sorted(held.values_list("cohort_id", flat=True)):
            cohort = Cohort.objects.locked().get(pk=pk)
            cohort.registrations.current().filter(user=user).update(left_at=now())
            fill_places(cohort)
        Coaching.objects.filter(coach=user, ended_at__isnull=True).update(ended_at=now())
        certificates.forget(user)
