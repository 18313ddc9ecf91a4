"""The schema of the API and its reference page."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse


def test_the_schema_is_valid_without_a_warning(tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(file))
    schema = json.loads(file.read_text())
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (path, method)
            for parameter in operation.get("parameters", []):
                assert parameter.get("description"), (path, method, parameter["name"])
            if path.startswith("/api/"):
                assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}, path


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_the_reference_page_names_every_operation_of_a_resource(client, db, language, direction):
    answer = client.get(reverse("reference"), {"of": "needs"}, headers={"Accept-Language": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction}"' in " ".join(page.split())
    assert "GET /api/v1/needs/{id}/" in page
    assert "POST /api/v1/needs/{id}/join/" in page
    assert not answer.cookies
    assert "csrf" not in page.lower()


def test_the_reference_page_leads_to_every_resource(client, db):
    page = client.get(reverse("reference"), {"of": "nothing"}).content.decode()
    assert {"needs", "consultations", "petitions"} <= set(re.findall(r'href="\?of=([a-z-]+)"', page))


def test_every_problem_of_the_api_names_its_language(client, db):
    assert client.get("/api/v1/needs/0/", headers={"Accept-Language": "fr"})["Content-Language"] == "fr"
