"""Discussions for other programs: read by anyone, written by a person's token with the scope `debates:write`."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response

from accounts import trust
from core.fitness import Unfit
from core.pages import BadCursorError, slice_of
from core.permissions import PublicRead
from debates import actions
from debates.enums import ReactionKind
from debates.models import Contribution, Thread
from debates.reading import ANSWERS, Reader, veiled
from debates.serializers.thread import (
    ChangedContributionSerializer,
    ContributionSerializer,
    EarlierTextSerializer,
    MoveReasonSerializer,
    NewContributionSerializer,
    SpokenContributionSerializer,
    StandingSerializer,
    ThreadSerializer,
    TranscriptSerializer,
)
from territories.queries import unread_of

SIZE, SIZE_MAX = 20, 100  # contributions of a page
LARGEST = {"after": 2**31 - 1, "parent": 2**63 - 1, "limit": SIZE_MAX}
ALLOWED = {"after", "parent", "limit", "cursor", "format"}
ASKED = [
    OpenApiParameter("after", int, description="Every contribution with a greater `seq`, oldest first, answers too."),
    OpenApiParameter("parent", int, description="The answers to this contribution (its `id`), oldest first."),
    OpenApiParameter("limit", int, description=f"Contributions of a page, {SIZE} by default, {SIZE_MAX} at most."),
    OpenApiParameter("cursor", str, description="Where the page goes on from: taken from `next` or `previous`."),
]
LINK = {"type": ["string", "null"], "format": "uri"}
PAGE = OpenApiResponse(
    {
        "type": "object",
        "required": ["next", "previous", "results"],
        "properties": {
            "next": LINK,
            "previous": LINK,
            "results": {"type": "array", "items": {"$ref": "#/components/schemas/Standing"}},
        },
    },
    description="A page of contributions: newest first, each with its first answers; with `after` or `parent`, oldest "
    "first, each by itself.",
)
MOVE = OpenApiParameter("move", str, OpenApiParameter.PATH)
KIND = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=ReactionKind.values)


class ThreadViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Discussions. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "debates"
    queryset = Thread.objects.none()
    serializer_class = ThreadSerializer
    filter_backends = ()
    pagination_class = None
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        return Thread.objects.visible_to(self.request.user).for_room().select_related("debate")

    @extend_schema(parameters=ASKED, responses={(200, "application/json"): PAGE})
    @action(detail=True)
    def contributions(self, request, pk=None):
        """What people said, newest first with the first answers; or, from a number on, everything in its order."""
        if unknown := request.query_params.keys() - ALLOWED:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        reader = Reader(self.get_object(), request.user)
        size = _number(request, "limit", least=1) or SIZE
        after, parent = _number(request, "after"), _number(request, "parent", least=1)
        if after is None and parent is None:
            return self._page(reader, size)
        rows = reader.rows().shown().filter(seq__gt=after or 0)
        if parent is not None:
            rows = rows.filter(parent=parent)
        found = list(rows.order_by("seq")[: size + 1])
        more = len(found) > size
        return self._answer_page(reader.dressed(found[:size], answers=0), after=found[size - 1].seq if more else None)

    def _page(self, reader: Reader, size: int) -> Response:
        try:
            part = slice_of(
                reader.rows().standing(), "-seq", cursor=self.request.query_params.get("cursor", ""), size=size
            )
        except BadCursorError:
            raise ValidationError({"cursor": ["This cursor is not known."]}) from None
        rows = reader.dressed(veiled(part.rows), answers=ANSWERS)
        return self._answer_page(rows, cursors=(part.after, part.before))

    def _answer_page(self, rows, *, cursors: tuple[str, str] = ("", ""), after: int | None = None) -> Response:
        links = [self._link({"cursor": cursor}) if cursor else None for cursor in cursors]
        if after is not None:
            links[0] = self._link({"after": after})
        results = StandingSerializer(rows, many=True, context=self.get_serializer_context()).data
        return Response({"next": links[0], "previous": links[1], "results": results})

    def _link(self, changed: dict[str, Any]) -> str:
        query = self.request.query_params.copy()
        for name, value in changed.items():
            query[name] = str(value)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    @extend_schema(
        request={"application/json": NewContributionSerializer, "multipart/form-data": SpokenContributionSerializer},
        responses={
            201: ContributionSerializer,
            200: OpenApiResponse(ContributionSerializer, description="Sent again with the same key: what is stored."),
        },
    )
    @contributions.mapping.post
    def contribute(self, request, pk=None):
        """Say something, or answer, in a form also by voice; with the same `client_key` again, what was stored."""
        is_form = request.content_type.startswith("multipart/")
        given = SpokenContributionSerializer if is_form else NewContributionSerializer
        thread, data = self.get_object(), _given(self, given)
        trust.require(request.user, "debates.contribute")
        said = _fitting(lambda: actions.contribute(thread, by=request.user, **data))
        said.mine = []
        (row,) = Reader(thread, request.user).dressed([said], answers=0)
        answer = ContributionSerializer(row, context=self.get_serializer_context()).data
        return Response(answer, status=200 if said.is_repeat else 201)

    @extend_schema(request=MoveReasonSerializer, responses=ThreadSerializer, parameters=[MOVE])
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        note = _given(self, MoveReasonSerializer)["note"]
        actions.move_thread(self.get_object(), move, by=request.user, note=note)
        return Response(self.get_serializer(self.get_object()).data)


class ContributionViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Contributions. One that the caller may not see does not exist for her (404)."""

    permission_classes = [PublicRead]
    scope = "debates"
    queryset = Contribution.objects.none()
    serializer_class = StandingSerializer
    filter_backends = ()
    pagination_class = None
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        user = self.request.user
        rows = Contribution.objects.visible_to(user).for_viewer(user)
        return rows.select_related("author", "voice", "thread__space__commune").defer(
            *unread_of("thread__space__commune")
        )

    def get_object(self) -> Contribution:
        row = super().get_object()
        return Reader(row.thread, self.request.user).dressed([row])[0]

    @extend_schema(request=ChangedContributionSerializer, responses=StandingSerializer)
    def partial_update(self, request, pk=None):
        """Say it otherwise, during ten minutes; what it said before is kept."""
        row, text = self.get_object(), _given(self, ChangedContributionSerializer)["text"]
        _fitting(lambda: actions.edit_contribution(row, by=request.user, text=text))
        return self._answer()

    @extend_schema(request=TranscriptSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def transcript(self, request, pk=None):
        """Type out what is said in its voice note: its author, or who moderates the space."""
        row = self.get_object()
        if not request.user.has_perm("debates.transcribe_contribution", row):
            raise PermissionDenied  # before what was sent is looked at
        text = _given(self, TranscriptSerializer)["transcript"]
        _fitting(lambda: actions.transcribe(row, by=request.user, text=text))
        return self._answer()

    @extend_schema(responses=EarlierTextSerializer(many=True))
    @action(detail=True)
    def earlier(self, request, pk=None):
        """What it said before it was changed, oldest first."""
        return Response(EarlierTextSerializer(self.get_object().earlier_texts.all(), many=True).data)

    @extend_schema(request=MoveReasonSerializer, responses=StandingSerializer, parameters=[MOVE])
    @action(detail=True, methods=["post"], url_path="moves/(?P<move>[a-z_]{2,20})")
    def move(self, request, pk=None, move=None):
        """Perform a move that `actions` offers."""
        row, note = self.get_object(), _given(self, MoveReasonSerializer)["note"]
        actions.move_contribution(row, move, by=request.user, note=note)
        return self._answer()

    @extend_schema(request=None, responses=StandingSerializer, parameters=[KIND])
    @action(detail=True, methods=["post"], url_path="reactions/(?P<kind>[a-z]{2,8})")
    def react(self, request, pk=None, kind=None):
        """Agree, disagree or thank; again changes nothing. Agreeing takes back disagreeing."""
        row = self.get_object()
        trust.require(request.user, "debates.contribute")
        _fitting(lambda: actions.react(row, by=request.user, kind=kind))
        return self._answer()

    @extend_schema(request=None, responses={200: StandingSerializer}, parameters=[KIND])
    @react.mapping.delete
    def unreact(self, request, pk=None, kind=None):
        """Take a reaction back; again changes nothing."""
        row = self.get_object()
        _fitting(lambda: actions.unreact(row, by=request.user, kind=kind))
        return self._answer()

    @extend_schema(request=None, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def pin(self, request, pk=None):
        """Put it on top of its discussion; again changes nothing."""
        actions.pin(self.get_object(), by=request.user)
        return self._answer()

    @extend_schema(request=None, responses={200: StandingSerializer})
    @pin.mapping.delete
    def unpin(self, request, pk=None):
        """Take it down from the top; again changes nothing."""
        actions.unpin(self.get_object(), by=request.user)
        return self._answer()

    def _answer(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


def _given(view, serializer_class) -> dict[str, Any]:
    data = serializer_class(data=view.request.data)
    data.is_valid(raise_exception=True)
    return data.validated_data


def _fitting(act: Callable[[], Any]) -> Any:
    """Return what an act gives; what it cannot take is told of its field (400)."""
    try:
        return act()
    except Unfit as unfit:
        raise ValidationError({unfit.field: [str(unfit)]}) from None


def _number(request, name: str, *, least: int = 0) -> int | None:
    """Return a number that the address asks for, None without. Raises `ValidationError` for what is none."""
    asked = request.query_params.get(name)
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > 19 or not least <= int(asked) <= LARGEST[name]:
        raise ValidationError({name: [f"A number from {least} to {LARGEST[name]}."]})
    return int(asked)
