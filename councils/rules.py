"""Who may do what about a matter before a council. When is the workflow's and the actions' affair.

Every right here comes from a mandate that holds today: `RIGHTS` says, for one mandate and one matter, whether it gives
the right. A person's mandates are read once a request (`current_mandates`), so a list costs no query for each object.
"""

import rules

from core import workflow
from councils.enums import ASSIGNERS, DRAFTERS, ELECTED, MANAGERS, VALIDATORS, ReferralState, Role
from councils.queries import current_mandates

__all__ = ["current_mandates", "holds_mandate", "mandates_in", "may_publish", "moves_for"]

PAUSE, RESUME, REPORT = "pause", "resume", "report"
SETTLE = "settle"  # a petition's own procedure does it: it has no button on the matter's page


def mandates_in(council, user) -> list:
    """Return the mandates that `user` holds today in a council (a Council or its id)."""
    pk = getattr(council, "pk", council)
    return [mandate for mandate in current_mandates(user) if mandate.council_id == pk]


def holds_mandate(council, user) -> bool:
    """Tell whether `user` holds any mandate in the council today."""
    return bool(mandates_in(council, user))


def may_publish(council, user) -> bool:
    """Tell whether `user` may sign for the council today: its president, or a person with a delegation of signature."""
    return any(signs(mandate) for mandate in mandates_in(council, user))


def is_elected(user) -> bool:
    """Tell whether `user` holds an elected mandate today, in any council."""
    return any(mandate.role in ELECTED for mandate in current_mandates(user))


# --- what one mandate gives, about one matter ---
def signs(mandate, referral=None) -> bool:
    """The president, or a person with a delegation of signature."""
    return mandate.role == Role.PRESIDENT or mandate.may_publish


def is_entrusted(mandate, referral) -> bool:
    """The person or the committee that the matter is assigned to."""
    if mandate.pk == referral.mandate_id:
        return True
    return mandate.committee_id is not None and mandate.committee_id == referral.committee_id


def assigns(mandate, referral) -> bool:
    """The president, the director of services, an officer, or whoever else may sign."""
    return mandate.role in ASSIGNERS or mandate.may_publish


def assigns_to_others(mandate, referral=None) -> bool:
    """An officer takes a matter herself; these give it to anyone."""
    return mandate.role in MANAGERS or mandate.may_publish


def drafts(mandate, referral) -> bool:
    """The president, the director of services, an officer, whoever else may sign, or whom it is assigned to."""
    return mandate.role in DRAFTERS or mandate.may_publish or is_entrusted(mandate, referral)


def validates(mandate, referral) -> bool:
    """The president, the director of services, whoever else may sign, or the chair of its committee."""
    chairs_it = (
        mandate.role == Role.CHAIR
        and mandate.committee_id is not None
        and mandate.committee_id == referral.committee_id
    )
    return mandate.role in VALIDATORS or mandate.may_publish or chairs_it


def pauses(mandate, referral) -> bool:
    """The president, the director of services, whoever else may sign, or the officer it is assigned to."""
    is_hers = mandate.role == Role.OFFICER and mandate.pk == referral.mandate_id
    return mandate.role in MANAGERS or mandate.may_publish or is_hers


def presides(mandate, referral=None) -> bool:
    return mandate.role == Role.PRESIDENT


def manages(mandate, referral=None) -> bool:
    return mandate.role in MANAGERS


RIGHTS = {
    "councils.assign_referral": assigns,
    "councils.draft_answer": drafts,
    "councils.validate_answer": validates,
    "councils.publish_answer": signs,
    "councils.pause_referral": pauses,
}


def by_mandate(gives):
    """Return the predicate "a mandate in the council of this matter gives the right"."""

    def predicate(user, referral):
        if referral is None:
            return False
        return any(gives(mandate, referral) for mandate in mandates_in(referral.council_id, user))

    predicate.__doc__ = f"In the council of the matter today: {gives.__doc__[0].lower()}{gives.__doc__[1:]}"
    return rules.predicate(f"mandate_{gives.__name__}")(predicate)


@rules.predicate
def is_of_the_council(user, referral):
    """Holds any mandate today in the council of the matter."""
    return referral is not None and holds_mandate(referral.council_id, user)


@rules.predicate
def is_before_everyone(user, referral):
    """The matter is shown to everyone and was not withdrawn."""
    return referral is not None and referral.is_shown and referral.state != ReferralState.WITHDRAWN


@rules.predicate
def has_referred(user, referral):
    """The person who referred the matter."""
    return referral is not None and user.is_active and user.pk is not None and referral.referred_by_id == user.pk


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time and other floors act."""
    return getattr(user, "is_system", False)


@rules.predicate
def is_manager(user, council):
    """The president or the director of services of the council."""
    return council is not None and any(manages(mandate) for mandate in mandates_in(council, user))


@rules.predicate
def is_of_its_council(user, template):
    """Holds any mandate today in the council of the text, in any council when all of them share it."""
    if template is None:
        return False
    return bool(current_mandates(user)) if template.council_id is None else holds_mandate(template.council_id, user)


@rules.predicate
def has_a_mandate(user, _obj=None):
    """Holds any mandate today, in any council."""
    return bool(current_mandates(user))


for _name, _gives in RIGHTS.items():
    rules.add_perm(_name, by_mandate(_gives))
rules.add_perm("councils.view_council", rules.always_allow)
rules.add_perm("councils.view_referral", is_before_everyone | has_referred | is_of_the_council)
rules.add_perm("councils.view_drafts", is_of_the_council)
rules.add_perm("councils.withdraw_referral", is_system)
rules.add_perm("councils.reopen_referral", is_system)
rules.add_perm("councils.show_referral", is_system)
rules.add_perm("councils.edit_council", is_manager)
rules.add_perm("councils.view_template", is_of_its_council)
rules.add_perm("councils.manage_templates", is_manager)
rules.add_perm("councils.use_workbench", has_a_mandate)


def moves_for(referral, user) -> list[str]:
    """Return what `user` may do about a matter now: the buttons of its page and the API's `actions`.

    A person speaks for a council with a mandate only: without one, a superuser is offered nothing.
    """
    if not holds_mandate(referral.council_id, user):
        return []
    offered = [name for name in workflow.available(referral, user) if name != SETTLE]
    if referral.by_procedure:
        return offered
    if referral.is_open and user.has_perm("councils.pause_referral", referral):
        if referral.paused_for:
            offered.append(RESUME)
        elif not referral.is_overdue:
            offered.append(PAUSE)
    if referral.state == ReferralState.ANSWERED and user.has_perm("councils.publish_answer", referral):
        offered.append(REPORT)
    return offered
