"""What the council deliberated on a point, and its vote (113-14, art. 43)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text
from core.workflow import Refused, is_open, perform
from deliberations import signals
from deliberations.actions.standing import acting, lock_with_item
from deliberations.actions.telling import follow_vote
from deliberations.enums import WERE_THERE, ItemState, Majority, SessionState, SittingState, Stance
from deliberations.members import in_office, president_among
from deliberations.models import AgendaItem, Decision, Deliberation, Sitting, Vote
from deliberations.rules import records
from deliberations.workflow import DELIBERATE

SUMMARY_MAX = 10_000  # characters


@dataclass(frozen=True)
class Counts:
    """Voices of one vote: people."""

    for_count: int = 0
    against_count: int = 0
    abstain_count: int = 0

    @property
    def total(self) -> int:
        return self.for_count + self.against_count + self.abstain_count


def counts_of(votes: Mapping[int, str]) -> Counts:
    """Return the counts of votes by name."""
    counter = Counter(str(stance) for stance in votes.values())
    return Counts(counter[Stance.FOR], counter[Stance.AGAINST], counter[Stance.ABSTAIN])


def is_adopted(majority: str, counts: Counts, in_office: int, president_side: str = "") -> bool:
    """Tell whether a vote adopts: by the majority of the votes cast, a tie going to the president's side, or by more
    than half of the members in office where the law asks for it (113-14, art. 43). A second vote takes the majority of
    the votes cast."""
    if majority == Majority.ABSOLUTE:
        return counts.for_count * 2 > in_office
    if counts.for_count == counts.against_count:
        return bool(counts.for_count) and president_side == Stance.FOR
    return counts.for_count > counts.against_count


def deliberate(
    item: AgendaItem,
    *,
    by: User,
    sitting: Sitting,
    summary: str = "",
    votes: Mapping[int, str] | None = None,
    counts: Counts | None = None,
    president_side: str = "",
    takes_up: bool | None = None,
    is_second: bool = False,
) -> Deliberation:
    """Record what the council deliberated on a point at a sitting, and its vote; return the deliberation.

    `votes` gives the stance of each voter by the id of her mandate: names are recorded by law. `counts` are what was
    announced where names were not taken. No voice is counted that was not there: each voter sits today and was at the
    sitting, and there are no more voices than members present. A tie goes to the side of the president:
    `president_side`, read from her own vote when names were taken. What no committee studied is deliberated only once
    the council took it up without debate (`takes_up`; art. 28).

    Recorded again before its decision is published, it is corrected. With `is_second` it is voted anew: the absolute
    majority of the members in office was not reached, so that a later sitting decides by the majority of the votes cast
    (art. 43), and the first vote is kept. Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    summary = fits(clean_text(summary), SUMMARY_MAX, "summary")
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, records)
        is_correction = row.state == ItemState.DELIBERATED
        if is_correction:
            _still_correctable(row, session)
        elif not is_open(row, DELIBERATE):
            perform(row, DELIBERATE, by=by)  # which says why not
        if sitting.session_id != session.pk:
            raise PermissionDenied
        if sitting.state != SittingState.HELD:
            raise Unfit(_("This sitting was not opened: call the roll first."), "sitting")
        if row.state == ItemState.KEPT and not takes_up:
            raise Unfit(
                _("No committee studied this point: say that the council took it up without debate, or postpone it."),
                "takes_up",
            )
        members, there = _who_was_there(sitting)
        by_name = bool(votes)
        if by_name:
            _fit(votes, members, there)
            counts = counts_of(votes)
            president = president_among(members)
            if president and president.pk in votes:
                president_side = votes[president.pk]
        counts = counts or Counts()
        _no_more_than(counts, len(there))
        found = Deliberation.objects.filter(item=row).first() or Deliberation(item=row)
        is_anew = is_second and not found.is_second
        if is_anew:
            _keep_first(found, sitting)
        elif found.is_second:
            _comes_after(sitting, found.first_counts["sitting"])
        majority = Majority.SIMPLE if found.is_second else row.majority
        side = _side(majority, counts, president_side)
        found.sitting, found.summary, found.majority, found.is_by_name = sitting, summary, majority, by_name
        found.for_count, found.against_count = counts.for_count, counts.against_count
        found.abstain_count = counts.abstain_count
        found.present, found.in_office, found.president_side = len(there), len(members), side
        found.is_adopted = is_adopted(majority, counts, len(members), side)
        found.save()
        found.votes.all().delete()
        Vote.objects.bulk_create(
            Vote(deliberation=found, mandate_id=pk, stance=stance) for pk, stance in (votes or {}).items()
        )
        action = "" if not is_correction else "second_vote" if is_anew else "correct_vote"
        _record(row, found, by, action)
    return found


