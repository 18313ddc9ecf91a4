"""Needs for other programs: read by anyone, written by a person's token with the scope `needs:write`."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.filtering import KnownFilters
from core.fitness import Unfit
from core.journal import history
from core.permissions import PublicRead
from core.workflow import Refused
from needs import actions, mapping
from needs.filters import NeedApiFilter
from needs.likeness import similar
from needs.models import Need
from needs.pages import NeedPages
from needs.serializers import (
    EntrySerializer,
    NeedDetailSerializer,
    NeedSerializer,
    NeedWithFilesSerializer,
    NewNeedSerializer,
    NoteSerializer,
)
from spaces.models import Space
from territories.queries import unread_of

TEXT = OpenApiParameter("text", str, required=True, description="What is being written")
SPACE = OpenApiParameter("space", str, description="Slug of the commune")


class NeedViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Needs of the inhabitants. A need that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "needs"
    queryset = Need.objects.none()
    filterset_class = NeedApiFilter
    pagination_class = NeedPages
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        user = self.request.user
        needs = Need.objects.visible_to(user).for_viewer(user)
        if self.action == "list":
            return needs.standing().for_list()
        return needs.for_detail().prefetch_related("photos", "detail_requests")

    def get_serializer_class(self):
        return NeedSerializer if self.action in {"list", "similar"} else NeedDetailSerializer

    @extend_schema(
        request={"application/json": NewNeedSerializer, "multipart/form-data": NeedWithFilesSerializer},
        responses={201: NeedDetailSerializer},
    )
    def create(self, request):
        """Post a need, in a form with its photos and voice note; with the same `client_key` again, the need already
        posted.
        """
        data = NeedWithFilesSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        fields = dict(data.validated_data)
        space = self._space(fields.pop("space"))
        try:
            need = actions.post(space, by=request.user, **fields)
        except Unfit as unfit:
            field = "photos" if unfit.field == "photo" else unfit.field
            raise ValidationError({field: [str(unfit)]}) from None
        return self._answer(need.pk, status=201)

    @extend_schema(request=None, responses=NeedDetailSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        """Support and follow a need, or the one it was merged into; again changes nothing."""
        return self._answer(actions.join(self._row(), by=request.user).pk)

    @extend_schema(request=None, responses=NeedDetailSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """Take one's support back; again changes nothing."""
        return self._answer(actions.leave(self._row(), by=request.user).pk)

    @extend_schema(
        request=NoteSerializer,
        responses=NeedDetailSerializer,
        parameters=[OpenApiParameter("move", str, OpenApiParameter.PATH, enum=sorted(Need.MOVES))],
    )
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        row = self._row()
        data = NoteSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        return self._answer(actions.move(row, move, by=request.user, note=data.validated_data["note"]).pk)

    @extend_schema(responses=EntrySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, url_name="history", url_path="history")
    def past(self, request, pk=None):
        """What happened to a need, oldest first."""
        return Response(EntrySerializer(history(self._row()), many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("space", str, required=True, description="Slug of the commune"),
            TEXT,
            OpenApiParameter("place", str),
        ],
        responses=NeedSerializer(many=True),
        filters=False,
    )
    @action(detail=False, pagination_class=None)
    def similar(self, request):
        """Open needs of a space that ask for the same as a text, in any script, the most alike first; at most five."""
        asked = request.query_params
        text = asked.get("text", "")[:500]
        if not text.strip():
            raise ValidationError({"text": ["Give the text being written."]})
        needs = similar(
            self._space(asked.get("space", "")), text, place=asked.get("place", "")[:120], user=request.user
        )
        return Response(self.get_serializer(needs, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("bbox", str, description="west,south,east,north in degrees"),
            OpenApiParameter("zoom", int, description="zoom of the map, 0 to 19"),
            SPACE,
        ],
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        filters=False,
    )
    @action(detail=False, pagination_class=None)
    def map(self, request):
        """Needs in a box or a space as GeoJSON: points when they are few, clusters when they are many."""
        asked = request.query_params
        slug = asked.get("space", "")
        needs = Need.objects.filter(space=self._space(slug)) if slug else Need.objects.in_opened_spaces()
        try:
            found = mapping.collection(needs, bbox=asked.get("bbox", ""), zoom=asked.get("zoom", ""), bounded=not slug)
        except Refused as refusal:
            raise ValidationError({refusal.code: [str(refusal)]}) from None
        return Response(found)

    def _space(self, slug: str) -> Space:
        spaces = Space.objects.visible_to(self.request.user).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def _row(self) -> Need:
        """Return the need of the address, with what rules ask and no more."""
        needs = Need.objects.visible_to(self.request.user).select_related("space__commune")
        light = needs.defer(*unread_of("space__commune"))
        return get_object_or_404(light, pk=self.kwargs["pk"])

    def _answer(self, pk: int, status: int = 200) -> Response:
        need = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(NeedDetailSerializer(need, context=self.get_serializer_context()).data, status=status)
