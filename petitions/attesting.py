"""What the law asks of whoever signs, in the words that she makes her own."""

from django.utils.translation import gettext as _

from core.text import isolate
from petitions import requirements
from petitions.conditions import article
from petitions.models import Petition
from territories.enums import Level


def statements(petition: Petition) -> list[str]:
    """Return the sentences that a signer attests, one a condition of the law.

    113-14, art. 123; 112-14, art. 114; 111-14, art. 120, which asks for no electoral condition.
    """
    territory = petition.council.territory
    level = requirements.level_of(territory)
    place = {"place": isolate(territory.name), "article": article(level, "citizens")}
    found = [
        _("I am a Moroccan citizen."),
        _("I live in %(place)s, or I have an economic, commercial or professional activity there (%(article)s).")
        % place,
    ]
    if level != Level.REGION:
        found.append(_("I fulfil the conditions to be on the electoral rolls: I am 18 or older."))
    found.append(_("What the petition asks for concerns me, as it does the others who sign it."))
    return found