def may_vote_again(found: Deliberation) -> bool:
    """Tell whether the law lets a point be voted a second time: the absolute majority of the members in office was
    asked for, and not reached at the first vote (113-14, art. 43)."""
    return found.majority == Majority.ABSOLUTE and not found.is_adopted and not found.is_second


def _keep_first(found: Deliberation, sitting: Sitting) -> None:
    """Make a deliberation its second vote, at a later sitting: what the first one gave is kept in it."""
    if not may_vote_again(found):
        raise Refused(
            _("A second vote is for what lacked the absolute majority of the members in office at the first one."),
            "no_second",
        )
    _comes_after(sitting, found.sitting_id)
    found.first_counts = {
        "for": found.for_count,
        "against": found.against_count,
        "abstain": found.abstain_count,
        "present": found.present,
        "in_office": found.in_office,
        "sitting": found.sitting_id,
        "votes": {str(pk): stance for pk, stance in found.votes.values_list("mandate_id", "stance")},
    }
    found.is_second = True


def _comes_after(sitting: Sitting, first: int) -> None:
    """Raise `Unfit` unless a sitting comes after the one of the first vote, whose id is `first`."""
    if not Sitting.objects.filter(pk=first, starts_at__lt=sitting.starts_at).exists():
        raise Unfit(
            _("The second vote is taken at a second sitting, later than the first: choose that sitting."), "sitting"
        )


def _still_correctable(item: AgendaItem, session) -> None:
    if session.state != SessionState.OPEN:
        raise Refused(_("The session is closed: what was voted stays as it is."), "closed")
    if Decision.objects.published().filter(deliberation__item=item).exists():
        raise Refused(_("Its decision was published: the vote stays as it is."), "published")


def _who_was_there(sitting: Sitting) -> tuple[list, set[int]]:
    """Return the members in office on the day of a sitting, and the ids of those who were at it."""
    members = in_office(sitting.session.council_id, localtime(sitting.starts_at).date())
    there = set(sitting.attendance.filter(presence__in=WERE_THERE).values_list("mandate_id", flat=True))
    return members, there & {member.pk for member in members}


def _fit(votes: Mapping[int, str], members: list, there: set[int]) -> None:
    names = {member.pk: member.name for member in members}
    if any(pk not in names for pk in votes):
        raise Unfit(_("Somebody voted who is not a member in office: look at the list again."), "votes")
    if absent := [names[pk] for pk in votes if pk not in there]:
        raise Unfit(
            _("Not at this sitting, so without a vote: %(names)s. Nothing was recorded.")
            % {"names": ", ".join(absent)},
            "votes",
        )
    if any(stance not in Stance.values for stance in votes.values()):
        raise Unfit(_("Say of each voter: for, against, or abstention."), "votes")


def _no_more_than(counts: Counts, present: int) -> None:
    if min(counts.for_count, counts.against_count, counts.abstain_count) < 0:
        raise Unfit(_("A number of votes is 0 or more."), "for_count")
    if counts.total > present:
        raise Unfit(
            _("These are more voices (%(voices)s) than members at the sitting (%(present)s). Nothing was recorded:"
              " count again.")
            % {"voices": counts.total, "present": present},
            "for_count",
        )  # fmt: skip
    if not counts.total:
        raise Unfit(_("Nobody voted yet: give the votes."), "for_count")


def _side(majority: str, counts: Counts, president_side: str) -> str:
    """Return the side that a tie goes to; none where there is no tie."""
    is_tie = counts.for_count == counts.against_count and counts.for_count > 0
    if majority != Majority.SIMPLE or not is_tie:
        return ""
    if president_side not in {Stance.FOR, Stance.AGAINST}:
        raise Unfit(_("The votes are equal: say on which side the president voted."), "president_side")
    return president_side


def _record(item: AgendaItem, found: Deliberation, by: User, action: str) -> None:
    """Record a vote: the move of the point, or by `action` that it was voted again, or corrected."""
    facts = {
        "for": found.for_count,
        "against": found.against_count,
        "abstain": found.abstain_count,
        "present": found.present,
        "in_office": found.in_office,
        "is_adopted": found.is_adopted,
    }
    if action:
        journal.record(item, action, by=by, data=facts)
        if action == "second_vote":
            follow_vote(item, found, by=by)
        if not found.is_adopted:
            Decision.objects.filter(deliberation=found).delete()  # the draft of what was not adopted
        return
    also = {} if item.state == ItemState.STUDIED else {"taken_up_unstudied": True}
    row = perform(item, DELIBERATE, by=by, also=also, data=facts)
    signals.deliberated.send(AgendaItem, item=row, deliberation=found, by=by)
