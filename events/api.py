"""Events for other programs: read by anyone; registered for, and given back, by a token with `events:write`."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from core.filtering import KnownFilters
from core.permissions import PublicRead
from debates.serializers.debate import ReasonSerializer
from events import actions
from events.actions.moving import BY_NAME
from events.enums import EventState
from events.filters import EventApiFilter
from events.models import Event
from events.serializers import EventDetailSerializer, EventSerializer, MyRegistrationSerializer


class RegisteringThrottle(UserRateThrottle):
    """Registering is one person's act: no program needs to do it often."""

    scope = "registering"
    rate = "30/min"


class EventViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Events. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "events"
    queryset = Event.objects.none()
    filterset_class = EventApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        events = Event.objects.visible_to(self.request.user)
        if self.action == "list":
            return events.exclude(state=EventState.DRAFT).for_list()
        return events.for_detail().prefetch_related("slots__room", "notes__sources", "headcounts")

    def get_serializer_class(self):
        return EventSerializer if self.action == "list" else EventDetailSerializer

    def get_throttles(self):
        throttles = super().get_throttles()
        return [*throttles, RegisteringThrottle()] if self.action == "register" else throttles

    @extend_schema(
        request=ReasonSerializer,
        responses=EventDetailSerializer,
        parameters=[OpenApiParameter("move", str, OpenApiParameter.PATH, enum=sorted(BY_NAME))],
    )
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        row, data = self._row(), ReasonSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        if move not in BY_NAME:
            raise ValidationError({"move": ["There is no such move."]})
        actions.move(row, move, by=request.user, note=data.validated_data["note"])
        row = self.get_queryset().filter(pk=row.pk).first()
        if row is None:  # hidden by this very act
            return Response(status=204)
        return Response(EventDetailSerializer(row, context=self.get_serializer_context()).data)

    @extend_schema(responses=MyRegistrationSerializer, filters=False)
    @action(detail=True, methods=["get"], url_path="my-registration", url_name="my-registration", pagination_class=None)
    def my_registration(self, request, pk=None):
        """Your own registration; 404 when you have none."""
        return Response(MyRegistrationSerializer(self._own()).data)

    @extend_schema(request=MyRegistrationSerializer, responses=MyRegistrationSerializer)
    @my_registration.mapping.put
    def register(self, request, pk=None):
        """Register, with a place or a number on the waiting list. Again changes what you need in order to come."""
        event = self._row_of_a_person()
        data = MyRegistrationSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        made = actions.register(event, by=request.user, **data.validated_data)
        return Response(MyRegistrationSerializer(made).data)

    @extend_schema(request=None, responses={204: None})
    @my_registration.mapping.delete
    def give_back(self, request, pk=None):
        """Give your place back; the first who waits has it. Again changes nothing."""
        actions.give_back(self._row_of_a_person(), by=request.user)
        return Response(status=204)

    def _row(self) -> Event:
        return get_object_or_404(Event.objects.visible_to(self.request.user).for_detail(), pk=self.kwargs["pk"])

    def _row_of_a_person(self) -> Event:
        if not self.request.user.is_authenticated:
            raise NotAuthenticated
        return self._row()

    def _own(self):
        row = self._row_of_a_person().registrations.standing().filter(user=self.request.user).first()
        if row is None:
            raise NotFound
        return row
