"""The steering group: mandates given and ended, decisions recorded."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, has_words, isolate
from core.workflow import Refused
from networks.actions import words
from networks.actions.locking import lock, lock_steered
from networks.actions.telling import speakers_of, tell
from networks.enums import NetworkState
from networks.models import Decision, Mandate, Network
from networks.queries import forget

STEERERS_MAX = 30
AHEAD = datetime.timedelta(days=366 * 6)  # the longest mandate


def eligible(network: Network):
    """Return the people to whom a mandate can be given: those who speak for an active member and have none."""
    seated = network.mandates.filter(ended_at__isnull=True).values("user")
    people = User.objects.filter(pk__in=speakers_of(network.members.active()), is_active=True)
    return people.exclude(pk__in=seated).order_by("display_name", "pk")


@transaction.atomic
def give_mandate(
    network: Network,
    user: User,
    *,
    by: User,
    task: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
) -> Mandate:
    """Give a seat in the steering group to a person who speaks for an active member, and tell her.

    Locks the network. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    task = words.line(task, "task")
    words.order(starts_on, ends_on, "ends_on")
    if ends_on and (ends_on < localdate() or ends_on > starts_on + AHEAD):
        raise Unfit(_("Look at the last day again."), "ends_on")
    row = lock_steered(network.pk, by)
    # A mandate whose last day is past makes room for the next one.
    row.mandates.filter(ended_at__isnull=True, ends_on__lt=localdate()).update(ended_at=now())
    if row.mandates.filter(ended_at__isnull=True).count() >= STEERERS_MAX:
        raise Refused(_("A steering group has at most thirty seats: end a mandate first."), "full")
    if not eligible(row).filter(pk=user.pk).exists():
        raise Unfit(_("Choose someone who speaks for a member and has no mandate here."), "user")
    mandate = Mandate.objects.create(
        network=row, user=user, task=task, starts_on=starts_on, ends_on=ends_on, given_by=by
    )
    forget(user)
    journal.record(row, "give_mandate", by=by, data={"mandate": mandate.pk})
    tell(
        [user.pk],
        besides=by,
        key=f"network.mandate.{mandate.pk}",
        text=lambda: (
            gettext("You have a mandate in the steering group of %(network)s: %(task)s. You can give it back there.")
            % {"network": isolate(str(row)), "task": isolate(task)}
        ),
        url=row.get_absolute_url(),
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, note: str = "") -> Mandate:
    """End a mandate before its last day: one's own freely, another's with a reason that she is told.

    The last one of an open network stays until another is given. Locks the network.
    """
    row = lock(mandate.network_id)
    held = row.mandates.select_related("user").get(pk=mandate.pk)
    own = held.user_id == by.pk
    if not own and not by.has_perm("networks.steer_network", row):
        raise PermissionDenied
    if held.ended_at:
        raise Refused(_("This mandate has ended already."), "ended")
    note = clean_text(note)
    if not own and not has_words(note):
        raise Unfit(_("Give the reason: the person is told."), "note")
    others = row.mandates.current().exclude(pk=held.pk)
    if row.state == NetworkState.OPEN and not others.exists():
        raise Refused(
            _("This is the last mandate of %(network)s: give another one first, or close the network.")
            % {"network": isolate(str(row))},
            "last",
        )
    held.ended_at = now()
    held.save(update_fields=["ended_at"])
    forget(held.user)
    forget(by)
    journal.record(row, "end_mandate", by=by, data={"mandate": held.pk})
    tell(
        [held.user_id],
        besides=by,
        key=f"network.mandate.{held.pk}.ended",
        text=lambda: (
            gettext("Your mandate in the steering group of %(network)s has ended. Reason: %(reason)s")
            % {"network": isolate(str(row)), "reason": isolate(note)}
        ),
        url=row.get_absolute_url(),
    )
    return held


@transaction.atomic
def record_decision(
    network: Network,
    *,
    by: User,
    taken_on: datetime.date,
    title: str,
    text: str,
    took_part: Sequence[Mandate],
    is_public: bool = True,
) -> Decision:
    """Record a decision of the steering group with those who took part, under the next number, and return it.

    It is never changed: another decision corrects it. Locks the network. Raises as `give_mandate`.
    """
    fields = {"title": words.line(title, "title"), "text": words.text(text, "text")}
    if not words.OLDEST <= taken_on <= localdate():
        raise Unfit(_("The day of the decision is past or today."), "taken_on")
    row = lock_steered(network.pk, by)
    seats = list(row.mandates.filter(pk__in=[one.pk for one in took_part]))
    if not seats:
        raise Unfit(_("Tick who took part."), "took_part")
    if any(one.starts_on > taken_on or (one.ends_on and one.ends_on < taken_on) for one in seats):
        raise Unfit(_("Someone you ticked had no mandate on that day."), "took_part")
    number = (row.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    decision = Decision.objects.create(
        network=row, number=number, taken_on=taken_on, is_public=is_public, recorded_by=by, **fields
    )
    decision.took_part.set(seats)
    journal.record(row, "record_decision", by=by, data={"decision": decision.pk})
    return decision
