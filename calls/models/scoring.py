"""What evaluators declare and score. Nobody reads a score with the name of who gave it, but she and the organisers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calls.models.application import Application
from calls.models.call import Criterion, Evaluator


class Review(models.Model):
    """An evaluator and a project: her declaration first, then, without a conflict of interest, her marks and comment.

    It counts once it was given whole, at `given_at`.
    """

    evaluator = models.ForeignKey(Evaluator, models.CASCADE, related_name="reviews")
    application = models.ForeignKey(Application, models.CASCADE, related_name="reviews")
    has_conflict = models.BooleanField()
    conflict_words = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)
    comment = models.TextField(max_length=2000, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluator", "application"], name="one_review_each"),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | Q(given_at__isnull=True), name="no_score_in_conflict"
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.pk}"


class Mark(models.Model):
    """The points that a review gives for one criterion."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    points = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["criterion__position", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="one_mark_a_criterion")]

    def __str__(self):
        return str(self.points)
