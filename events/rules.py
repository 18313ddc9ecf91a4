"""Who may do what about an event. When is the workflow's and the actions' affair."""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from core.enums import Visibility
from core.workflow import is_open
from events.enums import EventState
from spaces.enums import Role, SpaceState
from spaces.rules import has_role


@rules.predicate
def is_public(user, event):
    """Announced, visible, in a space that is not in preparation."""
    return (
        event is not None
        and event.visibility == Visibility.VISIBLE
        and event.published_at is not None
        and event.space.state != SpaceState.DRAFT
    )


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def facilitates(user, event):
    """Facilitates the space in which it is held."""
    return event is not None and user.has_perm("spaces.facilitate_space", event.space)


@rules.predicate
def organises(user, event):
    """The representative, the treasurer or the secretary of the association that organises it."""
    return (
        event is not None
        and event.association_id is not None
        and user.has_perm("spaces.prepare_for_association", event.association)
    )


@rules.predicate
def moderates(user, event):
    """Moderates the space in which it is held."""
    return event is not None and user.has_perm("spaces.moderate_space", event.space)


@rules.predicate
def is_at_its_desk(user, event):
    """A desk agent or a facilitator of the space in which it is held."""
    return event is not None and user.has_perm("spaces.relay_space", event.space)


@rules.predicate
def reports(user, event):
    """A rapporteur of the space in which it is held."""
    return event is not None and has_role(event.space, user, {Role.RAPPORTEUR})


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def leads_its_event(user, stand):
    """Leads the event of the stand."""
    return stand is not None and user.has_perm("events.lead_event", stand.event)


@rules.predicate
def prepares_its_association(user, stand):
    """The representative or an officer of the association whose stand it is."""
    return stand is not None and user.has_perm("spaces.prepare_for_association", stand.association)


@rules.predicate
def stand_is_public(user, stand):
    """Accepted, at an event that everyone may read."""
    return stand is not None and stand.state == "accepted" and is_public(user, stand.event)


@rules.predicate
def belongs_to_its_association(user, stand):
    """Has a place in the association whose stand it is."""
    return stand is not None and user.has_perm("spaces.belong_to_association", stand.association)


is_confirmed_person = has_trust(Trust.CONTACT)
leads = facilitates | organises

rules.add_perm("events.view_event", is_public | leads | moderates | is_at_its_desk)
rules.add_perm("events.create_event", facilitates_space)
rules.add_perm("events.lead_event", leads)
rules.add_perm("events.finish_event", leads | is_system)
rules.add_perm("events.moderate_event", moderates)
rules.add_perm("events.register_for_event", is_confirmed_person & is_public)
# The door: who comes in, by code; what people need in order to come.
rules.add_perm("events.keep_door", leads | is_at_its_desk)
rules.add_perm("events.write_notes", leads | reports)
rules.add_perm("events.view_stand", stand_is_public | leads_its_event | belongs_to_its_association)
rules.add_perm("events.decide_stand", leads_its_event)
rules.add_perm("events.run_stand", prepares_its_association)

# What a person may do about an event apart from its moves, in the order of the buttons.
ACTS = {
    "register": "events.register_for_event",
    "edit": "events.lead_event",
    "keep_door": "events.keep_door",
    "write_notes": "events.write_notes",
    "count": "events.lead_event",
    "write_minutes": "events.lead_event",
}


def acts(event, user) -> list[str]:
    """Return everything that `user` may do about it now: its moves, then what is not a move (`ACTS`)."""
    moves = [
        name
        for name, move in event.MOVES.items()
        if is_open(event, name) and user.has_perm(move.permission, event)
    ]  # fmt: skip
    return moves + [
        name for name, permission in ACTS.items() if _is_moment(event, name) and user.has_perm(permission, event)
    ]


def _is_moment(event, act: str) -> bool:
    state = event.state
    return {
        "register": event.takes_registrations(),
        "edit": state in {EventState.DRAFT, EventState.PUBLISHED},
        "keep_door": event.has_door(),
        "write_notes": state in {EventState.PUBLISHED, EventState.OVER},
        "count": state in {EventState.PUBLISHED, EventState.OVER},
        "write_minutes": state in {EventState.PUBLISHED, EventState.OVER},
    }[act]
