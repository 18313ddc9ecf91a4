"""What was counted, how texts were grouped, what the council replied, point by point; the report; the needs raised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.enums import Verdict
from consultations.models.asked import Part, Question
from consultations.models.consultation import Consultation


class Tally(models.Model):
    """The public count of one part as of `counted_at`, with small cells already hidden: pages, files and the API show
    this and nothing else. `data` is documented in `consultations/counting/__init__.py`.
    """

    part = models.OneToOneField(Part, models.CASCADE, related_name="tally")
    data = models.JSONField(default=dict)
    responses = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")

    def __str__(self):
        return f"{self.part_id} {self.counted_at}"


class TextTheme(models.Model):
    """A theme under which a person grouped answers in words."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="themes")
    name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("theme of answers")
        verbose_name_plural = _("themes of answers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["question", "name"], name="theme_named_once")]

    def __str__(self):
        return self.name


class ReplyPoint(models.Model):
    """One point of the council's reply: what of the result it is about, what it does with it, and why."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="reply_points")
    position = models.PositiveSmallIntegerField(default=1)
    about = models.CharField(max_length=300)
    verdict = models.CharField(max_length=6, choices=Verdict)
    reasons = models.TextField(max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("point of the reply")
        verbose_name_plural = _("points of the reply")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(about="") & ~Q(reasons=""), name="reply_point_says_why"),
        ]

    def __str__(self):
        return self.about


class Report(models.Model):
    """The report of a published result in one language: a version never changes, the newest holds the council's reply.

    `digest` is the SHA-256 of the file, in hexadecimal.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=2)
    file = models.FileField(upload_to="consultations/reports/")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "version", "language"], name="one_report_a_version")
        ]

    def __str__(self):
        return f"{self.consultation_id} {self.version} {self.language}"


class Raised(models.Model):
    """A need that came from a result: its address here, without the language, and its title as it was raised."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="raised")
    path = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=160)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("need raised")
        verbose_name_plural = _("needs raised")
        ordering = ["id"]

    def __str__(self):
        return self.title
