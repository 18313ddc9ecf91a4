"""What people do in threads, debates and sittings. Each act checks by itself, in one transaction."""

from debates.actions.numbering import lock, stamp

__all__ = [
    "lock",
    "stamp",
]
