"""What notices hold about a person, for herself."""

from urllib.parse import urlsplit

from accounts.models import User
from core.enums import PAID, Channel
from core.models import Message
from notices.models import Device, Following, Notice, Preference
from notices.stops import stopped


def held_about(user: User) -> dict:
    """Return her notices, what she follows, how she wants to be told, her devices and what was sent to her."""
    notices = Notice.objects.visible_to(user).order_by("id")
    following = Following.objects.of(user).order_by("id")
    wishes = Preference.objects.filter(user=user)
    contacts = {(Channel.MAIL, user.email)} if user.email else set()
    contacts |= {(way, user.phone) for way in PAID} if user.phone else set()
    sent = Message.objects.filter(user=user).order_by("id")
    return {
        "notices": list(notices.values("text", "url", "created_at", "read_at")),
        "followed": list(following.values("kind", "key", "at")),
        "news_wishes": list(
            wishes.values("often", "is_muted", "by_mail", "by_push", "by_sms", "by_whatsapp", "quiet_kinds")
        ),
        "devices": [
            {"service": urlsplit(device.endpoint).hostname, "name": device.name, "at": device.at}
            for device in Device.objects.filter(user=user).order_by("id")
        ],
        "stopped": sorted(channel for channel, _to in stopped(contacts)) if contacts else [],
        "sent_to_me": list(sent.values("channel", "subject", "state", "created_at", "sent_at")),
    }
