"""Votes: prepared on a point of the agenda, opened with the quorum, counted, annulled."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.actions.locking import check_moment, lock_led, lock_vote
from assemblies.actions.urn import count_election, count_resolution
from assemblies.enums import GATHERING, AssemblyState, Choice, Majority, VoteKind, VoteState, VoteWay
from assemblies.models import AgendaItem, Candidate, Vote, VotingRight
from assemblies.queries import rights_now
from assemblies.tallies import is_adopted
from assemblies.workflow import ANNUL, COUNT, OPEN
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, perform

QUESTION_MAX, NAME_MAX = 1_000, 120  # characters
CANDIDATES_MAX, SEATS_MAX = 40, 25
VOTES_MAX = 30  # of one point
BEFORE_THE_END = {AssemblyState.DRAFT, *GATHERING}


def prepare_vote(item: AgendaItem, *, by: User, candidates: Sequence[str] = (), **said: Any) -> Vote:
    """Prepare a vote on a point of the agenda, and return it.

    `said` are `kind`, `way`, `majority`, `seats` and `question`; an election is always secret. Raises
    `PermissionDenied`, `Refused` once the session is closed, `Unfit` which names the field.
    """
    fit, names = _fit(said, candidates)
    with transaction.atomic():
        row = lock_led(item.assembly_id, by)
        check_moment(row, BEFORE_THE_END)
        if item.votes.count() >= VOTES_MAX:
            raise Refused(_("A point of the agenda has at most thirty votes."), "full")
        vote = Vote.objects.create(item=item, **fit)
        _stand(vote, names)
        journal.record(vote, "prepare", by=by, axis="state", target=vote.state)
    return vote


def change_vote(vote: Vote, *, by: User, candidates: Sequence[str] = (), **said: Any) -> Vote:
    """Change a vote that was not opened, and return it. Raises as `prepare_vote`."""
    fit, names = _fit(said, candidates)
    with transaction.atomic():
        row = _prepared(vote, by)
        for name, value in fit.items():
            setattr(row, name, value)
        row.save()
        row.candidates.all().delete()
        _stand(row, names)
        journal.record(row, "change", by=by)
    return row


def discard_vote(vote: Vote, *, by: User) -> None:
    """Throw away a vote that was not opened."""
    with transaction.atomic():
        row = _prepared(vote, by)
        journal.record(row, "discard", by=by)
        row.delete()


def open_vote(vote: Vote, *, by: User, note: str = "") -> Vote:
    """Open a vote, and return it: who votes, and with how many voices, is fixed now.

    Raises `PermissionDenied`; `Refused` when the quorum is lost, or another vote is open.
    """
    with transaction.atomic():
        row = lock_vote(vote.pk)
        standing = row.item.assembly.standing()
        numbers = {
            "roll": standing.roll,
            "present": standing.present,
            "represented": standing.represented,
            "needed": standing.needed,
        }
        row = perform(row, OPEN, by=by, note=clean_text(note), also=numbers, data=numbers)
        VotingRight.objects.bulk_create(
            [
                VotingRight(vote=row, voter_id=voter, weight=1 + len(givers), covers=givers)
                for voter, givers in rights_now(row.item.assembly).items()
            ],
            batch_size=1000,
        )
    return row


def say_by_name(vote: Vote, right: VotingRight, choice: str, *, by: User) -> VotingRight:
    """Write down what a voter says at a roll call, and return her right; it may be changed until it is counted."""
    with transaction.atomic():
        row = lock_vote(vote.pk)
        if not by.has_perm("assemblies.lead_vote", row) or right.vote_id != row.pk:
            raise PermissionDenied
        _is_open(row, VoteWay.NAMED)
        right = row.rights.select_for_update(of=("self",)).get(pk=right.pk)
        if not right.has_cast:
            row.cast += right.weight
            row.save(update_fields=["cast"])
        right.choice, right.has_cast = Choice(choice), True
        right.save(update_fields=["choice", "has_cast"])
    return right


def count(
    vote: Vote, *, by: User, votes_for: int | None = None, against: int | None = None, abstained: int | None = None
) -> Vote:
    """Take the result of an open vote, and return it; a resolution that is adopted is given the next number.

    The three counts are those of a show of hands: of all who are present or represented, none twice. Raises
    `PermissionDenied`; `Refused` when the quorum is lost, or there are more voices than voters.
    """
    with transaction.atomic():
        row = lock_vote(vote.pk)
        also: dict[str, Any] = {}
        if row.state == VoteState.OPEN and by.has_perm("assemblies.lead_vote", row):
            if row.kind == VoteKind.ELECTION:
                count_election(row)
            else:
                also = _resolved(row, votes_for, against, abstained)
        data = also | {"voices": row.voices}
        return perform(row, COUNT, by=by, also=also, data=data)


def _resolved(vote: Vote, votes_for: int | None, against: int | None, abstained: int | None) -> dict[str, Any]:
    """Return the columns of the result of a resolution."""
    if vote.way == VoteWay.HANDS:
        if votes_for is None or against is None or abstained is None or min(votes_for, against, abstained) < 0:
            raise Unfit(_("Write the three counts: for, against, abstentions."), "votes_for")
        counts = (votes_for, against, abstained)
        check_voices(sum(counts), vote.voices)
    elif vote.way == VoteWay.NAMED:
        said = vote.rights.filter(has_cast=True).values_list("choice", "weight")
        counts = tuple(sum(weight for choice, weight in said if choice == one) for one in Choice.values)
    else:
        counts = count_resolution(vote)
    adopted = is_adopted(vote.majority, counts[0], counts[1], vote.voices)
    number = None
    if adopted:
        others = Vote.objects.filter(item__assembly=vote.item.assembly, number__isnull=False)
        number = others.count() + 1
    return {
        "votes_for": counts[0],
        "against": counts[1],
        "abstained": counts[2],
        "cast": sum(counts),
        "is_adopted": adopted,
        "number": number,
    }


def check_voices(given: int, voices: int) -> None:
    """Raise `Unfit` when more voices are given than voters are present or represented."""
    if given <= voices:
        return
    first = ngettext("You counted %(count)d voice.", "You counted %(count)d voices.", given) % {"count": given}
    second = ngettext(
        "Only %(count)d voter is present or represented: count again. What you typed is kept.",
        "Only %(count)d voters are present or represented: count again. What you typed is kept.",
        voices,
    ) % {"count": voices}
    raise Unfit(f"{first} {second}", "votes_for")


def annul(vote: Vote, *, by: User, note: str) -> Vote:
    """Annul a vote that was not counted, with the reason, and return it: what lies in the urn is destroyed unread."""
    with transaction.atomic():
        row = perform(lock_vote(vote.pk), ANNUL, by=by, note=clean_text(note))
        row.ballots.all().delete()
    return row


def _prepared(vote: Vote, by: User) -> Vote:
    row = lock_vote(vote.pk)
    if not by.has_perm("assemblies.lead_vote", row):
        raise PermissionDenied
    if row.state != VoteState.PREPARED:
        raise Refused(_("It was opened: what is voted on changes no more. Annul it, with the reason."), "opened")
    return row


def _is_open(vote: Vote, way: str) -> None:
    if vote.state != VoteState.OPEN or vote.way != way:
        raise Refused(_("This vote is not open: nothing was counted."), "vote_closed")


def _stand(vote: Vote, names: list[str]) -> None:
    Candidate.objects.bulk_create(
        [Candidate(vote=vote, position=place, name=name) for place, name in enumerate(names, 1)]
    )


def _fit(said: dict[str, Any], candidates: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return the columns and the candidates' names, fit to be kept. Raises `Unfit`."""
    kind = VoteKind(said.get("kind", VoteKind.RESOLUTION))
    question = fits(clean_text(said.get("question", "")), QUESTION_MAX, "question")
    if not has_words(question):
        raise Unfit(_("Write what is voted on, as it will stand in the minutes."), "question")
    fit: dict[str, Any] = {
        "kind": kind,
        "way": VoteWay(said.get("way", VoteWay.HANDS)),
        "majority": Majority(said.get("majority", Majority.SIMPLE)),
        "seats": 0,
        "question": question,
    }
    if kind == VoteKind.RESOLUTION:
        return fit, []
    seats = said.get("seats") or 0
    if not 1 <= seats <= SEATS_MAX:
        raise Unfit(_("Say how many are elected: 1 to 25."), "seats")
    names = list(
        dict.fromkeys(fits(clean_line(name), NAME_MAX, "candidates") for name in candidates if has_words(name))
    )
    if not names:
        raise Unfit(_("Write the candidates, one on each line."), "candidates")
    if len(names) > CANDIDATES_MAX:
        raise Unfit(gettext("There are at most %(count)d candidates.") % {"count": CANDIDATES_MAX}, "candidates")
    return fit | {"way": VoteWay.SECRET, "seats": seats}, names
