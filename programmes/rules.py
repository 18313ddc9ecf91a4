"""Who may do what about a communal action plan. When is the workflow's and the actions' affair."""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from councils.enums import DRAFTERS, MANAGERS
from councils.enums import Role as Office
from councils.rules import holds_mandate, is_system, mandates_in
from programmes.enums import PRIVATE, UNREAD
from spaces.rules import roles_of

# Who says how far a project is: those who act in the council's name, elected or not.
FOLLOWING = {Office.PRESIDENT, Office.VICE_PRESIDENT, Office.DIRECTOR, Office.OFFICER}


def _acts(council, user, roles) -> bool:
    return any(mandate.role in roles or mandate.may_publish for mandate in mandates_in(council, user))


@rules.predicate
def prepares_for(user, council):
    """The president, the director of services, an officer of the council, or whoever else may sign."""
    return council is not None and _acts(council, user, DRAFTERS)


@rules.predicate
def prepares(user, programme):
    """Prepares the action plan in the council: president, director, officer, or whoever else may sign."""
    return programme is not None and _acts(programme.council_id, user, DRAFTERS)


@rules.predicate
def leads(user, programme):
    """The president or the director of services of the council, or whoever else may sign."""
    return programme is not None and _acts(programme.council_id, user, MANAGERS)


@rules.predicate
def follows(user, project):
    """Acts in the name of the project's council: president, vice-president, director, officer, or who may sign."""
    return project is not None and _acts(project.programme.council_id, user, FOLLOWING)


@rules.predicate
def is_public(user, programme):
    """The president's decision to prepare it is posted."""
    return programme is not None and programme.state not in PRIVATE


@rules.predicate
def is_of_the_council(user, programme):
    """Holds any mandate today in the council of the programme."""
    return programme is not None and holds_mandate(programme.council_id, user)


@rules.predicate
def is_read(user, project):
    """The draft of its programme is written."""
    return project is not None and project.programme.state not in UNREAD


@rules.predicate
def is_of_its_council(user, project):
    """Holds any mandate today in the council of the project."""
    return project is not None and holds_mandate(project.programme.council_id, user)


@rules.predicate
def moderates_its_commune(user, voice):
    """May moderate the space of the commune whose project it is; where there is none, coordinates a territory."""
    if voice is None:
        return False
    space = getattr(voice.project.programme.council.territory, "space", None)
    return bool(roles_of(user).codes) if space is None else user.has_perm("spaces.moderate_space", space)


# Asked of a council.
rules.add_perm("programmes.begin", prepares_for)
# Asked of a programme.
rules.add_perm("programmes.view_programme", is_public | is_of_the_council)
rules.add_perm("programmes.prepare_programme", prepares)
rules.add_perm("programmes.lead_programme", leads)
rules.add_perm("programmes.execute_programme", leads | is_system)
# Asked of a project.
rules.add_perm("programmes.view_project", is_read | is_of_its_council)
rules.add_perm("programmes.follow_project", follows | is_system)
rules.add_perm("programmes.voice_project", has_trust(Trust.CONTACT) & (is_read | is_of_its_council))
# Asked of a voice about a project.
rules.add_perm("programmes.moderate_voice", moderates_its_commune | is_system)
