"""Who may do what about an assembly. When is the workflow's and the actions' affair."""

import rules

from assemblies.enums import AssemblyState, Openness, VoteState, VoteWay
from assemblies.models import Assembly
from core.workflow import is_open
from networks.models import Network
from spaces.queries import positions_of


def leads_body(user, body) -> bool:
    """Tell whether a person prepares the assemblies of a network (it steers it) or of an association (its officers)."""
    if body is None:
        return False
    steers = "networks.steer_network" if isinstance(body, Network) else "spaces.prepare_for_association"
    return user.has_perm(steers, body)


@rules.predicate
def leads_a_body(user, body):
    """Steers the network; represents the association, or is its treasurer or secretary."""
    return leads_body(user, body)


@rules.predicate
def leads(user, assembly):
    """Steers the network whose assembly it is; represents the association, or is its treasurer or secretary."""
    return assembly is not None and leads_body(user, assembly.body)


@rules.predicate
def is_rapporteur(user, assembly):
    """Named to write its minutes."""
    return assembly is not None and user.is_authenticated and assembly.rapporteur_id == user.pk


@rules.predicate
def presides(user, assembly):
    """Presides over it."""
    return assembly is not None and user.is_authenticated and assembly.chair_id == user.pk


@rules.predicate
def is_on_the_roll(user, assembly):
    """Speaks for a voter of the assembly."""
    if assembly is None or not user.is_authenticated:
        return False
    return assembly.voters.filter(speaker=user).exists()


@rules.predicate
def belongs(user, assembly):
    """Has a place in the association whose assembly it is."""
    return assembly is not None and assembly.association_id in positions_of(user)


@rules.predicate
def is_convened(user, assembly):
    """Its members were convened, and it is not held back."""
    return assembly is not None and assembly.state != AssemblyState.DRAFT and assembly.visibility == "visible"


@rules.predicate
def is_public(user, assembly):
    """Convened, not held back, and open to everyone."""
    return is_convened(user, assembly) and assembly.openness == Openness.PUBLIC


@rules.predicate
def moderates(user, assembly):
    """Moderates where the body is, once its members were convened and everyone may read it."""
    if assembly is None or not user.is_authenticated:
        return False
    return Assembly.objects.moderated_by(user).filter(pk=assembly.pk).exists()


@rules.predicate
def leads_its_assembly(user, vote):
    """Leads the assembly of the vote."""
    return vote is not None and leads(user, vote.item.assembly)


@rules.predicate
def speaks_for(user, voter):
    """Speaks for the voter."""
    return voter is not None and user.is_authenticated and voter.speaker_id == user.pk


rules.add_perm("assemblies.view_assembly", is_public | leads | moderates | is_convened & (belongs | is_on_the_roll))
# Asked of a network or an association.
rules.add_perm("assemblies.hold_assembly", leads_a_body)
rules.add_perm("assemblies.lead_assembly", leads)
rules.add_perm("assemblies.view_roll", leads | is_convened & (belongs | is_on_the_roll))
rules.add_perm("assemblies.write_minutes", leads | is_rapporteur)
rules.add_perm("assemblies.approve_minutes", leads | presides)
rules.add_perm("assemblies.moderate_assembly", moderates)
rules.add_perm("assemblies.lead_vote", leads_its_assembly)
rules.add_perm("assemblies.speak_for_voter", speaks_for)


def acts(assembly, user) -> list[str]:
    """Return the moves that `user` may perform on the assembly now."""
    return [
        name
        for name, move in assembly.MOVES.items()
        if user.has_perm(move.permission, assembly) and is_open(assembly, name)
    ]


def may_cast(vote, user) -> bool:
    """Tell whether the person speaks for a voter that may put a ballot in the urn of this vote, and has not yet."""
    if vote.state != VoteState.OPEN or vote.way != VoteWay.SECRET or not user.is_authenticated:
        return False
    return vote.rights.filter(voter__speaker=user, has_cast=False).exists()
