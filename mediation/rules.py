"""Who may do what at a desk. When is the actions' affair."""

import rules

from mediation.models import Agent


@rules.predicate
def works_there(user, desk):
    """An agent of this desk today, who holds the role of desk agent (or of facilitator) in its space."""
    if desk is None or not user.has_perm("spaces.relay_space", desk.space):
        return False
    return Agent.objects.filter(desk=desk, user=user, ended_at__isnull=True).exists()


@rules.predicate
def facilitates_the_space(user, space):
    """A facilitator or a coordinator of the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def facilitates_its_space(user, desk):
    """A facilitator or a coordinator of the desk's space."""
    return desk is not None and user.has_perm("spaces.facilitate_space", desk.space)


@rules.predicate
def is_signed_in(user, _obj=None):
    """Signed in; the action asks for a confirmed phone."""
    return user.is_authenticated and user.is_active


rules.add_perm("mediation.work_at_desk", works_there)
rules.add_perm("mediation.open_desk", facilitates_the_space)  # asked of a space
rules.add_perm("mediation.run_desk", facilitates_its_space)
rules.add_perm("mediation.oversee_desk", facilitates_its_space)
rules.add_perm("mediation.claim_registration", is_signed_in)
