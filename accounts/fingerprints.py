"""The keys under which a person stands where nobody may know her: of her account, and of her confirmed phone."""

from accounts.models import User
from core import secrets


def keys_of(scope: str, user: User) -> dict[str, bytes | None]:
    """Return the keys of a person in one scope ("petition.12"): her account's, and her confirmed phone's or None."""
    has_phone = user.phone and user.phone_verified
    return {
        "person_key": secrets.fingerprint(scope, "account", str(user.pk)),
        "phone_key": secrets.fingerprint(scope, "phone", user.phone) if has_phone else None,
    }
