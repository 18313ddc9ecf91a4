"""Reads of spaces, and of the roles a person holds in them."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from core.composed import preparing
from spaces.enums import OFFICERS, STAFF, Role, SpaceState
from territories.queries import unread_of

# What a person holds now. Each page of hers asks for it: a plain statement, since composing it costs more than reading.
ROLES = """
SELECT space_id, role FROM spaces_membership WHERE user_id = %(user)s AND ended_at IS NULL
UNION ALL
SELECT NULL, t.code FROM spaces_coordination c JOIN territories_territory t ON t.id = c.territory_id
WHERE c.user_id = %(user)s AND c.ended_at IS NULL
"""
REPRESENTATIVE = "representative"  # beside the values of `Position`


@dataclass
class Roles:
    """What a person holds now: her roles by space, and the codes of the territories she coordinates."""

    by_space: dict[int, set[str]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    def coordinates(self, code: str) -> bool:
        """Tell whether a territory's code is under one she coordinates: a region covers its communes."""
        return any(code == one or code.startswith(f"{one}.") for one in self.codes)


def roles_of(user) -> Roles:
    """Return the roles of `user`, read once (one query) and kept on the user object, which lives one request."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    if not hasattr(user, "_space_roles"):
        by_space: dict[int, set[str]] = {}
        codes = []
        with preparing(connection) as cursor:
            cursor.execute(ROLES, {"user": user.pk})
            for space, named in cursor.fetchall():
                if space is None:
                    codes.append(named)
                else:
                    by_space.setdefault(space, set()).add(named)
        user._space_roles = Roles(by_space, tuple(codes))
    return user._space_roles


def holds_no_role(user) -> bool:
    """Tell whether `user` is an inhabitant like any other: what she may see depends on nothing but who she is."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return False
    roles = roles_of(user)
    return not roles.by_space and not roles.codes


def inhabitant(key: int):
    """Return a stand-in for whoever `holds_no_role`, of whom nothing is known but the key (`core.composed`)."""
    user = get_user_model()(pk=key, is_active=True)
    user._space_roles = Roles()
    return user


def forget_roles(user) -> None:
    """Drop what was kept on the user object: called by the actions that change a role."""
    if hasattr(user, "_space_roles"):
        del user._space_roles


def positions_of(user) -> dict[int, str]:
    """Return what `user` is in each association now: its key, and "representative" or a `Position`.

    Read once (one query) and kept on the user object, which lives one request.
    """
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_positions"):
        leads = user.associations.order_by().values_list("pk", Value(REPRESENTATIVE, output_field=models.CharField()))
        sits = user.association_memberships.current().order_by().values_list("association_id", "position")
        # Who represents an association and also sits in it represents it.
        user._positions = dict(sorted(sits.union(leads, all=True).order_by(), key=lambda one: one[1] == REPRESENTATIVE))
    return user._positions


def forget_positions(user) -> None:
    """Drop what was kept on the user object: called by the actions that change a place in an association."""
    if hasattr(user, "_positions"):
        del user._positions


