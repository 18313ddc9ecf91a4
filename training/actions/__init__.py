"""What is done in training: courses, learning, groups, what spaces ask for, coaching. Nothing else writes here."""

from training.actions.coaching import appoint_coach, end_coaching, settle_note, write_note
from training.actions.cohort import (
    add_session,
    create_cohort,
    edit_cohort,
    edit_session,
    move_cohort,
    remove_session,
)
from training.actions.course import create_course, edit_course, move_course
from training.actions.learning import read_lesson, take_quiz
from training.actions.lessons import (
    add_lesson,
    add_media,
    add_module,
    edit_lesson,
    edit_module,
    put_before,
    remove_media,
    take_out,
)
from training.actions.questions import add_question, edit_question
from training.actions.registering import leave, mark_attendance, register
from training.actions.requiring import give_first_courses, offer, require, stop_offering, stop_requiring

__all__ = [
    "add_lesson",
    "add_media",
    "add_module",
    "add_question",
    "add_session",
    "appoint_coach",
    "create_cohort",
    "create_course",
    "edit_cohort",
    "edit_course",
    "edit_lesson",
    "edit_module",
    "edit_question",
    "edit_session",
    "end_coaching",
    "give_first_courses",
    "leave",
    "mark_attendance",
    "move_cohort",
    "move_course",
    "offer",
    "put_before",
    "read_lesson",
    "register",
    "remove_media",
    "remove_session",
    "require",
    "settle_note",
    "stop_offering",
    "stop_requiring",
    "take_out",
    "take_quiz",
    "write_note",
]
