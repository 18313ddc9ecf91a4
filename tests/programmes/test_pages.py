"""The pages: what a stranger reads, what the council's people do there, what leaves as files."""

import datetime
import json
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from icalendar import Calendar

from core import pdf
from programmes import actions
from programmes.models import Programme, Project, Voice
from tests.factories.deliberations import AgendaItemFactory
from tests.factories.programmes import (
    AxisFactory,
    IndicatorFactory,
    LineFactory,
    MilestoneFactory,
    ProgrammeFactory,
    ProjectFactory,
    decision_of,
)
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.programmes.people import need_of, person, president

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def made():
    """A programme that is carried out: a late project with money and a point, one that is done, its need."""
    programme = ProgrammeFactory(running=True, total=3000)
    space = SpaceFactory(commune=programme.council.territory)
    asker = MembershipFactory(space=space).user
    axis = AxisFactory(programme=programme)
    late = ProjectFactory(
        axis=axis, title_ar="طريق الدوار", cost=3000, place="دوار المثال", theme="roads",
        due_on=localdate() - datetime.timedelta(days=4), location=Point(-9.2, 29.7, srid=4326),
    )  # fmt: skip
    LineFactory(project=late, amount=1000, source="state")
    LineFactory(project=late, amount=2000)
    boss = president(programme)
    done = ProjectFactory(axis=axis, title_ar="إنارة الساحة", theme="lighting")
    actions.move_project(done, "start", by=boss)
    need = need_of(programme, space, asker)
    actions.name_origin(done, need, by=boss)
    done = actions.move_project(done, "finish", by=boss)
    return SimpleNamespace(**locals())


def test_a_stranger_reads_the_programme_and_chooses_among_its_projects(client, made, django_assert_num_queries):
    url = made.programme.get_absolute_url()
    page = client.get(url).content.decode()
    assert made.late.title_ar in page
    assert made.done.title_ar in page
    for query, seen in (("late=1", [made.late]), ("state=done", [made.done]), ("theme=roads", [made.late]),
                        ("place=دوار المثال", [made.late]), ("axis=0", [])):  # fmt: skip
        found = client.get(f"{url}?{query}").content.decode()
        shown = [one for one in (made.late, made.done) if one.get_absolute_url() in found]
        assert shown == (seen if query != "axis=0" else [made.late, made.done]), query
    council = client.get(at("of-council", made.programme.council.territory.slug)).content.decode()
    assert url in council
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(2):
        LineFactory(project=ProjectFactory(axis=made.axis))
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_what_is_in_preparation_is_for_the_council_alone(client):
    programme = ProgrammeFactory()
    project = ProjectFactory(axis=AxisFactory(programme=programme))
    assert client.get(programme.get_absolute_url()).status_code == 404
    Programme.objects.filter(pk=programme.pk).update(state="diagnosis")
    assert client.get(programme.get_absolute_url()).status_code == 200
    for url in (project.get_absolute_url(), *(at(name, programme.pk) for name in ("csv", "budget", "points"))):
        assert client.get(url).status_code == 404, url
    client.force_login(person("officer", programme))
    assert project.title_ar in client.get(programme.get_absolute_url()).content.decode()


def test_the_council_prepares_a_programme_by_its_pages(client):
    programme = ProgrammeFactory(council__territory__name_ar="جماعة المثال")
    boss = president(programme)
    client.force_login(boss)
    today = f"{localdate()}"
    answer = client.post(at("step", programme.pk, "opening"), {"done_on": today})
    assert answer.status_code == 422  # nothing shows it
    for kind in ("opening", "order"):
        client.post(at("step", programme.pk, kind), {"done_on": today, "link": "https://example.org/pv"})
    client.post(at("move", programme.pk, "diagnose"))
    programme.refresh_from_db()
    assert programme.state == "diagnosis"
    client.post(at("axis-add", programme.pk), {"title_ar": "الماء"})
    axis = programme.axes.get()
    said = {"title_ar": "بئر", "axis": axis.pk, "theme": "water", "cost": "2500", "lat": "29.7"}
    assert client.post(at("project-add", programme.pk, axis.pk), said).status_code == 422  # half a point
    client.post(at("project-add", programme.pk, axis.pk), said | {"lon": "-9.2"})
    project = programme.projects.get()
    year = programme.starts_on.year
    client.post(at("line-add", project.pk), {"year": year, "source": "own", "amount": "2000"})
    page = client.get(programme.get_absolute_url()).content.decode()
    assert "notice-warning" in page
    assert "500" in page  # missing
    Programme.objects.filter(pk=programme.pk).update(state="in_committee")
    decision = decision_of(programme)
    answer = client.post(at("move", programme.pk, "vote"), {"decision": decision.pk})
    assert answer.status_code == 422
    assert "بئر" in answer.content.decode()
    line = project.lines.get()
    client.post(at("line-edit", project.pk, line.pk), {"year": year, "source": "own", "amount": "2500"})
    kept = {name: str(getattr(programme, name)) for name in ("title_ar", "term_started_on", "starts_on", "ends_on")}
    client.post(at("edit", programme.pk), kept | {"total": "2500"})
    assert client.post(at("move", programme.pk, "vote"), {"decision": decision.pk}).status_code == 302
    programme.refresh_from_db()
    assert (programme.state, programme.decision) == ("voted", decision)
    steps = client.get(at("steps", programme.pk)).content.decode()
    assert decision.get_absolute_url() in steps


