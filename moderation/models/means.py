"""What moderators work with: words to check, ready texts, who is on duty which day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.folding import fold
from moderation.enums import Ground, Outcome, Tongue
from spaces.models import Space


class FoldedWord(models.CharField):
    """A word as it is compared: made of the row's word whenever it is saved."""

    def pre_save(self, row, add):
        value = fold(row.word)
        setattr(row, self.attname, value)
        return value


class ListedWord(models.Model):
    """A word, or a few, that hold a text back for checking; `is_allowed`: one of the common list that is let through.

    Without a space: everywhere.
    """

    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="listed_words")
    language = models.CharField(max_length=3, choices=Tongue)
    word = models.CharField(max_length=60)
    folded = FoldedWord(max_length=120, editable=False)
    is_allowed = models.BooleanField(_("let through"), default=False)

    class Meta:
        verbose_name = _("word to check")
        verbose_name_plural = _("words to check")
        ordering = ["space_id", "folded"]
        constraints = [
            models.UniqueConstraint(fields=["space", "folded"], nulls_distinct=False, name="one_line_a_listed_word"),
            models.CheckConstraint(condition=~Q(folded=""), name="listed_word_has_letters"),
        ]

    def __str__(self):
        return self.word


class CannedText(models.Model):
    """A ready text that a space adds to those that all have (`data/texts.toml`)."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="canned_texts")
    outcome = models.CharField(max_length=8, choices=Outcome)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    ar = models.TextField(_("in Arabic"), max_length=600)
    fr = models.TextField(_("in French"), max_length=600)
    en = models.TextField(_("in English"), max_length=600, blank=True, db_default="", default="")
    zgh = models.TextField(_("in Amazigh"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("ready text")
        verbose_name_plural = _("ready texts")
        ordering = ["id"]

    def __str__(self):
        return f"ready text {self.pk}"


class Duty(models.Model):
    """Who looks at what comes in, on one day, in one space."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="duties")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        verbose_name = _("day of duty")
        verbose_name_plural = _("days of duty")
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["space", "user", "day"], name="one_duty_a_day")]

    def __str__(self):
        return f"duty {self.pk}"
