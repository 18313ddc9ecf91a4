"""Reads of assemblies: who sees which, the roll, who is there now."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from assemblies.enums import GATHERING, AssemblyState, Openness, Presence
from assemblies.tallies import Standing, needed
from core.enums import Visibility
from networks.queries import steered_by
from spaces.enums import OFFICERS, Role
from spaces.queries import REPRESENTATIVE, positions_of, roles_of, under
from territories.queries import unread_of

PREPARING = {REPRESENTATIVE, *OFFICERS}


def standing_of(assembly) -> Standing:
    """Return who is there now, by the rules of the call that counts. One query."""
    counts = assembly.voters.aggregate(
        roll=Count("pk"),
        present=Count("pk", filter=Q(presence=Presence.PRESENT)),
        represented=Count("pk", filter=~Q(presence=Presence.PRESENT) & Q(pk__in=represented(assembly))),
    )
    return Standing(
        **counts, needed=needed(assembly.quorum, counts["roll"]), counts_represented=assembly.counts_proxies
    )


def represented(assembly):
    """Return, as a query, the keys of the voters whose proxy is held by one who is present."""
    return assembly.proxies.current().filter(holder__presence=Presence.PRESENT).values("giver")


def rights_now(assembly) -> dict[int, list[int]]:
    """Return the keys of the voters who are present, each with those of the absent voters whose proxy it holds."""
    here = set(assembly.voters.filter(presence=Presence.PRESENT).values_list("pk", flat=True))
    rights: dict[int, list[int]] = {key: [] for key in sorted(here)}
    for giver, holder in assembly.proxies.current().order_by("pk").values_list("giver", "holder"):
        if holder in here and giver not in here:
            rights[holder].append(giver)
    return rights


def led_by(user) -> list[int]:
    """Return the keys of the associations whose assemblies the person prepares: represented by her, or an officer."""
    return [pk for pk, position in positions_of(user).items() if position in PREPARING]


def moderated_by(user) -> Q:
    """Return the condition that the person moderates where the body is: a facilitator of the association's seat, a
    coordinator of a territory of the network. Nobody moderates a draft.
    """
    roles = roles_of(user)
    held = [pk for pk, names in roles.by_space.items() if names & {Role.FACILITATOR, Role.COORDINATOR}]
    if not (held or roles.codes):
        return Q(pk__in=[])
    there = Q(association__seat__space__in=held) | under(roles.codes, "association__seat__code")
    if roles.codes:
        there |= Exists(_places().filter(under(roles.codes, "territory__code"), network=OuterRef("network")))
    return there & ~Q(state=AssemblyState.DRAFT) & Q(openness=Openness.PUBLIC)


def _places():
    from networks.models import Network  # noqa: PLC0415 -- models are above reads

    return Network.territories.through.objects


class AssemblyQuerySet(models.QuerySet):
    def public(self):
        """Convened, visible and open to everyone."""
        return self.filter(visibility=Visibility.VISIBLE, openness=Openness.PUBLIC).exclude(state=AssemblyState.DRAFT)

    def visible_to(self, user):
        """Public ones for everyone; the others for those on the roll, and for who leads the body or belongs to it."""
        if user.is_active and user.is_superuser:
            return self
        if not user.is_authenticated:
            return self.public()
        positions = positions_of(user)
        voters = self.model.voters.rel.related_model.objects.filter(assembly=OuterRef("pk"), speaker=user)
        shown = ~Q(state=AssemblyState.DRAFT)
        everyone = shown & Q(visibility=Visibility.VISIBLE, openness=Openness.PUBLIC)
        hers = shown & Q(visibility=Visibility.VISIBLE) & (Exists(voters) | Q(association__in=positions))
        leads = Q(network__in=steered_by(user)) | Q(association__in=led_by(user))
        return self.filter(everyone | hers | leads | moderated_by(user))

    def moderated_by(self, user):
        """Those of the bodies where the person moderates."""
        return self if user.is_active and user.is_superuser else self.filter(moderated_by(user))

    def for_list(self):
        """With its body."""
        return self.select_related("network", "association__seat").defer(*unread_of("association__seat"))

    def locked(self):
        """For an action: the row locked. Taken before anything of the assembly."""
        return self.select_for_update(of=("self",), no_key=True)

    def to_come(self):
        """Those that are not over."""
        return self.filter(state__in=[AssemblyState.DRAFT, *sorted(GATHERING)])


class VoterQuerySet(models.QuerySet):
    def for_list(self):
        """With who speaks for each, and its proxy: `holder_number` when it gave one, `holds` how many it holds."""
        proxies = self.model.given.rel.related_model.objects.current()
        held = proxies.filter(holder=OuterRef("pk")).order_by().values("holder").annotate(n=Count("pk")).values("n")
        return self.select_related("speaker").annotate(
            holder_number=Subquery(proxies.filter(giver=OuterRef("pk")).values("holder__number")[:1]),
            holds=Coalesce(Subquery(held), 0),
        )

    def of(self, user):
        """Those for which the person speaks."""
        return self.filter(speaker=user) if user.is_authenticated else self.none()


class ProxyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)


class VoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of assemblies that the person sees: for everyone the counted ones, for the members all of them."""
        assemblies = self.model.item.field.related_model.assembly.field.related_model.objects.visible_to(user)
        return self.filter(item__assembly__in=assemblies)

    def for_detail(self):
        return self.select_related("item__assembly__network", "item__assembly__association__seat").defer(
            *unread_of("item__assembly__association__seat")
        )
