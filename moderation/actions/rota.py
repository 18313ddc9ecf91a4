"""The rota: who looks at what comes in, which day."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from moderation.models import Duty
from moderation.people import moderators_of
from spaces.models import Space

FURTHEST = datetime.timedelta(days=60)


def put_on_duty(space: Space, *, user: User, day: datetime.date, by: User) -> Duty:
    """Put a moderator of a space on duty for a day, and return the line; again changes nothing.

    Raises `PermissionDenied`, `Unfit` for a day that is past or further than sixty days, or for somebody who does not
    moderate there.
    """
    if not by.has_perm("moderation.run_rota", space):
        raise PermissionDenied
    if not localdate() <= day <= localdate() + FURTHEST:
        raise Unfit(_("Choose a day from today on, within sixty days."), "day")
    if user.pk not in {one.pk for one in moderators_of(space)}:
        raise Unfit(_("This person does not moderate in this space."), "user")
    with transaction.atomic():
        duty, made = Duty.objects.get_or_create(space=space, user=user, day=day)
        if made:
            journal.record(space, "put_on_duty", by=by, data={"duty": duty.pk, "day": str(day)})
    return duty


def take_off_duty(duty: Duty, *, by: User) -> None:
    """Take a line out of the rota."""
    if not by.has_perm("moderation.run_rota", duty.space):
        raise PermissionDenied
    with transaction.atomic():
        pk, day = duty.pk, duty.day
        if Duty.objects.filter(pk=pk).delete()[0]:
            journal.record(duty.space, "take_off_duty", by=by, data={"duty": pk, "day": str(day)})
