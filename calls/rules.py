"""Who may do what about a call. When is the workflow's and the actions' affair."""

import rules

from calls.enums import ApplicationState
from calls.models import Call
from calls.queries import ASKING
from core.workflow import is_open
from councils.rules import mandates_in
from spaces.enums import SpaceState


def _asks_in(council_id: int | None, user) -> bool:
    if council_id is None:
        return False
    return any(mandate.role in ASKING or mandate.may_publish for mandate in mandates_in(council_id, user))


@rules.predicate
def is_public(user, call):
    """Published at some time, in a space that is not in preparation."""
    return call is not None and call.published_at is not None and call.space.state != SpaceState.DRAFT


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def asks_for_council(user, council):
    """Holds today, in the council, an office that speaks in its name, or signs for its president."""
    return council is not None and _asks_in(council.pk, user)


@rules.predicate
def leads_call(user, call):
    """Facilitates the space of the call, or speaks for the council that pays."""
    if call is None or not user.is_authenticated:
        return False
    return user.has_perm("spaces.facilitate_space", call.space) or _asks_in(call.council_id, user)


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def leads_its_call(user, application):
    """Leads the call of an application that was sent."""
    return (
        application is not None and application.state != ApplicationState.DRAFT and leads_call(user, application.call)
    )


@rules.predicate
def prepares_it(user, application):
    """Represents the association of the application, or is its treasurer or secretary."""
    return application is not None and user.has_perm("spaces.prepare_for_association", application.association)


@rules.predicate
def binds_it(user, application):
    """Represents the association of the application."""
    return application is not None and user.has_perm("spaces.bind_association", application.association)


@rules.predicate
def leads_call_of_project(user, project):
    """Leads the call that funds the project."""
    return project is not None and leads_call(user, project.application.call)


@rules.predicate
def binds_project(user, project):
    """Represents the association whose project it is."""
    return project is not None and binds_it(user, project.application)


@rules.predicate
def prepares_project(user, project):
    """Represents the association whose project it is, or is its treasurer or secretary."""
    return project is not None and prepares_it(user, project.application)


@rules.predicate
def leads_call_of_instalment(user, instalment):
    """Leads the call that pays the instalment."""
    return instalment is not None and leads_call(user, instalment.project.application.call)


@rules.predicate
def binds_instalment(user, instalment):
    """Represents the association that received the instalment."""
    return instalment is not None and binds_it(user, instalment.project.application)


@rules.predicate
def moderates_its_space(user, photo):
    """May moderate the space of the call that pays for the project of the photo."""
    return photo is not None and user.has_perm("spaces.moderate_space", photo.milestone.project.application.call.space)


@rules.predicate
def added_it(user, photo):
    """Added the photo, for the association."""
    return photo is not None and user.is_authenticated and photo.added_by_id == user.pk


@rules.predicate
def is_funded_in_public(user, project):
    """The winners of its call are published, in a space that is not in preparation."""
    return (
        project is not None
        and project.application.call.awarded_at is not None
        and project.application.call.space.state != SpaceState.DRAFT
    )


rules.add_perm("calls.view_call", is_public | leads_call)
# Asked of a space, or of a council: in whose name projects are called for.
rules.add_perm("calls.call_for_space", facilitates_space)
rules.add_perm("calls.call_for_council", asks_for_council)
rules.add_perm("calls.lead_call", leads_call)
rules.add_perm("calls.close_call", is_system)
rules.add_perm("calls.view_application", prepares_it | leads_its_call)
rules.add_perm("calls.prepare_application", prepares_it)
rules.add_perm("calls.send_application", binds_it)
# Whoever is tied to the association is refused by the actions, in words (`calls.ties`).
rules.add_perm("calls.check_application", leads_its_call)
rules.add_perm("calls.view_project", is_funded_in_public)
rules.add_perm("calls.lead_project", leads_call_of_project)
rules.add_perm("calls.report_project", binds_project)
rules.add_perm("calls.show_project", prepares_project)
rules.add_perm("calls.view_papers", leads_call_of_project | prepares_project)
# Asked of a photo that shows that a milestone was reached.
rules.add_perm("calls.moderate_photo", moderates_its_space)
rules.add_perm("calls.view_taken_photo", moderates_its_space | added_it)
# Asked of an instalment.
rules.add_perm("calls.lead_instalment", leads_call_of_instalment)
rules.add_perm("calls.report_instalment", binds_instalment)


def acts(call: Call, user) -> list[str]:
    """Return the moves of a call that `user` may make now, closing left to time."""
    if not user.is_authenticated:
        return []
    return [name for name, move in call.MOVES.items() if user.has_perm(move.permission, call) and is_open(call, name)]
