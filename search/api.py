"""The search for other programs."""

from urllib.parse import urlencode

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from rest_framework.views import APIView

from core.permissions import PublicRead
from search.forms import SearchForm
from search.results import search
from search.serializers import FoundSerializer
from search.views import commune_of, page_of

ALSO_ALLOWED = {"page", "format"}
WORDS = {
    "q": "What is looked for, in Arabic, French or Darija; words between quotes stay together.",
    "kind": "A kind of thing, as need, petition, association.",
    "theme": "A theme of the competences of a commune, as water.",
    "place": "A territory: its code, its slug or its name. What is inside it is found.",
    "state": "open or closed.",
    "since": "From this day on.",
    "until": "Until this day, included.",
}


class VisitorThrottle(AnonRateThrottle):
    scope = "search_visitor"
    rate = "60/min"


class PersonThrottle(UserRateThrottle):
    scope = "search_person"
    rate = "120/min"


class SearchView(APIView):
    """Everything that is public, searched at once: what a visitor sees, whoever asks. No question is kept."""

    permission_classes = [PublicRead]
    scope = "search"

    def get_throttles(self):
        return [*super().get_throttles(), VisitorThrottle(), PersonThrottle()]

    @extend_schema(
        operation_id="search_list",
        parameters=[
            *(OpenApiParameter(name, OpenApiTypes.STR, description=words) for name, words in WORDS.items()),
            OpenApiParameter("page", OpenApiTypes.INT, description="A page of twenty, from 1 to 15."),
        ],
        responses=FoundSerializer,
    )
    def get(self, request):
        unknown = request.query_params.keys() - SearchForm.base_fields.keys() - ALSO_ALLOWED
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        form = SearchForm(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: list(errors) for name, errors in form.errors.items()})
        commune, page = commune_of(request.user), page_of(request)
        results = search(form.cleaned_data["q"], form.filters(), near=commune.code if commune else "", page=page)
        results.next = self._address(page + 1) if results.has_next else None
        results.previous = self._address(page - 1) if page > 1 else None
        return Response(FoundSerializer(results, context={"request": request}).data)

    def _address(self, page: int) -> str:
        told = self.request.query_params.dict() | {"page": page}
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(told)}")
