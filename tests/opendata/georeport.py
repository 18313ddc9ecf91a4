"""A small client of Open311 GeoReport v2, written from the standard alone: it knows nothing of Agraw."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

STATED = {"open", "closed"}
OF_A_SERVICE = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
OF_A_REQUEST = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address",
    "address_id", "zipcode", "lat", "long", "media_url",
}  # fmt: skip
TYPES = {"realtime", "batch", "blackbox"}
DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}


class Refusal(Exception):  # noqa: N818
    def __init__(self, status: int, errors: list[dict]):
        super().__init__(errors)
        self.status, self.errors = status, errors


@dataclass
class GeoReport:
    """`web` is a browser of Django's tests; `kind` is `json` or `xml`."""

    web: Any
    base: str
    kind: str = "json"

    def _ask(self, path: str, **arguments: Any) -> Any:
        query = f"?{urlencode(arguments)}" if arguments else ""
        return self._read(self.web.get(f"{self.base}/{path}.{self.kind}{query}"))

    def _read(self, response: Any) -> Any:
        kind = {"json": "application/json", "xml": "text/xml"}[self.kind]
        assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
        data = response.json() if self.kind == "json" else plain(ElementTree.fromstring(response.content))
        if response.status_code >= 400:
            assert all(set(error) == {"code", "description"} and error["description"] for error in data)
            assert int(data[0]["code"]) == response.status_code
            raise Refusal(response.status_code, data)
        return data

    def services(self) -> list[dict]:
        found = self._ask("services")
        assert all(set(one) == OF_A_SERVICE and one["type"] in TYPES for one in found)
        return found

    def definition(self, code: str) -> dict:
        found = self._ask(f"services/{code}")
        assert found["service_code"] == code
        assert all(one["datatype"] in DATATYPES for one in found["attributes"])
        return found

    def requests(self, **arguments: Any) -> list[dict]:
        return [checked(one) for one in self._ask("requests", **arguments)]

    def request(self, number: str) -> dict:
        (found,) = self._ask(f"requests/{number}")
        return checked(found)

    def token(self, token: str) -> str:
        (found,) = self._ask(f"tokens/{token}")
        return found["service_request_id"]

    def post(self, **arguments: Any) -> dict:
        response = self.web.post(
            f"{self.base}/requests.{self.kind}", urlencode(arguments), "application/x-www-form-urlencoded"
        )
        (found,) = self._read(response)
        assert set(found) == {"service_request_id", "service_notice", "account_id"} or "token" in found
        return found


def checked(request: dict) -> dict:
    assert set(request) == OF_A_REQUEST
    assert request["status"] in STATED
    for name in ("requested_datetime", "updated_datetime"):
        assert datetime.datetime.fromisoformat(request[name]).tzinfo
    return request


def plain(element: ElementTree.Element) -> Any:
    """Return what an answer in XML says as the same in JSON would."""
    lists = {"services", "service_requests", "errors", "attributes", "values", "endpoints", "formats"}
    if element.tag in lists:
        return [plain(child) for child in element]
    if len(element):
        return {child.tag: plain(child) for child in element}
    return element.text or ""
