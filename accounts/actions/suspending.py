"""Suspending a person: nothing of hers is deleted, she stops acting until a day that she is told."""

import datetime

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from accounts import contacts, suspension
from accounts.actions.barring import unbar, write
from accounts.models import Suspension, User
from core import dates, journal, outbox
from core.enums import Channel
from core.live import bus
from core.text import clean_text, has_words
from core.workflow import Refused

# Written without the reason: a text message is read over a shoulder. Her page has it.
SUSPENDED = gettext_noop(
    "Your Agraw account is suspended until %(end)s. Sign in to read why, to appeal or to take your data with you."
)
WITHOUT_APPEAL = gettext_noop(
    "Your Agraw account is suspended until %(end)s. Sign in to read why or to take your data with you."
)
LIFTED = gettext_noop("Your Agraw account is no longer suspended. You can act again.")


def suspend(user: User, *, until: datetime.datetime, reason: str, by: User) -> Suspension:
    """Let a person only read until `until` (aware, a year away at most), and return the suspension.

    Her sessions and sockets end at once; signed in again, she reads, takes her data and appeals. `reason` is told to
    her, on a page of her account. A suspension that runs already is replaced. Raises
    `PermissionDenied`, and `Refused` for a time that is over or too long, a reason without words, an account that is
    not a person's or that administers the house.
    """
    if not by.has_perm("accounts.suspend_user", user):
        raise PermissionDenied
    reason = clean_text(reason)
    if not has_words(reason):
        raise Refused(_("Give the reason: the person will read it."), "note_missing")
    if not now() < until <= now() + suspension.LONGEST:
        raise Refused(_("A suspension has an end: choose a time within the next twelve months."), "bad_end")
    with transaction.atomic():
        row = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        if row.is_system or row.erased_at:
            raise Refused(_("This account is not a person's."), "system_account")
        if row.is_superuser:
            raise Refused(_("This account administers the house: take that away first."), "administrator")
        _close(row, by)
        made = write(row, until=until, reason=reason, by=by)
        end_sessions(row)
        may_appeal = row.has_perm("accounts.appeal_suspension", row)
        _tell(row, f"suspend.{made.pk}", SUSPENDED if may_appeal else WITHOUT_APPEAL, {"end": until})
    user.suspended_until = until
    return made


def lift(user: User, *, by: User) -> User:
    """End a suspension before its day, and tell the person; raises `Refused` when none runs."""
    if not by.has_perm("accounts.suspend_user", user):
        raise PermissionDenied
    with transaction.atomic():
        row = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        if not row.is_suspended:
            raise Refused(_("This account is not suspended any more."), "not_now")
        key = row.suspensions.values_list("pk", flat=True).first()
        _close(row, by)
        row.suspended_until = None
        row.save(update_fields=["suspended_until"])
        unbar(row)
        bus.recheck(row.pk)
        journal.record(row, "lift", by=by, data={"suspension": key})
        _tell(row, f"lift.{key}", LIFTED, {})
    user.suspended_until = None
    return row


def end_sessions(user: User, *, besides: str | None = None) -> int:
    """End the open sessions of a person, but for the one whose key is `besides`, with their sockets; return how many.

    Sockets hear it by the bell of each process as soon as the transaction has committed.
    """
    ended = 0
    with transaction.atomic():
        for session in UserSession.objects.filter(user=user).exclude(session_key=besides or ""):
            session.end()
            ended += 1
        bus.recheck(user.pk)
    return ended


def end_session(session: UserSession, *, by: User) -> None:
    """End one open session of one's own, with its sockets."""
    if session.user_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        session.end()
        bus.recheck(by.pk)


def _close(user: User, by: User) -> None:
    user.suspensions.filter(lifted_at=None, until__gt=now()).update(lifted_at=now(), lifted_by=by)


def _tell(user: User, key: str, text: str, values: dict[str, datetime.datetime]) -> None:
    """Write to her in her language: by mail when she has an address, else by text message."""
    held = sorted(contacts.of(user), key=lambda contact: contact.channel != Channel.MAIL)
    for contact in held[:1]:
        with translation.override(user.language):
            outbox.post(
                key=f"{key}:user.{user.pk}",
                channel=contact.channel,
                to=contact.value,
                subject=gettext("Your Agraw account") if contact.channel == Channel.MAIL else "",
                body=gettext(text) % {name: dates.moment(at, user.language) for name, at in values.items()},
            )
