"""What a space puts before its people, and what it asks for before it gives a role."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.workflow import Refused
from spaces.models import Space
from training.enums import REQUIRABLE, CourseState
from training.models import Course, Offer, Requirement

OFFERS_MAX = 40  # of a space


def offer(space: Space, course: Course, *, by: User) -> Offer:
    """Put a published course before the people of a space, and return the offer; twice is once.

    Raises `PermissionDenied`, or `Refused`.
    """
    with transaction.atomic():
        _may(space, by)
        if course.state != CourseState.PUBLISHED:
            raise Refused(_("The course is not published: publish it first."), "not_published")
        if space.offered_courses.count() >= OFFERS_MAX:
            raise Refused(_("A space offers at most forty courses: take one out first."), "full")
        found, created = Offer.objects.get_or_create(space=space, course=course)
        if created:
            journal.record(space, "offer_course", by=by, data={"course": course.pk})
    return found


def stop_offering(space: Space, course: Course, *, by: User) -> None:
    """Take a course out of those that a space puts before its people."""
    with transaction.atomic():
        _may(space, by)
        if Offer.objects.filter(space=space, course=course).delete()[0]:
            journal.record(space, "stop_offering_course", by=by, data={"course": course.pk})


def give_first_courses(space: Space, *, by: User) -> int:
    """Put the courses that come with Agraw before the people of a space that is prepared, and return how many.

    Asks for no right: the signal that brings it here was sent by whoever prepared the space.
    """
    courses = Course.objects.filter(key__isnull=False, state=CourseState.PUBLISHED).order_by("pk")
    made = [Offer.objects.get_or_create(space=space, course=course)[1] for course in courses]
    if any(made):
        journal.record(space, "offer_first_courses", by=by, data={"count": sum(made)})
    return sum(made)


def require(space: Space, course: Course, role: str, *, by: User) -> Requirement:
    """Ask for a published course before `role` is given in a space, and return the requirement; twice is once.

    Those who hold the role keep it. Raises `PermissionDenied`, `Unfit`, or `Refused`.
    """
    with transaction.atomic():
        _may(space, by)
        if role not in REQUIRABLE:
            raise Unfit(_("A course can be required for a role that the space gives."), "role")
        if course.state != CourseState.PUBLISHED:
            raise Refused(_("The course is not published: publish it first."), "not_published")
        found, created = Requirement.objects.get_or_create(space=space, course=course, role=role)
        if created:
            journal.record(space, "require_course", by=by, target=role, data={"course": course.pk})
    return found


def stop_requiring(space: Space, course: Course, role: str, *, by: User) -> None:
    """Recommend a course for a role again, no more."""
    with transaction.atomic():
        _may(space, by)
        if Requirement.objects.filter(space=space, course=course, role=role).delete()[0]:
            journal.record(space, "stop_requiring_course", by=by, source=role, data={"course": course.pk})


def _may(space: Space, by: User) -> None:
    if not by.has_perm("training.choose_courses", space):
        raise PermissionDenied
    Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
