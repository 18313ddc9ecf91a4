"""Desks for other programs: where people without a phone are helped. What is written there is in no list."""

from rest_framework import mixins, viewsets

from core.filtering import KnownFilters
from core.permissions import PublicRead
from mediation.filters import DeskFilter
from mediation.models import Desk
from mediation.serializers import DeskSerializer


class DeskViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Open desks. One of a space in preparation does not exist for others than its people (404)."""

    permission_classes = [PublicRead]
    scope = "spaces"
    queryset = Desk.objects.none()
    serializer_class = DeskSerializer
    filterset_class = DeskFilter
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        return Desk.objects.visible_to(self.request.user).open().for_list()
