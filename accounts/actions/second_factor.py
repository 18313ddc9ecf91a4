"""Second factors set by a program; people set theirs on their own pages (django-allauth)."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import User


def give_totp(user: User, secret: str) -> None:
    """Give a demonstration account an authenticator whose base32 `secret` is known; done twice, it is done once."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
