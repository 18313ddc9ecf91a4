"""A group that follows a course: prepared, its sessions planned, opened, ended with the certificates, cancelled."""

import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words, isolate
from core.workflow import Refused, perform
from notices.actions import notify
from spaces.models import Space
from training.actions.course import TITLE_MAX
from training.actions.learning import settle
from training.actions.registering import fill_places
from training.enums import CohortState
from training.models import Cohort, Course, Session
from training.workflow import CANCEL, END

PLACE_MAX, SUBJECT_MAX = 160, 160  # characters
CAPACITY_MAX, SESSIONS_MAX = 1_000, 60
LONGEST = datetime.timedelta(hours=12)


class Planned(TypedDict, total=False):
    """One session: when, where, how many the room holds, what it is about."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str
    capacity: int
    subject: str


def create_cohort(
    course: Course,
    space: Space | None,
    *,
    by: User,
    trainer: User,
    title_ar: str,
    title_fr: str,
    is_demo: bool = False,
) -> Cohort:
    """Prepare a group of a space, or of the Lab without one, that follows a course, and return it.

    Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    if not by.has_perm("training.add_to_space" if space else "training.add_to_lab", space):
        raise PermissionDenied
    if not by.has_perm("training.view_course", course):
        raise PermissionDenied
    columns = _clean(title_ar, title_fr, trainer)
    with transaction.atomic():
        row = Cohort.objects.create(course=course, space=space, author=by, is_demo=is_demo, **columns)
        journal.record(row, "create", by=by, axis="state", target=row.state)
        _tell_trainer(row, by)
    return row


def edit_cohort(cohort: Cohort, *, by: User, trainer: User, title_ar: str, title_fr: str) -> Cohort:
    """Name a group anew, or give it another trainer. Locks the group. Raises as `create_cohort`."""
    columns = _clean(title_ar, title_fr, trainer)
    with transaction.atomic():
        row = lock_led(cohort.pk, by)
        before = row.trainer_id
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(columns))
        if row.trainer_id != before:
            journal.record(row, "give_trainer", by=by)
            _tell_trainer(row, by)
    return row


def add_session(cohort: Cohort, *, by: User, **planned: Unpack[Planned]) -> Session:
    """Plan a session of a group that is not over, and return it. Locks the group. Raises as `create_cohort`."""
    columns = _clean_session(planned)
    with transaction.atomic():
        row = lock_led(cohort.pk, by)
        if row.sessions.count() >= SESSIONS_MAX:
            raise Refused(_("A group has at most sixty sessions."), "full")
        session = row.sessions.create(**columns)
        _replanned(row, session, by)
    return session


def edit_session(session: Session, *, by: User, **planned: Unpack[Planned]) -> Session:
    """Plan a session anew; those who are registered are told. Locks the group. Raises as `create_cohort`."""
    columns = _clean_session(planned)
    with transaction.atomic():
        row = lock_led(session.cohort_id, by)
        session = row.sessions.get(pk=session.pk)
        for name, value in columns.items():
            setattr(session, name, value)
        session.save(update_fields=list(columns))
        _replanned(row, session, by)
    return session


def remove_session(session: Session, *, by: User) -> None:
    """Take a session out that nobody has attended; those who are registered are told. Locks the group."""
    with transaction.atomic():
        row = lock_led(session.cohort_id, by)
        if session.attendances.exists():
            raise Refused(_("People attended this session: it stays."), "attended")
        if row.state == CohortState.OPEN and row.sessions.count() == 1:
            raise Refused(_("A group that is open keeps one session: add another one first."), "last")
        row.sessions.filter(pk=session.pk).delete()
        _replanned(row, session, by)


def move_cohort(cohort: Cohort, action: str, *, by: User, note: str = "") -> Cohort:
    """Open, end or cancel a group. Ending gives the certificates to those who have all that the course asks for.

    Locks the group. An unknown name raises `PermissionDenied`; else as `core.workflow.perform`.
    """
    if action not in Cohort.MOVES:
        raise PermissionDenied
    with transaction.atomic():
        row = perform(cohort, action, by=by, note=note)
        if action == END:
            for one in row.registrations.seated().select_related("user").order_by("user_id"):
                settle(row.course, one.user, by=by)
        if action == CANCEL:
            people = [one.user for one in row.registrations.current().select_related("user")]
            notify(
                people,
                key=f"cohort.{row.pk}.cancelled",
                text=lambda: (
                    gettext("The group “%(title)s” is cancelled. Reason: %(reason)s")
                    % {"title": isolate(row.title), "reason": isolate(note)}
                ),
                url=row.get_absolute_url(),
                urgent=True,
            )
    return row


def lock_led(pk: int, by: User) -> Cohort:
    """Return a group that is not over, locked, to whoever leads or teaches it.

    Raises `PermissionDenied`, or `Refused` when it is over.
    """
    row = Cohort.objects.locked().select_related("space__commune", "course").get(pk=pk)
    if not by.has_perm("training.lead_cohort", row):
        raise PermissionDenied
    if row.state in {CohortState.ENDED, CohortState.CANCELLED}:
        raise Refused(_("This group is over: nothing of it changes any more."), "over")
    return row


def _clean(title_ar: str, title_fr: str, trainer: User) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "title_ar": fits(clean_line(title_ar), TITLE_MAX, "title_ar"),
        "title_fr": fits(clean_line(title_fr), TITLE_MAX, "title_fr"),
    }
    for name, title in columns.items():
        if not has_words(title):
            raise Unfit(_("Write it in words, in both languages: people read one or the other."), name)
    if not trainer.is_active or trainer.is_system or trainer.erased_at:
        raise Unfit(_("This person has no account any more."), "trainer")
    return columns | {"trainer": trainer}


def _clean_session(planned: Planned) -> dict[str, Any]:
    columns: dict[str, Any] = dict(planned)
    columns["place"] = fits(clean_line(planned["place"]), PLACE_MAX, "place")
    columns["subject"] = fits(clean_line(planned.get("subject") or ""), SUBJECT_MAX, "subject")
    if not has_words(columns["place"]):
        raise Unfit(_("Say where it is."), "place")
    if not 1 <= planned["capacity"] <= CAPACITY_MAX:
        raise Unfit(_("A room holds one person at least, and a thousand at most."), "capacity")
    if not planned["starts_at"] < planned["ends_at"] <= planned["starts_at"] + LONGEST:
        raise Unfit(_("It ends after it begins, and within twelve hours."), "ends_at")
    return columns


def _replanned(cohort: Cohort, session: Session, by: User) -> None:
    """Note that the sessions changed: people who wait may have a place now, and those who have one are told."""
    journal.record(cohort, "replan", by=by)
    if cohort.state != CohortState.OPEN:
        return
    fill_places(cohort)
    if session.ends_at < now():
        return
    number = journal.history(cohort).filter(action="replan").count()
    notify(
        [one.user for one in cohort.registrations.seated().select_related("user")],
        key=f"cohort.{cohort.pk}.replan.{number}",
        text=lambda: gettext("The sessions of “%(title)s” have changed.") % {"title": isolate(cohort.title)},
        url=cohort.get_absolute_url(),
    )


def _tell_trainer(cohort: Cohort, by: User) -> None:
    if cohort.trainer_id == by.pk:
        return
    number = journal.history(cohort).count()
    notify(
        [cohort.trainer],
        key=f"cohort.{cohort.pk}.trainer.{number}",
        text=lambda: gettext("You are the trainer of “%(title)s”.") % {"title": isolate(cohort.title)},
        url=cohort.get_absolute_url(),
        urgent=True,
    )
