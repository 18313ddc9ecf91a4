"""Who may do what in a civil society space. When is the workflow's and the actions' affair.

A person's roles are read once a request (`roles_of`); nothing here asks the database for each object, provided that the
space came with its commune (`select_related("commune")`) when the person coordinates a territory.
"""

import rules

from accounts.enums import Trust
from accounts.rules import administers, has_trust, is_agent, is_someone_else
from spaces.enums import OFFICERS, STAFF, Role, SpaceState
from spaces.models import Space
from spaces.queries import REPRESENTATIVE, forget_roles, positions_of, roles_of

__all__ = ["forget_roles", "has_role", "is_staff_of_a_space", "positions_of", "role_in", "roles_in", "roles_of"]

# What a person of the space is called beside what she says, when she holds several roles.
OFFICES = (Role.FACILITATOR, Role.COORDINATOR, Role.MODERATOR, Role.RAPPORTEUR, Role.DESK)


def roles_in(space, user) -> set[str]:
    """Return the roles that `user` holds in `space` now, that of coordinator by territory included."""
    roles = roles_of(user)
    held = roles.by_space.get(space.pk, set())
    if roles.codes and roles.coordinates(space.commune.code):
        return held | {Role.COORDINATOR}
    return held


def role_in(space, user) -> str:
    """Return as what `user` acts for `space` now, empty for an inhabitant."""
    held = roles_in(space, user)
    return next((role for role in OFFICES if role in held), "")


def has_role(space, user, roles) -> bool:
    """Tell whether `user` holds one of `roles` (an iterable of `Role`) in `space` now."""
    return bool(roles_in(space, user) & set(roles))


def is_staff_of_a_space(user) -> bool:
    """Tell whether `user` acts for any space, or coordinates a territory: such people need a second factor."""
    roles = roles_of(user)
    return bool(roles.codes) or any(held & STAFF for held in roles.by_space.values())


def holds(*wanted: str):
    """Return the predicate "holds one of these roles in this space"."""

    def predicate(user, space):
        return space is not None and has_role(space, user, wanted)

    predicate.__doc__ = f"Holds one of these roles in the space now: {', '.join(wanted)}."
    return rules.predicate(f"holds_{'_or_'.join(wanted)}")(predicate)


@rules.predicate
def is_public(user, space):
    """The space is open or closed: everyone may read it."""
    return space is not None and space.state != SpaceState.DRAFT


has_confirmed_contact = has_trust(Trust.CONTACT)


@rules.predicate
def is_signed_in(user, _obj=None):
    """Signed in; the trust level that joining needs is asked by the action, which says how to reach it."""
    return user.is_authenticated and user.is_active


@rules.predicate
def has_any_role(user, space):
    """Holds any role in the space now, that of member included."""
    return space is not None and bool(roles_of(user).by_space.get(space.pk))


@rules.predicate
def coordinates_territory(user, territory):
    """Coordinates the territory or one above it."""
    return territory is not None and roles_of(user).coordinates(territory.code)


@rules.predicate
def is_at_a_desk(user, _person=None):
    """A desk agent or a facilitator of any space."""
    return any(held & {Role.DESK, Role.FACILITATOR} for held in roles_of(user).by_space.values())


@rules.predicate
def coordinates_anywhere(user, _thing=None):
    """Coordinates any territory for the Lab."""
    return user.is_authenticated and bool(roles_of(user).codes)


@rules.predicate
def gives_roles_anywhere(user, _person=None):
    """A facilitator or a coordinator of any space."""
    roles = roles_of(user)
    heads = {Role.FACILITATOR, Role.COORDINATOR}
    return bool(roles.codes) or any(held & heads for held in roles.by_space.values())


@rules.predicate
def represents(user, association):
    """The legal representative of the association."""
    return association is not None and user.is_authenticated and association.representative_id == user.pk


@rules.predicate
def represents_any(user, _person=None):
    """The legal representative of any association."""
    return REPRESENTATIVE in positions_of(user).values()


@rules.predicate
def prepares_for(user, association):
    """The legal representative, the treasurer or the secretary: writes its files and keeps its dossier."""
    return association is not None and positions_of(user).get(association.pk) in {REPRESENTATIVE, *OFFICERS}


