"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from core.workflow import Refused
from events.models import Event


def visible_event(request, pk: int) -> Event:
    """Return an event with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Event.objects.visible_to(request.user).for_detail(), pk=pk)


def event_for(request, pk: int, permission: str = "events.lead_event") -> Event:
    """Return an event to whoever holds `permission`; answer 404 when she may not see it, 403 when she may not."""
    event = visible_event(request, pk)
    if not request.user.has_perm(permission, event):
        raise PermissionDenied
    return event


def say(form, refusal: Refused) -> None:
    """Put a refusal beside the field it names, or above the form."""
    form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))


def written(request, event: Event, form, title, act, back: str, *, template="events/write.html", **more):
    """Show a form about an event and, when it is sent, do `act`: what it returns is the answer.

    A refusal keeps every word. Answers 422 when something is to be put right.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except Refused as refusal:
            say(form, refusal)
    context = {"event": event, "space": event.space, "form": form, "title": title, "back": back} | more
    return render(request, template, context, status=422 if form.errors else 200)
