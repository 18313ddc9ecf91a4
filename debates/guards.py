"""When a thread, a debate or a sitting may move: guards raise `Refused`, in words for people."""

import datetime
import math

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.workflow import Refused
from debates.enums import DebateState, Moderation, ThreadState, Visibility

EDIT_WINDOW = datetime.timedelta(minutes=10)
# One person writes at most so many contributions within so long, in all discussions together.
FLOOD_MOST, FLOOD_WINDOW = 6, datetime.timedelta(minutes=1)


CLOSED = _("This discussion is closed: nothing can be added to it.")


def takes_contributions(thread):
    if thread.visibility != Visibility.VISIBLE:
        raise Refused(_("This discussion is being checked: nothing can be added to it for now."), "held")
    if thread.state != ThreadState.OPEN:
        raise Refused(_("This discussion is closed: nothing can be added to it. Copy your text to keep it."), "closed")


def is_still_editable(contribution):
    takes_contributions(contribution.thread)
    if contribution.visibility not in {Visibility.VISIBLE, Visibility.HELD}:
        raise Refused(_("This contribution is not shown any more: it cannot be changed."), "not_visible")
    if now() - contribution.at > EDIT_WINDOW:
        raise Refused(_("A contribution can be changed during 10 minutes. Answer it to add something."), "too_late")
    if contribution.is_shown and contribution.thread.moderation == Moderation.BEFORE:
        raise Refused(_("This was checked as it stands, and shown. Answer it to add something."), "checked")


def takes_reactions(contribution):
    takes_contributions(contribution.thread)
    if not contribution.is_shown:
        raise Refused(_("This contribution is not shown any more: nothing can be added to it."), "not_visible")


def takes_answers(contribution):
    takes_contributions(contribution.thread)
    if not contribution.is_shown:
        raise Refused(
            _("The contribution that you answer is not shown any more. Copy your text to keep it."), "not_visible"
        )


def keeps_the_pace(thread, latest, flood):
    """Let through whoever does not write too much: `latest` is when she last wrote here, `flood` when she wrote what
    was the last but five, anywhere; None for never.
    """
    if latest and (seconds := _seconds_until(latest + datetime.timedelta(seconds=thread.slow_seconds))):
        raise Refused(
            ngettext_lazy(
                "The discussion is slowed down so that everyone is heard. Send this again in %(seconds)d second: what "
                "you wrote is kept.",
                "The discussion is slowed down so that everyone is heard. Send this again in %(seconds)d seconds: what "
                "you wrote is kept.",
                "seconds",
            )
            % {"seconds": seconds},
            "slow",
        )
    if flood and (seconds := _seconds_until(flood + FLOOD_WINDOW)):
        raise Refused(
            ngettext_lazy(
                "You wrote a lot within a minute. Send this again in %(seconds)d second: what you wrote is kept.",
                "You wrote a lot within a minute. Send this again in %(seconds)d seconds: what you wrote is kept.",
                "seconds",
            )
            % {"seconds": seconds},
            "flood",
        )


def _seconds_until(at: datetime.datetime) -> int:
    """Return the whole seconds until a moment, 0 when it has come."""
    return max(math.ceil((at - now()).total_seconds()), 0)


def debate_may_change(debate):
    if debate.state not in {DebateState.DRAFT, DebateState.ANNOUNCED, DebateState.OPEN, DebateState.LIVE}:
        raise Refused(_("This debate is over: what it says does not change any more."), "over")


def is_not_concluded(debate):
    if debate.state in {DebateState.CONCLUDED, DebateState.ARCHIVED}:
        raise Refused(_("This debate is concluded: its agenda and its documents stay as they are."), "concluded")


def sitting_is_planned(sitting):
    if sitting.state != "planned":
        raise Refused(_("This sitting has begun, or it was cancelled: plan another one."), "not_planned")


def has_a_question(debate):
    if not debate.question:
        raise Refused(_("Write the framing question before the debate is announced."), "question_missing")


def has_a_conclusion(debate):
    if not debate.points.exists():
        raise Refused(_("Write at least one point of agreement, of disagreement or a question first."), "no_points")


def debate_may_sit(sitting):
    if sitting.debate.state not in {DebateState.ANNOUNCED, DebateState.OPEN}:
        raise Refused(_("A sitting starts when its debate is announced or open, and no other one is live."), "not_now")


def poll_has_options(poll):
    if poll.options.count() < 2:
        raise Refused(_("Write at least two answers to choose from."), "no_options")


def poll_is_in_a_live_sitting(poll):
    if poll.sitting.state != "live":
        raise Refused(_("A poll is opened while the sitting is live."), "not_live")
