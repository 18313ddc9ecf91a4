"""Structured notes: what was said → the issue it shows → the principle that follows → what is to be done."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from debates.models import Contribution
from events.enums import NoteKind
from events.models.event import Event, Slot
from events.queries import NoteQuerySet


class Note(models.Model):
    """One step of the chain. `number` counts within its event and kind.

    A note says where it was said: the slot, a contribution of its debate, or both. Each other kind points at one or
    more of the kind before it (`sources`); `results` leads the other way.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="notes")
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="notes")
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="event_notes")
    sources = models.ManyToManyField("self", symmetrical=False, related_name="results", blank=True)
    kind = models.CharField(max_length=10, choices=NoteKind)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=1000)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of an event")
        verbose_name_plural = _("notes of events")
        ordering = ["event", "kind", "number"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_has_words"),
            models.UniqueConstraint(fields=["event", "kind", "number"], name="one_note_a_number"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return f"{reverse('events:notes', args=[self.event_id])}#note-{self.pk}"
