"""Spaces for other programs: read by anyone, joined and left by their owner's token."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.filtering import KnownFilters
from core.permissions import PublicRead
from spaces import actions
from spaces.filters import AssociationApiFilter, SpaceFilter
from spaces.models import Association, Space
from spaces.serializers import AssociationSerializer, SpaceDetailSerializer, SpaceSerializer, VersionSerializer


class SpaceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Civil society spaces, one a commune, found by the commune's slug."""

    permission_classes = [PublicRead]
    scope = "spaces"
    queryset = Space.objects.none()
    filterset_class = SpaceFilter
    lookup_field = "commune__slug"
    lookup_url_kwarg = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def get_queryset(self):
        return Space.objects.visible_to(self.request.user).for_list()

    def get_serializer_class(self):
        return SpaceSerializer if self.action == "list" else SpaceDetailSerializer

    @extend_schema(request=VersionSerializer, responses=SpaceDetailSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request, slug=None):
        """Become a member by adhering to the charter's version in force."""
        return self._with_version(actions.join)

    @extend_schema(request=VersionSerializer, responses=SpaceDetailSerializer)
    @action(detail=True, methods=["post"])
    def adhere(self, request, slug=None):
        """Adhere to the charter again after it changed."""
        return self._with_version(actions.adhere)

    @extend_schema(request=None, responses=SpaceDetailSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request, slug=None):
        """End every role of hers in the space."""
        space = self.get_object()
        actions.leave(space, by=request.user)
        return self._answer()

    def _with_version(self, act):
        space = self.get_object()
        data = VersionSerializer(data=self.request.data)
        data.is_valid(raise_exception=True)
        act(space, by=self.request.user, version=data.validated_data["version"])
        return self._answer()

    def _answer(self):
        return Response(self.get_serializer(self.get_object()).data)


class AssociationViewSet(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Associations: what everyone sees of them on their page."""

    permission_classes = [PublicRead]
    scope = "associations"
    queryset = Association.objects.none()
    filterset_class = AssociationApiFilter
    serializer_class = AssociationSerializer
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        return Association.objects.visible_to(self.request.user).for_directory()
