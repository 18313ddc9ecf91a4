"""How far a person has come, which nobody else reads; what a space offers and requires."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from spaces.models import Space
from training.enums import REQUIRABLE, ForRole
from training.models.course import Course, Lesson


class Progress(models.Model):
    """One person in one course. Of her attempts at the quiz the best score alone is kept, in percent.

    `done_at`: she has met all that its certificate asks for.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="course_progress")
    course = models.ForeignKey(Course, models.CASCADE, related_name="progress")
    started_at = models.DateTimeField(auto_now_add=True)
    best = models.PositiveSmallIntegerField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="one_progress_each"),
            models.CheckConstraint(condition=Q(best__isnull=True) | Q(best__lte=100), name="progress_best_percent"),
        ]

    def __str__(self):
        return f"progress {self.pk}"


class LessonRead(models.Model):
    progress = models.ForeignKey(Progress, models.CASCADE, related_name="read")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lesson read")
        verbose_name_plural = _("lessons read")
        constraints = [models.UniqueConstraint(fields=["progress", "lesson"], name="one_reading_each")]

    def __str__(self):
        return f"lesson read {self.pk}"


class Offer(models.Model):
    """A course that a space puts before its people: first those that it was given when it was prepared."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="offered_courses")
    course = models.ForeignKey(Course, models.CASCADE, related_name="offers")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("offered course")
        verbose_name_plural = _("offered courses")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["space", "course"], name="one_offer_each")]

    def __str__(self):
        return f"offer {self.pk}"


class Requirement(models.Model):
    """A space asks for a course before it gives a role. Without this row a course is recommended, never required."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="required_courses")
    course = models.ForeignKey(Course, models.CASCADE, related_name="requirements")
    role = models.CharField(max_length=16, choices=ForRole)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("required course")
        verbose_name_plural = _("required courses")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["space", "course", "role"], name="one_requirement_each"),
            models.CheckConstraint(condition=Q(role__in=[str(role) for role in REQUIRABLE]), name="requirable_role"),
        ]

    def __str__(self):
        return f"requirement {self.pk}"
