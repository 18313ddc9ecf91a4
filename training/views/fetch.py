"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from core.workflow import Refused
from spaces.models import Space
from spaces.views.fetch import visible_space
from training.models import Cohort, Course, Session


def space_for(request, slug: str, permission: str) -> Space:
    """Return a visible space on which the reader has `permission`, or answer 404 or 403."""
    space = visible_space(request, slug)
    if not request.user.has_perm(permission, space):
        raise PermissionDenied
    return space


def visible_course(request, pk: int) -> Course:
    """Return a course with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Course.objects.visible_to(request.user).for_page(), pk=pk)


def led_course(request, pk: int) -> Course:
    """Return a course to whoever leads it; answer 404 when she may not see it, 403 when she does not lead it."""
    course = visible_course(request, pk)
    if not request.user.has_perm("training.lead_course", course):
        raise PermissionDenied
    return course


def visible_cohort(request, pk: int) -> Cohort:
    """Return a group with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Cohort.objects.visible_to(request.user).for_page(), pk=pk)


def led_cohort(request, pk: int) -> Cohort:
    """Return a group to whoever leads or teaches it; answer 404 or 403 as `led_course`."""
    cohort = visible_cohort(request, pk)
    if not request.user.has_perm("training.lead_cohort", cohort):
        raise PermissionDenied
    return cohort


def led_session(request, pk: int) -> tuple[Session, Cohort]:
    """Return a session and its group to whoever leads or teaches it."""
    seen = Cohort.objects.visible_to(request.user).values("pk")
    session = get_object_or_404(Session, pk=pk, cohort__in=seen)
    return session, led_cohort(request, session.cohort_id)


def status_of(form) -> int:
    """Return 422 for a page that shows errors, 200 otherwise."""
    return 422 if form.is_bound and form.errors else 200


def say(form, refusal: Refused, **named: str) -> None:
    """Show a refusal beside the field that it names (`named` gives a field another name), else above the form."""
    field = getattr(refusal, "field", None)
    field = named.get(field, field) if field else None
    form.add_error(field if field in form.fields else None, str(refusal))
