"""The urn of a secret vote: who votes is marked on the list, what she says goes into the urn, and nothing ties the two.

A ballot lies enciphered until the vote is counted, each of the same length, without a moment. Counted, the ballots are
written anew in the order of what they say. No entry of the journal is written for a ballot: it would tell when.
"""

from collections import Counter
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from assemblies.actions.locking import check_moment, urn
from assemblies.enums import AssemblyState, Choice, VoteKind, VoteState, VoteWay
from assemblies.models import Ballot, Candidate, Vote, VotingRight
from assemblies.tallies import elect
from core.secrets import seal, unseal
from core.workflow import Refused

SIGNS = {Choice.FOR: "F", Choice.AGAINST: "A", Choice.ABSTAIN: "S"}


def scope_of(vote: Vote) -> str:
    return f"assembly_vote.{vote.pk}"


def cast(vote: Vote, right: VotingRight, *, by: User, choice: str = "", chosen: Collection[int] = ()) -> VotingRight:
    """Put a voter's ballots into the urn, one for each of her voices, and return her right, marked.

    `choice` is what she says of a resolution, `chosen` the keys of the candidates she elects, none for a blank ballot.
    Once: what lies in an urn is not taken back. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = urn(vote.pk)
        right = row.rights.select_for_update(of=("self",)).select_related("voter").get(pk=right.pk)
        if not by.has_perm("assemblies.speak_for_voter", right.voter):
            raise PermissionDenied
        check_moment(row.item.assembly, {AssemblyState.OPEN})
        if row.state != VoteState.OPEN or row.way != VoteWay.SECRET:
            raise Refused(_("This vote is not open: nothing was counted."), "vote_closed")
        if right.has_cast:
            raise Refused(_("Your ballot is in the urn already: it counts once, and is not taken back."), "cast")
        said = _marks(row, chosen) if row.kind == VoteKind.ELECTION else SIGNS[Choice(choice)]
        sealed = [seal(scope_of(row), {"said": said}) for _voice in range(right.weight)]
        Ballot.objects.bulk_create([Ballot(vote=row, sealed=one) for one in sealed])
        right.has_cast = True
        right.save(update_fields=["has_cast"])
        row.cast += right.weight
        row.save(update_fields=["cast"])
    return right


def _marks(vote: Vote, chosen: Collection[int]) -> str:
    """Return a mark a candidate, in their order. Raises `Refused` for too many, or for one who does not stand."""
    wanted, standing = set(chosen), list(vote.candidates.all())
    if wanted - {candidate.pk for candidate in standing}:
        raise Refused(_("One of those you chose does not stand here: choose again."), "not_a_candidate")
    if len(wanted) > vote.seats:
        words = ngettext(
            "Choose %(count)d candidate at most: a ballot with more would be void. Nothing was put in the urn.",
            "Choose %(count)d candidates at most: a ballot with more would be void. Nothing was put in the urn.",
            vote.seats,
        )
        raise Refused(words % {"count": vote.seats}, "too_many")
    return "".join("1" if candidate.pk in wanted else "0" for candidate in standing)


def count_resolution(vote: Vote) -> tuple[int, int, int]:
    """Open the urn of a resolution and return how many ballots say for, against, abstention. The vote is locked."""
    said = Counter(_emptied(vote))
    return said[SIGNS[Choice.FOR]], said[SIGNS[Choice.AGAINST]], said[SIGNS[Choice.ABSTAIN]]


def count_election(vote: Vote) -> None:
    """Open the urn of an election and write the voices of each candidate, and who is elected. The vote is locked."""
    ballots, standing = _emptied(vote), list(vote.candidates.all())
    voices = {candidate.pk: sum(marks[place] == "1" for marks in ballots) for place, candidate in enumerate(standing)}
    result = elect(voices, vote.seats)
    for candidate in standing:
        candidate.votes = voices[candidate.pk]
        candidate.is_elected = candidate.pk in result.elected
        candidate.is_level = candidate.pk in result.level
    Candidate.objects.bulk_update(standing, ["votes", "is_elected", "is_level"])


def _emptied(vote: Vote) -> list[str]:
    """Return what the ballots say, and write them anew, open and in the order of what they say."""
    said = sorted(unseal(scope_of(vote), ballot.sealed)["said"] for ballot in vote.ballots.all())
    vote.ballots.all().delete()
    Ballot.objects.bulk_create([Ballot(vote=vote, said=one) for one in said])
    return said
