"""Who may do what about a reference document or a joint action plan. When is the workflow's and the actions' affair."""

import rules

from core.enums import Visibility
from councils.enums import Role as Office
from councils.rules import mandates_in
from plans.enums import OwnerKind
from spaces.enums import Role, SpaceState
from spaces.rules import has_role

# Who follows an action for a council: those who act in its name, elected or not.
FOLLOWING = {Office.PRESIDENT, Office.VICE_PRESIDENT, Office.DIRECTOR, Office.OFFICER}


@rules.predicate
def is_public(user, thing):
    """Published, visible, in a space that is not in preparation."""
    return (
        thing is not None
        and thing.visibility == Visibility.VISIBLE
        and thing.published_at is not None
        and thing.space.state != SpaceState.DRAFT
    )


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def reports_in_space(user, space):
    """A rapporteur of the space."""
    return space is not None and has_role(space, user, {Role.RAPPORTEUR})


@rules.predicate
def facilitates(user, thing):
    """Facilitates the space of the document or the plan."""
    return thing is not None and user.has_perm("spaces.facilitate_space", thing.space)


@rules.predicate
def reports(user, thing):
    """A rapporteur of the space of the document or the plan."""
    return thing is not None and has_role(thing.space, user, {Role.RAPPORTEUR})


@rules.predicate
def moderates(user, thing):
    """Moderates the space of the document or the plan."""
    return thing is not None and user.has_perm("spaces.moderate_space", thing.space)


@rules.predicate
def is_named_editor(user, document):
    """Was named to write the document."""
    return (
        document is not None
        and user.is_authenticated
        and document.editors.filter(user=user, ended_at__isnull=True).exists()
    )


@rules.predicate
def facilitates_its_document(user, version):
    """Facilitates the space of the version's document."""
    return version is not None and user.has_perm("spaces.facilitate_space", version.document.space)


@rules.predicate
def leads_its_plan(user, action):
    """Leads the plan of the action."""
    return action is not None and user.has_perm("plans.lead_plan", action.plan)


@rules.predicate
def answers_for(user, action):
    """Acts for whoever answers for the action: the association's officers, the council's services, the space."""
    if action is None:
        return False
    if action.owner_kind == OwnerKind.ASSOCIATION:
        return user.has_perm("spaces.prepare_for_association", action.association)
    if action.owner_kind == OwnerKind.COUNCIL:
        return any(mandate.role in FOLLOWING for mandate in mandates_in(action.council_id, user))
    return False


@rules.predicate
def sees_its_plan(user, action):
    """Sees the plan of the action."""
    return action is not None and user.has_perm("plans.view_plan", action.plan)


writes = facilitates | reports | is_named_editor
leads = facilitates | reports

# Asked of a space.
rules.add_perm("plans.begin", facilitates_space | reports_in_space)
# Asked of a document.
rules.add_perm("plans.view_document", is_public | moderates | writes)
rules.add_perm("plans.write_document", writes)
rules.add_perm("plans.lead_document", facilitates)
rules.add_perm("plans.moderate_document", moderates)
# Asked of a version.
rules.add_perm("plans.publish_version", facilitates_its_document)
# Asked of a plan.
rules.add_perm("plans.view_plan", is_public | moderates | leads)
rules.add_perm("plans.lead_plan", leads)
rules.add_perm("plans.moderate_plan", moderates)
# Asked of an action.
rules.add_perm("plans.view_action", sees_its_plan)
rules.add_perm("plans.follow_action", leads_its_plan | (answers_for & sees_its_plan))
