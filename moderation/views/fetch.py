"""What doors fetch: only what the person may see, so that a stranger gets 404; and how they show a refusal."""

from django.shortcuts import get_object_or_404

from core.workflow import Refused
from moderation.models import Case


def visible_case(request, pk: int) -> Case:
    """Return a case with what its page shows, or answer 404."""
    return get_object_or_404(Case.objects.visible_to(request.user).for_list(), pk=pk)


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))
