"""Debates for other programs: read by anyone, prepared and led by a facilitator's token with `debates:write`."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.filtering import KnownFilters
from core.fitness import Unfit
from core.journal import history
from core.permissions import PublicRead
from debates import actions, offers
from debates.filters import DebateApiFilter
from debates.models import AgendaPoint, Debate
from debates.serializers.debate import (
    AgendaPointSerializer,
    ChangedDebateSerializer,
    ChangedPointSerializer,
    DebateDetailSerializer,
    DebateEntrySerializer,
    DebateSerializer,
    NewDebateSerializer,
    NewPointSerializer,
    NewSittingSerializer,
    PlannedSittingSerializer,
    ReasonSerializer,
)
from spaces.models import Space
from territories.queries import unread_of

POINT = OpenApiParameter("point", int, OpenApiParameter.PATH, description="id of the point")


class DebateViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Public debates. A debate that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "debates"
    queryset = Debate.objects.none()
    filterset_class = DebateApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        user = self.request.user
        debates = Debate.objects.visible_to(user).for_viewer(user).with_next_sitting()
        if self.action == "list":
            return debates.for_list().defer("text", "conclusion")
        return debates.for_detail().prefetch_related("agenda", "documents", "sittings")

    def get_serializer_class(self):
        return DebateSerializer if self.action == "list" else DebateDetailSerializer

    @extend_schema(request=NewDebateSerializer, responses={201: DebateDetailSerializer})
    def create(self, request):
        """Prepare a debate: a draft that the people of the space see."""
        fields = self._given(NewDebateSerializer)
        points = [(point["title"], point["minutes"]) for point in fields.pop("agenda", [])]
        space = self._space(fields.pop("space"))
        debate = _fitting(lambda: actions.create_debate(space, by=request.user, points=points, **fields))
        return self._answer(debate.pk, status=201)

    @extend_schema(request=ChangedDebateSerializer, responses=DebateDetailSerializer)
    def partial_update(self, request, pk=None):
        """Change what a debate says; what is left out stays."""
        debate, fields = self._row(), self._given(ChangedDebateSerializer)
        _fitting(lambda: actions.edit_debate(debate, by=request.user, **fields))
        return self._answer(debate.pk)

    @extend_schema(
        request=ReasonSerializer,
        responses=DebateDetailSerializer,
        parameters=[
            OpenApiParameter("move", str, OpenApiParameter.PATH, enum=sorted({*offers.MOVES, *offers.VISIBILITY}))
        ],
    )
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        debate, given = self._row(), self._given(ReasonSerializer)
        actions.move_debate(debate, move, by=request.user, note=given["note"])
        return self._answer(debate.pk)

    @extend_schema(request=None, responses=DebateDetailSerializer)
    @action(detail=True, methods=["post"])
    def follow(self, request, pk=None):
        """Be told of its sittings and its conclusion; again changes nothing."""
        return self._answer(actions.follow(self._row(), by=request.user).pk)

    @extend_schema(request=None, responses=DebateDetailSerializer)
    @action(detail=True, methods=["post"])
    def unfollow(self, request, pk=None):
        """Follow it no more; again changes nothing."""
        return self._answer(actions.unfollow(self._row(), by=request.user).pk)

    @extend_schema(methods=["get"], responses=AgendaPointSerializer(many=True), filters=False)
    @extend_schema(methods=["post"], request=NewPointSerializer, responses={201: AgendaPointSerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def agenda(self, request, pk=None):
        """The points of the agenda in their order; a new one goes to the end."""
        debate = self._row()
        if request.method == "GET":
            return Response(AgendaPointSerializer(debate.agenda.all(), many=True).data)
        given = self._given(NewPointSerializer)
        point = _fitting(lambda: actions.add_agenda_point(debate, by=request.user, **given))
        return Response(AgendaPointSerializer(point).data, status=201)

    @extend_schema(
        methods=["patch"], request=ChangedPointSerializer, responses=AgendaPointSerializer, parameters=[POINT]
    )
    @extend_schema(methods=["delete"], request=None, responses={204: None}, parameters=[POINT])
    @action(detail=True, methods=["patch", "delete"], url_path="agenda/(?P<point>[0-9]{1,15})", url_name="point")
    def point(self, request, pk=None, point=None):
        """Change a point of the agenda, put it elsewhere, or take it out."""
        row = get_object_or_404(AgendaPoint.objects.select_related("debate"), debate=self._row(), pk=point)
        if request.method == "DELETE":
            actions.remove_agenda_point(row, by=request.user)
            return Response(status=204)
        given = self._given(ChangedPointSerializer)
        words = {"title": row.title, "minutes": row.minutes} | {name: given[name] for name in given if name != "number"}
        row = _fitting(lambda: actions.change_agenda_point(row, by=request.user, **words))
        if "number" in given:
            row = actions.move_agenda_point(row, by=request.user, to=given["number"])
        return Response(AgendaPointSerializer(row).data)

    @extend_schema(methods=["get"], responses=PlannedSittingSerializer(many=True), filters=False)
    @extend_schema(methods=["post"], request=NewSittingSerializer, responses={201: PlannedSittingSerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def sittings(self, request, pk=None):
        """The sittings, the first one first; a new one is planned, and those who follow the debate are told."""
        debate = self._row()
        if request.method == "GET":
            return Response(PlannedSittingSerializer(debate.sittings.all(), many=True).data)
        given = self._given(NewSittingSerializer)
        sitting = _fitting(lambda: actions.plan_sitting(debate, by=request.user, **given))
        return Response(PlannedSittingSerializer(sitting).data, status=201)

    @extend_schema(responses=DebateEntrySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, url_name="history", url_path="history")
    def past(self, request, pk=None):
        """What happened to a debate, oldest first."""
        return Response(DebateEntrySerializer(history(self._row()), many=True).data)

    def _given(self, kind) -> dict:
        data = kind(data=self.request.data)
        data.is_valid(raise_exception=True)
        return dict(data.validated_data)

    def _space(self, slug: str) -> Space:
        spaces = Space.objects.visible_to(self.request.user).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def _row(self) -> Debate:
        """Return the debate of the address, with what rules ask."""
        return get_object_or_404(Debate.objects.visible_to(self.request.user).for_detail(), pk=self.kwargs["pk"])

    def _answer(self, pk: int, status: int = 200) -> Response:
        debate = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(DebateDetailSerializer(debate, context=self.get_serializer_context()).data, status=status)


def _fitting(act):
    """Do `act`; what it could not take is told by the name of the field."""
    try:
        return act()
    except Unfit as unfit:
        raise ValidationError({unfit.field: [str(unfit)]}) from None
