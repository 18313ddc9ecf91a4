"""Open311 GeoReport v2: services, their definitions, requests, discovery; needs posted with a person's key.

Addresses end with the format that is asked for, `.json` or `.xml`.
"""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import TokenAuthentication, TokenScheme
from core.permissions import PublicRead
from councils.enums import Theme
from needs.enums import Beneficiary
from needs.models import Need
from notices.paths import in_language
from opendata import serializers
from opendata.catalogue import site
from opendata.open311 import posting, requests
from opendata.open311.answers import JSON, XML, Wrong, told
from opendata.tables.shape import EVERYONE

SINCE = "2026-11-28T00:00:00+01:00"  # when this description of the service was last changed
FORMAT = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=["json", "xml"], description="json or xml")
JURISDICTION = OpenApiParameter("jurisdiction_id", str, description="The commune, as in addresses; without it, all.")
TOLD = {
    "type": "array",
    "description": "An error in the form of Open311: a list with one of these.",
    "items": {
        "type": "object",
        "required": ["code", "description"],
        "properties": {"code": {"type": "integer"}, "description": {"type": "string"}},
    },
}
ERRORS = {
    400: OpenApiResponse(TOLD, "What was asked cannot be read, or cannot be done."),
    403: OpenApiResponse(TOLD, "A key that is not known, or that may not do this."),
    404: OpenApiResponse(TOLD, "No such jurisdiction, service or request."),
}


class Key(TokenAuthentication):
    """The key of a program, as the header of our API or as the argument `api_key` of the standard: never in an
    address.
    """

    def key_of(self, request):
        key = super().key_of(request)
        if key is None and request.method == "POST":
            sent = request.data.get("api_key", "")
            key = sent.strip() if isinstance(sent, str) and sent.strip() else None
        return key


class KeyScheme(TokenScheme):
    """How the schema of the API describes the keys of Open311: the header of our API does as well."""

    target_class = "opendata.views.open311.Key"
    name = "open311_key"


class Open311View(APIView):
    """What the doors of Open311 share: who comes in, how they read and answer."""

    authentication_classes = [Key]
    permission_classes = [PublicRead]
    renderer_classes = [JSON, XML]
    parser_classes = [FormParser, MultiPartParser]
    scope = "needs"

    def get_format_suffix(self, **kwargs):
        """The format that the address ends with."""
        return kwargs["kind"]

    def get_exception_handler(self):
        return told

    def initial(self, request, *args, **kwargs):
        """A method that an address does not know is said to be none, before a key is asked for."""
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


class DiscoveryView(Open311View):
    root = "discovery"

    @extend_schema(
        operation_id="open311_discovery", parameters=[FORMAT],
        responses={200: serializers.DiscoverySerializer, **ERRORS},
        tags=["open311"],
    )  # fmt: skip
    def get(self, request, kind):
        """Where Open311 is spoken, in which version and formats."""
        return Response({
            "changeset": SINCE,
            "contact": site(in_language("/help/")),
            "key_service": site(in_language("/me/tokens/")),
            "endpoints": [{
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": site("/open311/v2"),
                "changeset": SINCE,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }],
        })  # fmt: skip


class ServicesView(Open311View):
    root = "services"

    @extend_schema(
        operation_id="open311_services", parameters=[FORMAT, JURISDICTION],
        responses={200: serializers.ServiceSerializer(many=True), **ERRORS}, tags=["open311"],
    )  # fmt: skip
    def get(self, request, kind):
        """The services: the themes of needs, the same in every commune."""
        if jurisdiction := request.query_params.get("jurisdiction_id", ""):
            requests.space_of(jurisdiction)
        return Response([
            {
                "service_code": code, "service_name": str(label), "description": str(label), "metadata": True,
                "type": "realtime", "keywords": code, "group": "",
            }
            for code, label in Theme.choices
        ])  # fmt: skip


