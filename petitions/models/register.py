"""What an operator and a council have put in writing: no form asks for more than these allow."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councils.models import Council


class Processing(models.Model):
    """The authorisation of the CNDP to process the number of the identity card (law 09-08, art. 12 and 21).

    Without one in force, no form has a field for it. `keep_days` is how long a number is kept after the petition has
    ended, in days.
    """

    number = models.CharField(max_length=40, unique=True)
    granted_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    keep_days = models.PositiveSmallIntegerField(default=365)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("authorisation of the CNDP")
        verbose_name_plural = _("authorisations of the CNDP")
        ordering = ["-granted_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("granted_on")),
                name="authorisation_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.number


class OnlineAcceptance(models.Model):
    """A council has accepted in writing that signatures made online count; `reference` names its letter."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="online_acceptances")
    reference = models.CharField(max_length=120)
    accepted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("acceptance of online signatures")
        verbose_name_plural = _("acceptances of online signatures")
        ordering = ["-accepted_on"]

    def __str__(self):
        return self.reference


class ListRequirement(models.Model):
    """A council asks in writing that its list of signatories carry the number of the identity card."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="list_requirement")
    reference = models.CharField(max_length=120)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("requirement of a council's list")
        verbose_name_plural = _("requirements of councils' lists")

    def __str__(self):
        return self.reference
