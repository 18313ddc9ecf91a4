"""What is read to a person before a desk writes for her, and to what she may agree."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext

from core.text import isolate
from mediation.enums import ActKind

LANGUAGES = ("ar", "fr")  # in which the words are written, and a receipt is printed


def words(desk: str, to: Iterable[str], language: str, *, shows_name: bool) -> str:
    """Return the words that the agent reads aloud, in a language of `LANGUAGES`: what for, what is kept, how to end it.

    They are kept with the registration as they were read (law 09-08, art. 1 and 5).
    """
    with translation.override(language if language in LANGUAGES else LANGUAGES[0]):
        things = gettext(", ").join(str(ActKind(kind).label) for kind in to)
        said = [
            gettext("I agree that the desk %(desk)s writes on Agraw for me: %(things)s.")
            % {"desk": isolate(desk), "things": things},
            gettext("My name is shown with it, because I ask for it.")
            if shows_name
            else gettext("My name is shown to nobody."),
            gettext(
                "My commune is kept, and what I chose to say about myself, for counts alone. My card is not copied."
            ),
            gettext("I can take this back at the desk on any day: what is known of me is then deleted."),
        ]
    return "\n".join(said)
