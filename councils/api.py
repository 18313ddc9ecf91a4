"""Councils and referrals for other programs: read by anyone, written by those who hold a mandate."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.permissions import ask_who
from core.permissions import PublicRead
from councils import actions, rules, serializers
from councils.actions.people import acting_mandate
from councils.filters import CouncilFilter, ReferralApiFilter
from councils.models import Answer, Council, Referral
from councils.queries import numbers_of

DETAIL = serializers.ReferralDetailSerializer


class CouncilViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Elected councils, found by the slug of their territory, with their people, committees and numbers."""

    permission_classes = [PublicRead]
    scope = "councils"
    queryset = Council.objects.none()
    filterset_class = CouncilFilter
    lookup_field = "territory__slug"
    lookup_url_kwarg = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def get_queryset(self):
        councils = Council.objects.for_list()
        return councils if self.action == "list" else councils.prefetch_related("committees")

    def get_serializer_class(self):
        return serializers.CouncilSerializer if self.action == "list" else serializers.CouncilDetailSerializer

    def get_serializer(self, *args, **kwargs):
        """Count for the whole page at once, not for each council."""
        many, found = kwargs.get("many"), args[0] if args else []
        serializer = super().get_serializer(*args, **kwargs)
        rows = found if many else [found]
        serializer.context["numbers"] = numbers_of(
            [row for row in rows if isinstance(row, Council)], Referral.objects.all(), Answer.objects.all()
        )
        return serializer


class ReferralViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Matters put before councils, their clocks and the answers."""

    permission_classes = [PublicRead]
    scope = "referrals"
    queryset = Referral.objects.none()
    filterset_class = ReferralApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        answers = Answer.objects.published().select_related("signed_by").order_by("id")
        found = Referral.objects.visible_to(self.request.user).for_list()
        found = found.prefetch_related(Prefetch("answers", answers, to_attr="published_answers"))
        return found if self.action == "list" else found.prefetch_related("pauses")

    def get_serializer_class(self):
        return serializers.ReferralSerializer if self.action == "list" else DETAIL

    @extend_schema(request=serializers.AssignSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def assign(self, request, pk=None):
        """Say who prepares the answer."""
        referral, data = self._read(serializers.AssignSerializer)
        if not any(data.values()):
            data = {"mandate": acting_mandate(referral.council_id, request.user, rules.assigns, referral)}
        return self._answer(actions.assign(referral, by=request.user, **data))

    @extend_schema(request=serializers.DraftTextSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def draft(self, request, pk=None):
        """Write the draft of the answer, or its next version."""
        referral, data = self._read(serializers.DraftTextSerializer)
        return self._answer(actions.save_draft(referral, by=request.user, **data))

    @extend_schema(request=serializers.VersionReadSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def validate(self, request, pk=None):
        """Approve the draft that was read."""
        referral, data = self._read(serializers.VersionReadSerializer)
        return self._answer(actions.validate(referral, by=request.user, **data))

    @extend_schema(operation_id="referrals_return", request=serializers.NoteSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request, pk=None):
        """Give the draft back to whoever wrote it."""
        referral, data = self._read(serializers.NoteSerializer)
        return self._answer(actions.send_back(referral, by=request.user, **data))

    @extend_schema(request=serializers.VersionReadSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """Sign the draft that was read, and publish it."""
        ask_who(request)
        referral, data = self._read(serializers.VersionReadSerializer)
        return self._answer(actions.publish(referral, by=request.user, **data))

    @extend_schema(request=serializers.AnswerTextSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def report(self, request, pk=None):
        """Publish what became of an answer."""
        referral, data = self._read(serializers.AnswerTextSerializer)
        return self._answer(actions.report_progress(referral, by=request.user, **data))

    @extend_schema(request=serializers.HaltSerializer, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def pause(self, request, pk=None):
        """Make the clock stand still, for a public reason."""
        referral, data = self._read(serializers.HaltSerializer)
        return self._answer(actions.pause(referral, by=request.user, **data))

    @extend_schema(request=None, responses=DETAIL)
    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """Let the clock run again."""
        return self._answer(actions.resume(self.get_object(), by=request.user))

    def _read(self, serializer_class):
        """Return the matter that the caller may see, and what she sent, checked."""
        referral = self.get_object()
        data = serializer_class(data=self.request.data)
        data.is_valid(raise_exception=True)
        return referral, data.validated_data

    def _answer(self, _done):
        return Response(self.get_serializer(self.get_object()).data)
