"""What moderation is told of networks, of what their members publish there, and of offers: the Lab looks after them."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from networks.actions import moderate
from networks.models import Network, Offer, Publication


def _network(row: Network) -> Thing:
    text = "\n\n".join(filter(None, [row.presentation_ar, row.presentation_fr]))
    return Thing(text=text, title=str(row), url=row.get_absolute_url(), author=row.founder, space=None)


def _written(row: Publication | Offer) -> Thing:
    return Thing(text=row.text, title=row.title, url=row.get_absolute_url(), author=row.author, space=None)


register(Kind("network", _("a network"), Network, _network, move=moderate, joined=("founder",)))
register(Kind("publication", _("a publication of a network"), Publication, _written, move=moderate, joined=("author",)))
register(Kind("offer", _("an offer or a need of support"), Offer, _written, move=moderate, joined=("author",)))
