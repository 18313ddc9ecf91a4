"""Live sittings for other programs: read by anyone, taken part in and led with the scope `debates:write`."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts import trust
from core.fitness import Unfit
from core.permissions import PublicRead
from debates import actions
from debates.enums import RequestState
from debates.models import AgendaPoint, FloorRequest, Poll, PollOption, PollVote, Sitting
from debates.room import with_votes
from debates.serializers.sitting import (
    EXTEND,
    CallPointSerializer,
    FloorMoveSerializer,
    FloorRequestSerializer,
    HallSerializer,
    HandsSerializer,
    NewPollSerializer,
    NewRequestSerializer,
    PollSerializer,
    ReasonOfSittingSerializer,
    SettingsSerializer,
    SittingSerializer,
    VoteSerializer,
)

MOVE = OpenApiParameter("move", str, OpenApiParameter.PATH, description="A name that `actions` offers")
STATE = OpenApiParameter("state", str, enum=RequestState.values, description="Only those in this state")


class Door(viewsets.GenericViewSet):
    """What the doors of a sitting share."""

    permission_classes = [PublicRead]
    scope = "debates"
    filter_backends = ()
    lookup_value_regex = "[0-9]{1,15}"

    def given(self, serializer_class) -> dict[str, Any]:
        data = serializer_class(data=self.request.data)
        data.is_valid(raise_exception=True)
        return data.validated_data

    def fitting(self, act: Callable[[], Any]) -> Any:
        """Return what an act gives; what it cannot take is told of its field (400)."""
        try:
            return act()
        except Unfit as unfit:
            raise ValidationError({unfit.field: [str(unfit)]}) from None


class SittingViewSet(mixins.RetrieveModelMixin, Door):
    """Sittings. One that the caller may not see does not exist for her (404)."""

    queryset = Sitting.objects.none()
    serializer_class = SittingSerializer

    def get_queryset(self):
        return Sitting.objects.visible_to(self.request.user).for_room()

    @extend_schema(request=ReasonOfSittingSerializer, responses=SittingSerializer, parameters=[MOVE])
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Start, end or cancel it."""
        sitting, given = self.get_object(), self.given(ReasonOfSittingSerializer)
        if move not in Sitting.MOVES:
            raise ValidationError({"move": ["There is no such move."]})
        actions.move_sitting(sitting, move, by=request.user, note=given["note"])
        return self._answer()

    @extend_schema(request=None, responses=SittingSerializer)
    @action(detail=True, methods=["post"])
    def attend(self, request, pk=None):
        """Say that one is here; again changes nothing."""
        trust.require(request.user, "debates.contribute")
        actions.attend(self.get_object(), by=request.user)
        return self._answer()

    @extend_schema(request=CallPointSerializer, responses=SittingSerializer)
    @action(detail=True, methods=["post"])
    def point(self, request, pk=None):
        """Call an agenda point."""
        sitting, asked = self.get_object(), self.given(CallPointSerializer)["point"]
        point = get_object_or_404(AgendaPoint, debate=sitting.debate_id, pk=asked) if asked else None
        actions.call_point(sitting, point, by=request.user)
        return self._answer()

    @extend_schema(request=SettingsSerializer, responses=SittingSerializer)
    @action(detail=True, methods=["put"], url_path="settings", url_name="settings")
    def adjust(self, request, pk=None):
        """Set the order of the queue, the length of a turn, slow mode."""
        sitting, given = self.get_object(), self.given(SettingsSerializer)
        self.fitting(lambda: actions.adjust(sitting, by=request.user, **given))
        return self._answer()

    @extend_schema(request=HallSerializer, responses=SittingSerializer)
    @action(detail=True, methods=["put"])
    def hall(self, request, pk=None):
        """Write down how many people are in the hall."""
        sitting, given = self.get_object(), self.given(HallSerializer)
        self.fitting(lambda: actions.count_hall(sitting, by=request.user, **given))
        return self._answer()

    @extend_schema(methods=["get"], parameters=[STATE], responses=FloorRequestSerializer(many=True))
    @extend_schema(methods=["post"], request=NewRequestSerializer, responses={201: FloorRequestSerializer})
    @action(detail=True, methods=["get", "post"])
    def requests(self, request, pk=None):
        """The requests for the floor, the newest first; asking for it. Asking again returns the request that stands."""
        sitting = self.get_object()
        if request.method == "POST":
            return self._ask(sitting)
        rows = FloorRequest.objects.visible_to(request.user).for_api().filter(sitting=sitting)
        if state := request.query_params.get("state"):
            if state not in RequestState.values:
                raise ValidationError({"state": ["There is no such state."]})
            rows = rows.filter(state=state)
        page = self.paginate_queryset(rows.order_by())
        return self.get_paginated_response(
            FloorRequestSerializer(page, many=True, context=self.get_serializer_context()).data
        )

    def _ask(self, sitting: Sitting) -> Response:
        given, by = self.given(NewRequestSerializer), self.request.user
        said = {
            "about": given["about"],
            "kind": given["kind"],
            "declared": actions.Declared(given["is_woman"], given["is_youth"], given["district"]),
        }
        if given["name"]:
            asked = self.fitting(lambda: actions.ask_for_hall(sitting, by=by, name=given["name"], **said))
        else:
            trust.require(by, "debates.contribute")
            asked = self.fitting(lambda: actions.ask(sitting, by=by, **said))
        row = FloorRequest.objects.for_api().get(pk=asked.pk)
        return Response(FloorRequestSerializer(row, context=self.get_serializer_context()).data, status=201)

    @extend_schema(methods=["get"], responses=PollSerializer(many=True))
    @extend_schema(methods=["post"], request=NewPollSerializer, responses={201: PollSerializer})
    @action(detail=True, methods=["get", "post"])
    def polls(self, request, pk=None):
        """The polls of a sitting, the newest first; preparing one."""
        sitting = self.get_object()
        if request.method == "POST":
            given = self.given(NewPollSerializer)
            made = self.fitting(lambda: actions.make_poll(sitting, by=request.user, **given))
            return _poll_answer(self, made.pk, status=201)
        rows = Poll.objects.visible_to(request.user).for_acting().filter(sitting=sitting)
        page = counted(self.paginate_queryset(rows.order_by()), request.user)
        return self.get_paginated_response(PollSerializer(page, many=True, context=self.get_serializer_context()).data)

    def _answer(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


class FloorRequestViewSet(mixins.RetrieveModelMixin, Door):
    """Requests for the floor. To act on, there are one's own, and those of the spaces that one facilitates (404)."""

    queryset = FloorRequest.objects.none()
    serializer_class = FloorRequestSerializer

    def get_queryset(self):
        rows, user = FloorRequest.objects, self.request.user
        return rows.visible_to(user).for_api() if self.action == "retrieve" else rows.for_acting(user)

    @extend_schema(request=FloorMoveSerializer, responses=FloorRequestSerializer, parameters=[MOVE])
    @action(detail=True, methods=["post"], url_path="(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Give, end, extend, pass over or withdraw."""
        row, given = self.get_object(), self.given(FloorMoveSerializer)
        if move not in {*FloorRequest.MOVES, EXTEND}:
            raise ValidationError({"move": ["There is no such move."]})
        if move == EXTEND:
            self.fitting(lambda: actions.extend(row, by=request.user, seconds=given["seconds"]))
        else:
            actions.move_request(row, move, by=request.user, and_end=given["and_end"])
        return Response(self.get_serializer(self.get_object()).data)


class PollViewSet(mixins.RetrieveModelMixin, Door):
    """Instant polls. One in preparation exists for those who facilitate the space."""

    queryset = Poll.objects.none()
    serializer_class = PollSerializer

    def get_queryset(self):
        return Poll.objects.visible_to(self.request.user).for_acting()

    def retrieve(self, request, pk=None):
        return _poll_answer(self, self.get_object().pk)

    @extend_schema(request=VoteSerializer, responses=PollSerializer)
    @action(detail=True, methods=["post"])
    def vote(self, request, pk=None):
        """Answer, or change one's answer while the poll is open."""
        poll, given = self.get_object(), self.given(VoteSerializer)
        trust.require(request.user, "debates.contribute")
        self.fitting(lambda: actions.vote(poll, given["option"], by=request.user))
        return _poll_answer(self, poll.pk)

    @extend_schema(request=HandsSerializer, responses=PollSerializer)
    @action(detail=True, methods=["put"])
    def hands(self, request, pk=None):
        """Write down the hands counted in the hall."""
        poll, given = self.get_object(), self.given(HandsSerializer)
        self.fitting(lambda: actions.count_hands(poll, given["hands"], by=request.user))
        return _poll_answer(self, poll.pk)

    @extend_schema(request=None, responses=PollSerializer, parameters=[MOVE])
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Open or close it."""
        poll = self.get_object()
        if move not in Poll.MOVES:
            raise ValidationError({"move": ["There is no such move."]})
        actions.move_poll(poll, move, by=request.user)
        return _poll_answer(self, poll.pk)


def counted(polls, user) -> list[Poll]:
    """Return polls with their options, each with its votes, and what `user` chose (`chosen`): two queries for all."""
    polls = list(polls)
    prefetch_related_objects(polls, Prefetch("options", with_votes(PollOption.objects.all())))
    votes = PollVote.objects.filter(poll__in=polls, user=user.pk) if user.is_authenticated else []
    chosen = {vote.poll_id: vote.option_id for vote in votes}
    for poll in polls:
        poll.chosen = chosen.get(poll.pk)
    return polls


def _poll_answer(view: Door, pk: int, status: int = 200) -> Response:
    (poll,) = counted([Poll.objects.for_acting().get(pk=pk)], view.request.user)
    return Response(PollSerializer(poll, context=view.get_serializer_context()).data, status=status)