def test_every_link_is_walked_both_ways_and_a_hidden_origin_is_told_to_nobody(client, htmx, made):
    page = client.get(made.done.get_absolute_url()).content.decode()
    assert made.need.get_absolute_url() in page
    back = htmx.get(at("from", "need", made.need.pk)).content.decode()
    assert made.done.get_absolute_url() in back
    assert "<html" not in back
    item = AgendaItemFactory(session__council=made.programme.council)
    actions.name_origin(made.done, item, by=made.boss)
    assert made.done.get_absolute_url() in client.get(at("from", "item", item.pk)).content.decode()
    decision = decision_of(made.programme)
    Programme.objects.filter(pk=made.programme.pk).update(decision=decision)
    assert made.programme.get_absolute_url() in client.get(at("from", "decision", decision.pk)).content.decode()
    type(made.need).objects.filter(pk=made.need.pk).update(visibility="hidden")
    assert made.need.title not in client.get(made.done.get_absolute_url()).content.decode()
    assert client.get(at("from", "need", made.need.pk)).status_code == 404
    assert client.get(at("from", "nothing", 1)).status_code == 404


def test_an_inhabitant_says_whether_it_is_done_on_the_page(client, made):
    client.force_login(made.asker)
    assert client.post(at("contest", made.done.pk), {"reason": ""}).status_code == 422
    client.post(at("contest", made.done.pk), {"reason": "مصباح واحد فقط"})
    assert "مصباح واحد فقط" in client.get(made.done.get_absolute_url()).content.decode()
    client.post(at("confirm", made.done.pk))
    assert Voice.objects.get(project=made.done).is_done
    with translation.override("fr"):
        page = client.get(made.done.get_absolute_url()).content.decode()
    assert "voices" in page


def test_the_council_follows_a_project_by_its_pages(client, made):
    client.force_login(made.boss)
    url = at("follow-up", made.late.pk)
    assert client.post(url, {"text": "بدأت", "progress": "30"}).status_code == 422  # nothing shows it
    client.post(url, {"text": "بدأت الأشغال", "progress": "30", "link": "https://example.org/"})
    line = made.late.lines.first()
    client.post(at("spend", made.late.pk, line.pk), {"committed": "900", "paid": "500"})
    one = MilestoneFactory(project=made.late)
    client.post(at("milestone-act", made.late.pk, one.pk, "reach"))
    client.post(at("project-move", made.late.pk, "postpone"), {"note": "تأخر التمويل"})
    client.post(at("indicator-add", made.late.pk), {"name_ar": "كلم", "unit": "كلم", "baseline": "0", "target": "4"})
    indicator = made.late.indicators.get()
    client.post(at("measure", made.late.pk, indicator.pk), {"on": f"{localdate()}", "value": "1"})
    row = Project.objects.get(pk=made.late.pk)
    assert (row.progress, row.state, indicator.measures.get().value) == (100, "postponed", 1)
    page = client.get(made.late.get_absolute_url()).content.decode()
    assert "تأخر التمويل" in page
    for name in ("follow-up", "milestone-add", "indicator-add"):
        assert client.get(at(name, made.late.pk)).status_code == 200
    assert client.get(at("project-move", made.late.pk, "resume")).status_code == 200
    client.force_login(person("member", made.programme))
    assert client.post(url, {"text": "لا"}).status_code == 403


def test_it_leaves_as_open_data_as_a_calendar_and_by_the_api(client, api, made):
    lines = b"".join(client.get(at("csv", made.programme.pk)).streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "4" in lines[1].split(",")  # days late
    data = json.loads(client.get(at("json", made.programme.pk)).content)
    assert (data["totals"]["late"], data["totals"]["late_of"], data["totals"]["sourced"]) == (1, 2, "3000.00")
    assert data["axes"][0]["projects"][0]["budget"][0]["source"] in {"state", "own"}
    features = json.loads(client.get(at("geojson", made.programme.pk)).content)["features"]
    assert [(one["id"], one["geometry"]["coordinates"]) for one in features] == [(made.late.pk, [-9.2, 29.7])]
    events = Calendar.from_ical(client.get(at("ics", made.programme.pk)).content).walk("VEVENT")
    assert {str(one["summary"]) for one in events} >= {made.late.title_ar, made.done.title_ar}
    ProjectFactory(axis__programme=ProgrammeFactory())  # in preparation: in no list
    listed = api.get("/api/v1/projects/?late=1").json()["results"]
    assert [row["id"] for row in listed] == [made.late.pk]
    one = api.get(f"/api/v1/projects/{made.done.pk}/").json()
    assert one["came_from"] == [{"kind": "need", "id": made.need.pk}]
    whole = api.get(f"/api/v1/programmes/{made.programme.pk}/").json()
    assert (whole["cost"], whole["late_count"], len(whole["steps"])) == ("3000.00", 1, 14)
    assert api.get("/api/v1/programmes/?who=1").status_code == 400
    assert made.asker.display_name not in json.dumps([data, one, whole])


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_report_of_a_year_is_a_page_and_a_pdf(client, made, language):
    IndicatorFactory(project=made.late)
    actions.spend(made.late.lines.first(), by=made.boss, committed=Decimal(900), paid=Decimal(700))
    client.force_login(made.boss)
    year = made.programme.starts_on.year
    client.post(at("evaluate", made.programme.pk), {"year": year, "comment_ar": "سنة أولى"})
    client.logout()
    page = client.get(at("evaluation", made.programme.pk, year)).content.decode()
    assert "700" in page
    assert "سنة أولى" in page
    if pdf.is_here():
        body = client.get(at("pdf", made.programme.pk, year, language)).content
        assert body.startswith(b"%PDF")
    assert client.get(at("pdf", made.programme.pk, year, "xx")).status_code == 404
    assert client.get(at("evaluation", made.programme.pk, year + 1)).status_code == 404
