"""Pages of lists that are not in the order of their ids: by last day, by answer."""

from typing import Any


def pages(request, rows, *order: str, size: int) -> dict[str, Any]:
    """Return one page of `rows` (`?page=`, from 1) with the addresses around it, or empty. One query."""
    text = request.GET.get("page", "")
    number = int(text) if text.isdecimal() and len(text) < 5 and int(text) else 1
    found = list(rows.order_by(*order)[(number - 1) * size : number * size + 1])
    return {
        "rows": found[:size],
        "newer": _address(request, number - 1) if number > 1 else "",
        "older": _address(request, number + 1) if len(found) > size else "",
    }


def _address(request, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"
