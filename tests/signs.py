"""Signs of ours that nobody sees: what joins a law’s number and isolates its direction (`core.text.law_numbers`)."""

from core.text import FIRST_STRONG_ISOLATE, JOINER, POP_ISOLATE

UNSEEN = dict.fromkeys(map(ord, (FIRST_STRONG_ISOLATE, JOINER, POP_ISOLATE)))


def read(words) -> str:
    """Return words as a reader sees them."""
    return str(words).translate(UNSEEN)
