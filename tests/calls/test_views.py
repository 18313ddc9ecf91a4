"""The pages of calls, from the draft to the closing report; who sees what; what lists cost."""

import datetime
import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from calls import actions
from calls.actions import funding
from calls.actions.moving import close_due
from calls.models import Application, Call, Project
from spaces.enums import Role
from tests.calls.making import application, gives, leader_of, scoring
from tests.calls.test_judging import awarded, ranked_call
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.needs.files import image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name, *args):
    return reverse(f"calls:{name}", args=args)


def typed(at):
    return localtime(at).strftime("%Y-%m-%dT%H:%M")


def posts(client, name, *args, status=302, **data):
    response = client.post(url(name, *args), data)
    assert response.status_code == status, response.content.decode()[-3000:]
    return response.content.decode() if status != 302 else response.headers["Location"]


def test_a_call_is_written_published_and_applied_to_on_pages():
    space = SpaceFactory()
    leader = browser(MembershipFactory(space=space, role=Role.FACILITATOR).user)
    said = {
        "title_ar": "دعوة الثقافة", "purpose_ar": "دعم", "envelope": 50_000, "ceiling": 60_000, "seat": "present",
        "least_years": 1, "evaluators_min": 1, "places_by": "category", "reserve_places": 1, "last_tie": "draw",
        "opens_at": typed(now() - datetime.timedelta(days=1)), "closes_at": typed(now() + datetime.timedelta(days=5)),
        "results_on": localdate() + datetime.timedelta(days=20), "papers": ["statutes"],
    }  # fmt: skip
    assert "دعوة الثقافة" in posts(leader, "begin", space.commune.slug, status=422, **said)  # kept as typed
    posts(leader, "begin", space.commune.slug, **said | {"ceiling": 20_000})
    call = Call.objects.get()
    assert "panel" not in leader.get(url("move", call.pk, "publish")).content.decode()
    posts(leader, "move", call.pk, "publish", status=422)
    posts(leader, "thing-new", call.pk, "categories", name_ar="ثقافة", theme="culture", places=1)
    posts(leader, "thing-new", call.pk, "criteria", name_ar="الأثر", most=10, weight=2, decides="on")
    posts(leader, "move", call.pk, "publish")
    category = call.categories.get()
    posts(leader, "thing", call.pk, "categories", category.pk, status=422, name_ar="فن", theme="culture", places=1)
    posts(leader, "thing", call.pk, "categories", category.pk, name_ar="فن", theme="culture", places=1, reason="خطأ")

    association = AssociationFactory(seat=space.commune)
    officer = browser(AssociationMemberFactory(association=association).user)
    posts(officer, "apply", call.pk, association=association.pk, title="مسرح")
    row = Application.objects.get()
    words = {"title": "مسرح", "category": category.pk, "summary": "ملخص", "objectives": "هدف", "audience": "شباب",
             "beneficiaries": 40, "calendar": "يناير"}  # fmt: skip
    posts(officer, "write", row.pk, **words)
    line = {"label_1": "مدرب", "cost_1": 900, "asked_1": 500, "own_1": 300}
    assert 'value="900"' in posts(officer, "budget", row.pk, status=422, **line)
    posts(officer, "budget", row.pk, **line | {"own_1": 400})
    posts(officer, "documents", row.pk, title="خطة", file=SimpleUploadedFile("a.pdf", paper()))
    assert browser(association.representative).post(url("send", row.pk)).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.number) == ("sent", 1)
    stranger = browser(UserFactory())
    for name in ("application", "write", "send"):
        assert stranger.get(url(name, row.pk)).status_code == 404
    assert stranger.get(url("attachment", row.attachments.get().pk)).status_code == 404
    assert leader.get(url("attachment", row.attachments.get().pk)).status_code == 200


def test_one_second_late_on_the_page_is_refused_with_the_clock(time_machine):
    time_machine.move_to(now(), tick=False)
    draft = ApplicationFactory()
    client = browser(draft.association.representative)
    Call.objects.filter(pk=draft.call_id).update(closes_at=now() - datetime.timedelta(seconds=1))
    answer = posts(client, "send", draft.pk, status=422)
    assert localtime().strftime("%H:%M") in answer
    assert Application.objects.get().state == "draft"
    assert close_due() == 1


