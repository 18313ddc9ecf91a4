"""What OParl 1.1 asks of each object, written from its specification (dev.oparl.org), and a client that walks it."""

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

TYPE = "https://schema.oparl.org/1.1/"
ADDRESS = re.compile(r"https?://\S+")
LISTS = {"organization", "person", "meeting", "paper", "agendaItem", "membership", "consultation"}
# Of each type: what must be there, what it holds by name.
REQUIRED = {"System": {"oparlVersion", "body"}, "Body": {"name", *LISTS, "legislativeTerm"}}
MOMENTS, DAYS = {"start", "end", "created", "modified"}, {"startDate", "endDate", "date"}
OF_ADDRESSES = {
    "id", "type", "body", "system", "license", "web", "website", "subOrganizationOf", "paper", "oparlVersion",
}  # fmt: skip
BOOLEAN = {"deleted", "public", "votingRight", "cancelled", "authoritative"}


def checked(one: dict[str, Any]) -> dict[str, Any]:
    """Return an object that is as OParl has it; raise `AssertionError` for another."""
    name = one["type"].removeprefix(TYPE)
    assert ADDRESS.fullmatch(one["id"])
    assert REQUIRED.get(name, set()) <= one.keys()
    if one.get("deleted"):
        assert one.keys() == {"id", "type", "deleted", "created", "modified"}
        return one
    for key, value in one.items():
        assert value not in (None, ""), f"{name}.{key} is empty: it is to be left out"
        if key.startswith("agraw:"):
            continue
        if key in MOMENTS:
            assert datetime.datetime.fromisoformat(value).tzinfo
        elif key in DAYS:
            assert datetime.date.fromisoformat(value)
        elif key in BOOLEAN:
            assert isinstance(value, bool)
        elif key in OF_ADDRESSES and isinstance(value, str):
            assert ADDRESS.fullmatch(value)
        elif isinstance(value, list):
            for inner in value:
                checked(inner) if isinstance(inner, dict) else ADDRESS.fullmatch(inner)
    return one


class Walker:
    """A client that knows the address of the system and follows what it is given; `web` is a browser of the tests."""

    def __init__(self, web: Any, system: str):
        self.web = web
        self.system = self.ask(system)

    def ask(self, address: str) -> dict[str, Any]:
        told = urlsplit(address)
        response = self.web.get(f"{told.path}?{told.query}" if told.query else told.path)
        assert response.status_code == 200, (address, response.status_code)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        return response.json()

    def listed(self, address: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while address:
            page = self.ask(address)
            assert page["pagination"]["totalElements"] >= len(page["data"])
            found += [checked(one) for one in page["data"]]
            address = page["links"].get("next", "")
        return found

    def body(self, name: str) -> dict[str, Any]:
        (found,) = [one for one in self.listed(self.system["body"]) if name in one["name"]]
        return found
