"""What time does about consultations, in the name of the system account: each thing once, however often this runs."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from consultations.actions.locking import lock
from consultations.actions.moving import close
from consultations.enums import ConsultationState
from consultations.models import Consultation
from core.moments import surely_now


def close_due() -> int:
    """Close the consultations whose last moment has passed, and return how many. Several workers may run this at once.

    Asked again under the lock: since the list was read another worker may have done it.
    """
    by, closed = User.objects.system(), 0
    with translation.override(settings.LANGUAGE_CODE):  # the reason is kept as it is written
        note = gettext("The time to answer is over.")
    for pk in Consultation.objects.due_to_close().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = lock(pk)
            if row.state == ConsultationState.OPEN and row.closes_at <= surely_now():
                close(row, by=by, note=note)
                closed += 1
    return closed