@pytest.mark.parametrize("is_blind", [True, False])
def test_an_evaluator_scores_on_pages_and_is_kept_from_her_own_file(is_blind):
    call, _by, (first, _second), (row, own, _third) = scoring(is_blind=is_blind)
    MandateFactory(user=first, president=True)
    AssociationMemberFactory(association=own.association, user=first)
    client, name = browser(first), str(row.association)
    answer = client.get(url("evaluation", call.pk)).content.decode()
    assert "113.14" in answer  # the organic law, as it is written in Arabic
    assert own.title not in answer
    assert (name in answer) is not is_blind
    for path in (url("review", call.pk, own.number), url("declare", call.pk, own.number)):
        response = client.post(path, {"conflict": "no"})
        assert (response.status_code, own.title in response.content.decode()) == (403, False)
    assert client.get(url("review", call.pk, row.number)).status_code == 200
    posts(client, "declare", call.pk, row.number, status=422, conflict="yes")
    posts(client, "declare", call.pk, row.number, conflict="no")
    page = client.get(url("review", call.pk, row.number)).content.decode()
    assert (name in page) is not is_blind
    marks = {f"c{one.pk}": 8 for one in call.criteria.all()}
    last = list(marks)[-1]
    assert 'value="8"' in posts(
        client, "review", call.pk, row.number, status=422, comment="واضح", **marks | {last: 11}
    )  # the others are kept
    posts(client, "review", call.pk, row.number, comment="واضح", **marks)
    assert browser(UserFactory()).get(url("review", call.pk, row.number)).status_code == 404


def test_scores_are_shown_to_whom_they_concern_and_to_everyone_only_those_of_winners():
    call, by, rows = ranked_call((9, 9), (3, 3), (1, 1), reserve_places=0)
    leader = browser(by)
    assert Client().get(url("results", call.pk)).status_code == 404
    ranking = leader.get(url("ranking", call.pk)).content.decode()
    assert str(rows[0].association) in ranking
    posts(leader, "ranking", call.pk, **{f"r{row.number}": f"سبب {row.number}" for row in rows})
    own = browser(rows[1].association.representative)
    assert "سبب 2" not in own.get(url("application", rows[1].pk)).content.decode()  # not before the winners
    posts(leader, "move", call.pk, "award")
    everyone = Client().get(url("results", call.pk)).content.decode()
    assert ("سبب 1" in everyone, "سبب 2" in everyone, rows[1].title in everyone) == (True, False, False)
    mine = own.get(url("application", rows[1].pk)).content.decode()
    assert "سبب 2" in mine
    assert "30" in mine
    for path in ("/open-data/calls.csv", "/open-data/funded-projects.csv"):
        table = b"".join(Client().get(path).streaming_content).decode()
        assert rows[1].title not in table
    assert rows[0].title in table
    answer = Client().get(f"/api/v1/calls/{call.pk}/").json()
    assert [one["title"] for one in answer["winners"]] == [rows[0].title]
    assert rows[1].title not in json.dumps(answer, ensure_ascii=False)
    assert Client().get("/api/v1/calls/").json()["results"][0]["id"] == call.pk
    assert Client().get("/api/v1/calls/?evaluator=1").status_code == 400
    assert call.title_ar.encode() in Client().get(url("feed", call.space.commune.slug)).content


