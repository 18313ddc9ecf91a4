"""Who may do what about a need. When is the workflow's and the actions' affair.

Nothing here asks the database for each object when the row came with `select_related("space__commune")` and, for what
depends on having joined, with `for_viewer(user)`.
"""

from datetime import datetime

import rules
from django.db.models import Min, Q

from accounts.enums import Trust
from accounts.rules import has_trust
from core.enums import Visibility
from core.voices import AUTHOR
from core.workflow import is_open
from councils.rules import may_publish
from needs.enums import OPEN_STATES, NeedState
from needs.models import Support
from spaces.enums import SpaceState

# What a person may do about a need apart from its moves, in the order of the buttons.
ACTS = {
    "join": "needs.join_need",
    "leave": "needs.leave_need",
    "ask_detail": "needs.ask_detail",
    "reply_detail": "needs.reply_detail",
    "merge": "needs.merge_need",
    "unmerge": "needs.merge_need",
    "add_photo": "needs.add_photo",
}


def joined_at(need, user) -> datetime | None:
    """Return when `user` joined the need or its group, or None. Asks the database unless the row says it."""
    if not user.is_authenticated:
        return None
    if getattr(need, "viewer_id", None) == user.pk:
        return need.viewer_joined_at
    group = Q(need=need.pk) | Q(need__merged_into=need.pk)
    if need.merged_into_id:
        group |= Q(need=need.merged_into_id)
    return Support.objects.filter(group, user=user).order_by().aggregate(first=Min("at"))["first"]


@rules.predicate
def is_public(user, need):
    """The need is visible, in a space that is not in preparation."""
    return need is not None and need.visibility == Visibility.VISIBLE and need.space.state != SpaceState.DRAFT


@rules.predicate
def is_author(user, need):
    """The person who voiced the need, or the desk agent who entered it."""
    return need is not None and user.is_authenticated and need.author_id == user.pk


@rules.predicate
def is_facilitator(user, need):
    """May facilitate the space of the need."""
    return need is not None and user.has_perm("spaces.facilitate_space", need.space)


@rules.predicate
def is_moderator(user, need):
    """May moderate the space of the need."""
    return need is not None and user.has_perm("spaces.moderate_space", need.space)


@rules.predicate
def moderates_its_need(user, part):
    """May moderate the space of the need that the detail, or the photo, is of."""
    return part is not None and is_moderator(user, part.need)


@rules.predicate
def has_joined(user, need):
    """Has joined the need, or one of its group."""
    return need is not None and joined_at(need, user) is not None


@rules.predicate
def has_joined_in_time(user, need):
    """She joined before the council said that it was done: nobody can be brought in to say that it is."""
    if need is None or not need.said_done_at:
        return False
    at = joined_at(need, user)
    return at is not None and at <= need.said_done_at


@rules.predicate
def is_system(user, _obj=None):
    """The house's own account, in whose name time acts."""
    return bool(getattr(user, "is_system", False))


@rules.predicate
def may_publish_for_the_council(user, need):
    """May sign for the council that the need was referred to."""
    return need is not None and bool(need.referral_id) and may_publish(need.referral.council_id, user)


@rules.predicate
def is_relay(user, space):
    """A desk agent or a facilitator of the space."""
    return space is not None and user.has_perm("spaces.relay_space", space)


is_confirmed_person = has_trust(Trust.CONTACT)
can_view = is_public | is_author | is_moderator

rules.add_perm("needs.view_need", can_view)
# Asked of a space. Anyone whose phone or e-mail is confirmed may voice a need there: people have ties to more than one
# commune (work, land, family), and the facilitator merges and refers.
rules.add_perm("needs.post_need", is_confirmed_person)
rules.add_perm("needs.relay_need", is_relay)
# Asked of a need.
rules.add_perm("needs.join_need", is_confirmed_person & can_view)
rules.add_perm("needs.leave_need", has_joined)
rules.add_perm("needs.add_photo", can_view & (is_author | is_moderator | has_joined))
rules.add_perm("needs.add_voice", is_author)
rules.add_perm("needs.transcribe_need", can_view & (is_author | is_moderator))
rules.add_perm("needs.refer_need", is_facilitator)
rules.add_perm("needs.merge_need", is_facilitator)
rules.add_perm("needs.ask_detail", is_facilitator)
rules.add_perm("needs.reply_detail", is_author | has_joined)
rules.add_perm("needs.moderate_need", is_moderator)
rules.add_perm("needs.moderate_reply", moderates_its_need)
rules.add_perm("needs.moderate_photo", moderates_its_need)
rules.add_perm("needs.follow_council", is_system | may_publish_for_the_council)
rules.add_perm("needs.confirm_need", is_author | has_joined_in_time)
# The author may answer a refusal or say that it broke again; supporters ask the facilitator.
rules.add_perm("needs.reopen_need", is_author | is_facilitator)


def may_transcribe(need, user) -> bool:
    """Tell whether `user` may type out the voice note of the need now: what its author typed is hers alone."""
    note = getattr(need, "voice", None)
    if note is None or not user.has_perm("needs.transcribe_need", need):
        return False
    return note.transcribed_as != AUTHOR or need.author_id == user.pk


def acts(need, user) -> list[str]:
    """Return everything that `user` may do about the need now: its moves, then what is not a move (`ACTS`).

    The council's own moves are left out: they follow its answers and have no button.
    """
    moves = [
        name
        for name, move in need.MOVES.items()
        if move.permission != "needs.follow_council" and is_open(need, name) and user.has_perm(move.permission, need)
    ]
    return moves + [
        name for name, permission in ACTS.items() if _is_moment(need, name, user) and user.has_perm(permission, need)
    ]


def _is_moment(need, act: str, user) -> bool:
    visible = need.visibility == Visibility.VISIBLE
    merged = bool(need.merged_into_id)
    joined = joined_at(need, user) is not None
    return {
        "join": visible and not joined,
        "leave": joined,
        "ask_detail": visible and not merged and need.state in OPEN_STATES,
        "reply_detail": bool(need.open_questions),
        "merge": visible and not merged and need.state == NeedState.VOICED,
        "unmerge": merged,
        "add_photo": not merged,
    }[act]
