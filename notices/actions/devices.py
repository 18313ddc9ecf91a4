"""The devices that show a person's notifications."""

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.delivery import Refusal
from core.models import Message
from core.workflow import Refused
from notices import webpush
from notices.models import Device, Preference

MOST = 10  # devices of one person; a new one takes the place of the oldest


def add_device(*, by: User, endpoint: str, p256dh: str, auth: str, name: str = "") -> Device:
    """Keep the subscription that a person's browser made, and return it; again, it is the same.

    A browser that changes hands gives the same address: it goes to whoever asks last. Raises `Refused` for an address
    that is not one of a push service (`notices.webpush`).
    """
    try:
        endpoint, p256dh, auth = webpush.checked(endpoint, p256dh, auth)
    except webpush.BadEndpoint:
        raise Refused(
            _("This browser's notifications come from a service that we do not know. Nothing was kept."), "bad_endpoint"
        ) from None
    values = {"user": by, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "name": name[:60]}
    digest = hashlib.sha256(endpoint.encode()).hexdigest()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        row, _created = Device.objects.update_or_create(digest=digest, defaults=values)
        old = list(Device.objects.filter(user=by).order_by("-pk").values_list("pk", flat=True)[MOST:])
        Device.objects.filter(pk__in=old).delete()
        Preference.objects.filter(user=by).update(by_push=True)
    return row


def remove_device(pk: int, *, by: User) -> bool:
    """Show notifications on a device of hers no more; return whether there was one."""
    deleted, _rows = Device.objects.filter(pk=pk, user=by).delete()
    return bool(deleted)


def deliver_push(message: Message) -> None:
    """Hand a notification of the outbox over. A subscription that is no more is removed. Raises `Refusal`."""
    device = Device.objects.filter(pk=message.to.removeprefix("device."), user=message.user_id).first()
    if device is None:
        raise Refusal("the device was removed", is_final=True)
    payload = json.loads(message.body)
    if not webpush.send(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth, payload=payload):
        device.delete()
        raise Refusal("the subscription is no more", is_final=True)
