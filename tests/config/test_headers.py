"""What every answer says to a browser (ASVS 5.0, 3.3 and 3.4), as production is set."""

import re

import pytest
from django.http import HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.template.context_processors import csp
from django.test import Client

from config import settings as production
from config.middleware import FILE_POLICY

POLICY = {
    "default-src": "'none'", "object-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'",
    "form-action": "'self'", "connect-src": "'self'", "font-src": "'self'",
}  # fmt: skip


def policy_of(answer) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, _space, value in parts}


@pytest.mark.django_db
def test_a_page_says_what_it_may_do(client):
    answer = client.get("/fr/accounts/login/")
    policy = policy_of(answer)
    assert POLICY.items() <= policy.items()
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'self'( 'nonce-[\w+/=-]{20,}')?", policy[name])
    assert not re.search(r"unsafe|\*|https?:(?!//)", answer.headers["Content-Security-Policy"])
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert headers.items() <= dict(answer.headers).items()
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert "payment=()" in answer.headers["Permissions-Policy"]


def test_whoever_needs_a_nonce_has_one_of_her_own(rf):
    """A page that needs none has none in its policy."""
    policies = set()
    for _time in range(3):
        middleware = ContentSecurityPolicyMiddleware(lambda request: HttpResponse(str(csp(request)["csp_nonce"])))
        policies.add(policy_of(middleware(rf.get("/")))["script-src"])
    assert len(policies) == 3
    assert all(re.fullmatch(r"'self' 'nonce-[\w+/=-]{20,}'", one) for one in policies)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/v1/needs/", "/open-data/petitions.csv", "/fr/search/description.xml", "/healthz"]
)
def test_what_is_no_page_runs_nothing(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert "sandbox" in FILE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_page_under_tls_is_asked_for_under_tls_for_a_year(settings):
    settings.SECURE_HSTS_SECONDS = production.SECURE_HSTS_SECONDS
    answer = Client().get("/fr/accounts/login/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_cookies_come_from_this_very_host_over_tls():
    for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert getattr(production, f"{name}_NAME").startswith("__Host-")
        for rule, value in (("SECURE", True), ("HTTPONLY", True), ("SAMESITE", "Lax"), ("DOMAIN", None), ("PATH", "/")):
            assert getattr(production, f"{name}_{rule}", {"DOMAIN": None, "PATH": "/"}.get(rule)) == value
    assert production.SECURE_SSL_REDIRECT
    assert not production.DEBUG