class DefinitionView(Open311View):
    root = "service_definition"

    @extend_schema(
        operation_id="open311_definition", parameters=[FORMAT, JURISDICTION],
        responses={200: serializers.DefinitionSerializer, **ERRORS}, tags=["open311"],
    )  # fmt: skip
    def get(self, request, code, kind):
        """What may be said of a request of a service besides the standard's arguments: a title, and for whom it is."""
        requests.theme_of(code)
        common = {"variable": True, "required": False}
        return Response({
            "service_code": code,
            "attributes": [
                common | {
                    "code": "title", "datatype": "string", "datatype_description": "120 characters at most",
                    "order": 1, "description": "What is needed, in a few words", "values": [],
                },
                common | {
                    "code": "beneficiary", "datatype": "singlevaluelist", "datatype_description": "",
                    "order": 2, "description": "For whom it is needed",
                    "values": [{"key": key, "name": str(name)} for key, name in Beneficiary.choices],
                },
            ],
        })  # fmt: skip


class RequestsView(Open311View):
    root = "service_requests"

    @extend_schema(
        operation_id="open311_requests",
        parameters=[
            FORMAT, JURISDICTION,
            OpenApiParameter("service_request_id", str, description="Numbers with commas between them, 100 at most; "
                             "everything else is then left aside."),
            OpenApiParameter("service_code", str, description="Codes of services with commas between them."),
            OpenApiParameter("start_date", OpenApiTypes.DATETIME, description="Requested at this moment or later."),
            OpenApiParameter("end_date", OpenApiTypes.DATETIME, description="Requested at this moment or before. A "
                             "span has 90 days at most; without dates, the last 90."),
            OpenApiParameter("status", str, description="open, closed, or both with a comma between them."),
            OpenApiParameter("page", int, description="Pages are counted from 1."),
            OpenApiParameter("page_size", int, description="Requests of a page: 1,000 at most, and unless said."),
        ],
        responses={200: serializers.RequestSerializer(many=True), **ERRORS}, tags=["open311"],
    )  # fmt: skip
    def get(self, request, kind):
        """Requests: the needs that everyone may see, the newest first."""
        return Response([requests.request_of(need) for need in requests.asked_for(request.query_params)])

    @extend_schema(
        operation_id="open311_post", parameters=[FORMAT],
        request={"application/x-www-form-urlencoded": serializers.NewRequestSerializer,
                 "multipart/form-data": serializers.NewRequestSerializer},
        responses={
            201: serializers.PostedSerializer(many=True), **ERRORS,
        },
        tags=["open311"],
    )  # fmt: skip
    def post(self, request, kind):
        """Post a need in the name of the key's owner. The same words sent twice in a day are one need."""
        need = posting.post(request.data, request.FILES, by=request.user, key=request.auth)
        notice = ""
        if request.data.get("media_url"):
            notice = "media_url was not fetched: send the photo itself as the file media."
        return Response(
            [{"service_request_id": str(need.pk), "service_notice": notice, "account_id": None}], status=201
        )


class RequestView(Open311View):
    root = "service_requests"

    @extend_schema(
        operation_id="open311_request", parameters=[FORMAT],
        responses={200: serializers.RequestSerializer(many=True), **ERRORS}, tags=["open311"],
    )  # fmt: skip
    def get(self, request, pk, kind):
        """One request, as a list of one."""
        found = requests.told_with(Need.objects.visible_to(EVERYONE).filter(pk=pk))
        if not found:
            raise Wrong(404, "There is no such service_request_id.")
        return Response([requests.request_of(found[0])])


class TokenView(Open311View):
    root = "service_requests"

    @extend_schema(
        operation_id="open311_token", parameters=[FORMAT],
        responses={200: serializers.TokenSerializer(many=True), **ERRORS}, tags=["open311"],
    )  # fmt: skip
    def get(self, request, pk, kind):
        """The number of a request by its token: every request has its number at once, and that is its token."""
        if not Need.objects.visible_to(EVERYONE).filter(pk=pk).exists():
            raise Wrong(404, "There is no such token.")
        return Response([{"service_request_id": str(pk), "token": str(pk)}])
