"""Who am I, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Scoped
from accounts.serializers import MeSerializer


class MeView(APIView):
    """The person behind the session or the token, and the acts that her trust level opens."""

    permission_classes = [IsAuthenticated & Scoped]

    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request):
        return Response(MeSerializer(request.user, context={"request": request}).data)
