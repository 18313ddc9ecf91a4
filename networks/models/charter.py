"""The charter of a network: versions of numbered clauses, and who adheres to which version."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from networks.models.member import Member
from networks.models.network import Network
from networks.queries import NetworkCharterQuerySet
from spaces.models.charter import CharterVersion, NumberedClause


class Charter(CharterVersion):
    """One version of a network's charter."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="charters")

    objects = NetworkCharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter of a network")
        verbose_name_plural = _("charters of networks")
        ordering = ["network_id", "version"]
        constraints = [models.UniqueConstraint(fields=["network", "version"], name="one_network_charter_a_version")]

    def __str__(self):
        return f"{self.network_id} v{self.version}"

    def get_absolute_url(self):
        return f"{reverse('networks:charter', args=[self.network_id])}?version={self.version}"


class Clause(NumberedClause):
    """One clause: in Arabic and French, and in Amazigh when it was translated."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="clauses")
    text_zgh = models.TextField(blank=True)

    class Meta(NumberedClause.Meta):
        constraints = [models.UniqueConstraint(fields=["charter", "number"], name="one_network_clause_a_number")]

    @property
    def text(self) -> str:
        """In the reader's language; in French for a reader of Amazigh where the clause is not translated."""
        if get_language() == "zgh" and self.text_zgh:
            return self.text_zgh
        return super().text


class Adherence(models.Model):
    """A member's adherence to one version, said by whoever could bind it that day."""

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="adherences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="adherences")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("adherence of a member")
        verbose_name_plural = _("adherences of members")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["charter", "member"], name="one_adherence_a_member")]

    def __str__(self):
        return f"adherence {self.pk}"
