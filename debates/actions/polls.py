"""Instant polls: the temperature of a sitting. The result is hidden while a poll is open, from everyone."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused, perform
from debates.actions.attending import count_in
from debates.actions.numbering import stamp
from debates.actions.presiding import lock_sitting, must_be_live, must_preside
from debates.enums import PollState, SittingState
from debates.models import Poll, PollOption, PollVote, Sitting
from debates.workflow import CLOSE, OPEN

QUESTION_MAX, OPTION_MAX = 200, 120  # characters
OPTIONS_MIN, OPTIONS_MAX = 2, 6
HANDS_MAX = 100_000


def make_poll(sitting: Sitting, *, by: User, question: str, options: Sequence[str]) -> Poll:
    """Prepare a poll of two to six answers, for a sitting that is planned or live, and return it. Raises `Unfit`."""
    question = fits(clean_line(question), QUESTION_MAX, "question")
    texts = [fits(text, OPTION_MAX, "options") for text in map(clean_line, options) if text]
    if not has_words(question):
        raise Unfit(_("Write the question in words."), "question")
    if not OPTIONS_MIN <= len(texts) <= OPTIONS_MAX:
        raise Unfit(_("Write two to six answers to choose from."), "options")
    if len({text.casefold() for text in texts}) < len(texts):
        raise Unfit(_("Two answers are the same."), "options")
    with transaction.atomic():
        _thread, row = lock_sitting(sitting)
        must_preside(row, by)
        if row.state not in {SittingState.PLANNED, SittingState.LIVE}:
            raise Refused(_("The sitting is over: nothing can be asked in it any more."), "not_live")
        poll = Poll.objects.create(sitting=row, question=question, created_by=by)
        PollOption.objects.bulk_create(
            [PollOption(poll=poll, number=number, text=text) for number, text in enumerate(texts, 1)]
        )
        journal.record(poll, "make", by=by)
    return poll


def open_poll(poll: Poll, *, by: User) -> Poll:
    """Open a poll to everyone here, and return it. One is open at a time: close the other first."""
    with transaction.atomic():
        thread, sitting = lock_sitting(poll.sitting)
        must_preside(sitting, by)
        if sitting.polls.filter(state=PollState.OPEN).exclude(pk=poll.pk).exists():
            raise Refused(_("Another poll is open: close it first."), "poll_open")
        poll = perform(poll, OPEN, by=by)
        stamp(thread, room=True)
    return poll


def close_poll(poll: Poll, *, by: User) -> Poll:
    """Close a poll, whose result everyone then sees, and return it. Waits for the votes that are being written."""
    with transaction.atomic():
        thread, _sitting = lock_sitting(poll.sitting)
        poll = perform(poll, CLOSE, by=by)
        stamp(thread, room=True)
    return poll


def move_poll(poll: Poll, action: str, *, by: User) -> Poll:
    """Perform a move of the table by its name. Raises `KeyError` for one that the table does not have."""
    return {OPEN: open_poll, CLOSE: close_poll}[action](poll, by=by)


def vote(poll: Poll, option: int, *, by: User) -> PollVote:
    """Answer an open poll with the option of this key, or change one's answer, and return the vote. Raises `Unfit`.

    Shares the poll's row with the other voters, so that a hall votes at once, and so that closing waits for them. Rings
    no bell: how many have voted is asked for by the few who show it.
    """
    if not by.has_perm("debates.vote_in_poll", poll):
        raise PermissionDenied
    with transaction.atomic():
        state = _share(poll)
        if state != PollState.OPEN:
            raise Refused(_("This poll is closed: your answer was not counted."), "closed")
        if not poll.options.filter(pk=option).exists():
            raise Unfit(_("Choose one of the answers."), "option")
        vote = PollVote(poll=poll, option_id=option, user=by)
        PollVote.objects.bulk_create(
            [vote], update_conflicts=True, unique_fields=["poll", "user"], update_fields=["option", "at"]
        )
        count_in(poll.sitting, by)
    return vote


def _share(poll: Poll) -> str:
    """Lock the poll's row FOR SHARE until the transaction ends and return its state.

    Django's `select_for_update` knows no shared lock; the row may change for nobody while it is held, not even by the
    moves, which lock it FOR NO KEY UPDATE.
    """
    rows = Poll.objects.raw("SELECT id, state FROM debates_poll WHERE id = %s FOR SHARE", [poll.pk])
    return rows[0].state


def count_hands(poll: Poll, hands: Mapping[int, int], *, by: User) -> Poll:
    """Write down how many hands were raised in the hall for each option (by its key), and return the poll.

    While the poll is open, or closed in a sitting that is still live. Raises `Unfit`.
    """
    if any(not 0 <= count <= HANDS_MAX for count in hands.values()):
        raise Unfit(_("Give a number of hands."), "hands")
    with transaction.atomic():
        thread, sitting = lock_sitting(poll.sitting)
        must_preside(sitting, by)
        must_be_live(sitting)
        if Poll.objects.filter(pk=poll.pk, state=PollState.DRAFT).exists():
            raise Refused(_("Open the poll first."), "not_open")
        options = {option.pk: option for option in poll.options.all()}
        if not hands.keys() <= options.keys():
            raise Unfit(_("Choose one of the answers."), "hands")
        for key, count in hands.items():
            options[key].hall_votes = count
        PollOption.objects.bulk_update([options[key] for key in hands], ["hall_votes"])
        journal.record(poll, "count_hands", by=by, data={str(key): count for key, count in hands.items()})
        stamp(thread, room=True)
    return poll
