"""What a role asks for in a space, and whether a person has it."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from training.enums import CourseState
from training.models import Course


def lacking(space, user, role: str) -> list[Course]:
    """Return the courses that a space requires for a role and that a person has not done, but for withdrawn ones."""
    asked = Course.objects.filter(
        requirements__space=space, requirements__role=role, state=CourseState.PUBLISHED
    ).order_by("pk")
    return list(asked.exclude(progress__user=user, progress__done_at__isnull=False))


def has_what_role_asks(space, user, role: str) -> None:
    """Raise `Refused`, naming a course and its address, when a person lacks one that her role asks for."""
    missing = lacking(space, user, role)
    if not missing:
        return
    raise Refused(
        _(
            "This space asks for a course before it gives this role, and the person has not done it yet: %(course)s "
            "(%(address)s). Nothing was changed: send her the address, then give the role."
        )
        % {"course": missing[0].title, "address": missing[0].get_absolute_url()},
        "course_missing",
    )
