"""The minutes (محضر) of an assembly."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.models.assembly import Assembly


class Minutes(models.Model):
    """What is written of an assembly: `facts` made from what was recorded (`assemblies.facts`), `text` the rapporteur's
    own words. Published, neither changes. The PDFs' SHA-256 are kept in hexadecimal.
    """

    assembly = models.OneToOneField(Assembly, models.CASCADE, related_name="minutes")
    facts = models.JSONField(default=dict)
    text = models.TextField(max_length=20_000, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    pdf_ar = models.FileField(upload_to="assemblies/minutes/", blank=True)
    pdf_fr = models.FileField(upload_to="assemblies/minutes/", blank=True)
    digest_ar = models.CharField(max_length=64, blank=True)
    digest_fr = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("minutes of an assembly")
        verbose_name_plural = _("minutes of assemblies")

    def __str__(self):
        return str(self.assembly_id)

    def get_absolute_url(self):
        return reverse("assemblies:minutes", args=[self.assembly_id])
