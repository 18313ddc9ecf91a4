"""When a thread, a debate or a sitting may move: guards raise `Refused`, in words for people."""

import datetime

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from debates.enums import DebateState, ThreadState, Visibility

EDIT_WINDOW = datetime.timedelta(minutes=10)


class Unfit(Refused):
    """What a person gave cannot be taken; `field` names which part of it."""

    def __init__(self, message, field: str):
        super().__init__(message, field)
        self.field = field


def takes_contributions(thread):
    if thread.visibility != Visibility.VISIBLE:
        raise Refused(_("This discussion is being checked: nothing can be added to it for now."), "held")
    if thread.state != ThreadState.OPEN:
        raise Refused(_("This discussion is closed: nothing can be added to it. Copy your text to keep it."), "closed")


def is_still_editable(contribution):
    if now() - contribution.at > EDIT_WINDOW:
        raise Refused(_("A contribution can be changed during 10 minutes. Answer it to add something."), "too_late")


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
