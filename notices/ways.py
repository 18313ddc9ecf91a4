"""By which ways a person may be reached now: her wishes, her addresses, and those that want no news."""

from dataclasses import dataclass, field

from accounts.models import User
from core import sms
from core.enums import PAID, Channel
from notices import webpush
from notices.models import Device, Preference
from notices.stops import stopped


@dataclass
class Ways:
    """What may be used for one person: her address, her devices, her number; empty when not."""

    preference: Preference
    mail: str = ""
    sms: str = ""
    sms_channel: str = Channel.SMS  # by which text messages reach her
    devices: list[Device] = field(default_factory=list)


def of(people: list[User]) -> dict[int, Ways]:
    """Return the ways to each of `people`, by key, in three queries."""
    keys = [user.pk for user in people]
    wishes = {row.user_id: row for row in Preference.objects.filter(user__in=keys)}
    devices: dict[int, list[Device]] = {}
    for device in Device.objects.filter(user__in=keys) if webpush.is_offered() else ():
        devices.setdefault(device.user_id, []).append(device)
    contacts = {(Channel.MAIL, user.email) for user in people if user.email}
    contacts |= {(way, user.phone) for user in people if user.phone and user.phone_verified for way in PAID}
    barred = stopped(contacts) if contacts else set()
    return {
        user.pk: _ways(user, wishes.get(user.pk) or Preference(user=user), devices.get(user.pk, []), barred)
        for user in people
    }


def _ways(user: User, wish: Preference, devices: list[Device], barred: set) -> Ways:
    ways = Ways(wish)
    if wish.is_muted or not user.is_active:
        return ways
    if wish.by_mail and user.email and (Channel.MAIL, user.email) not in barred:
        ways.mail = user.email
    if wish.by_push:
        ways.devices = devices
    # A text message is for whoever has no address: one who stopped the mails asked for no other way.
    has_number = user.phone and user.phone_verified and not user.email
    ways.sms_channel = Channel.WHATSAPP if wish.by_whatsapp and sms.is_offered(Channel.WHATSAPP) else Channel.SMS
    if wish.by_sms and has_number and sms.is_offered(ways.sms_channel) and (ways.sms_channel, user.phone) not in barred:
        ways.sms = user.phone
    return ways
