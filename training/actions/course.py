"""A course: begun, described, published, withdrawn. What changes after it was published makes a new version."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, clean_text, has_words
from core.workflow import perform
from spaces.models import Space
from training.enums import CourseState, ForRole, Licence, Proof
from training.models import Course

TITLE_MAX, ABOUT_MAX = 160, 2_000  # characters
MINUTES_MAX = 6_000


class Described(TypedDict, total=False):
    """What a course says of itself; `minutes` is how long it takes, the two last are percents."""

    title_ar: str
    title_fr: str
    about_ar: str
    about_fr: str
    roles: Sequence[str]
    minutes: int
    licence: str
    review_on: datetime.date | None
    proof: str
    pass_mark: int
    attendance: int


def create_course(space: Space | None, *, by: User, is_demo: bool = False, **said: Unpack[Described]) -> Course:
    """Begin a course of a space, or of the Lab without one, and return it: a draft that those who lead it see.

    Raises `PermissionDenied`, or `Unfit` which names the field.
    """
    if not by.has_perm("training.add_to_space" if space else "training.add_to_lab", space):
        raise PermissionDenied
    columns = clean(said)
    with transaction.atomic():
        row = Course(space=space, author=by, is_demo=is_demo, **columns)
        row.folded = folded_of(row)
        row.save()
        journal.record(row, "create", by=by, axis="state", target=row.state)
    return row


def edit_course(course: Course, *, by: User, **said: Unpack[Described]) -> Course:
    """Change what a course says of itself, and return it. Locks the course. Raises as `create_course`."""
    columns = clean(said)
    with transaction.atomic():
        row = lock_led(course.pk, by)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = folded_of(row)
        row.save(update_fields=[*columns, "folded"])
        changed(row, by=by, what="course")
    return row


def move_course(course: Course, action: str, *, by: User, note: str = "") -> Course:
    """Publish or withdraw a course. An unknown name raises `PermissionDenied`; else as `core.workflow.perform`."""
    if action not in Course.MOVES:
        raise PermissionDenied
    return perform(course, action, by=by, note=note)


def lock_led(pk: int, by: User) -> Course:
    """Return a course, locked, to whoever leads it. Raises `PermissionDenied`."""
    row = Course.objects.locked().get(pk=pk)
    if not by.has_perm("training.lead_course", row):
        raise PermissionDenied
    return row


def changed(course: Course, *, by: User, what: str) -> None:
    """Note that a part of a course changed; of one that was published it makes the next version.

    The course must be locked.
    """
    if course.state != CourseState.PUBLISHED:
        return
    course.version += 1
    course.save(update_fields=["version"])
    journal.record(course, "revise", by=by, data={"version": course.version, "what": what})


def clean(said: Described) -> dict[str, Any]:
    """Return the columns of what a course says of itself, made clean. Raises `Unfit` which names the field."""
    columns: dict[str, Any] = dict(said)
    for name in ("title_ar", "title_fr"):
        columns[name] = fits(clean_line(said.get(name) or ""), TITLE_MAX, name)
    for name in ("about_ar", "about_fr"):
        columns[name] = fits(clean_text(said.get(name) or ""), ABOUT_MAX, name)
    for name in ("title_ar", "title_fr", "about_ar", "about_fr"):
        if not has_words(columns[name]):
            raise Unfit(_("Write it in words, in both languages: people read one or the other."), name)
    for name, kinds in (("licence", Licence), ("proof", Proof)):
        if name in columns and columns[name] not in kinds.values:
            raise Unfit(_("Choose one of the list."), name)
    for name, most in (("minutes", MINUTES_MAX), ("pass_mark", 100), ("attendance", 100)):
        if name in columns and not 1 <= columns[name] <= most:
            raise Unfit(_("This number is too small or too large."), name)
    columns["roles"] = [role for role in ForRole.values if role in (said.get("roles") or ())]
    return columns


def folded_of(course: Course) -> str:
    return fold(" ".join([course.title_ar, course.title_fr, course.about_ar, course.about_fr]))
