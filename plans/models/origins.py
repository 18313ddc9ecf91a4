"""What a paragraph or an action came from: one row for each note of a workshop, need, debate or consultation."""

from django.db import models
from django.db.models import Q

from consultations.models import Consultation
from debates.models import Debate
from events.models import Note
from needs.models import Need
from plans.enums import OriginKind

KINDS = {
    OriginKind.NOTE: Note,
    OriginKind.NEED: Need,
    OriginKind.DEBATE: Debate,
    OriginKind.CONSULTATION: Consultation,
}


def _only(kind: str) -> Q:
    """Return the condition that a row names one thing of this kind and no other."""
    return Q(**{f"{other}__isnull": other != kind for other in KINDS})


ONE_THING = Q(_only("note") | _only("need") | _only("debate") | _only("consultation"))


class Sourced(models.Model):
    """Names one thing of a floor below, by a real key: it cannot go while something came from it."""

    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="+")
    debate = models.ForeignKey(Debate, models.PROTECT, null=True, blank=True, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=ONE_THING, name="%(class)s_names_one_thing")]

    @property
    def kind(self) -> OriginKind:
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id"))

    @property
    def key(self) -> int:
        return getattr(self, f"{self.kind}_id")
