"""Agreeing, disagreeing, thanking."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit
from core.workflow import Refused
from debates.actions.numbering import lock, stamp
from debates.enums import ReactionKind
from debates.guards import takes_reactions
from debates.models import Contribution, Reaction

OPPOSITE = {ReactionKind.AGREE: ReactionKind.DISAGREE, ReactionKind.DISAGREE: ReactionKind.AGREE}


def react(contribution: Contribution, *, by: User, kind: str) -> Contribution:
    """React to a contribution and return it; the same again changes nothing. Locks the thread.

    `kind` is a `ReactionKind`; agreeing takes back disagreeing, and the other way round. Raises `Refused` for one's
    own contribution, or in a discussion that is closed.
    """
    return _set(contribution, by, kind, is_given=True)


def unreact(contribution: Contribution, *, by: User, kind: str) -> Contribution:
    """Take a reaction back and return the contribution; again changes nothing. Locks the thread."""
    return _set(contribution, by, kind, is_given=False)


def _set(contribution: Contribution, by: User, kind: str, *, is_given: bool) -> Contribution:
    if kind not in ReactionKind.values:
        raise Unfit(_("Choose from the list."), "kind")
    with transaction.atomic():
        thread = lock(contribution.thread_id)
        thread.space = contribution.thread.space  # came with its commune: what rules ask for is at hand
        row = Contribution.objects.select_related("author").get(pk=contribution.pk)
        row.thread = thread
        takes_reactions(row)
        if not by.has_perm("debates.react_to_contribution", row):
            raise PermissionDenied
        if row.author_id == by.pk:
            raise Refused(_("This is your own contribution: others say what they think of it."), "own")
        held = set(row.reactions.filter(user=by).values_list("kind", flat=True))
        wanted = (held | {kind}) - {OPPOSITE.get(kind)} if is_given else held - {kind}
        if wanted == held:
            return row
        if gone := held - wanted:
            row.reactions.filter(user=by, kind__in=gone).delete()
        Reaction.objects.bulk_create(Reaction(contribution=row, user=by, kind=new) for new in wanted - held)
        for changed in held ^ wanted:
            count = f"{changed}_count"
            setattr(row, count, getattr(row, count) + (1 if changed in wanted else -1))
        row.rev = stamp(thread)
        row.save(update_fields=["agree_count", "disagree_count", "thank_count", "rev"])
    return row
