"""The places that a text of departure leaves to fill in, as [name of the service]: nothing is signed with one in it."""

import re

from django.utils.translation import gettext as _

from core.text import isolate
from core.workflow import Refused
from councils.models import AnswerTemplate, Referral

HOLE = re.compile(r"\[[^\[\]\n]{1,80}\]")


def holes_in(referral: Referral, text: str) -> list[str]:
    """Return the places of a council's texts of departure that still stand in `text`, each once, in its order.

    Brackets that an officer wrote herself are hers. One query where the text has brackets, none elsewhere.
    """
    found = dict.fromkeys(HOLE.findall(text))
    if not found:
        return []
    left: set[str] = set()
    for words in AnswerTemplate.objects.for_council(referral.council_id).values_list("text_ar", "text_fr"):
        left.update(*map(HOLE.findall, words))
    return [one for one in found if one in left]


def is_filled_in(referral: Referral, text: str) -> None:
    """Raise `Refused` for a text in which places are left to fill in."""
    if holes := holes_in(referral, text):
        words = _("Fill in what the text of departure left open, then go on: %(places)s. Your text is kept.")
        raise Refused(words % {"places": " · ".join(map(isolate, holes))}, "not_filled_in")
