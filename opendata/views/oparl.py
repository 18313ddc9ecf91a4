"""The doors of OParl: the system, its bodies, the lists of a body, one object by its address."""

import re

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from core.problems import PROBLEM
from councils.models import Committee, Council
from notices.paths import absolute
from opendata.catalogue import site
from opendata.oparl import objects
from opendata.oparl.shape import FILTERS, SCHEMA, Told, list_address, object_address, page_of
from opendata.tables.shape import CC_BY
from territories.queries import unread_of

LANGUAGE = "ar"
KEY = re.compile(r"(?:(council|committee)-)?([0-9]{1,15})(-committee)?")
OBJECT = OpenApiTypes.OBJECT
UNREADABLE = {200: OBJECT, (400, PROBLEM): OpenApiResponse(OBJECT, "A page or a moment that cannot be read.")}
MISSING = {(404, PROBLEM): OpenApiResponse(OBJECT, "No such council, list or object.")}
PAGE = OpenApiParameter("page", int, description="Pages of 100 objects, counted from 1.")
TIMES = [
    OpenApiParameter(name, OpenApiTypes.DATETIME, description=f"{name.replace('_', ' ')} this moment, with its offset.")
    for name in FILTERS
]


class OParlView(APIView):
    """What the doors of OParl share: anyone reads, from any site; names are told in Arabic."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def dispatch(self, request, *args, **kwargs):
        with translation.override(LANGUAGE):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def councils(self):
        rows = Council.objects.select_related("territory").defer(*unread_of("territory"))
        return rows.order_by("territory__code")


class SystemView(OParlView):
    @extend_schema(operation_id="oparl_system", responses=OBJECT, tags=["oparl"])
    def get(self, request):
        """The system (OParl 1.1): where the list of councils is."""
        return Response({
            "id": site("/oparl/v1.1/system"),
            "type": f"{SCHEMA}System",
            "oparlVersion": SCHEMA,
            "license": CC_BY.url,
            "name": "Agraw",
            "body": site("/oparl/v1.1/bodies"),
            "website": absolute("/", LANGUAGE),
            "contactName": "Agraw",
            "agraw:dictionary": absolute("/open-data/", LANGUAGE),
        })  # fmt: skip


class BodiesView(OParlView):
    @extend_schema(operation_id="oparl_bodies", parameters=[PAGE, *TIMES], responses=UNREADABLE, tags=["oparl"])
    def get(self, request):
        """The councils, as OParl bodies."""
        rows = [objects.body(row) for row in self.councils()]
        return Response(page_of(rows, request.query_params, site("/oparl/v1.1/bodies")))


class ListView(OParlView):
    @extend_schema(
        operation_id="oparl_list", responses=UNREADABLE | MISSING, tags=["oparl"],
        parameters=[
            PAGE, *TIMES, OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The council's territory."),
            OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=sorted(objects.LISTS), description="Which list."),
        ],
    )  # fmt: skip
    def get(self, request, slug, kind):
        """A list of a council: its organizations, people, meetings, papers, points of the agenda, memberships. What is
        gone is told, as `deleted`, to whoever asks by `modified_since`.
        """
        if kind not in objects.LISTS:
            raise Http404
        council = get_object_or_404(self.councils(), territory__slug=slug)
        return Response(page_of(objects.LISTS[kind](council), request.query_params, list_address(slug, kind)))


class ObjectView(OParlView):
    @extend_schema(
        operation_id="oparl_object", responses={200: OBJECT} | MISSING, tags=["oparl"],
        parameters=[
            OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=["body", *sorted(objects.LISTS)],
                             description="What it is."),
            OpenApiParameter("key", str, OpenApiParameter.PATH, description="As in the address that named it."),
        ],
    )  # fmt: skip
    def get(self, request, kind, key):
        """One object by its address, which is its identifier."""
        return Response(self._found(kind, key).as_data())

    def _found(self, kind: str, key: str) -> Told:
        if kind == "body":
            return objects.body(get_object_or_404(self.councils(), territory__slug=key))
        told = KEY.fullmatch(key)
        if kind not in objects.LISTS or told is None:
            raise Http404
        council = get_object_or_404(self.councils(), pk=self._owner(kind, told))
        address = object_address(kind, key)
        found = (one for one in objects.LISTS[kind](council) if object_address(one.kind, one.key) == address)
        if (one := next(found, None)) is None:
            raise Http404
        return one

    def _owner(self, kind: str, told: re.Match) -> int:
        """Return the number of the council in which an object is."""
        number = int(told[2])
        if kind == "organization":
            if told[1] == "council":
                return number
            return get_object_or_404(Committee, pk=number).council_id
        model, path = objects.OWNERS[kind]
        owner = model.objects.filter(pk=number).values_list(path, flat=True).first()
        if owner is None:
            raise Http404
        return owner