def kept_by(user) -> list[int]:
    """Return the keys of the associations whose dossier `user` keeps."""
    return [pk for pk, position in positions_of(user).items() if position in {REPRESENTATIVE, *OFFICERS}]


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Open and closed spaces for everyone; a space in preparation for its staff and coordinators only."""
        if user.is_active and user.is_superuser:
            return self
        roles = roles_of(user)
        staffed = [pk for pk, held in roles.by_space.items() if held & STAFF]
        condition = ~Q(state=SpaceState.DRAFT) | Q(pk__in=staffed)
        return self.filter(condition | under(roles.codes, "commune__code"))

    def coordinated_by(self, user):
        """Spaces of the communes that `user` coordinates."""
        if user.is_active and user.is_superuser:
            return self
        roles = roles_of(user)
        named = [pk for pk, held in roles.by_space.items() if Role.COORDINATOR in held]
        return self.filter(Q(pk__in=named) | under(roles.codes, "commune__code"))

    def seated_in(self, territory: int | None):
        """Return the space of a commune (its key) with the commune; None where there is none, or for another level."""
        return self.filter(commune=territory).select_related("commune").defer(*unread_of("commune")).first()

    def without_shapes(self):
        """With the commune, its province and its region, without their shapes, which weigh hundreds of kilobytes."""
        path = "commune", "commune__parent", "commune__parent__parent"
        return self.select_related(*path).defer(*unread_of(*path))

    def with_counts(self):
        """With `member_count` (people who hold any role now) and `charter_version` (the one in force, or nothing)."""
        memberships = self.model.memberships.rel.related_model.objects.filter(
            space=OuterRef("pk"), ended_at__isnull=True
        )
        charters = self.model.charters.rel.related_model.objects.filter(
            space=OuterRef("pk"), published_at__isnull=False
        )
        return self.annotate(
            member_count=Coalesce(
                Subquery(memberships.order_by().values("space").annotate(n=Count("user", distinct=True)).values("n")), 0
            ),
            charter_version=Subquery(charters.order_by("-version").values("version")[:1]),
        )

    def for_list(self):
        """What a list or a page of a space reads, in one query; a forgotten join raises."""
        return self.without_shapes().with_counts().fetch_mode(models.FETCH_RAISE)

    def locked(self):
        """For an action: the row locked, its commune read with it."""
        return self.select_for_update(of=("self",), no_key=True).select_related("commune").defer(*unread_of("commune"))


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)

    def staff(self):
        """Those who act for their space, with their people."""
        return self.current().filter(role__in=STAFF).select_related("user")


class CharterQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def in_force(self):
        """The last published version with its clauses, or nothing."""
        return self.published().prefetch_related("clauses").order_by("-version").first()


class AdherenceQuerySet(models.QuerySet):
    def missing(self, space, user) -> bool:
        """Tell whether `user` has not adhered to the charter in force; `space` came from `for_list`."""
        if space.charter_version is None:
            return False
        return not self.filter(charter__space=space, charter__version=space.charter_version, user=user).exists()


def under(codes, name: str) -> Q:
    """Return the condition that the code in column `name` is one of `codes` or under it; never, when there is none."""
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{name: code}) | Q(**{f"{name}__startswith": f"{code}."})
    return condition


class AssociationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees an association: its name, its seat, its themes, the year of its founding."""
        return self

    def represented_by(self, user):
        """The associations whose legal representative `user` is."""
        return self.filter(representative=user) if user.is_authenticated else self.none()

    def of(self, user):
        """The associations that `user` represents or has a place in."""
        return self.filter(pk__in=positions_of(user))

    def prepared_by(self, user):
        """The associations whose dossier `user` keeps: as representative, treasurer or secretary."""
        return self.filter(pk__in=kept_by(user))

    def in_order(self):
        """Those whose dossier is complete and checked today."""
        return self.filter(checked_on__isnull=False).exclude(holds_until__lt=localdate())

    def active_in(self, commune):
        """Those with their seat or a branch in a commune."""
        branch = self.model.branches.through.objects.filter(territory=commune).values("association_id")
        return self.filter(Q(seat=commune) | Q(pk__in=branch))

    def active_under(self, codes):
        """Those with their seat or a branch in one of the territories with these codes, or under it."""
        branch = self.model.branches.through.objects.filter(under(codes, "territory__code")).values("association_id")
        return self.filter(under(codes, "seat__code") | Q(pk__in=branch))

    def for_list(self):
        """With the commune of the seat, without its shapes."""
        return self.select_related("seat", "representative").defer(*unread_of("seat"))

    def for_directory(self):
        """What a line of the directory reads: with the province and the region, without anyone's name."""
        path = "seat", "seat__parent", "seat__parent__parent"
        return (
            self.select_related(*path)
            .defer(*unread_of(*path), "purpose", "folded", "keys")
            .fetch_mode(models.FETCH_RAISE)
        )


class AssociationMemberQuerySet(models.QuerySet):
    def current(self):
        """Places that were taken and have not ended."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True)

    def offered(self):
        """Places that wait for the person's yes or no."""
        return self.filter(accepted_at__isnull=True, ended_at__isnull=True)

    def for_list(self):
        """With the person, and the association and its seat."""
        return self.select_related("user", "association__seat").defer(*unread_of("association__seat"))


class HandOverQuerySet(models.QuerySet):
    def waiting(self):
        """Those that wait for the answer of the member to whom the representation is offered."""
        return self.filter(accepted_at__isnull=True, ended_at__isnull=True)

    def concerning(self, user):
        """Those that a person offered or is offered."""
        return self.filter(Q(to=user) | Q(given_by=user)) if user.is_authenticated else self.none()


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A dossier is read by its representative and its officers, and by the facilitators and coordinators of the
        seat's commune."""
        if user.is_active and user.is_superuser:
            return self
        roles = roles_of(user)
        spaces = [pk for pk, held in roles.by_space.items() if held & {Role.FACILITATOR, Role.COORDINATOR}]
        condition = Q(association__seat__space__in=spaces) | under(roles.codes, "association__seat__code")
        return self.filter(condition | Q(association__in=kept_by(user)))

    def current(self):
        """Documents that hold today."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=localdate()))


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A request is read by those who keep its association's dossier, and by who runs the space of the hall."""
        if user.is_active and user.is_superuser:
            return self
        roles = roles_of(user)
        spaces = [pk for pk, held in roles.by_space.items() if held & {Role.FACILITATOR, Role.COORDINATOR}]
        condition = Q(hall__space__in=spaces) | under(roles.codes, "hall__space__commune__code")
        return self.filter(condition | Q(association__in=kept_by(user)))

    def for_list(self):
        """With the hall, its space and the commune, and the association with its seat."""
        path = "hall__space__commune", "association__seat"
        return self.select_related(*path).defer(*unread_of(*path))
