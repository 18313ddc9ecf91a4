"""When a course or a group may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from training.enums import CourseState, Proof


def teaches_something(course):
    """There is a lesson, and every one can be read in Arabic and in French."""
    lessons = [lesson for module in course.modules.all() for lesson in module.lessons.all()]
    if not lessons:
        raise Refused(_("It has no lesson yet: write one first."), "no_lesson")
    if any(not (lesson.text_ar and lesson.text_fr) for lesson in lessons):
        raise Refused(_("Every lesson must be written in Arabic and in French: one lacks a language."), "one_language")


def asks_what_its_certificate_needs(course):
    """A certificate by quiz needs questions."""
    if course.proof != Proof.SESSIONS and not course.questions.exists():
        raise Refused(_("Its certificate asks for a quiz, and the quiz has no question: write one first."), "no_quiz")


def is_not_stale(course):
    """The day on which it is to be looked through again is still to come."""
    if course.review_on is None or course.review_on <= localdate():
        raise Refused(_("Say when it will be looked through again: a day that is still to come."), "no_review")


def teaches_a_published_course(cohort):
    if cohort.course.state != CourseState.PUBLISHED:
        raise Refused(_("The course is not published: publish it first."), "not_published")


def meets_sometime(cohort):
    """A group has a session to come, unless its course asks for none."""
    sessions = list(cohort.sessions.all())
    if not sessions:
        raise Refused(_("The group has no session yet: say when and where it meets."), "no_session")
    if all(session.ends_at <= now() for session in sessions):
        raise Refused(_("All its sessions are in the past: add one that is to come."), "past")


def has_met(cohort):
    """Every session has begun: before that nobody can have attended them."""
    if any(session.starts_at > now() for session in cohort.sessions.all()):
        raise Refused(_("A session is still to come: take it out, or wait until it was held."), "to_come")