def test_a_project_is_followed_on_pages():
    _call, by, (row,) = awarded((9, 9))
    project = Project.objects.get()
    leader, representative, everyone = browser(by), browser(row.association.representative), Client()
    day = localdate()
    plan = {"starts_on": day, "ends_on": day, "duties": "إنجاز", "paid_amount_1": 20_000, "paid_due_on_1": day,
            "step_title_1": "العرض", "step_due_on_1": day}  # fmt: skip
    posts(leader, "agreement", project.pk, status=422, **plan | {"paid_due_on_1": ""})
    posts(leader, "agreement", project.pk, **plan)
    posts(leader, "project-move", project.pk, "agree")
    first, step = project.instalments.get(), project.milestones.get()
    posts(leader, "instalment-move", first.pk, "pay")
    proofs = SimpleUploadedFile("a.pdf", paper())
    posts(representative, "report", first.pk, text="أنجزنا", spent=20_000, file=proofs)
    posts(
        representative,
        "prove",
        step.pk,
        title="صورة العرض",
        file=SimpleUploadedFile("a.jpg", image(size=(40, 30)).read()),
    )
    posts(representative, "prove", step.pk, title="فاتورة", file=SimpleUploadedFile("a.pdf", paper()))
    page = everyone.get(url("project", project.pk)).content.decode()
    assert ("صورة العرض" in page, "فاتورة" in page, "أنجزنا" in page) == (True, False, False)
    photo, pdf = step.evidence.order_by("pk")
    assert everyone.get(url("evidence", photo.pk)).status_code == 200
    assert everyone.get(url("evidence", pdf.pk)).status_code == 404
    assert leader.get(url("evidence", pdf.pk)).status_code == 200
    assert leader.get(url("report-pdf", first.pk)).status_code == 200
    assert representative.get(url("instalment-move", first.pk, "accept")).status_code == 403
    posts(leader, "reach", step.pk)
    posts(leader, "instalment-move", first.pk, "accept")
    posts(representative, "closing", project.pk, text="استفاد سبعون شخصا", reached=70, spent=20_000)
    posts(leader, "project-move", project.pk, "complete")
    assert "استفاد سبعون شخصا" in everyone.get(url("project", project.pk)).content.decode()


def test_list_and_detail_agree_on_who_sees():
    call = CallFactory(whole=True)
    draft = ApplicationFactory(call=CallFactory(published=True, whole=True))
    sent = application(draft.call)
    officer = AssociationMemberFactory(association=sent.association).user
    people = [
        AnonymousUser(), UserFactory(), UserFactory(is_superuser=True), leader_of(call), leader_of(draft.call), officer,
        AssociationMemberFactory(association=sent.association, position="member").user, sent.created_by,
        draft.created_by,
    ]  # fmt: skip
    for who in people:
        for row in (call, draft.call):
            assert Call.objects.visible_to(who).filter(pk=row.pk).exists() == who.has_perm("calls.view_call", row)
        for row in (draft, sent):
            seen = Application.objects.visible_to(who).filter(pk=row.pk).exists()
            assert seen == who.has_perm("calls.view_application", row)


def test_lists_cost_the_same_for_one_as_for_three():
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    call, by, users, rows = scoring(count=1)
    gives(users[0], rows[0], 5, 5)
    leader, evaluator = browser(by), browser(users[0])
    paths = [
        (leader, url("desk", call.pk)), (evaluator, url("evaluation", call.pk)),
        (Client(), url("list", call.space.commune.slug)), (leader, url("mine")),
    ]  # fmt: skip

    def costs():
        found = []
        for client, path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    before = costs()
    for _one in range(2):
        CallFactory(published=True, space=call.space)
        more = ApplicationFactory(call=call, sent=True, number=50 + _one, state="eligible")
        gives(users[0], more, 5, 5)
    assert costs() == before


def test_what_a_person_is_given_of_her_own_data():
    from calls.own_data import held_about  # noqa: PLC0415

    call, _by, users, (row, *_rows) = scoring()
    gives(users[0], row, 5, 6)
    held = held_about(users[0])["scored_projects"]
    assert [list(one["marks"].values()) for one in held] == [[5, 6]]
    assert held_about(row.created_by)["applications_to_calls"][0]["title"] == row.title
    from calls.actions.forgetting import erase  # noqa: PLC0415

    assert erase(users[0]) == 1
    assert call.evaluators.current().count() == 1


def test_evaluators_are_named_by_contact_or_from_the_council():
    call = CallFactory(whole=True, of_council=True)
    officer = MandateFactory(council=call.council).user
    person = UserFactory()
    leader = browser(leader_of(call))
    posts(leader, "evaluators", call.pk, contact=person.phone)
    posts(browser(officer), "evaluators", call.pk, person=call.council.mandates.get().pk)
    posts(leader, "evaluators", call.pk, status=422)
    assert {one.user for one in call.evaluators.current()} == {person, officer}
    posts(leader, "end-evaluator", call.pk, call.evaluators.first().pk)
    assert call.evaluators.current().count() == 1
    assert actions.name_evaluator(call, officer, by=officer).user == officer
    assert funding.LONGEST.days > 365
