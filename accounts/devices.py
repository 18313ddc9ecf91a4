"""Telling, on a device that several people use, whose what is kept there is."""

from typing import Any

from django.utils.crypto import salted_hmac

LENGTH = 16  # hexadecimal digits: enough to tell the people of one device apart


def mark_of(user: Any) -> str:
    """Return a mark by which a browser knows this person again, and nobody can tell who she is; "" for a visitor.

    What she writes without a network waits under it, and is sent while she is signed in, in nobody else's name.
    """
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("agraw.device", str(user.pk), algorithm="sha256").hexdigest()[:LENGTH]
