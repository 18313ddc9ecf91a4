"""Petitions for other programs: read by anyone, signed and led by a person's token with the scope `petitions:write`."""

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from accounts import networks
from accounts.permissions import ask_who
from core.filtering import KnownFilters
from core.fitness import Unfit
from core.journal import history
from core.permissions import PublicRead
from councils.models import Committee
from petitions import actions
from petitions.actions import deciding, depositing, hearing, ruling, withdrawing
from petitions.enums import PetitionState
from petitions.filters import PetitionApiFilter
from petitions.linked import linked
from petitions.models import Petition
from petitions.serializers import (
    MoveSerializer,
    PetitionDetailSerializer,
    PetitionEntrySerializer,
    PetitionSerializer,
    SignSerializer,
)

# Each move's act, and what it takes of what was sent. A receipt on paper has a scan: it is entered on its page.
MOVES = {
    "start": (actions.start, set()),
    "hand_in": (depositing.hand_in, set()),
    "deposit": (depositing.deposit, {"on"}),
    "check": (ruling.check, set()),
    "accept": (ruling.accept, {"reasons"}),
    "reject": (ruling.reject, {"grounds", "reasons"}),
    "schedule": (hearing.schedule, set()),
    "to_committee": (hearing.to_committee, {"committee"}),
    "deliberate": (hearing.deliberate, {"on"}),
    "decide": (deciding.decide, {"outcome", "text", "number", "on", "votes_for", "votes_against", "abstentions"}),
    "follow_up": (deciding.follow_up, {"text"}),
    "report": (deciding.follow_up, {"text"}),
    "withdraw": (withdrawing.withdraw, {"note"}),
    "hold": (actions.hold, {"note"}),
    "hide": (actions.hide, {"note"}),
    "show": (actions.show, {"note"}),
}
# What a move takes even when it was not sent: the act says in words what it lacks.
LACKING = {"grounds": [], "reasons": "", "committee": None, "note": "", "text": "", "outcome": "", "on": None}
BINDING = {"accept", "reject", "decide"}  # they ask a session "is it still you?", as their pages do
OPTIONAL = {("accept", "reasons"), ("show", "note"), ("deposit", "on"), ("decide", "on")}


class LinkedRenderer(JSONRenderer):
    """JSON-LD, asked for by `Accept: application/ld+json` or `?format=jsonld`."""

    media_type = "application/ld+json"
    format = "jsonld"


class SigningThrottle(UserRateThrottle):
    """Signing is one person's act: no program needs to do it often."""

    scope = "signing"
    rate = "20/min"


class PetitionViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Petitions to councils. A petition that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "petitions"
    queryset = Petition.objects.none()
    filterset_class = PetitionApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        petitions = Petition.objects.visible_to(self.request.user)
        if self.action == "list":
            return petitions.exclude(state=PetitionState.DRAFT).for_list()
        return petitions.for_detail().prefetch_related("annexes", "reports")

    def get_serializer_class(self):
        return PetitionSerializer if self.action == "list" else PetitionDetailSerializer

    def get_renderers(self):
        return [JSONRenderer(), LinkedRenderer()] if self.action == "retrieve" else super().get_renderers()

    def get_throttles(self):
        return [*super().get_throttles(), SigningThrottle()] if self.action == "sign" else super().get_throttles()

    @extend_schema(
        responses={
            (200, "application/json"): PetitionDetailSerializer,
            (200, "application/ld+json"): OpenApiTypes.OBJECT,
        }
    )
    def retrieve(self, request, *args, **kwargs):
        """One petition; as JSON-LD in the words of schema.org when `application/ld+json` is asked for."""
        petition = self.get_object()
        if request.accepted_renderer.format == LinkedRenderer.format:
            return Response(linked(petition, get_language()))
        return Response(self.get_serializer(petition).data)

    @extend_schema(request=SignSerializer, responses=PetitionDetailSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """Sign, or give initial support where the council takes no signature online; again changes nothing.

        What is counted is shown at the next count, a second or so later.
        """
        petition, given = self._row(), self._given(SignSerializer)
        _fitting(lambda: actions.sign(petition, by=request.user, network=networks.of(request), **given))
        return self._answer(petition.pk)

    @extend_schema(request=None, responses=PetitionDetailSerializer)
    @action(detail=True, methods=["post"], url_path="withdraw-signature")
    def withdraw_signature(self, request, pk=None):
        """Take one's signature back; again changes nothing."""
        petition = self._row()
        actions.withdraw_signature(petition, by=request.user)
        return self._answer(petition.pk)

    @extend_schema(
        request=MoveSerializer,
        responses=PetitionDetailSerializer,
        parameters=[OpenApiParameter("move", str, OpenApiParameter.PATH, enum=sorted(MOVES))],
    )
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers, by the person whom the law names for it."""
        petition, given = self._row(), self._given(MoveSerializer)
        if move not in MOVES:
            raise ValidationError({"move": ["There is no such move."]})
        if move in BINDING:
            ask_who(request)
        act, takes = MOVES[move]
        lacking = {name: LACKING[name] for name in takes & LACKING.keys() if (move, name) not in OPTIONAL}
        values = lacking | {name: given[name] for name in takes & given.keys()}
        if values.get("on", move) is None:
            raise ValidationError({"on": ["Give the day."]})
        if "committee" in takes:
            values["committee"] = self._committee(petition, values["committee"])
        _fitting(lambda: act(petition, by=request.user, **values))
        return self._answer(petition.pk)

    @extend_schema(responses=PetitionEntrySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, url_name="history", url_path="history")
    def past(self, request, pk=None):
        """What happened to a petition, oldest first."""
        return Response(PetitionEntrySerializer(history(self._row()), many=True).data)

    def _committee(self, petition: Petition, number: int | None) -> Committee | None:
        if number is None:
            return None
        found = Committee.objects.filter(council=petition.council_id, pk=number).first()
        if found is None:
            raise ValidationError({"committee": ["This council has no such committee."]})
        return found

    def _given(self, kind) -> dict:
        data = kind(data=self.request.data)
        data.is_valid(raise_exception=True)
        return dict(data.validated_data)

    def _row(self) -> Petition:
        """Return the petition of the address, with what rules and acts ask for."""
        return get_object_or_404(Petition.objects.visible_to(self.request.user).for_detail(), pk=self.kwargs["pk"])

    def _answer(self, pk: int) -> Response:
        petition = self.get_queryset().filter(pk=pk).first()
        if petition is None:  # hidden by this very act from the one who did it
            return Response(status=204)
        return Response(PetitionDetailSerializer(petition, context=self.get_serializer_context()).data)


def _fitting(act):
    """Do `act`; what it could not take is told by the name of the field."""
    try:
        return act()
    except Unfit as unfit:
        raise ValidationError({unfit.field: [str(unfit)]}) from None
