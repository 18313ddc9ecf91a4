"""Civil society spaces: one a commune, its people, its charter."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from spaces.enums import Role, SpaceState
from spaces.models.charter import CharterVersion, NumberedClause
from spaces.queries import AdherenceQuerySet, MembershipQuerySet, SpaceQuerySet
from spaces.workflow import MOVES
from territories.models import Territory


class Space(models.Model):
    """The civil society space of a commune (فضاء المجتمع المدني). Its page is the commune's home on Agraw."""

    commune = models.OneToOneField(Territory, models.PROTECT, related_name="space")
    state = models.CharField(max_length=8, choices=SpaceState, default=SpaceState.DRAFT)
    welcome_ar = models.TextField(blank=True)
    welcome_fr = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True, help_text="where and when the desk is open, a phone number")
    opened_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(
        null=True, blank=True, help_text="since when its own people run it, without the coordinator"
    )
    is_demo = models.BooleanField(default=False)

    objects = SpaceQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("civil society space")
        verbose_name_plural = _("civil society spaces")
        ordering = ["commune__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | ~Q(state="open"), name="open_space_has_its_date"
            )
        ]

    def __str__(self):
        return str(_("Civil society space of %(place)s") % {"place": self.commune.name})

    def get_absolute_url(self):
        return reverse("spaces:detail", args=[self.commune.slug])

    @property
    def welcome(self) -> str:
        """The words of welcome: in Arabic for a reader of Arabic, in French for every other; else in the other one."""
        first, second = (
            (self.welcome_ar, self.welcome_fr) if get_language() == "ar" else (self.welcome_fr, self.welcome_ar)
        )
        return first or second


class Membership(models.Model):
    """A person's role in a space. Leaving sets `ended_at`; a role is never deleted."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "user", "role"], condition=Q(ended_at__isnull=True), name="one_membership_a_role"
            )
        ]

    def __str__(self):
        return f"{self.role} {self.pk}"


class Coordination(models.Model):
    """A coordinator of the Lab, for a region or one commune: opens spaces and steps in."""

    user = models.ForeignKey(User, models.PROTECT, related_name="coordinations")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("coordination")
        verbose_name_plural = _("coordinations")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory"], condition=Q(ended_at__isnull=True), name="one_coordination_each"
            )
        ]

    def __str__(self):
        return f"coordination {self.pk}"


class Charter(CharterVersion):
    """One version of a space's charter. A published version never changes: a change is a new version."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="charters")

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["space_id", "version"]
        constraints = [models.UniqueConstraint(fields=["space", "version"], name="one_charter_a_version")]

    def __str__(self):
        return f"{self.space_id} v{self.version}"

    def get_absolute_url(self):
        return f"{reverse('spaces:charter', args=[self.space.commune.slug])}?version={self.version}"


class Clause(NumberedClause):
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="clauses")

    class Meta(NumberedClause.Meta):
        constraints = [models.UniqueConstraint(fields=["charter", "number"], name="one_clause_a_number")]


class Adherence(models.Model):
    """A person's adherence to one version of the charter; asked for again when a new version is published."""

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="adherences")
    user = models.ForeignKey(User, models.PROTECT, related_name="adherences")
    at = models.DateTimeField(auto_now_add=True)

    objects = AdherenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("adherence to the charter")
        verbose_name_plural = _("adherences to the charter")
        constraints = [models.UniqueConstraint(fields=["charter", "user"], name="one_adherence_each")]

    def __str__(self):
        return f"adherence {self.pk}"
