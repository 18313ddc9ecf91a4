"""Live sittings, requests for the floor and polls as other programs read and write them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.workflow import available
from debates import room
from debates.actions.floor import EXTEND_MAX
from debates.actions.polls import HANDS_MAX, OPTIONS_MAX, OPTIONS_MIN
from debates.actions.sittings import HALL_MAX, SLOW_MAX, TURN_MAX, TURN_MIN
from debates.enums import Criterion, PollState, QueueRule, RequestKind, RequestState, SittingState
from debates.models import FloorRequest, Poll, PollOption, Sitting

ASK, ATTEND, EXTEND, VOTE = "ask", "attend", "extend", "vote"
PRESIDE = ["call_point", "adjust", "count_hall", "hand_over", "make_poll"]


class Addressed(serializers.ModelSerializer):
    """A thing with its address, and what the caller may do with it now."""

    url = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()
    noun = ""

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, obj) -> str:
        return self.context["request"].build_absolute_uri(f"/api/v1/{self.noun}/{obj.pk}/")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_actions(self, obj) -> list[str]:
        """What the caller may do now."""
        user = self.context["request"].user
        return available(obj, user) + self.besides(obj, user) if user.is_authenticated else []

    def besides(self, obj, user) -> list[str]:
        """Return what is no move."""
        return []


class SittingSerializer(Addressed):
    """A sitting. `room` is the frame `room` of docs/live.md: the agenda point, the floor, the queue, the poll."""

    debate = serializers.IntegerField(source="debate_id", read_only=True)
    thread = serializers.IntegerField(source="debate.thread_id", read_only=True)
    state = serializers.ChoiceField(choices=SittingState.choices, read_only=True)
    queue_rule = serializers.ChoiceField(choices=QueueRule.choices, read_only=True)
    criteria = serializers.ListField(child=serializers.ChoiceField(choices=Criterion.choices), read_only=True)
    lead = serializers.SerializerMethodField()
    room = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()
    noun = "sittings"

    class Meta:
        model = Sitting
        fields = [
            "id", "debate", "thread", "number", "starts_at", "place", "state", "lead", "queue_rule", "criteria",
            "turn_seconds", "hall_people", "hall_women", "hall_youth", "started_at", "ended_at", "room", "page", "url",
            "actions",
        ]  # fmt: skip
        read_only_fields = fields

    def get_lead(self, sitting) -> str | None:
        """Who presides, by her public name."""
        return sitting.lead and sitting.lead.public_name

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_room(self, sitting) -> dict:
        return room.read(sitting.debate, sitting).frame()

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, sitting) -> str:
        return self.context["request"].build_absolute_uri(sitting.get_absolute_url())

    def besides(self, sitting, user) -> list[str]:
        if sitting.state != SittingState.LIVE:
            return []
        offered = [ASK, ATTEND] if user.has_perm("debates.ask_floor", sitting) else []
        return offered + (PRESIDE if user.has_perm("debates.run_sitting", sitting) else [])


class FloorRequestSerializer(Addressed):
    """A request for the floor. `name` is public; what the person said of herself is told to nobody."""

    sitting = serializers.IntegerField(source="sitting_id", read_only=True)
    name = serializers.CharField(source="who", read_only=True)
    kind = serializers.ChoiceField(choices=RequestKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=RequestState.choices, read_only=True)
    mine = serializers.SerializerMethodField()
    noun = "requests"

    class Meta:
        model = FloorRequest
        fields = [
            "id", "sitting", "name", "about", "kind", "state", "mine", "asked_at", "given_at", "until", "ended_at",
            "url", "actions",
        ]  # fmt: skip
        read_only_fields = fields

    def get_mine(self, request) -> bool:
        """Whether the caller asked."""
        return request.user_id is not None and request.user_id == self.context["request"].user.pk

    def besides(self, request, user) -> list[str]:
        may = request.state == RequestState.GIVEN and user.has_perm("debates.run_floor", request)
        return [EXTEND] if may else []


class PollOptionSerializer(serializers.ModelSerializer):
    """An answer; `votes` (phones and hands of the hall) is null until the poll is closed."""

    votes = serializers.SerializerMethodField()

    class Meta:
        model = PollOption
        fields = ["id", "number", "text", "votes"]
        read_only_fields = fields

    def get_votes(self, option) -> int | None:
        return option.online + option.hall_votes if self.context["poll_state"] == PollState.CLOSED else None


class PollSerializer(Addressed):
    """An instant poll. While it is open, only how many answered is told."""

    sitting = serializers.IntegerField(source="sitting_id", read_only=True)
    state = serializers.ChoiceField(choices=PollState.choices, read_only=True)
    options = serializers.SerializerMethodField()
    voters = serializers.SerializerMethodField()
    answered = serializers.SerializerMethodField()
    noun = "polls"

    class Meta:
        model = Poll
        fields = [
            "id", "sitting", "question", "state", "options", "voters", "answered", "opened_at", "closed_at", "url",
            "actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(PollOptionSerializer(many=True))
    def get_options(self, poll) -> list[dict]:
        return PollOptionSerializer(poll.options.all(), many=True, context={"poll_state": poll.state}).data

    def get_voters(self, poll) -> int:
        """How many answered, on their phones and by hand in the hall."""
        return sum(option.online + option.hall_votes for option in poll.options.all())

    def get_answered(self, poll) -> int | None:
        """The option that the caller chose."""
        return poll.chosen

    def besides(self, poll, user) -> list[str]:
        offered = []
        if poll.state == PollState.OPEN and user.has_perm("debates.vote_in_poll", poll):
            offered.append(VOTE)
        if poll.state != PollState.DRAFT and user.has_perm("debates.run_poll", poll):
            offered.append("count_hands")
        return offered


# --- what is given ---
class ReasonOfSittingSerializer(serializers.Serializer):
    """The public reason of a move; cancelling demands one."""

    note = serializers.CharField(max_length=1_000, required=False, default="", allow_blank=True)


class NewRequestSerializer(serializers.Serializer):
    """Asking for the floor. What she says of herself balances the queue, and is told to nobody.

    `name` is for whoever presides: someone in the hall asks.
    """

    about = serializers.CharField(max_length=2_000, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=RequestKind.choices, default=RequestKind.SPEECH)
    is_woman = serializers.BooleanField(required=False, allow_null=True, default=None)
    is_youth = serializers.BooleanField(required=False, allow_null=True, default=None)
    district = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    name = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class FloorMoveSerializer(serializers.Serializer):
    """`and_end`: when the floor is given, the turn (its `id`) that is ended first. `seconds`: by how much to extend."""

    and_end = serializers.IntegerField(required=False, allow_null=True, default=None)
    seconds = serializers.IntegerField(required=False, min_value=1, max_value=EXTEND_MAX, default=60)


class CallPointSerializer(serializers.Serializer):
    """An agenda point of the debate, or null for none."""

    point = serializers.IntegerField(allow_null=True, min_value=1, max_value=2**63 - 1)


class SettingsSerializer(serializers.Serializer):
    """How the queue is ordered, how long a turn is, how slow the discussion."""

    queue_rule = serializers.ChoiceField(choices=QueueRule.choices)
    criteria = serializers.ListField(
        child=serializers.ChoiceField(choices=Criterion.choices), max_length=len(Criterion)
    )
    turn_seconds = serializers.IntegerField(min_value=TURN_MIN, max_value=TURN_MAX)
    slow_seconds = serializers.IntegerField(min_value=0, max_value=SLOW_MAX)


class HallSerializer(serializers.Serializer):
    """How many people are in the hall; null: not counted."""

    people = serializers.IntegerField(min_value=0, max_value=HALL_MAX, allow_null=True)
    women = serializers.IntegerField(min_value=0, max_value=HALL_MAX, allow_null=True, default=None)
    youth = serializers.IntegerField(min_value=0, max_value=HALL_MAX, allow_null=True, default=None)


class NewPollSerializer(serializers.Serializer):
    """A question with two to six answers."""

    question = serializers.CharField(max_length=2_000)
    options = serializers.ListField(
        child=serializers.CharField(max_length=2_000), min_length=OPTIONS_MIN, max_length=OPTIONS_MAX
    )


class VoteSerializer(serializers.Serializer):
    """The option chosen, by its `id`."""

    option = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class HandsSerializer(serializers.Serializer):
    """Hands counted in the hall: `{option id: hands}`."""

    hands = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=HANDS_MAX))

    def validate_hands(self, hands):
        if not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in hands):
            raise serializers.ValidationError("The keys are ids of options.")
        return {int(key): count for key, count in hands.items()}
