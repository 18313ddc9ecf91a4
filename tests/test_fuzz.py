"""The API as a program sees it that has read its schema, and asks for what fits it and for what does not.

Every operation, by several people: no fault of ours, no status that the schema does not name, and each answer as the
schema says. The examples are few and the same in each run; `AGRAW_WHOLE=1` asks sixty of each, others each time.
"""

import copy
import os
import re
from urllib.parse import unquote

import pytest
import requests
import schemathesis
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.throttling import SimpleRateThrottle
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi import checks

from tests.doors import addresses, browser_of, rolled_back

WHOLE = os.environ.get("AGRAW_WHOLE") == "1"
EXAMPLES = 60 if WHOLE else 6
ROLES = ("visitor", "author", "facilitator", "president", "superuser")
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# What the schema says for what it does not foresee; here nothing is unforeseen.
DEFAULT = "default"


@pytest.fixture(autouse=True)
def _french(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    with translation.override("fr"):
        cache.clear()
        yield


def strict(raw: dict) -> dict:
    """Return the schema without its answer to what it does not foresee: each status must be named."""
    raw = copy.deepcopy(raw)
    for methods in raw["paths"].values():
        for operation in methods.values():
            operation["responses"].pop(DEFAULT, None)
    return raw


def known_places(world, template: str) -> list[dict]:
    """Return what fills an address of the schema so that there is something: `[{"id": "7", "move": "refer"}, …]`."""
    names = re.findall(r"\{(\w+)\}", template)
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(template)))
    found = [pattern.fullmatch(path) for path in world.addresses]
    ways = [dict(zip(names, map(unquote, match.groups()), strict=True)) for match in found if match]
    return [dict(pairs) for pairs in dict.fromkeys(tuple(way.items()) for way in ways)]


def cases(operation, world):
    """Return a strategy for an operation: half of what it makes fits the schema, most of it about what there is."""
    ways = known_places(world, operation.path) if "{" in operation.path else []
    there = [{"path_parameters": way} for way in ways[:: max(len(ways) // 6, 1)]]
    made = [operation.as_strategy(GenerationMode.POSITIVE, **one) for one in there or [{}]]
    made += [operation.as_strategy(GenerationMode.NEGATIVE, **one) for one in there[:2] or [{}]]
    return st.one_of(*made)


def ask(client: Client, case) -> Response:
    """Ask what a case says, in this process, and undo it."""
    asked = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    kind = asked.headers.pop("Content-Type", "application/json")
    del asked.headers["Accept-Encoding"]
    body = asked.body or b""
    with rolled_back(client):
        answer = client.generic(
            case.method, asked.path_url, body, content_type=kind, headers=dict(asked.headers), follow=False
        )
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    asked.headers["Content-Type"] = kind
    headers = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, content, asked, elapsed=0.0, verify=False)


def wrongs_of(case, response: Response) -> list[str]:
    """Return what is wrong with an answer, each in one line."""
    if response.status_code >= 500:
        return ["broke"]
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as group:
        return [" ".join(f"{type(one).__name__}: {one.title} {one.message}".split())[:400] for one in group.exceptions]
    return []


def test_every_operation_answers_as_the_schema_says(world):
    schema = schemathesis.openapi.from_dict(strict(Client().get("/api/v1/schema/?format=json").json()))
    schema.config.generation.with_security_parameters = False  # whoever asks is signed in; tests.test_doors tries keys
    fixed = set(schema)
    world.addresses = [path for _name, _kwargs, path in addresses(world) if path not in fixed]
    clients = {role: browser_of(role, world) for role in ROLES}
    for client in clients.values():
        client.raise_request_exception = False
    wrongs, statuses = {}, {}

    def fuzz(operation):
        @settings(
            max_examples=EXAMPLES, database=None, derandomize=not WHOLE, phases=[Phase.generate], deadline=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=cases(operation, world), role=st.sampled_from(ROLES))
        def asked(case, role):
            response = ask(clients[role], case)
            statuses.setdefault(operation.label, set()).add(response.status_code)
            for wrong in wrongs_of(case, response):
                sent = response.request
                about = f"{role} {response.status_code} {sent.path_url[:200]} {str(sent.body)[:200]}"
                wrongs.setdefault(f"{operation.label} {wrong}", about)

        asked()

    for result in schema.get_all_operations():
        fuzz(result.ok())
    assert not wrongs, "\n".join(f"{wrong}\n    {about}" for wrong, about in wrongs.items())
    # Nothing is proved where nobody ever got in.
    never = {label for label, seen in statuses.items() if not any(status < 300 for status in seen)}
    assert len(statuses) > 100
    assert len(never) < len(statuses) / 2, sorted(never)
