"""What doors fetch: only what the person may see, so that a stranger gets 404."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from core.composed import Composed
from councils.queries import current_mandates, without_mandates
from petitions import actions
from petitions.models import Petition
from spaces.queries import holds_no_role, inhabitant


def _page_of(user, petition: int, today: datetime.date):
    rows = Petition.objects.visible_to(user).for_detail().filter(pk=petition)
    return actions.with_terms(rows, today)


# What everyone opens while a petition collects. Its read of fourteen tables costs more to compose than to answer.
FOR_INHABITANT = Composed(
    lambda user, petition, today: _page_of(without_mandates(inhabitant(user)), petition, today), int, int, datetime.date
)
FOR_VISITOR = Composed(lambda petition, today: _page_of(AnonymousUser(), petition, today), int, datetime.date)


def visible_petition(request, pk: int) -> Petition:
    """Return a petition with what its page shows and how it can be signed today. Raises `Http404`, also when the reader
    may not see it.
    """
    user, today = request.user, localdate()
    if not user.is_authenticated:
        rows = FOR_VISITOR(pk, today)
    elif holds_no_role(user) and not current_mandates(user):
        rows = FOR_INHABITANT(user.pk, pk, today)
    else:
        rows = _page_of(user, pk, today)[:1]
    if not rows:
        raise Http404
    return rows[0]


def own_petition(request, pk: int) -> Petition:
    """Return a petition that the person leads, or answer 404: its draft is nobody else's affair."""
    return get_object_or_404(Petition.objects.led_by(request.user).for_detail(), pk=pk)
