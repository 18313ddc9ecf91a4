"""Keys of a person's programs."""

import datetime
import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.enums import Scope
from accounts.models import Token, User
from core import journal
from core.workflow import Refused

PREFIX = "agraw_"
SECRET_BYTES = 32  # 256 bits, well above the 128 of ASVS 5.0, 11.5.1
MOST = 20  # live keys a person may hold
USE_STEP = datetime.timedelta(minutes=5)


def digest_of(key: str) -> str:
    """Return the SHA-256 of a key, in hexadecimal: the only thing that is stored of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def make_token(user: User, *, name: str, scopes: list[str], by: User) -> tuple[Token, str]:
    """Make a key for a program and return its row and the key itself, which is never to be seen again."""
    if not by.has_perm("accounts.change_user", user):
        raise PermissionDenied
    trust.require(user, "tokens.make")
    scopes = [scope for scope in Scope.values if scope in scopes]
    if not scopes:
        raise Refused(_("Say what the program may do: tick one box at least."), "no_scope")
    key = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        if user.tokens.filter(revoked_at=None).count() >= MOST:
            raise Refused(_("You hold many keys already. Revoke one that is no longer used first."), "too_many_tokens")
        token = Token.objects.create(user=user, name=name, digest=digest_of(key), scopes=scopes)
        journal.record(user, "make_token", by=by, data={"token": token.pk, "scopes": scopes})
    return token, key


def revoke_token(token: Token, *, by: User) -> Token:
    """Make a key useless, at once and for good; a second time changes nothing."""
    if token.user_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        row = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
        if row.revoked_at is None:
            row.revoked_at = now()
            row.save(update_fields=["revoked_at"])
            journal.record(by, "revoke_token", by=by, data={"token": row.pk})
    return row


def note_use(token: Token) -> None:
    """Note that a key was used, at most once in five minutes: a write a request would cost more than it tells."""
    moment = now()
    if token.last_used_at is None or moment - token.last_used_at >= USE_STEP:
        Token.objects.filter(pk=token.pk).update(last_used_at=moment)
