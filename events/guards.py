"""When an event may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.enums import Visibility
from core.text import has_words
from core.workflow import Refused
from spaces.enums import SpaceState


def is_visible(event):
    if event.visibility != Visibility.VISIBLE:
        raise Refused(_("This event is not shown to everyone: show it again first."), "not_visible")


def is_shown_to_someone(event):
    if event.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The event is kept as it is."), "space_not_open")


def is_to_come(event):
    if event.starts_at is None or event.ends_at is None or event.starts_at <= now():
        raise Refused(_("Say when it begins and when it ends: moments that are still to come."), "no_time")


def has_a_place(event):
    if not event.venue and not event.online_url:
        raise Refused(_("Say where it is held, or the address at which it is followed."), "no_place")


def has_begun(event):
    if event.starts_at is None or event.starts_at > now():
        raise Refused(_("It has not begun yet."), "not_begun")


def has_minutes(event):
    if not has_words(event.minutes):
        raise Refused(_("Write the minutes first: they are published when the event is closed."), "no_minutes")
