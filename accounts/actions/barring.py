"""A suspension goes with the contacts of a person: it is not escaped by leaving, or by a change of telephone."""

import datetime

from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_noop

from accounts import contacts
from accounts.contacts import Contact
from accounts.models import Barring, Suspension, User
from core import journal, secrets

SCOPE = "suspension"
WORDS = gettext_noop(
    "This contact belonged to an account that is suspended until then. If you are somebody else, tell the people of "
    "your commune’s space: they can end it."
)


def write(user: User, *, until: datetime.datetime, reason: str, by: User) -> Suspension:
    """Write a suspension that was decided: on the account, on its contacts and in the journal; return it."""
    made = Suspension.objects.create(user=user, by=by, until=until, reason=reason)
    user.suspended_until = until
    user.save(update_fields=["suspended_until"])
    bar(user, until)
    journal.record(user, "suspend", by=by, data={"suspension": made.pk, "until": until.isoformat()})
    return made


def bar(user: User, until: datetime.datetime) -> None:
    """Keep the fingerprints of a suspended person's contacts until her suspension ends. Part of what suspends her."""
    for contact in contacts.of(user):
        Barring.objects.update_or_create(key=_key(contact), defaults={"user": user, "until": until})


def unbar(user: User) -> None:
    """Forget them: her suspension is lifted."""
    Barring.objects.filter(user=user).delete()


def let_go(user: User) -> None:
    """Cut what leads from them to her: she leaves, and they stay until the end that she was told."""
    Barring.objects.filter(user=user).update(user=None)


def carry_on(user: User, contact: Contact) -> Suspension | None:
    """Suspend an account that was just made with a barred contact until the same end, and return that, if any."""
    held = Barring.objects.filter(key=_key(contact), until__gt=now()).first()
    if held is None:
        return None
    with translation.override(user.language):
        return write(user, until=held.until, reason=gettext(WORDS), by=User.objects.system())


def _key(contact: Contact) -> bytes:
    return secrets.fingerprint(SCOPE, contact.channel, contact.value)
