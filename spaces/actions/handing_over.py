"""Handing the legal representation of an association over to another member: both say yes."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from spaces import signals
from spaces.actions.association import ASSOCIATIONS_MAX
from spaces.actions.belonging import BINDING
from spaces.actions.locking import lock, lock_for
from spaces.actions.papers import uncheck
from spaces.enums import PaperKind, Position
from spaces.models import Association, AssociationMember, HandOver
from spaces.queries import forget_positions


def offer_hand_over(association: Association, place: AssociationMember, *, by: User) -> HandOver:
    """Offer the legal representation to a member and tell her; nothing changes before she has said yes.

    One offer at a time. Locks the association. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        row = lock_for(association.pk, BINDING, by)
        member = row.members.current().select_related("user").filter(pk=place.pk).exclude(user=by).first()
        if member is None or row.representative_id != by.pk:
            raise Refused(_("It is handed over to a person who has taken her place in the association."), "not_member")
        if row.hand_overs.waiting().exists():
            raise Refused(_("You have offered it already: wait for the answer, or take the offer back."), "waiting")
        offer = HandOver.objects.create(association=row, given_by=by, to=member.user)
        journal.record(row, "offer_hand_over", by=by, data={"hand_over": offer.pk})
        notify(
            [member.user],
            key=f"hand_over.{offer.pk}.offered",
            text=lambda: (
                gettext("You are asked to become the legal representative of the association %(name)s.")
                % {"name": isolate(str(row))}
            ),
            url=reverse("spaces:hand-over-answer", args=[offer.pk]),
            urgent=True,
        )
    return offer


def accept_hand_over(offer: HandOver, *, by: User) -> Association:
    """Become the legal representative, and return the association; the former one stays a member.

    The list of the board names another person from now on, so the check of the one in the dossier is taken back
    (changes are declared within a month: dahir 1-58-376, art. 5). Locks the association; higher floors hear of it by
    `signals.handed_over` in the same transaction.
    """
    with transaction.atomic():
        row, offer = _waiting(offer)
        if offer.to_id != by.pk or not by.has_perm("spaces.register_association"):
            raise PermissionDenied
        former = row.representative
        place = row.members.current().filter(user=by).first()
        if former.pk != offer.given_by_id or place is None:
            raise Refused(_("This offer does not hold any more: the people of the association have changed."), "ended")
        if Association.objects.represented_by(by).count() >= ASSOCIATIONS_MAX:
            raise Refused(_("One account represents at most ten associations."), "full")
        moment = now()
        row.representative = by
        row.save(update_fields=["representative"])
        offer.accepted_at = place.ended_at = moment
        offer.save(update_fields=["accepted_at"])
        place.save(update_fields=["ended_at"])
        AssociationMember.objects.get_or_create(
            association=row,
            user=former,
            ended_at=None,
            defaults={"position": Position.MEMBER, "given_by": by, "accepted_at": moment},
        )
        uncheck(row, {PaperKind.BOARD})
        forget_positions(by)
        journal.record(row, "hand_over", by=by, data={"hand_over": offer.pk, "from": former.pk, "to": by.pk})
        signals.handed_over.send(Association, association=row, former=former, by=by)
        _tell(row, offer, by)
    return row


def decline_hand_over(offer: HandOver, *, by: User) -> HandOver:
    """Say no, or take the offer back. Locks the association; the other one is told."""
    with transaction.atomic():
        row, offer = _waiting(offer)
        if by.pk not in {offer.to_id, offer.given_by_id}:
            raise PermissionDenied
        offer.ended_at = now()
        offer.save(update_fields=["ended_at"])
        journal.record(row, "decline_hand_over", by=by, data={"hand_over": offer.pk})
        other = offer.given_by if by.pk == offer.to_id else offer.to
        notify(
            [other],
            key=f"hand_over.{offer.pk}.ended",
            text=lambda: (
                gettext("The hand-over of the association %(name)s was not taken up: nothing has changed.")
                % {"name": isolate(str(row))}
            ),
            url=reverse("spaces:my-associations"),
        )
    return offer


def _waiting(offer: HandOver) -> tuple[Association, HandOver]:
    row = lock(offer.association_id)
    offer = row.hand_overs.waiting().select_related("to", "given_by").filter(pk=offer.pk).first()
    if offer is None:
        raise Refused(_("This was answered already, or the offer was taken back."), "ended")
    return row, offer


def _tell(row: Association, offer: HandOver, by: User) -> None:
    """Tell everyone of the association who represents it from now on."""
    notify(
        User.objects.filter(association_memberships__in=row.members.current().exclude(user=by)).distinct(),
        key=f"hand_over.{offer.pk}.done",
        text=lambda: (
            gettext("The legal representative of the association %(name)s is now %(person)s.")
            % {"name": isolate(str(row)), "person": isolate(by.public_name)}
        ),
        url=row.get_absolute_url(),
        urgent=True,
    )
