"""What a space offers to learn and what it requires, chosen by its facilitators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.workflow import Refused
from training import actions
from training.enums import REQUIRABLE
from training.models import Course, Offer, Requirement
from training.views.fetch import space_for


@require_safe
def choose(request, slug):
    """Every course that can be offered or required here, with what it is now."""
    space = space_for(request, slug, "training.choose_courses")
    courses = Course.objects.public().for_list().order_by("-id")[:100]
    offered = set(Offer.objects.filter(space=space).values_list("course_id", flat=True))
    required: dict[int, set[str]] = {}
    for course, role in Requirement.objects.filter(space=space).values_list("course_id", "role"):
        required.setdefault(course, set()).add(role)
    lines = [
        {
            "course": course,
            "is_offered": course.pk in offered,
            "roles": [(role, role in required.get(course.pk, set())) for role in REQUIRABLE],
        }
        for course in courses
    ]
    return render(request, "training/choose.html", {"space": space, "is_demo": space.is_demo, "lines": lines})


@require_POST
def offer(request, slug):
    """Put a course before the people of a space, or take it out."""
    space = space_for(request, slug, "training.choose_courses")
    if request.POST.get("on") == "1":
        actions.offer(space, _course(request), by=request.user)
    else:
        actions.stop_offering(space, _course(request), by=request.user)
    return redirect("training:choose", slug)


@require_POST
def require(request, slug):
    """Require a course for the roles that are ticked, and for no other."""
    space = space_for(request, slug, "training.choose_courses")
    course, wanted = _course(request), set(request.POST.getlist("role"))
    try:
        for role in REQUIRABLE:
            if role in wanted:
                actions.require(space, course, role, by=request.user)
            else:
                actions.stop_requiring(space, course, role, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. Those who hold a role keep it; it is asked before the role is given again."))
    return redirect("training:choose", slug)


def _course(request) -> Course:
    key = request.POST.get("course", "")
    key = int(key) if key.isascii() and key.isdecimal() and len(key) < 16 else 0
    return get_object_or_404(Course.objects.public(), pk=key)
