"""Reads of spaces, and of the roles a person holds in them."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

from spaces.enums import STAFF, Role, SpaceState


@dataclass
class Roles:
    """What a person holds now: her roles by space, and the codes of the territories she coordinates."""

    by_space: dict[int, set[str]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    def coordinates(self, code: str) -> bool:
        """Tell whether a territory's code is under one she coordinates: a region covers its communes."""
        return any(code == one or code.startswith(f"{one}.") for one in self.codes)


def roles_of(user) -> Roles:
    """Return the roles of `user`, read once (two queries) and kept on the user object, which lives one request."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    if not hasattr(user, "_space_roles"):
        by_space: dict[int, set[str]] = {}
        for space, role in user.memberships.filter(ended_at__isnull=True).order_by().values_list("space_id", "role"):
            by_space.setdefault(space, set()).add(role)
        codes = user.coordinations.filter(ended_at__isnull=True).values_list("territory__code", flat=True)
        user._space_roles = Roles(by_space, tuple(codes))
    return user._space_roles


def forget_roles(user) -> None:
    """Drop what was kept on the user object: called by the actions that change a role."""
    if hasattr(user, "_space_roles"):
        del user._space_roles


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
        roles = roles_of(user)
        named = [pk for pk, held in roles.by_space.items() if Role.COORDINATOR in held]
        return self.filter(Q(pk__in=named) | under(roles.codes, "commune__code"))

    def for_list(self):
        """With the commune and its region's code, without the shapes; a forgotten join raises."""
        return (
            self.select_related("commune", "commune__parent")
            .defer("commune__boundary", "commune__outline", "commune__parent__boundary", "commune__parent__outline")
            .fetch_mode(models.FETCH_RAISE)
        )


def under(codes, name: str) -> Q:
    """Return the condition that the code in column `name` is one of `codes` or under it; never, when there is none."""
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{name: code}) | Q(**{f"{name}__startswith": f"{code}."})
    return condition
