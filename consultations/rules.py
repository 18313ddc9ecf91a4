"""Who may do what about a consultation. When is the workflow's and the actions' affair."""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from consultations.enums import Audience
from core.enums import Visibility
from core.workflow import is_open
from councils.enums import Role as Office
from councils.rules import mandates_in
from spaces.enums import SpaceState
from spaces.rules import roles_of

ASKING = {Office.PRESIDENT, Office.VICE_PRESIDENT, Office.DIRECTOR, Office.OFFICER}


@rules.predicate
def is_public(user, consultation):
    """Opened, visible, in a space that is not in preparation."""
    return (
        consultation is not None
        and consultation.visibility == Visibility.VISIBLE
        and consultation.opened_at is not None
        and consultation.space.state != SpaceState.DRAFT
    )


@rules.predicate
def facilitates(user, consultation):
    """Facilitates the space in which it is asked."""
    return consultation is not None and user.has_perm("spaces.facilitate_space", consultation.space)


@rules.predicate
def facilitates_space(user, space):
    """Facilitates the space."""
    return space is not None and user.has_perm("spaces.facilitate_space", space)


@rules.predicate
def asks_for_council(user, council):
    """Holds today, in the council, an office that asks in its name, or signs for its president."""
    return council is not None and _asks_in(council.pk, user)


def _asks_in(council_id: int | None, user) -> bool:
    if council_id is None:
        return False
    return any(mandate.role in ASKING or mandate.may_publish for mandate in mandates_in(council_id, user))


@rules.predicate
def moderates(user, consultation):
    """Moderates the space in which it is asked."""
    return consultation is not None and user.has_perm("spaces.moderate_space", consultation.space)


@rules.predicate
def is_at_its_desk(user, consultation):
    """A desk agent or a facilitator of the space in which it is asked."""
    return consultation is not None and user.has_perm("spaces.relay_space", consultation.space)


@rules.predicate
def is_of_the_council(user, consultation):
    """Holds any mandate today in the council that asks."""
    return (
        consultation is not None
        and consultation.council_id is not None
        and bool(mandates_in(consultation.council_id, user))
    )


@rules.predicate
def asks_for_the_council(user, consultation):
    """Holds today, in the council that asks, an office that asks in its name, or signs for its president."""
    return consultation is not None and _asks_in(consultation.council_id, user)


@rules.predicate
def replies_for_the_council(user, consultation):
    """Holds an office today in the council before which the result was put."""
    return bool(consultation and consultation.referral_id) and _asks_in(consultation.referral.council_id, user)


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def belongs_to_the_audience(user, consultation):
    """The audience includes her: everyone; residents of the commune; members of the space; people vouched for."""
    if consultation is None or not user.is_authenticated:
        return False
    if consultation.audience == Audience.RESIDENTS:
        return user.commune_id == consultation.space.commune_id
    if consultation.audience == Audience.MEMBERS:
        return bool(roles_of(user).by_space.get(consultation.space_id))
    if consultation.audience == Audience.VOUCHED:
        return user.trust >= Trust.VOUCHED
    return True


@rules.predicate
def moderates_statement(user, statement):
    """Moderates the space of the statement's consultation."""
    return statement is not None and user.has_perm("spaces.moderate_space", statement.part.consultation.space)


@rules.predicate
def handles_sheet(user, sheet):
    """Stands at a desk of the space of the sheet's consultation."""
    return sheet is not None and user.has_perm("spaces.relay_space", sheet.consultation.space)


is_confirmed_person = has_trust(Trust.CONTACT)
leads = facilitates | asks_for_the_council

rules.add_perm(
    "consultations.view_consultation", is_public | facilitates | moderates | is_at_its_desk | is_of_the_council
)
# Asked of a space or of a council: in whose name the inhabitants are asked.
rules.add_perm("consultations.ask_for_space", facilitates_space)
rules.add_perm("consultations.ask_for_council", asks_for_council)
rules.add_perm("consultations.lead_consultation", leads)
rules.add_perm("consultations.close_consultation", leads | is_system)
rules.add_perm("consultations.moderate_consultation", moderates)
rules.add_perm("consultations.moderate_statement", moderates_statement)
rules.add_perm("consultations.answer_consultation", is_confirmed_person & belongs_to_the_audience & is_public)
rules.add_perm("consultations.answer_for_others", is_at_its_desk)
rules.add_perm("consultations.enter_sheet", handles_sheet)
rules.add_perm("consultations.group_texts", facilitates | moderates | asks_for_the_council)
rules.add_perm("consultations.refer_result", facilitates)
rules.add_perm("consultations.write_reply", replies_for_the_council)

# What a person may do about a consultation apart from its moves, in the order of the buttons.
ACTS = {
    "answer": "consultations.answer_consultation",
    "answer_for_others": "consultations.answer_for_others",
    "edit": "consultations.lead_consultation",
    "print_sheets": "consultations.answer_for_others",
    "group_texts": "consultations.group_texts",
    "refer": "consultations.refer_result",
}


def acts(consultation, user) -> list[str]:
    """Return everything that `user` may do about it now: its moves, then what is not a move (`ACTS`)."""
    moves = [
        name
        for name, move in consultation.MOVES.items()
        if is_open(consultation, name) and user.has_perm(move.permission, consultation)
    ]
    return moves + [
        name
        for name, permission in ACTS.items()
        if _is_moment(consultation, name) and user.has_perm(permission, consultation)
    ]


def _is_moment(consultation, act: str) -> bool:
    state = consultation.state
    return {
        "answer": consultation.takes_answers(),
        "answer_for_others": consultation.takes_answers(),
        "edit": state == "draft",
        "print_sheets": state == "open",
        "group_texts": state in {"open", "closed"},
        "refer": state == "published" and consultation.referral_id is None,
    }[act]
