"""How the pages of a debate find it: what a person may not see is not there (404), what she may not do is denied."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from debates.models import Debate, Sitting
from debates.offers import offers_for


def visible_debate(request, pk: int) -> Debate:
    """Return a debate with what its page shows of its own row, or answer 404 when the reader may not see it."""
    debates = Debate.objects.visible_to(request.user).for_detail().for_viewer(request.user)
    debate = get_object_or_404(debates, pk=pk)
    debate.thread.space = debate.space  # the same row: what the rules of a thread ask for is at hand
    return debate


def debate_for(request, pk: int, act: str) -> Debate:
    """Return a visible debate that the person may do `act` with now. Raises `Http404` or `PermissionDenied`."""
    debate = visible_debate(request, pk)
    if act not in offers_for(debate, request.user):
        raise PermissionDenied
    return debate


def visible_sitting(request, pk: int) -> Sitting:
    """Return a sitting with its debate, space and commune, or answer 404 when the reader may not see it."""
    return get_object_or_404(Sitting.objects.visible_to(request.user).for_room(), pk=pk)
