"""Sessions and decisions for other programs: read by anyone, by the same filters as the pages."""

from django.db.models import Prefetch
from rest_framework import mixins, viewsets

from core.filtering import KnownFilters
from core.permissions import PublicRead
from deliberations.filters import DecisionApiFilter, SessionApiFilter
from deliberations.models import AgendaItem, Decision, Session, Sitting
from deliberations.serializers import (
    DecisionDetailSerializer,
    DecisionSerializer,
    SessionDetailSerializer,
    SessionSerializer,
)


class _ReadOnly(KnownFilters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What everyone may read, whoever asks."""

    permission_classes = [PublicRead]
    line, whole = None, None

    def get_serializer_class(self):
        return self.line if self.action == "list" else self.whole


class SessionViewSet(_ReadOnly):
    """Sessions of councils, with their sittings and the points of their agenda."""

    scope = "sessions"
    queryset = Session.objects.none()
    filterset_class = SessionApiFilter
    line, whole = SessionSerializer, SessionDetailSerializer
    lookup_value_regex = "[0-9]{1,15}"

    def get_queryset(self):
        rows = Session.objects.visible_to(self.request.user)
        if self.action == "list":
            return rows.for_list()
        items = AgendaItem.objects.public().for_list()
        sittings = Sitting.objects.with_attendance()
        return (
            rows.for_detail()
            .with_counts()
            .prefetch_related(
                Prefetch("items", items, to_attr="public_items"), Prefetch("sittings", sittings, to_attr="all_sittings")
            )
        )


class DecisionViewSet(_ReadOnly):
    """Published decisions of councils, at their permanent addresses, with the vote of each member."""

    scope = "decisions"
    queryset = Decision.objects.none()
    filterset_class = DecisionApiFilter
    line, whole = DecisionSerializer, DecisionDetailSerializer
    lookup_field = "address"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,120}"

    def get_queryset(self):
        rows = Decision.objects.published()
        if self.action == "list":
            return rows.for_list()
        return rows.for_detail().prefetch_related("deliberation__votes__mandate")
