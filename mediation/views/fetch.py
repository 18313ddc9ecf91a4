"""How the pages of desks find what they are about: what a person may not see is not there (404)."""

from django.shortcuts import get_object_or_404

from mediation.models import Desk, Registration


def worked_at(request, pk: int) -> Desk:
    """Return an open desk at which the person works (a superuser at all). Raises `Http404` to everyone else."""
    desks = Desk.objects.all() if request.user.is_superuser else Desk.objects.worked_at_by(request.user)
    return get_object_or_404(desks.for_list(), pk=pk)


def overseen(request, pk: int) -> Desk:
    """Return a desk of a space that the person facilitates or coordinates. Raises `Http404`."""
    return get_object_or_404(Desk.objects.overseen_by(request.user).for_list(), pk=pk)


def registered(request, pk: int) -> Registration:
    """Return a person registered at a desk at which the reader works. Raises `Http404`."""
    return get_object_or_404(Registration.objects.visible_to(request.user).for_detail(), pk=pk)
