"""Courses and what they teach, progress, groups that follow them together, coaching."""

from training.models.coaching import Coaching, Note
from training.models.cohort import Attendance, Cohort, Registration, Session
from training.models.course import Course, Lesson, Media, Module, Option, Question
from training.models.progress import LessonRead, Offer, Progress, Requirement

__all__ = [
    "Attendance",
    "Coaching",
    "Cohort",
    "Course",
    "Lesson",
    "LessonRead",
    "Media",
    "Module",
    "Note",
    "Offer",
    "Option",
    "Progress",
    "Question",
    "Registration",
    "Requirement",
    "Session",
]
