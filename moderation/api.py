"""Moderation for other programs: anyone reports, anyone reads the register."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from core.filtering import KnownFilters
from core.permissions import PublicRead
from moderation.filters import ActApiFilter
from moderation.models import Act
from moderation.serializers import ModerationActSerializer, ReceivedReportSerializer, SentReportSerializer
from moderation.views.reporting import send


class AnyoneReports(BasePermission):
    """Anyone reports, also without an account; a token must carry the scope `spaces:write`."""

    def has_permission(self, request, view):
        if request.method in SAFE_METHODS or request.auth is None:
            return True
        return request.auth.allows("spaces:write")


class ReportView(APIView):
    """Say that a thing breaks the rules. What the person cannot see does not exist (404); twice is once."""

    permission_classes = [AnyoneReports]

    @extend_schema(request=SentReportSerializer, responses={201: ReceivedReportSerializer})
    def post(self, request):
        """Report a thing."""
        sent = SentReportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data
        send(request, data["thing"], data["key"], ground=data["ground"], words=data["words"])
        return Response({"received": True}, status=201)


class ModerationActViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The public register of moderation, the newest act first."""

    permission_classes = [PublicRead]
    scope = "spaces"
    queryset = Act.objects.none()
    serializer_class = ModerationActSerializer
    filterset_class = ActApiFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        return Act.objects.public().for_list()
