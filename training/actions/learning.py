"""A person learns: lessons read, the quiz taken, the certificate given when all it asks for is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import certificates
from core.models import Certificate
from core.workflow import Refused
from notices.actions import notify
from training.enums import CohortState
from training.models import Course, Lesson, LessonRead, Option, Progress, Question, Registration


@dataclass(frozen=True)
class Marked:
    """One question after an attempt."""

    question: Question
    options: list[Option]
    chosen: frozenset[int]
    is_right: bool


@dataclass(frozen=True)
class Result:
    """An attempt: its score in percent, whether it passes, each question marked, the certificate if it gave one.

    Nothing of it is kept but the best score.
    """

    score: int
    has_passed: bool
    marked: list[Marked]
    right_count: int
    certificate: Certificate | None


def read_lesson(lesson: Lesson, *, by: User) -> Progress:
    """Note that a person has read a lesson; twice is once. Raises `PermissionDenied` for a course she may not see."""
    course = lesson.module.course
    if not by.is_authenticated or not by.has_perm("training.view_course", course):
        raise PermissionDenied
    with transaction.atomic():
        progress, _created = Progress.objects.get_or_create(user=by, course=course)
        LessonRead.objects.get_or_create(progress=progress, lesson=lesson)
    return progress


def take_quiz(course: Course, answers: Mapping[int, Sequence[int]], *, by: User) -> Result:
    """Mark an attempt at a course's quiz, keep its score when it is her best, and return it.

    `answers` are the keys of the options chosen, by the key of their question. A question is right when exactly its
    right options were chosen. Passing gives the certificate when nothing else lacks. Locks her progress. Raises
    `PermissionDenied`, or `Refused` when the quiz has no question.
    """
    if not by.is_authenticated or not by.has_perm("training.view_course", course):
        raise PermissionDenied
    marked = [_marked(question, answers.get(question.pk, ())) for question in questions_of(course)]
    if not marked:
        raise Refused(_("This course has no quiz."), "no_quiz")
    right = sum(one.is_right for one in marked)
    score = right * 100 // len(marked)
    with transaction.atomic():
        Progress.objects.get_or_create(user=by, course=course)
        progress = Progress.objects.select_for_update(of=("self",), no_key=True).get(user=by, course=course)
        progress.best = max(progress.best or 0, score)
        if score >= course.pass_mark and progress.passed_at is None:
            progress.passed_at = now()
        progress.save(update_fields=["best", "passed_at"])
        certificate = settle(course, by, by=by)
    return Result(score, score >= course.pass_mark, marked, right, certificate)


def questions_of(course: Course) -> list[Question]:
    """Return the questions of a course's quiz, in their order, with their options."""
    return list(course.questions.prefetch_related("options"))


def settle(course: Course, user: User, *, by: User) -> Certificate | None:
    """Give `user` the certificate of a course if she has all it asks for, and return it; None when something lacks.

    Her progress is marked done. Called inside a transaction, after what could complete it.
    """
    progress = Progress.objects.select_for_update(of=("self",), no_key=True).filter(user=user, course=course).first()
    if course.asks_quiz and (progress is None or progress.passed_at is None):
        return None
    if course.asks_sessions and not attended_enough(course, user):
        return None
    if progress is None:
        progress = Progress.objects.create(user=user, course=course)
    if progress.done_at is None:
        progress.done_at = now()
        progress.save(update_fields=["done_at"])
    if Certificate.objects.filter(holder=user, subject=f"training.course:{course.pk}", withdrawn_at=None).exists():
        return None
    try:
        certificate = certificates.issue(
            holder=user, subject=course, by=by, is_demo=_is_demo(course, user), **_words(course)
        )
    except Refused:  # it was withdrawn: what she learned stays, the paper is not given again
        return None
    notify(
        [user],
        key=f"certificate.{certificate.pk}",
        text=lambda: gettext("Your certificate is ready: %(title)s.") % {"title": certificate.title},
        url=reverse("training:mine"),
    )
    return certificate


def attended_enough(course: Course, user: User) -> bool:
    """Tell whether, in a group that is over, she attended as large a share of the sessions as the course asks."""
    followed = Registration.objects.seated().filter(user=user, cohort__course=course, cohort__state=CohortState.ENDED)
    counted = followed.annotate(
        held=Count("cohort__sessions", distinct=True),
        came=Count("attendances", filter=Q(attendances__session__cohort__course=course), distinct=True),
    )
    return any(one.held and one.came * 100 >= course.attendance * one.held for one in counted)


def _is_demo(course: Course, user: User) -> bool:
    """Tell whether a certificate belongs to a demonstration: by its course, or by the group that followed it."""
    return (
        course.is_demo or Registration.objects.filter(user=user, cohort__course=course, cohort__is_demo=True).exists()
    )


def _marked(question: Question, chosen: Sequence[int]) -> Marked:
    options = list(question.options.all())
    keys = frozenset(chosen) & {option.pk for option in options}
    right = {option.pk for option in options if option.is_right}
    return Marked(question, options, keys, keys == right)


def _words(course: Course) -> dict[str, tuple[str, str]]:
    """Return what the certificate of a course says, in Arabic and in French."""
    issuers, details = [], []
    hours = max(1, round(course.minutes / 60))
    for language in ("ar", "fr"):
        with translation.override(language):
            issuers.append(str(course.space) if course.space_id else gettext("Citizenship Lab"))
            length = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
            details.append(
                gettext("A course of %(length)s; it asked for: %(proof)s.")
                % {"length": length, "proof": course.get_proof_display()}
            )
    return {
        "title": (course.title_ar, course.title_fr),
        "issuer": (issuers[0], issuers[1]),
        "detail": (details[0], details[1]),
    }
