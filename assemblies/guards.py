"""When an assembly or a vote may move: guards raise `Refused`, in words for people."""

import datetime

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assemblies.enums import AssemblyState, VoteKind, VoteState
from core.workflow import Refused

DOORS = datetime.timedelta(hours=2)  # before the hour, people may come in


def has_a_place(assembly):
    if not (assembly.place or assembly.link):
        raise Refused(_("Say where it is held: a place, an address online, or both."), "no_place")


def has_agenda(assembly):
    if not assembly.items.exists():
        raise Refused(
            _("It has no agenda yet: write one point at least. Only what stands on it is voted."), "no_agenda"
        )


def gives_enough_notice(assembly):
    """The body's own rules say how many days before people are told."""
    days = (localdate(assembly.starts_at) - localdate()).days
    if days < assembly.notice_days or assembly.starts_at <= now():
        raise Refused(short_notice(assembly.notice_days, days), "short_notice")


def short_notice(wanted: int, days: int) -> str:
    """Say that a notice is too short: `wanted` days, and only `days` are left."""
    first = ngettext(
        "Your own rules ask for a notice of %(count)d day at least.",
        "Your own rules ask for a notice of %(count)d days at least.",
        wanted,
    ) % {"count": wanted}
    second = ngettext(
        "Only %(count)d day is left: choose a later date. What you wrote is kept.",
        "Only %(count)d days are left: choose a later date. What you wrote is kept.",
        max(0, days),
    ) % {"count": max(0, days)}
    return f"{first} {second}"


def is_first_call(assembly):
    if assembly.call != 1:
        raise Refused(_("There are two calls at most: this is the second."), "second_call")


def has_begun(assembly):
    if now() < assembly.held_at:
        raise Refused(_("It is too early: wait for the hour that was told to everyone."), "too_early")


def has_a_quorum(assembly):
    standing = assembly.standing()
    if not standing.is_reached:
        raise Refused(lost(standing), "no_quorum")


def has_no_quorum(assembly):
    if assembly.standing().is_reached:
        raise Refused(_("The quorum is reached: the assembly can be held now."), "quorum")


def lost(standing) -> str:
    """Say that there is no quorum, with its numbers."""
    return _(
        "There is no quorum: %(here)d of %(roll)d voters are present or represented, and %(needed)d are needed. "
        "Nothing can be voted now."
    ) % {"here": standing.counted, "roll": standing.roll, "needed": standing.needed}


def leaves_no_vote_open(assembly):
    if assembly.has_open_vote():
        raise Refused(_("A vote is open: take its result or annul it first."), "vote_open")


def is_in_session(vote):
    if vote.item.assembly.state != AssemblyState.OPEN:
        raise Refused(_("The assembly is not in session: nothing is voted now."), "not_in_session")


def vote_offers_a_choice(vote):
    if vote.kind == VoteKind.ELECTION and vote.candidates.count() < max(vote.seats, 1):
        raise Refused(_("There are fewer candidates than seats: add candidates or lower the seats."), "few_candidates")
    if vote.item.assembly.has_open_vote(but=vote.pk):
        raise Refused(_("Another vote is open: take its result first."), "vote_open")


def vote_has_quorum(vote):
    has_a_quorum(vote.item.assembly)


def is_open(vote):
    if vote.state != VoteState.OPEN:
        raise Refused(_("This vote is not open: nothing was counted."), "vote_closed")


def is_visible(assembly):
    if assembly.visibility != "visible":
        raise Refused(
            _("It is held back by the people who moderate: nothing is done with it meanwhile."), "not_visible"
        )
