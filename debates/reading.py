"""A discussion as one reader sees it: a page of contributions with their first answers, and what she may do.

It costs the same number of queries whatever the thread holds: contributions, answers, those on top, those held.
"""

from collections.abc import Iterable
from typing import Any

from core.pages import SIZE
from core.voices import AUTHOR
from core.workflow import Refused
from debates import rules
from debates.enums import Visibility
from debates.guards import CLOSED, is_still_editable, takes_answers, takes_contributions, takes_reactions
from debates.models import Contribution, Thread
from debates.queries import NEWEST, NEWEST_FOR_VISITOR
from debates.workflow import CLOSE, CONTRIBUTION_MOVES, OPEN

SAID = {Visibility.VISIBLE, Visibility.HELD}  # neither hidden nor taken back
ANSWERS = 3  # shown under a contribution, of however many there are
HELD_MOST = 50  # shown to who moderates
REPLY, EDIT, REACT, PIN, UNPIN, CONTRIBUTE = "reply", "edit", "react", "pin", "unpin", "contribute"
TRANSCRIBE = "transcribe"


class Reader:
    """What one person may do in a thread, worked out once: a page of eighty contributions asks no rule eighty times.

    `thread` came with its space and commune. Of one that `user` may not read (the desk sees the page of a debate that
    is hidden, not its discussion; so does the author of a hidden need), there is only what she said herself.
    """

    def __init__(self, thread: Thread, user: Any):
        self.thread, self.user = thread, user
        self.moderates = rules.moderates(user, thread)
        self.reads = self.moderates or rules.thread_is_public(user, thread)
        self.facilitates = rules.facilitates(user, thread)
        self.speaks = user.has_perm("debates.contribute", thread)
        self.is_superuser = user.is_active and user.is_superuser

    def acts(self) -> list[str]:
        """Return what she may do with the thread now: its moves, then `contribute`."""
        offered = self._moves() if self.moderates else []
        return offered + [CONTRIBUTE] * (self.speaks and _allows(takes_contributions, self.thread))

    def _moves(self) -> list[str]:
        moves = [name for name, move in Thread.MOVES.items() if getattr(self.thread, move.field) in move.sources]
        if hasattr(self.thread, "debate"):  # which opens and closes its discussion, and shows it when it is announced
            return [name for name in moves if name not in {OPEN, CLOSE} and self.thread.debate.state != "draft"]
        return moves

    def acts_on(self, row: Contribution) -> list[str]:
        """Return what she may do with a contribution of the thread now: its moves, then what is not a move."""
        if not self.user.is_authenticated or not self.user.is_active:
            return []
        owns = row.author_id == self.user.pk
        may = {
            "debates.moderate_contribution": self.moderates,
            "debates.withdraw_contribution": owns or self.is_superuser,
        }
        offered = [
            name for name, move in CONTRIBUTION_MOVES.items() if row.visibility in move.sources and may[move.permission]
        ]
        if self.speaks and _allows(takes_answers, row):
            offered.append(REPLY)
        if (owns or self.is_superuser) and _allows(is_still_editable, row):
            offered.append(EDIT)
        if (owns or self.moderates) and may_be_typed(row, owns=owns):
            offered.append(TRANSCRIBE)
        if self.speaks and not owns and _allows(takes_reactions, row):
            offered.append(REACT)
        if self.facilitates and row.is_shown and row.parent_id is None:
            offered.append(UNPIN if row.pinned_at else PIN)
        return offered

    def why_not(self) -> str:
        """Return in words why nobody may contribute now, or nothing."""
        try:
            takes_contributions(self.thread)
        except Refused as refusal:
            # Of a discussion that was closed when she came there is no text of hers to keep.
            return str(CLOSED) if refusal.code == "closed" else str(refusal)
        return ""

    def rows(self):
        """Return the thread's contributions with what a page of them shows, those that she may read."""
        rows = Contribution.objects.filter(thread=self.thread).for_list().for_viewer(self.user).with_points()
        return rows if self.reads else rows.filter(author=self.user.pk)

    def newest(self) -> list[Contribution]:
        """Return the first page's rows, one more when there are others: as `rows().standing()`, composed once."""
        if not self.reads:
            return list(self.rows().standing().order_by("-seq")[: SIZE + 1])
        if self.user.is_authenticated:
            return NEWEST(self.thread.pk, self.user.pk)
        return NEWEST_FOR_VISITOR(self.thread.pk)

    def dressed(self, rows: Iterable[Contribution], *, answers: int = ANSWERS) -> list[Contribution]:
        """Return contributions with their thread, `acts`, and `answers` (the first ones): one query for all of them.

        One that is gone keeps its place, its number and its answers; its words and who said them are taken away.
        """
        rows = list(rows)
        parents = {row.pk: row for row in rows if row.parent_id is None}
        for row in rows:
            self._dress(row)
        asked = [row.pk for row in parents.values() if row.reply_count]
        if asked and answers:
            found = self.rows()
            for answer in found.first_replies(asked, answers):
                parents[answer.parent_id].answers.append(self._dress(answer))
        return rows

    def _dress(self, row: Contribution) -> Contribution:
        row.thread = self.thread
        row.answers = []
        row.acts = self.acts_on(row)
        return row

    def pinned(self) -> list[Contribution]:
        """Return the contributions on top, as they were put there."""
        if not self.thread.pin_count:
            return []
        return self.dressed(self.rows().pinned().order_by("pinned_at"), answers=0)

    def held(self) -> list[Contribution]:
        """Return what is held for checking: all of it for who moderates, her own for its author."""
        if not self.thread.held_count or not self.user.is_authenticated:
            return []
        rows = self.rows().filter(visibility=Visibility.HELD)
        if not self.moderates:
            rows = rows.filter(author=self.user)
        return self.dressed(rows.order_by("-seq")[:HELD_MOST], answers=0)


def veiled(rows: Iterable[Contribution]) -> list[Contribution]:
    """Take away the words of contributions that are gone, and who said them: only their places are shown."""
    rows = list(rows)
    for row in rows:
        if not row.is_shown:
            row.text = row.said_by = row.office = ""
            row.is_veiled = True
    return rows


def may_be_typed(row: Contribution, *, owns: bool) -> bool:
    """Tell whether there is a voice note that its author, or else a moderator, may type out now."""
    note = row.voice_note
    return note is not None and row.visibility in SAID and (owns or note.transcribed_as != AUTHOR)


def _allows(guard, obj) -> bool:
    try:
        guard(obj)
    except Refused:
        return False
    return True
