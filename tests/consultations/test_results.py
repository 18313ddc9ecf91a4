"""The result as everyone reads it: who sees it when, what it says, its open data, its cost."""

import csv
import io

import pytest
from django.core.cache import cache

from consultations.actions import tallying
from consultations.enums import ConsultationState, Showing
from consultations.models import Tally, TextTheme
from tests.consultations.crowds import asked, choose, respond, thirty
from tests.factories.accounts import UserFactory
from tests.factories.consultations import OptionFactory, PartFactory, QuestionFactory

pytestmark = pytest.mark.django_db
NAMES = ("results/", "results.csv", "results.json")


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


def address(consultation, name="results/"):
    return f"/ar/consultations/{consultation.pk}/{name}"


def counted(state="closed", numbers=(12, 8, 6), **kwargs):
    consultation, question, options = asked(state, **kwargs)
    for option, number in zip(options, numbers, strict=True):
        choose(question, option, respond(consultation, number))
    tallying.tally(consultation.pk)
    return consultation


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_result_is_seen_by_those_who_lead_it_alone(client, name):
    consultation = counted()
    assert client.get(address(consultation, name)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address(consultation, name)).status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address(consultation, name)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_published_result_is_seen_by_everyone(client, name):
    assert client.get(address(as_published(counted()), name)).status_code == 200


@pytest.mark.parametrize(("showing", "status"), [(Showing.LIVE, 200), (Showing.AFTER, 404)])
def test_an_open_one_shows_its_counts_when_they_are_live(client, showing, status):
    consultation = counted("opened", showing=showing)
    for name in NAMES:
        assert client.get(address(consultation, name)).status_code == status


def as_published(consultation):
    """Return a counted consultation as it is once published."""
    consultation.state = ConsultationState.PUBLISHED
    consultation.save()
    return consultation


def test_the_page_says_counts_shares_and_what_it_cannot_prove(client):
    page = client.get(address(as_published(counted()))).content.decode()
    assert "46 %" in page
    assert '<rect x="54" width="46"' in page  # it grows from the right


def test_all_parts_of_a_consultation_are_shown(client):
    consultation = thirty()
    tallying.tally(consultation.pk)
    answer = client.get(address(as_published(consultation)))
    assert answer.status_code == 200
    assert answer.context["told"].parts[1]["enough"]
    assert "<circle" in answer.content.decode()
    for language in ("fr", "en", "zgh"):
        assert client.get(address(consultation).replace("/ar/", f"/{language}/")).status_code == 200


def test_texts_are_never_shown(client):
    consultation, _question, _options = asked()
    question = QuestionFactory(part=PartFactory(consultation=consultation), kind="long")
    theme = TextTheme.objects.create(question=question, name="الماء")
    for number, response in enumerate(respond(consultation, 14)):
        question.answers.create(response=response, text="سر من أسراري", theme=theme if number < 8 else None)
    tallying.tally(consultation.pk)
    as_published(consultation)
    for name in NAMES:
        answer = client.get(address(consultation, name))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "أسراري" not in body.decode()
    page = client.get(address(consultation)).content.decode()
    assert "الماء" in page
    assert "57 %" in page


def read(client, consultation):
    answer = client.get(address(consultation, "results.csv"))
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_table_has_every_number_and_no_formula(client):
    consultation, question, options = asked()
    bad = OptionFactory(question=question, text_ar="=HYPERLINK(1)")
    for option, number in zip([*options, bad], (12, 8, 6, 9), strict=True):
        choose(question, option, respond(consultation, number))
    tallying.tally(consultation.pk)
    rows = read(client, as_published(consultation))
    told = {row["name"]: row["value"] for row in rows if row["measure"] == "people" and row["cell"] and row["kind"]}
    assert told["'=HYPERLINK(1)"] == "9"
    assert sorted(told.values()) == ["12", "6", "8", "9"]


def test_hidden_numbers_are_empty_in_the_table(client):
    rows = read(client, as_published(counted(numbers=(12, 8, 3))))
    assert [row["value"] for row in rows if row["measure"] == "people" and row["kind"]] == ["", "8", ""]


def test_open_data_is_throttled(client):
    consultation = as_published(counted())
    statuses = [client.get(address(consultation, "results.json")).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


def test_the_page_costs_the_same_for_one_question_and_for_three(client, django_assert_num_queries):
    consultation = as_published(counted())
    client.get(address(consultation))
    with django_assert_num_queries(9) as made:
        client.get(address(consultation))
    part = Tally.objects.get(part__consultation=consultation).part
    for _ in range(2):
        choose(QuestionFactory(part=part), OptionFactory(), [])
    consultation.state = ConsultationState.CLOSED
    consultation.save()
    tallying.tally(consultation.pk)
    as_published(consultation)
    with django_assert_num_queries(len(made)):
        client.get(address(consultation))


def test_whoever_leads_may_have_it_counted_again(client, work):
    consultation = counted()
    client.force_login(UserFactory())
    assert client.post(address(consultation, "results/count/")).status_code in {403, 404}
    client.force_login(UserFactory(is_superuser=True))
    assert client.post(address(consultation, "results/count/")).status_code == 302
    assert work() == 1


def test_programs_read_what_everyone_reads(api):
    consultation = counted(numbers=(12, 8, 3))
    assert api.get(f"/api/v1/consultations/{consultation.pk}/results/").status_code == 404
    told = api.get(f"/api/v1/consultations/{as_published(consultation).pk}/results/").json()
    options = told["parts"][0]["questions"][0]["options"]
    assert [row["count"] for row in options] == [None, 8, None]
