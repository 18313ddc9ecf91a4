"""A person leaves."""

from accounts.models import User
from core import outbox
from notices.models import Device, Following, News, Notice, Preference


def erase(user: User) -> None:
    """Delete what is hers alone. That an address wants no news is kept, as a fingerprint that names nobody."""
    for model in (Notice, Following, Preference, Device):
        model.objects.filter(user=user).delete()
    News.objects.filter(but=user).update(but=None)
    outbox.forget_person(user.pk)
