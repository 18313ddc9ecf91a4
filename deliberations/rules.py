"""Who may do what about the sessions of a council. Every right comes from a mandate that holds today."""

import rules

from core.workflow import is_open
from councils.enums import ELECTED, Role
from councils.rules import holds_mandate, mandates_in
from deliberations.enums import DecisionState
from deliberations.queries import PUBLIC_ITEMS

PREPARING = {Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.DIRECTOR, Role.OFFICER}
RECORDING = {Role.PRESIDENT, Role.SECRETARY, Role.DIRECTOR, Role.OFFICER}


def council_of(thing) -> int | None:
    """Return the id of the council that a session, a sitting, a point, a decision or a council itself belongs to."""
    for path in ("council_id", "session"):
        if hasattr(thing, path):
            found = getattr(thing, path)
            return found if path == "council_id" else found.council_id
    return getattr(thing, "pk", None)


# --- what one mandate gives ---
def signs(mandate, _thing=None) -> bool:
    """The president, or a person with a delegation of signature."""
    return mandate.role == Role.PRESIDENT or mandate.may_publish


def prepares(mandate, _thing=None) -> bool:
    """The president, a vice-president, the secretary, the director of services, an officer, whoever else may sign."""
    return mandate.role in PREPARING or mandate.may_publish


def records(mandate, _thing=None) -> bool:
    """The secretary of the council, the president, the director of services, an officer, or whoever else may sign."""
    return mandate.role in RECORDING or mandate.may_publish


def proposes(mandate, _thing=None) -> bool:
    """An elected member, or whoever prepares the sessions."""
    return mandate.role in ELECTED or prepares(mandate)


def approves(mandate, _thing=None) -> bool:
    """The secretary of the council, the president, or whoever else may sign."""
    return mandate.role == Role.SECRETARY or signs(mandate)


def studies(mandate, item=None) -> bool:
    """The chair of the point's committee, or whoever prepares the sessions."""
    chairs_it = mandate.role == Role.CHAIR and item is not None and mandate.committee_id == item.committee_id
    return prepares(mandate) or (chairs_it and mandate.committee_id is not None)


def works_here(mandate, _thing=None) -> bool:
    """Any mandate."""
    return True


def by_mandate(gives):
    """Return the predicate "a mandate in the council of this thing gives the right"."""

    def predicate(user, thing):
        return thing is not None and any(gives(mandate, thing) for mandate in mandates_in(council_of(thing), user))

    predicate.__doc__ = f"In its council today: {gives.__doc__[0].lower()}{gives.__doc__[1:]}"
    return rules.predicate(f"session_{gives.__name__}")(predicate)


@rules.predicate
def is_system(user, _thing=None):
    """The house's own account, in whose name time and other floors act."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def is_public_item(user, item):
    """On an agenda or not kept, and nothing behind it is hidden."""
    shown = item is not None and (item.referral_id is None or item.referral.is_shown)
    return bool(shown and item.state in PUBLIC_ITEMS)


@rules.predicate
def is_published(user, decision):
    """Signed and published."""
    return decision is not None and decision.state == DecisionState.PUBLISHED


@rules.predicate
def are_approved(user, minutes):
    """Minutes that were approved."""
    return minutes is not None and minutes.approved_at is not None


@rules.predicate
def is_of_its_council(user, thing):
    """Holds any mandate today in its council."""
    return thing is not None and holds_mandate(council_of(thing), user)


@rules.predicate
def asked_for_it(user, item):
    """The member who asked for the point."""
    return item is not None and item.asked_by_id in {mandate.pk for mandate in mandates_in(council_of(item), user)}


rules.add_perm("deliberations.view_session", rules.always_allow)
rules.add_perm("deliberations.view_item", is_public_item | is_of_its_council)
rules.add_perm("deliberations.view_decision", is_published | is_of_its_council)
rules.add_perm("deliberations.view_minutes", are_approved | is_of_its_council)
rules.add_perm("deliberations.prepare_session", by_mandate(prepares))
rules.add_perm("deliberations.convene_session", by_mandate(signs))
rules.add_perm("deliberations.record_session", by_mandate(records))
rules.add_perm("deliberations.propose_item", by_mandate(proposes))
rules.add_perm("deliberations.force_item", by_mandate(prepares))
rules.add_perm("deliberations.study_item", by_mandate(studies))
rules.add_perm("deliberations.withdraw_item", by_mandate(prepares) | asked_for_it | is_system)
rules.add_perm("deliberations.sign_decision", by_mandate(signs))
# Time says it too: silence holds for a visa.
rules.add_perm("deliberations.follow_visa", by_mandate(records) | is_system)
rules.add_perm("deliberations.approve_minutes", by_mandate(approves))
rules.add_perm("deliberations.work_on_session", by_mandate(works_here))


def moves_of(thing, user) -> list[str]:
    """Return the moves that `user` may make now. A person speaks for a council with a mandate only."""
    if not holds_mandate(council_of(thing), user):
        return []
    return [
        name for name, move in thing.MOVES.items() if is_open(thing, name) and user.has_perm(move.permission, thing)
    ]
