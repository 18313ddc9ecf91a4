"""Who may do what about a petition. When is the workflow's and the actions' affair."""

import rules

from accounts.enums import Trust
from accounts.rules import has_trust
from core.enums import Visibility
from core.workflow import is_open
from councils.enums import Role as Office
from councils.rules import mandates_in
from petitions.enums import SIGNING_STATES, PetitionState
from petitions.workflow import BEFORE_DELIBERATION
from spaces.enums import SpaceState

RECEIVING = {Office.PRESIDENT, Office.DIRECTOR, Office.OFFICER}
SCHEDULING = {Office.PRESIDENT, Office.DIRECTOR}
RECORDING = {Office.PRESIDENT, Office.SECRETARY, Office.DIRECTOR}


@rules.predicate
def is_public(user, petition):
    """Begun, visible, in a space that is not in preparation."""
    return (
        petition is not None
        and petition.visibility == Visibility.VISIBLE
        and petition.state != PetitionState.DRAFT
        and petition.space.state != SpaceState.DRAFT
    )


@rules.predicate
def is_author(user, petition):
    """The mandatary, or the association's legal representative."""
    return petition is not None and user.is_authenticated and petition.author_id == user.pk


@rules.predicate
def is_moderator(user, petition):
    """Moderates the space in which it was begun."""
    return (
        petition is not None
        and petition.state != PetitionState.DRAFT
        and user.has_perm("spaces.moderate_space", petition.space)
    )


@rules.predicate
def is_at_its_desk(user, petition):
    """A desk agent or a facilitator of the space in which it was begun."""
    return petition is not None and user.has_perm("spaces.relay_space", petition.space)


@rules.predicate
def is_of_the_council(user, petition):
    """Holds any mandate today in its council, once it was handed in or deposited there."""
    if petition is None or not (petition.deposited_at or petition.handed_in_at):
        return False
    return bool(mandates_in(petition.council_id, user))


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


def holds(name: str, offices, *, signing: bool = True):
    """Return the predicate "holds one of these offices today in the petition's council, or signs for its president"."""

    def predicate(user, petition):
        if petition is None:
            return False
        return any(
            mandate.role in offices or (signing and mandate.may_publish)
            for mandate in mandates_in(petition.council_id, user)
        )

    held = ", ".join(sorted(offices))
    predicate.__doc__ = f"Holds one of these offices in the council today, or signs for its president: {held}."
    return rules.predicate(name)(predicate)


@rules.predicate
def was_handed_in(user, petition):
    """The mandatary handed the file in: nobody else ends a collection (113-14, art. 122 and 125)."""
    return petition is not None and petition.handed_in_at is not None


may_receive = holds("receives_for_council", RECEIVING) & was_handed_in
may_rule = holds("signs_for_council", {Office.PRESIDENT})
may_schedule = holds("schedules_for_council", SCHEDULING)
may_record = holds("records_for_council", RECORDING)
is_confirmed_person = has_trust(Trust.CONTACT)


@rules.predicate
def handles_sheet(user, sheet):
    """Leads the petition of the sheet, or stands at a desk of its space."""
    return sheet is not None and user.has_perm("petitions.enter_sheets", sheet.petition)


@rules.predicate
def typed_it(user, sheet):
    """Typed this sheet."""
    return sheet is not None and sheet.entered_by_id == user.pk


can_view = is_public | is_author | is_moderator | is_of_the_council

rules.add_perm("petitions.view_petition", can_view)
# Asked of a space: whoever has a confirmed contact may begin a petition there.
rules.add_perm("petitions.begin_petition", is_confirmed_person)
rules.add_perm("petitions.lead_petition", is_author)
rules.add_perm("petitions.sign_petition", is_confirmed_person & can_view)
rules.add_perm("petitions.enter_sheets", is_author | is_at_its_desk)
rules.add_perm("petitions.check_sheets", is_author | is_at_its_desk)
rules.add_perm("petitions.judge_signatures", is_moderator)
rules.add_perm("petitions.moderate_petition", is_moderator)
rules.add_perm("petitions.keep_time", is_system)
# The file names people: whoever leads the petition has it, and the council once it was deposited there.
rules.add_perm("petitions.read_file", is_author | is_of_the_council)
# The same, asked of a sheet: of its petition. Another person than whoever typed it checks it.
rules.add_perm("petitions.enter_sheet", handles_sheet)
rules.add_perm("petitions.check_sheet", handles_sheet & ~typed_it)
# The council receives and gives the receipt at once (art. 125); a receipt given on paper is entered by the mandatary.
rules.add_perm("petitions.receive_petition", may_receive)
rules.add_perm("petitions.deposit_petition", may_receive | is_author)
rules.add_perm("petitions.read_receipt", is_author | is_moderator | is_of_the_council)
rules.add_perm("petitions.rule_petition", may_rule)
rules.add_perm("petitions.schedule_petition", may_schedule)
rules.add_perm("petitions.record_sitting", may_record)

# What a person may do about a petition apart from its moves, in the order of the buttons.
ACTS = {
    "sign": "petitions.sign_petition",
    "print_sheets": "petitions.enter_sheets",
    "enter_sheet": "petitions.enter_sheets",
    "edit": "petitions.lead_petition",
    "add_annex": "petitions.lead_petition",
    "hand_in": "petitions.lead_petition",
    "judge_signatures": "petitions.judge_signatures",
    "report": "petitions.rule_petition",
}


def acts(petition, user) -> list[str]:
    """Return everything that `user` may do about the petition now: its moves, then what is not a move (`ACTS`)."""
    moves = [
        name
        for name, move in petition.MOVES.items()
        if move.permission != "petitions.keep_time"
        and is_open(petition, name)
        and user.has_perm(move.permission, petition)
    ]
    return moves + [
        name for name, permission in ACTS.items() if _is_moment(petition, name) and user.has_perm(permission, petition)
    ]


def _is_moment(petition, act: str) -> bool:
    signing = petition.state in SIGNING_STATES and petition.visibility == Visibility.VISIBLE
    return {
        "sign": signing,
        "print_sheets": petition.state in SIGNING_STATES,
        "enter_sheet": petition.state in SIGNING_STATES,
        "edit": petition.state == PetitionState.DRAFT,
        "add_annex": petition.state in {PetitionState.DRAFT, *SIGNING_STATES},
        "hand_in": petition.state in SIGNING_STATES and petition.handed_in_at is None,
        "judge_signatures": petition.state in SIGNING_STATES | BEFORE_DELIBERATION,
        "report": petition.state == PetitionState.FOLLOWED_UP,
    }[act]
