"""Text messages that came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.enums import Said, Way


class Incoming(models.Model):
    """A text message that somebody sent us: what it asked for, and that it was answered once.

    Neither its words nor its sender are kept, only keyed fingerprints: `key` of the provider's number for it, `contact`
    of the sender, to count by. Rows live a month.
    """

    way = models.CharField(max_length=8, choices=Way)
    key = models.BinaryField(max_length=32, unique=True)
    contact = models.BinaryField(max_length=32)
    said = models.CharField(max_length=8, choices=Said)
    is_answered = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("text message that came in")
        verbose_name_plural = _("text messages that came in")
        indexes = [
            models.Index(fields=["contact", "at"], name="incoming_of_a_sender"),
            models.Index(fields=["at"], name="incoming_at"),
        ]

    def __str__(self):
        return f"{self.said} {self.pk}"
