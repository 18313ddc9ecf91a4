"""Who may do what in the information bank. When is the workflow's and the actions' affair."""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from core.workflow import is_open
from resources.enums import TOLD, ResourceState
from spaces.rules import roles_of


@rules.predicate
def is_told(user, resource):
    """Published, or withdrawn after it was."""
    return resource is not None and resource.state in TOLD


@rules.predicate
def coordinates(user, _thing=None):
    """Coordinates a territory for the Lab."""
    return bool(roles_of(user).codes)


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def prepares_for(user, association):
    """The legal representative, the treasurer or the secretary of the association."""
    return association is not None and user.has_perm("spaces.prepare_for_association", association)


@rules.predicate
def keeps(user, resource):
    """Facilitates the space that gives it, is an officer of the association that does, or coordinates for the Lab."""
    if resource is None:
        return False
    if resource.space_id:
        return facilitates_space(user, resource.space)
    return prepares_for(user, resource.association) if resource.association_id else coordinates(user)


@rules.predicate
def moderates(user, resource):
    """Moderates the space that gives it, facilitates the seat of the association that does, or coordinates."""
    if resource is None:
        return False
    if resource.space_id:
        return user.has_perm("spaces.moderate_space", resource.space)
    if resource.association_id:
        return user.has_perm("spaces.check_association", resource.association)
    return coordinates(user)


@rules.predicate
def is_system(user, _thing=None):
    """The house's own account, in whose name it brings its letters and guides."""
    return bool(getattr(user, "is_system", False))


is_confirmed_person = has_trust(Trust.CONTACT)

rules.add_perm("resources.view_resource", is_told | keeps)
# Asked of a space, of an association, of nothing: in whose name a resource is given.
rules.add_perm("resources.give_for_space", facilitates_space)
rules.add_perm("resources.give_for_association", prepares_for & is_confirmed_person)
rules.add_perm("resources.give_for_lab", coordinates | is_system)
rules.add_perm("resources.keep_resource", keeps | is_system)
rules.add_perm("resources.moderate_resource", moderates)
rules.add_perm("resources.withdraw_resource", keeps | moderates | is_system)
rules.add_perm("resources.moderate_or_keep_resource", keeps | moderates)


def acts(resource, user) -> list[str]:
    """Return everything that `user` may do about it now: its moves, then "edit", "review" and "discard"."""
    found = [
        name
        for name, move in resource.MOVES.items()
        if is_open(resource, name) and user.has_perm(move.permission, resource)
    ]
    if user.has_perm("resources.keep_resource", resource):
        if resource.state != ResourceState.WITHDRAWN:
            found.append("edit")
        found.append("review" if resource.state == ResourceState.PUBLISHED else "")
        found.append("discard" if resource.state == ResourceState.DRAFT else "")
    return [name for name in found if name]