@rules.predicate
def belongs_to(user, association):
    """Has any place in the association, or represents it."""
    return association is not None and association.pk in positions_of(user)


@rules.predicate
def facilitates_its_seat(user, association):
    """A facilitator or a coordinator of the space of its seat's commune."""
    if association is None:
        return False
    roles = roles_of(user)
    if roles.coordinates(association.seat.code):
        return True
    held = [pk for pk, names in roles.by_space.items() if names & {Role.FACILITATOR, Role.COORDINATOR}]
    return bool(held) and Space.objects.filter(pk__in=held, commune=association.seat_id).exists()


@rules.predicate
def moderates_its_seat(user, association):
    """May moderate the space of its seat's commune; where there is none, coordinates a territory for the Lab."""
    if association is None:
        return False
    space = Space.objects.seated_in(association.seat_id)
    return is_moderator(user, space) if space else bool(roles_of(user).codes)


@rules.predicate
def runs_the_hall(user, booking):
    """A facilitator or a coordinator of the space whose hall is asked for."""
    return booking is not None and user.has_perm("spaces.facilitate_space", booking.hall.space)


@rules.predicate
def keeps_the_dossier(user, booking):
    """The representative, the treasurer or the secretary of the association that asks."""
    return booking is not None and user.has_perm("spaces.prepare_for_association", booking.association)


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name a rule holds back."""
    return bool(getattr(user, "is_system", False))


is_coordinator = holds(Role.COORDINATOR)
is_facilitator = holds(Role.FACILITATOR, Role.COORDINATOR)
is_moderator = holds(Role.MODERATOR, Role.FACILITATOR, Role.COORDINATOR)
is_relay = holds(Role.DESK, Role.FACILITATOR)
is_staff = holds(*sorted(STAFF))

rules.add_perm("spaces.view_space", is_public | is_staff)
rules.add_perm("spaces.join_space", is_signed_in & is_public)
rules.add_perm("spaces.leave_space", has_any_role)
rules.add_perm("spaces.facilitate_space", is_facilitator)
rules.add_perm("spaces.moderate_space", is_moderator | is_system)
rules.add_perm("spaces.relay_space", is_relay)
rules.add_perm("spaces.vouch_in_space", is_relay)
rules.add_perm("spaces.coordinate_space", is_coordinator)
rules.add_perm("spaces.open_space", is_coordinator)
rules.add_perm("spaces.manage_members", is_facilitator)
rules.add_perm("spaces.appoint_facilitator", is_coordinator)
rules.add_perm("spaces.edit_charter", is_facilitator)
rules.add_perm("spaces.view_members", is_staff)
# Asked of a territory that has no space yet.
rules.add_perm("spaces.open_commune", coordinates_territory)
# An association's page is everyone's; its dossier is not.
rules.add_perm("spaces.register_association", has_confirmed_contact)
rules.add_perm("spaces.edit_association", represents)
# What binds an association (an adherence, an application sent, a vote) is its legal representative's; its officers
# prepare.
rules.add_perm("spaces.bind_association", represents)
rules.add_perm("spaces.prepare_for_association", prepares_for)
rules.add_perm("spaces.belong_to_association", belongs_to)
rules.add_perm("spaces.view_dossier", represents | prepares_for | facilitates_its_seat)
rules.add_perm("spaces.check_association", facilitates_its_seat)
rules.add_perm("spaces.moderate_association", moderates_its_seat)
rules.add_perm("spaces.answer_booking", runs_the_hall)
rules.add_perm("spaces.withdraw_booking", keeps_the_dossier)
# Desks and facilitators vouch for people; the trust level it needs is asked by the action.
rules.set_perm("accounts.vouch_user", (is_agent | is_at_a_desk) & is_someone_else)
# They look for people by their contact: desks to vouch for them, facilitators and coordinators to give them a role,
# representatives to offer them a place. Each look is counted.
rules.set_perm("accounts.look_for_user", is_agent | is_at_a_desk | gives_roles_anywhere | represents_any)
# Which office read which file: those who coordinate look after it.
rules.set_perm("accounts.see_readings", administers | coordinates_anywhere)
