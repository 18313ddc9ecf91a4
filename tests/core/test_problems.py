"""Errors of the API, told as RFC 9457 says."""

import pytest
import rest_framework.views
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FormError
from django.http import Http404
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.throttling import BaseThrottle

import config.urls
from core import problems
from core.permissions import Denied, PublicRead
from core.workflow import Refused
from tests.factories.accounts import UserFactory


class Map(BaseRenderer):
    media_type, format = "application/geo+json", "geojson"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"map"


class Slow(BaseThrottle):
    def allow_request(self, request, view):
        return "slow" not in request.query_params

    def wait(self):
        return 12.3


class InnerSerializer(serializers.Serializer):
    lat = serializers.FloatField(max_value=90)


class OuterSerializer(serializers.Serializer):
    title = serializers.CharField()
    place = InnerSerializer()
    tags = serializers.ListField(child=serializers.IntegerField())

    def validate(self, attrs):
        raise serializers.ValidationError("Not together.")


RAISED = {
    "refused": Refused("Not any more.", "not_now"),
    "missing": Http404("a name that must not be told"),
    "denied": PermissionDenied("a reason that must not be told"),
    "form": FormError({"title": [FormError("Too short.", "short")]}),
    "whole": FormError("Not so."),
    "login": exceptions.NotAuthenticated(),
}


class Raising(rest_framework.views.APIView):
    permission_classes, throttle_classes = [AllowAny], [Slow]

    def get(self, request, name):
        if name in RAISED:
            raise RAISED[name]
        raise KeyError(name)

    def post(self, request, name):
        OuterSerializer(data=request.data).is_valid(raise_exception=True)


class Mapped(Raising):
    renderer_classes = [Map]


class Read(rest_framework.views.APIView):
    permission_classes, scope = [PublicRead], "needs"

    def get(self, request):
        return rest_framework.views.Response({})

    post = get


class Closed(Read):
    permission_classes = [Denied]


urlpatterns = [
    path("api/v1/raise/<name>/", Raising.as_view()),
    path("api/v1/map/<name>/", Mapped.as_view()),
    path("api/v1/read/", Read.as_view()),
    path("api/v1/closed/", Closed.as_view()),
    *config.urls.urlpatterns,
]
handler500 = "config.views.server_error"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("name", "status", "code", "title"),
    [
        ("refused", 409, "not_now", "Conflict"),
        ("missing", 404, "not_found", "Not Found"),
        ("denied", 403, "permission_denied", "Forbidden"),
        ("login", 401, "not_authenticated", "Unauthorized"),
    ],
)
def test_an_error_is_told_as_a_problem(api, name, status, code, title):
    answer = api.get(f"/api/v1/raise/{name}/")
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, problems.PROBLEM)
    assert (body["type"], body["title"], body["status"], body["code"]) == ("about:blank", title, status, code)
    assert body["detail"]
    assert "must not be told" not in body["detail"]


def test_a_refusal_keeps_its_words(api):
    assert api.get("/api/v1/raise/refused/").json()["detail"] == "Not any more."


def test_each_field_is_named_by_its_path(api):
    body = api.post("/api/v1/raise/x/", {"place": {"lat": 91}, "tags": [1, "a"]}).json()
    assert [(error["field"], error["code"]) for error in body["errors"]] == [
        ("title", "required"),
        ("place.lat", "max_value"),
        ("tags.1", "invalid"),
    ]
    assert (body["code"], body["status"]) == ("invalid", 400)


def test_an_error_of_the_whole_names_no_field(api):
    body = api.post("/api/v1/raise/x/", {"title": "a", "place": {"lat": 9}, "tags": [1]}).json()
    assert body["errors"] == [{"field": "", "message": "Not together.", "code": "invalid"}]
    assert api.get("/api/v1/raise/whole/").json()["errors"][0]["field"] == ""


def test_an_error_of_a_form_is_told_the_same_way(api):
    assert api.get("/api/v1/raise/form/").json()["errors"] == [
        {"field": "title", "message": "Too short.", "code": "short"}
    ]


def test_too_many_requests_say_when_to_come_back(api):
    answer = api.get("/api/v1/raise/missing/?slow=1")
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (429, "13", "throttled")


@pytest.mark.parametrize("body", ["{", "[" * 200_000, '{"a":' * 200_000])
def test_broken_json_is_a_problem(api, body):
    broken = api.generic("POST", "/api/v1/raise/x/", body, content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "parse_error")


def test_a_wrong_method_is_a_problem(api):
    wrong = api.put("/api/v1/raise/x/", {})
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")


def test_whoever_asked_for_a_map_is_told_the_error_in_json(api):
    assert api.get("/api/v1/map/refused/").json()["code"] == "not_now"


def test_an_address_that_does_not_exist_is_a_problem_only_in_the_api(api):
    answer = api.get("/api/v1/nothing/", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (404, problems.PROBLEM, "not_found")
    assert api.get("/fr/nothing/")["Content-Type"].startswith("text/html")


def test_a_fault_of_ours_is_a_problem_without_its_words(api):
    api.raise_request_exception = False
    answer = api.get("/api/v1/raise/secret-key/")
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (500, problems.PROBLEM, "error")
    assert "secret-key" not in answer.text


def test_a_problem_outside_a_request_is_answered_too():
    assert problems.problem(Http404(), {}).status_code == 404


class Key:
    def __init__(self, *scopes):
        self.allows = scopes.__contains__


def test_anyone_reads_and_writing_needs_a_person(api):
    assert (api.get("/api/v1/read/").status_code, api.post("/api/v1/read/").status_code) == (200, 401)
    api.force_authenticate(UserFactory())
    assert api.post("/api/v1/read/").status_code == 200


@pytest.mark.parametrize(("scopes", "status"), [(["needs:write"], 200), (["read", "spaces:write"], 403), ([], 403)])
def test_a_token_needs_the_scope_of_the_view(api, scopes, status):
    api.force_authenticate(UserFactory(), token=Key(*scopes))
    assert api.post("/api/v1/read/").status_code == status


def test_a_view_that_names_nobody_is_closed(api):
    api.force_authenticate(UserFactory(is_superuser=True))
    assert api.get("/api/v1/closed/").status_code == 403
