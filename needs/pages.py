"""The orders of a list of needs, and its pages in the API."""

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from core.pages import BadCursorError, address, slice_of
from needs.enums import Order

# The columns of each order, and the index that serves it (`needs.models`).
COLUMNS: dict[str, tuple[str, ...]] = {
    Order.NEWEST: ("-id",),  # need_newest
    Order.JOINED: ("-support_count", "-id"),  # need_most_joined
    Order.WAITING: ("id",),  # need_newest, read from its end
}


class NeedPages(BasePagination):
    """Pages of the API: `next` and `previous` are addresses, or null."""

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        asked = request.query_params
        try:
            columns = COLUMNS[asked.get("ordering") or Order.NEWEST]
            self.part = slice_of(queryset, *columns, cursor=asked.get("cursor", ""))
        except BadCursorError:
            raise ValidationError({"cursor": ["This cursor is not known."]}) from None
        return self.part.rows

    def get_paginated_response(self, data):
        return Response(
            {"next": self._link(self.part.after), "previous": self._link(self.part.before), "results": data}
        )

    def _link(self, cursor: str) -> str | None:
        return self.request.build_absolute_uri(address(self.request._request, cursor)) if cursor else None

    def get_paginated_response_schema(self, schema):
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page goes on from: taken from `next` or `previous`.",
                "schema": {"type": "string"},
            }
        ]
