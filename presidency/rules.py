"""Who may do what about orders, written questions and information reports. When is the workflow's affair."""

import rules

from councils.enums import ELECTED, Role
from councils.rules import assigns_to_others, is_of_the_council, mandates_in, signs
from presidency.enums import OrderState, ReportState


def _gives(council, user, right) -> bool:
    return any(right(mandate) for mandate in mandates_in(council, user))


def prepares(mandate, _referral=None) -> bool:
    """The president, the director of services, an officer, or whoever else may sign."""
    return assigns_to_others(mandate) or mandate.role == Role.OFFICER


@rules.predicate
def is_published_order(user, order):
    """The order was published, in force or repealed."""
    return order is not None and order.state != OrderState.DRAFT


@rules.predicate
def prepares_in_council(user, council):
    """Prepares acts in the council: its president, its director of services, an officer, or whoever else may sign."""
    return council is not None and _gives(council, user, prepares)


@rules.predicate
def prepares_it(user, thing):
    """Prepares acts in the council of the thing."""
    return thing is not None and _gives(thing.council_id, user, prepares)


@rules.predicate
def signs_it(user, thing):
    """The president of the council of the thing, or a person with a delegation of signature."""
    return thing is not None and _gives(thing.council_id, user, signs)


# Asked of a council.
rules.add_perm("presidency.prepare_acts", prepares_in_council)
# Asked of an order.
rules.add_perm("presidency.view_order", is_published_order | is_of_the_council)
rules.add_perm("presidency.write_order", prepares_it)
rules.add_perm("presidency.sign_order", signs_it)


# --- written questions ---
def asks(mandate, _referral=None) -> bool:
    """An elected member of the council but its president, who answers."""
    return mandate.role in ELECTED and mandate.role != Role.PRESIDENT


@rules.predicate
def asks_in_council(user, council):
    """An elected member of the council but its president."""
    return council is not None and _gives(council, user, asks)


@rules.predicate
def is_shown_question(user, question):
    """No election period keeps the question back."""
    return question is not None and not question.is_held


@rules.predicate
def asked_it(user, question):
    """The member who asked, while she holds that mandate."""
    return question is not None and any(
        mandate.pk == question.mandate_id for mandate in mandates_in(question.council_id, user)
    )


# Asked of a council.
rules.add_perm("presidency.ask_question", asks_in_council)
# Asked of a question.
rules.add_perm("presidency.view_question", is_shown_question | is_of_the_council)
rules.add_perm("presidency.draft_reply", prepares_it)
rules.add_perm("presidency.sign_reply", signs_it)
rules.add_perm("presidency.withdraw_question", asked_it)


# --- information reports ---
@rules.predicate
def is_published_report(user, report):
    """The report was published."""
    return report is not None and report.state == ReportState.PUBLISHED


# Asked of a report.
rules.add_perm("presidency.view_report", is_published_report | is_of_the_council)
rules.add_perm("presidency.write_report", prepares_it)
rules.add_perm("presidency.sign_report", signs_it)
