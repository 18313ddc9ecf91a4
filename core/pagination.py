"""Pages of the API."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages by cursor, newest first: as fast at the end of a list as at its beginning."""

    page_size = 20
    ordering = "-id"
