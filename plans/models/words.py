"""Words kept in Arabic, in French, or in both: the reader is shown the other language where hers is empty."""

from django.utils.translation import get_language


def words(thing, name: str) -> str:
    """Return a text of a thing in the reader's language, else in the other one it was written in."""
    arabic, french = getattr(thing, f"{name}_ar"), getattr(thing, f"{name}_fr")
    return (arabic or french) if get_language() == "ar" else (french or arabic)
