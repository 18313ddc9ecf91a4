"""Who may do what about a consultative body and its opinions. When is the workflow's and the actions' affair."""

import rules
from rules.permissions import permissions

import spaces.rules  # noqa: F401 -- its own widening of `accounts.look_for_user` comes first
from councils.queries import current_mandates
from councils.rules import holds_mandate, mandates_in, signs
from equality.enums import OpinionState, Seat
from equality.queries import current_seats
from presidency.rules import prepares

LEADING = {Seat.CHAIR, Seat.RAPPORTEUR}


def seats_in(body_id: int, user) -> list:
    """Return the seats that `user` holds today in a body."""
    return [seat for seat in current_seats(user) if seat.body_id == body_id]


@rules.predicate
def prepares_in_council(user, council):
    """Prepares acts in the council: its president, its director of services, an officer, or whoever else may sign."""
    return council is not None and any(prepares(mandate) for mandate in mandates_in(council, user))


@rules.predicate
def prepares_for_its_council(user, body):
    """Prepares acts in the council of the body."""
    return body is not None and any(prepares(mandate) for mandate in mandates_in(body.council_id, user))


@rules.predicate
def signs_for_its_council(user, body):
    """The president of the council of the body, or a person with a delegation of signature."""
    return body is not None and any(signs(mandate) for mandate in mandates_in(body.council_id, user))


@rules.predicate
def sits_in_body(user, body):
    """Sits in the body today."""
    return body is not None and bool(seats_in(body.pk, user))


@rules.predicate
def leads_body(user, body):
    """Chair or rapporteur of the body today."""
    return body is not None and any(seat.seat in LEADING for seat in seats_in(body.pk, user))


@rules.predicate
def is_public(user, opinion):
    """Published, or asked for by the president and not given up."""
    if opinion is None:
        return False
    is_asked = opinion.asked_by_id is not None and opinion.state != OpinionState.DROPPED
    return opinion.state == OpinionState.PUBLISHED or is_asked


@rules.predicate
def asked_for_it(user, opinion):
    """Holds any mandate today in the council whose president asked for the opinion."""
    return opinion is not None and opinion.asked_by_id is not None and holds_mandate(opinion.body.council_id, user)


@rules.predicate
def sits_in_its_body(user, opinion):
    """Sits today in the body of the opinion."""
    return opinion is not None and bool(seats_in(opinion.body_id, user))


@rules.predicate
def leads_its_body(user, opinion):
    """Chair or rapporteur today of the body of the opinion."""
    return opinion is not None and any(seat.seat in LEADING for seat in seats_in(opinion.body_id, user))


@rules.predicate
def reports_on_it(user, opinion):
    """The member of the body who was named to write the opinion."""
    return opinion is not None and any(seat.pk == opinion.rapporteur_id for seat in seats_in(opinion.body_id, user))


@rules.predicate
def may_take_it_back(user, opinion):
    """Whoever signs for the council for what the president asked, else the chair or rapporteur of the body."""
    if opinion is None:
        return False
    if opinion.asked_by_id is None:
        return leads_its_body(user, opinion)
    return any(signs(mandate) for mandate in mandates_in(opinion.body.council_id, user))


@rules.predicate
def names_members(user, _obj=None):
    """Prepares acts in a council: names the members of its equality body."""
    return any(prepares(mandate) for mandate in current_mandates(user))


# Who names members looks for their accounts by their exact contact; each look is counted.
rules.set_perm("accounts.look_for_user", permissions["accounts.look_for_user"] | names_members)
# Asked of a council.
rules.add_perm("equality.set_up_body", prepares_in_council)
# Asked of a body.
rules.add_perm("equality.manage_body", prepares_for_its_council)
rules.add_perm("equality.ask_opinion", signs_for_its_council)
rules.add_perm("equality.propose_opinion", sits_in_body)
rules.add_perm("equality.lead_body", leads_body)
# Asked of an opinion.
rules.add_perm("equality.view_opinion", is_public | sits_in_its_body | asked_for_it)
rules.add_perm("equality.view_draft", sits_in_its_body)
rules.add_perm("equality.draft_opinion", leads_its_body | reports_on_it)
rules.add_perm("equality.adopt_opinion", leads_its_body)
rules.add_perm("equality.drop_opinion", may_take_it_back)
