"""The pages of orders, questions and reports: who is let in, what is kept when something is refused, feeds, tables."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from presidency.models import InformationReport, Order, WrittenQuestion
from tests.debates.papers import paper
from tests.factories.councils import ElectionPeriodFactory
from tests.factories.deliberations import SessionFactory
from tests.factories.presidency import InformationReportFactory, OrderFactory, WrittenQuestionFactory


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_order_is_entered_published_and_read_in_the_browser(team, client):
    slug, officer, president = team.council.territory.slug, signed_in(team.officer), signed_in(team.president)
    taken = OrderFactory(council=team.council, number=1, published=True, title_fr="Souk <b>")
    new = reverse("presidency:order-new", args=[slug])
    assert 'value="2"' in officer.get(new).text
    today = localdate()
    said = {"number": 1, "year": today.year, "kind": "police", "title_fr": "Gardé <i>", "signed_on": today.isoformat()}
    refused = officer.post(new, said)
    assert (refused.status_code, "Gardé &lt;i&gt;" in refused.text, Order.objects.count()) == (422, True, 1)
    file = io.BytesIO(paper())
    file.name = "a.pdf"
    officer.post(new, said | {"number": 2, "repeals": [taken.pk], "file": file})
    order = Order.objects.get(number=2)
    page, move = order.get_absolute_url(), reverse("presidency:order-move", args=[order.pk, "publish"])
    assert (client.get(page).status_code, officer.get(page).status_code) == (404, 200)
    assert officer.get(move).status_code == 403
    assert president.post(move, {"version": "9"}).status_code == 409
    assert president.post(move, {"version": "1"}).status_code == 302
    assert "Gardé &lt;i&gt;" in client.get(page).text
    assert client.get(f"{page}file.pdf").headers["Content-Type"] == "application/pdf"
    assert f"{order.cited}" in client.get(taken.get_absolute_url()).text
    cited = reverse("presidency:order-cited", args=[slug, order.year, order.number])
    assert client.get(cited).headers["Location"].endswith(page)
    assert president.post(reverse("presidency:order-move", args=[order.pk, "repeal"]), {"note": ""}).status_code == 422


def test_the_register_is_filtered_and_costs_the_same_for_more_orders(team, client, django_assert_num_queries):
    slug = team.council.territory.slug
    page = reverse("presidency:orders", args=[slug])
    OrderFactory(council=team.council, published=True, title_fr="Zanka")
    with django_assert_num_queries(3):
        client.get(page)
    OrderFactory.create_batch(3, council=team.council, published=True)
    with django_assert_num_queries(3):
        client.get(page)
    found = client.get(page, {"q": "zanka"}, headers={"HX-Request": "true"}).text
    assert ("<html" in found, "Zanka" in found, found.count("<li")) == (False, True, 1)
    assert "Zanka" in client.get(reverse("presidency:orders-atom", args=[slug])).text


def test_the_table_has_its_dictionary_and_no_draft(team, client):
    order = OrderFactory(council=team.council, published=True, title_fr="=1+1")
    OrderFactory(council=team.council, title_fr="brouillon")
    text = b"".join(client.get("/open-data/orders.csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["id"], row["title_fr"]) for row in rows] == [(str(order.pk), "'=1+1")]
    words = client.get(reverse("presidency:orders-register")).text
    assert all(f"<code>{name}</code>" in words for name in rows[0])


def test_a_question_is_asked_late_kept_and_answered_in_the_browser(team, client, time_machine):
    time_machine.move_to(datetime.datetime(2027, 1, 10, 12, tzinfo=datetime.UTC))
    slug, member = team.council.territory.slug, signed_in(team.member)
    new = reverse("presidency:question-new", args=[slug])
    assert "1er mai" in member.get(new).text
    kept = member.post(new, {"title": "Éclairage", "text": "", "theme": "lighting"})
    assert (kept.status_code, "Éclairage" in kept.text) == (422, True)
    said = {"title": "Éclairage", "text": "Quand ?", "theme": "lighting"}
    told = member.post(new, said, follow=True).text
    question = WrittenQuestion.objects.get()
    assert (question.missed_on.month, question.session_on.month) == (2, 5)
    assert told.count("1er mai") >= 2  # in the message and on the page
    assert signed_in(team.president).get(new).status_code == 403
    president, page = signed_in(team.president), question.get_absolute_url()
    president.post(reverse("presidency:question-reply", args=[question.pk]), {"text": "En mars.", "version": 0})
    assert ("En mars." in client.get(page).text, "En mars." in president.get(page).text) == (False, True)
    president.post(reverse("presidency:question-move", args=[question.pk, "publish"]), {"version": 1})
    assert "En mars." in client.get(page).text
    assert "En mars." in client.get(reverse("presidency:questions-atom", args=[slug])).text


def test_an_unanswered_question_stays_with_its_age_and_one_that_is_held_does_not_show(team, client, api):
    today = localdate()
    old = WrittenQuestionFactory(
        council=team.council, title="Vieille", received_on=today - datetime.timedelta(days=200), due_on=today,
        session_on=today - datetime.timedelta(days=100),
    )  # fmt: skip
    ElectionPeriodFactory()
    held = WrittenQuestionFactory(council=team.council, title="Tenue", held_until=today)
    page = reverse("presidency:questions", args=[team.council.territory.slug])
    text = client.get(page).text
    assert ("200" in text, "Vieille" in text, "Tenue" in text) == (True, True, False)
    assert "Tenue" in signed_in(team.officer).get(page).text
    assert client.get(held.get_absolute_url()).status_code == 404
    listed = api.get("/api/v1/written-questions/").json()["results"]
    assert [(row["id"], row["age"]) for row in listed] == [(old.pk, 200)]
    assert api.get(f"/api/v1/written-questions/{held.pk}/").status_code == 404
    assert api.get("/api/v1/written-questions/", {"mandate": 1}).status_code == 400
    OrderFactory(council=team.council)
    assert api.get("/api/v1/orders/").json()["results"] == []


def test_lists_of_questions_cost_the_same_for_more(team, client, django_assert_num_queries):
    session = SessionFactory(council=team.council)
    pages = [reverse("presidency:questions", args=[team.council.territory.slug]),
             reverse("presidency:of-session", args=[session.pk])]  # fmt: skip
    costs = []
    for count in (1, 3):
        WrittenQuestionFactory.create_batch(count, council=team.council, session=session)
        for page in pages:
            with django_assert_num_queries(costs[pages.index(page)] if count == 3 else 99, exact=count == 3) as asked:
                assert client.get(page).status_code == 200
            costs.append(len(asked))
    assert costs[:2] == costs[2:]


def test_a_report_is_written_signed_and_read(team, client):
    session = SessionFactory(council=team.council)
    officer, president = signed_in(team.officer), signed_in(team.president)
    path = reverse("presidency:report-write", args=[session.pk])
    assert client.get(path).status_code == 302
    officer.post(path, {"executed_fr": "La piste est revêtue."})
    report = InformationReport.objects.get()
    assert client.get(report.get_absolute_url()).status_code == 404
    assert officer.get(reverse("presidency:report-publish", args=[report.pk])).status_code == 403
    assert president.post(reverse("presidency:report-publish", args=[report.pk]), {"version": 1}).status_code == 302
    text = client.get(report.get_absolute_url()).text
    assert ("La piste est revêtue." in text, "Najat Exemple" in text) == (True, True)
    assert report.get_absolute_url() in client.get(reverse("presidency:reports", args=[
        team.council.territory.slug])).text  # fmt: skip
    InformationReportFactory(council=team.council)
    assert officer.get(reverse("presidency:of-session", args=[session.pk]), headers={"HX-Request": "true"}).text
