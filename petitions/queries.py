"""Reads of petitions: who sees which, lists, counts. No query here gives a signer's name: there is none to give."""

from django.db import models
from django.db.models import Q

from core.enums import Visibility
from councils.queries import current_mandates
from petitions.enums import COUNCIL_STATES, SIGNING_STATES, PetitionState, SignatureState
from spaces.enums import Role, SpaceState
from spaces.queries import roles_of, under
from territories.queries import unread_of

FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}
MODERATING = {Role.MODERATOR, *FACILITATING}
LONG = ("reasons", "aims", "folded", "keys", "particulars")


class PetitionQuerySet(models.QuerySet):
    def public(self):
        """Begun, visible, in a space that was opened: everyone may read it."""
        return self.filter(visibility=Visibility.VISIBLE).exclude(
            Q(state=PetitionState.DRAFT) | Q(space__state=SpaceState.DRAFT)
        )

    def visible_to(self, user):
        """Public ones for everyone; the others for whoever leads them, those who moderate the space and, once it is in
        the council's hands, the council's people."""
        if user.is_active and user.is_superuser:
            return self
        condition = Q(visibility=Visibility.VISIBLE) & ~Q(state=PetitionState.DRAFT) & ~Q(space__state=SpaceState.DRAFT)
        if not user.is_authenticated:
            return self.filter(condition)
        roles = roles_of(user)
        moderated = [pk for pk, held in roles.by_space.items() if held & MODERATING]
        begun = ~Q(state=PetitionState.DRAFT)
        condition |= Q(author=user)
        condition |= begun & (Q(space__in=moderated) | under(roles.codes, "space__commune__code"))
        councils = {mandate.council_id for mandate in current_mandates(user)}
        if councils:
            condition |= Q(council__in=councils) & (~Q(deposited_at=None) | ~Q(handed_in_at=None))
        return self.filter(condition)

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return (
            self.select_related("council__territory", "space__commune", "association", "author")
            .defer(
                *unread_of("council__territory", "space__commune"),
                *LONG,
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_detail(self):
        """With what the page of one petition shows: its council, its bearer, every step of its procedure.

        The mandatary's particulars come too, enciphered: the conditions of the law look at her day of birth.
        """
        return self.select_related(
            "council__territory", "space__commune", "association", "author", "thread__debate", "need",
            "referral", "deposit__signed_by", "ruling__signed_by", "hearing__committee", "hearing__signed_by",
            "decision__signed_by",
        ).defer(*unread_of("council__territory", "space__commune"), "folded", "keys")  # fmt: skip

    def for_signing(self):
        """With what signing asks for: its council's and its space's places, without their shapes."""
        return self.select_related("council__territory", "space__commune").defer(
            *unread_of("council__territory", "space__commune"),
            "folded", "keys", "particulars",
        )  # fmt: skip

    def with_steps(self):
        """With what a line says of the procedure."""
        return self.select_related("deposit", "ruling", "hearing")

    def waiting_for_receipt(self):
        """Handed in through Agraw; the council owes its receipt."""
        return self.filter(state__in=SIGNING_STATES, handed_in_at__isnull=False)

    def before_council(self):
        """In the council's hands."""
        return self.filter(state__in=COUNCIL_STATES)

    def led_by(self, user):
        return self.filter(author=user) if user.is_authenticated else self.none()


class AnnexQuerySet(models.QuerySet):
    """Annexes are read by those who see their petition."""

    def visible_to(self, user):
        petitions = self.model.petition.field.related_model.objects.visible_to(user)
        return self.filter(petition__in=petitions)


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sheets are handled by whoever leads the petition and by the desks and facilitators of its space; they name
        people, so that nobody else reads them, nor a desk while the petition is not shown."""
        if user.is_active and user.is_superuser:
            return self
        if not user.is_authenticated:
            return self.none()
        by_space = roles_of(user).by_space.items()
        facilitated = [pk for pk, held in by_space if Role.FACILITATOR in held]
        desks = [pk for pk, held in by_space if Role.DESK in held]
        shown = Q(petition__visibility=Visibility.VISIBLE)
        return self.filter(
            Q(petition__author=user) | Q(petition__space__in=facilitated) | shown & Q(petition__space__in=desks)
        )


class SignatureQuerySet(models.QuerySet):
    """Nobody reads a signature but the house itself: there is no `visible_to`, and no page or program lists them."""

    def valid(self):
        return self.filter(state=SignatureState.VALID)
