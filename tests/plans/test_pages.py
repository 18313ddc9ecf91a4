"""The pages of documents and plans: who is let in, what is kept when something is refused, what is given away."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from core import pdf
from debates.models import Contribution
from plans import actions
from plans.models import Action, FollowUp, Plan, ReferenceDocument
from tests.debates.papers import paper as pdf_of
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.factories.plans import (
    ActionFactory,
    AxisFactory,
    IndicatorFactory,
    MilestoneFactory,
    PassageFactory,
    VersionFactory,
)
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, SpaceFactory
from tests.plans.people import facilitator, person
from tests.plans.texts import shown_passage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def arabic():
    with translation.override("ar"):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_document_is_begun_written_published_and_read_in_the_browser(client):
    space = SpaceFactory()
    boss = signed_in(facilitator(space))
    slug = space.commune.slug
    refused = boss.post(reverse("plans:document-begin", args=[slug]), {"title_ar": "", "purpose_fr": "gardé"})
    assert refused.status_code == 422
    assert "gardé" in refused.text
    boss.post(reverse("plans:document-begin", args=[slug]), {"title_ar": "وثيقة الماء"})
    document = ReferenceDocument.objects.get()
    draft = document.versions.get()
    page, add = reverse("plans:document", args=[document.pk]), reverse("plans:passage-add", args=[document.pk])
    boss.post(add, {"kind": "principle", "text_ar": "الماء حق"})
    boss.post(f"{add}?after=0", {"kind": "heading", "text_ar": "المبادئ"})
    assert [one.text_ar for one in draft.passages.all()] == ["المبادئ", "الماء حق"]
    assert client.get(page).status_code == 404
    assert "الماء حق" in boss.get(reverse("plans:draft", args=[document.pk])).text
    assert signed_in(person("member", document)).get(reverse("plans:draft", args=[document.pk])).status_code == 404

    assert boss.get(reverse("plans:publish", args=[document.pk])).status_code == 200
    assert boss.post(reverse("plans:publish", args=[document.pk])).status_code == 302

    shown = client.get(page)
    assert shown.status_code == 200
    assert "الماء حق" in shown.text
    assert client.get(f"{page}?version=2").status_code == 404
    assert client.get(reverse("plans:changes", args=[document.pk])).status_code == 404  # one version only
    assert "وثيقة الماء" in client.get(reverse("plans:list", args=[slug])).text


def test_an_editor_who_was_overtaken_sees_both_texts_and_loses_nothing():
    passage = shown_passage()
    document = passage.version.document
    boss = facilitator(document.space)
    draft = actions.begin_version(document, by=boss)
    row = draft.passages.get()
    client, url = signed_in(boss), reverse("plans:passage-edit", args=[document.pk, row.pk])
    other = person("editor", document)
    actions.edit_passage(row, by=other, revision=1, kind="paragraph", text_ar="كتبته حياة")
    mine = {"kind": "paragraph", "text_ar": "كتبته أنا", "revision": 1}

    told = client.post(url, mine)

    assert told.status_code == 422
    assert "كتبته حياة" in told.text
    assert "كتبته أنا" in told.text
    assert 'name="revision" value="2"' in told.text
    assert client.post(url, mine | {"revision": 2}).status_code == 302
    act = reverse("plans:passage-act", args=[document.pk, row.pk, "remove"])
    client.post(act, {"revision": "2"})
    assert draft.passages.exists()  # it was changed since
    client.post(act, {"revision": "3"})
    gone = client.post(url, mine)
    assert gone.status_code == 422
    assert "كتبته أنا" in gone.text
    assert f'action="{reverse("plans:passage-add", args=[document.pk])}"' in gone.text
    assert client.get(url).status_code == 404


def test_a_remark_says_on_which_version_it_was_made(client):
    passage = shown_passage()
    document = passage.version.document
    boss = facilitator(document.space)
    url = passage.paragraph.get_absolute_url()
    assert client.post(url, {"text": "رأيي", "version": 1}).status_code == 302  # to the door
    citizen = signed_in(UserFactory())
    second = actions.begin_version(document, by=boss)
    actions.edit_passage(second.passages.get(), by=boss, revision=1, kind="paragraph", text_ar="نص جديد")
    actions.publish_version(second, by=boss)

    sent = citizen.post(url, {"text": "رأيي في النص القديم", "version": 1}, follow=True)

    assert sent.status_code == 200
    with translation.override("en"):
        shown = client.get(reverse("plans:paragraph", args=[passage.paragraph_id])).text
    assert "on version 1" in shown
    assert Contribution.objects.get().remark.version.number == 1
    empty = citizen.post(url, {"text": " ", "version": 2})
    assert empty.status_code == 422
    assert citizen.post(url, {"text": "رأي", "version": 9}).status_code == 404
    changed = client.get(reverse("plans:changes", args=[document.pk]))
    assert "<ins>نص جديد</ins>" in changed.text
    assert client.get(f"{document.get_absolute_url()}?version=1").status_code == 200


def test_a_plan_is_begun_written_followed_and_given_away(client):
    space = SpaceFactory()
    association = AssociationFactory(seat=space.commune)
    secretary = AssociationMemberFactory(association=association, user__display_name="خديجة السرية").user
    boss = signed_in(facilitator(space))
    need = NeedFactory(space=space, title="ماء الدوار")
    boss.post(reverse("plans:begin", args=[space.commune.slug]), {"title_ar": "خطة الماء", "title_fr": "Plan de l’eau"})
    plan = Plan.objects.get()
    page = plan.get_absolute_url()
    boss.post(reverse("plans:axis-add", args=[plan.pk]), {"title_ar": "الآبار"})
    axis = plan.axes.get()
    add = reverse("plans:action-add", args=[plan.pk, axis.pk])
    said = {"title_ar": "إصلاح البئر", "axis": axis.pk, "owner_kind": "association", "due_on": "2027-03-01"}
    wrong = boss.post(add, said)
    assert wrong.status_code == 422
    assert "إصلاح البئر" in wrong.text
    boss.post(add, said | {"association": association.pk})
    action = Action.objects.get()
    assert client.get(page).status_code == 404
    assert boss.get(page).status_code == 200
    address = reverse("needs:detail", args=[need.pk])
    assert boss.post(reverse("plans:action-origin", args=[action.pk]), {"address": address}).status_code == 302
    assert boss.get(reverse("plans:move", args=[plan.pk, "publish"])).status_code == 200
    boss.post(reverse("plans:move", args=[plan.pk, "publish"]))

    owner = signed_in(secretary)
    follow = reverse("plans:follow-up", args=[action.pk])
    too_much = owner.post(follow, {"text": "بدأنا", "progress": "120"})
    assert too_much.status_code == 422
    assert "بدأنا" in too_much.text
    pdf_file = SimpleUploadedFile("a.pdf", pdf_of())
    assert owner.post(follow, {"text": "بدأنا الأشغال", "progress": "40", "file": pdf_file}).status_code == 302
    proof = client.get(reverse("plans:evidence", args=[FollowUp.objects.get().pk, "file"]))
    assert proof.headers["Content-Type"] == "application/pdf"
    assert client.get(reverse("plans:evidence", args=[FollowUp.objects.get().pk, "photo"])).status_code == 404
    shown = client.get(reverse("plans:action", args=[action.pk])).text
    assert "بدأنا الأشغال" in shown
    assert "ماء الدوار" in shown
    came = reverse("plans:from", args=["need", need.pk])
    assert "إصلاح البئر" in client.get(came).text
    assert "<html" not in client.get(came, headers={"HX-Request": "true"}).text
    assert client.get(reverse("plans:from", args=["song", need.pk])).status_code == 404

    table = b"".join(client.get(reverse("plans:csv", args=[plan.pk]))).decode()
    found = json.loads(client.get(reverse("plans:json", args=[plan.pk])).content)
    days = client.get(reverse("plans:ics", args=[plan.pk])).text
    assert table.splitlines()[1].split(",")[0] == f"{action.pk}"
    assert found["axes"][0]["actions"][0]["progress"] == 40
    assert found["axes"][0]["actions"][0]["came_from"] == [{"kind": "need", "id": need.pk}]
    assert "DTSTART;VALUE=DATE:20270301" in days
    for text in (table, json.dumps(found, ensure_ascii=False), days):
        assert "خديجة" not in text
    assert client.get(reverse("plans:columns", args=[plan.pk])).status_code == 200
    for language in ("ar", "fr"):
        paper = client.get(reverse("plans:pdf", args=[plan.pk, language]))
        assert paper.content.startswith(b"%PDF-") if pdf.is_here() else paper.status_code == 409


def test_filters_choose_and_htmx_gets_the_list_alone(client):
    axis = AxisFactory()
    early = ActionFactory(axis=axis, title_ar="فعل متأخر", due_on=localdate().replace(year=localdate().year - 1))
    ActionFactory(axis=axis, title_ar="فعل الشريك", of_partner=True)
    page = axis.plan.get_absolute_url()
    for query, titles in (
        ("late=1", {"فعل متأخر"}),
        ("owner=partner", {"فعل الشريك"}),
        ("owner=association-9", {"فعل متأخر", "فعل الشريك"}),  # not one of the plan's: nothing is chosen
        ("state=done", set()),
        (f"axis={axis.pk}&state=planned", {"فعل متأخر", "فعل الشريك"}),
    ):
        text = client.get(f"{page}?{query}", headers={"HX-Request": "true"}).text
        assert "<html" not in text
        assert {title for title in ("فعل متأخر", "فعل الشريك") if title in text} == titles, query
    assert early.is_late


def test_pages_of_an_action_let_its_owner_act_and_refuse_in_place():
    action = ActionFactory()
    boss = signed_in(facilitator(action.plan.space))
    indicator = IndicatorFactory(action=action)
    url = reverse("plans:measure", args=[action.pk, indicator.pk])
    assert boss.post(url, {"on": "2026-01-02", "value": "4"}).status_code == 302
    older = boss.post(url, {"on": "2026-01-01", "value": "5"})
    assert older.status_code == 422
    assert 'value="2026-01-01"' in older.text
    same = {"name_ar": "مؤشر", "unit": "بئر", "baseline": "3", "target": "3"}
    assert boss.post(reverse("plans:indicator-add", args=[action.pk]), same).status_code == 422
    assert boss.post(reverse("plans:indicator-add", args=[action.pk]), same | {"target": "4"}).status_code == 302
    milestone = MilestoneFactory(action=action)
    act = reverse("plans:milestone-act", args=[action.pk, milestone.pk, "reach"])
    assert signed_in(UserFactory()).post(act).status_code == 403
    assert boss.post(act).status_code == 302
    assert "progress" not in boss.get(reverse("plans:follow-up", args=[action.pk])).context["form"].fields
    move = reverse("plans:action-move", args=[action.pk, "postpone"])
    assert boss.post(move, {"note": ""}).status_code == 422
    assert boss.post(move, {"note": "تأخر التمويل", "due_on": "2031-01-01"}).status_code == 302
    action.refresh_from_db()
    assert (action.state, action.due_on.year) == ("postponed", 2031)


def test_adopting_is_for_legal_representatives(client):
    passage = shown_passage()
    document = passage.version.document
    association = AssociationFactory()
    url = reverse("plans:adopt", args=[document.pk])
    assert client.get(url).status_code == 302
    khadija = signed_in(association.representative)
    assert khadija.get(url).status_code == 200
    assert signed_in(UserFactory()).post(url, {"version": "1", "association": association.pk}).status_code == 404
    khadija.post(url, {"version": "1", "association": association.pk})
    adoption = passage.version.adoptions.get()
    assert str(association) in client.get(document.get_absolute_url()).text
    khadija.post(url, {"withdraw": adoption.pk})
    assert str(association) not in client.get(document.get_absolute_url()).text


def test_pages_cost_the_same_for_one_and_for_three(client, django_assert_num_queries):
    for count in (1, 3):
        space = SpaceFactory()
        axis = AxisFactory(plan__space=space)
        ActionFactory.create_batch(count, axis=axis)
        AxisFactory.create_batch(count - 1, plan__space=space)
        version = VersionFactory(document__space=space)
        PassageFactory.create_batch(count - 1, version=version)
        shown_passage(version=version)
        for address, cost in (
            (reverse("plans:list", args=[space.commune.slug]), 3),
            (axis.plan.get_absolute_url(), 4),
            (version.document.get_absolute_url(), 7),
        ):
            with django_assert_num_queries(cost):
                assert client.get(address).status_code == 200
