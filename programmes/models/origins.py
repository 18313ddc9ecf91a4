"""What a project came from: one row for each need, debate, petition, consultation, point or decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from debates.models import Debate
from deliberations.models import AgendaItem, Decision
from needs.models import Need
from petitions.models import Petition
from programmes.enums import OriginKind
from programmes.models.project import Project

KINDS = {
    OriginKind.NEED: Need,
    OriginKind.DEBATE: Debate,
    OriginKind.PETITION: Petition,
    OriginKind.CONSULTATION: Consultation,
    OriginKind.ITEM: AgendaItem,
    OriginKind.DECISION: Decision,
}


def _only(kind: str) -> Q:
    """Return the condition that a row names one thing of this kind and no other."""
    return Q(**{f"{other}__isnull": other != kind for other in KINDS})


def _one_thing() -> Q:
    found = Q()
    for kind in KINDS:
        found |= _only(kind)
    return found


class Sourced(models.Model):
    """Names one thing of a floor below, by a real key: it cannot go while something came from it."""

    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="+")
    debate = models.ForeignKey(Debate, models.PROTECT, null=True, blank=True, related_name="+")
    petition = models.ForeignKey(Petition, models.PROTECT, null=True, blank=True, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=_one_thing(), name="%(class)s_names_one_thing")]

    @property
    def kind(self) -> OriginKind:
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id"))

    @property
    def key(self) -> int:
        return getattr(self, f"{self.kind}_id")


class ProjectOrigin(Sourced):
    """What a project came from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="origins")

    class Meta(Sourced.Meta):
        verbose_name = _("origin of a project")
        verbose_name_plural = _("origins of projects")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", *map(str, KINDS)], nulls_distinct=False, name="project_origin_once"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
