"""Counting a consultation into what everyone may see: when, what, and never less than ten people at a time."""

import pytest

from consultations.actions import tallying
from consultations.enums import Method, Showing
from consultations.models import Preference, Response, Tally
from core.workflow import Refused
from tests.consultations.crowds import asked, choose, respond, thirty
from tests.factories.accounts import UserFactory
from tests.factories.consultations import CandidateFactory, PartFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def data_of(consultation):
    return [tally.data for tally in Tally.objects.filter(part__consultation=consultation).order_by("part_id")]


def test_one_choice_is_counted():
    consultation, question, options = asked()
    for option, number in zip(options, (12, 8, 6), strict=True):
        choose(question, option, respond(consultation, number))
    respond(consultation, 1)[0]  # sent, without an answer
    Response.objects.filter(pk__in=[one.pk for one in respond(consultation, 2)]).update(sent_at=None)
    assert tallying.tally(consultation.pk)
    (told,) = data_of(consultation)
    row = told["questions"][0]
    assert (row["asked"], row["answered"], told["people"]) == (27, 26, 27)
    assert [(one["key"], one["count"], one["share"]) for one in row["options"]] == [
        (options[0].pk, 12, 46),
        (options[1].pk, 8, 31),
        (options[2].pk, 6, 23),
    ]
    assert row["lead"] is None


def test_few_are_hidden_with_one_who_covers_them():
    consultation, question, options = asked()
    for option, number in zip(options, (12, 8, 3), strict=True):
        choose(question, option, respond(consultation, number))
    tallying.tally(consultation.pk)
    row = data_of(consultation)[0]["questions"][0]
    assert [one["count"] for one in row["options"]] == [None, 8, None]
    assert row["lead"] == options[0].pk


def test_groups_are_broken_down_above_the_minimum_alone():
    consultation, question, options = asked(options=2)
    for gender, numbers in {"woman": (8, 9), "man": (10, 3), "": (6, 6)}.items():
        for option, number in zip(options, numbers, strict=True):
            choose(question, option, respond(consultation, number, gender=gender))
    tallying.tally(consultation.pk)
    row = data_of(consultation)[0]["questions"][0]
    assert [(one["key"], one["counts"]) for one in row["by"]["gender"]] == [("woman", [8, 9])]


def test_what_follows_from_a_hidden_option_is_hidden():
    consultation = thirty()
    tallying.tally(consultation.pk)
    _first, _several, after, _scale = data_of(consultation)[0]["questions"]
    assert after == {"key": after["key"], "kind": "single", "hidden": True}


def test_opinion_groups_are_found_in_the_job(work):
    consultation = thirty()
    tallying.ask_for_tally(consultation.pk)
    assert work() == 1
    found = data_of(consultation)[1]
    assert found["enough"]
    assert [group["size"] for group in found["groups"]] == [15, 15]


def test_without_scikit_learn_the_rest_is_counted(monkeypatch):
    consultation = thirty()
    monkeypatch.setitem(__import__("sys").modules, "sklearn.cluster", None)
    monkeypatch.delitem(__import__("sys").modules, "consultations.counting.groups", raising=False)
    tallying.tally(consultation.pk)
    told = data_of(consultation)[1]
    assert told["why_not"] == "not_installed"
    assert len(told["statements"]) == 8


def test_live_counts_go_by_steps_of_ten_people():
    consultation, question, options = asked("opened", showing=Showing.LIVE, options=2)
    choose(question, options[0], respond(consultation, 7))
    choose(question, options[1], respond(consultation, 6))
    assert tallying.tally(consultation.pk)
    (told,) = data_of(consultation)
    row = told["questions"][0]
    first = [one["count"] for one in row["options"]]
    assert all(count in {5, 10} for count in first)
    assert (told["people"] in {10, 15}, "by" in row, told["live"]) == (True, False, True)
    choose(question, options[0], respond(consultation, 9))
    assert not tallying.tally(consultation.pk)
    assert tallying.tally_due() == 0
    choose(question, options[0], respond(consultation, 1))
    assert tallying.tally_due() == 1
    assert tallying.tally(consultation.pk)
    then = [one["count"] for one in data_of(consultation)[0]["questions"][0]["options"]]
    assert then[0] in {15, 20}
    assert all(count % 5 == 0 for count in then)


def test_counts_that_are_shown_afterwards_are_not_made_before():
    consultation, question, options = asked("opened")
    choose(question, options[0], respond(consultation, 30))
    assert tallying.tally_due() == 0
    assert not tallying.tally(consultation.pk)
    assert data_of(consultation) == []


def test_a_published_count_never_changes():
    consultation, question, options = asked("published")
    choose(question, options[0], respond(consultation, 30))
    assert not tallying.tally(consultation.pk)


def test_who_leads_may_count_again_until_it_is_published(work):
    consultation, _question, _options = asked()
    lead = UserFactory(is_superuser=True)
    tallying.count_again(consultation, by=lead)
    assert work() == 1
    published, *_rest = asked("published")
    with pytest.raises(Refused):
        tallying.count_again(published, by=lead)


@pytest.mark.parametrize("method", list(Method))
def test_each_method_of_priorities_is_counted(method):
    consultation, *_rest = asked()
    part = PartFactory(consultation=consultation, priorities=True, method=method, budget=100)
    one, two = (CandidateFactory(part=part, cost=60) for _ in range(2))
    for first, second in [(one, two)] * 12 + [(two, one)] * 6:
        (response,) = respond(consultation, 1)
        Preference.objects.create(response=response, candidate=first, value=1)
        if method in {Method.BORDA, Method.POINTS}:
            Preference.objects.create(response=response, candidate=second, value=2)
    tallying.tally(consultation.pk)
    told = data_of(consultation)[-1]
    assert told["method"] == method
    rows = {row["key"]: row for row in told["candidates"]}
    best = two.pk if method == Method.POINTS else one.pk
    assert rows[best]["rank"] == 1
    if method in {Method.GREEDY, Method.EQUAL_SHARES}:
        assert [rows[key]["won"] for key in (one.pk, two.pk)] == [True, False]
        assert told["spent"] == 60


def test_counting_costs_the_same_number_of_queries_for_one_question_and_for_three(django_assert_num_queries):
    consultation, question, options = asked()
    choose(question, options[0], respond(consultation, 6))
    tallying.tally(consultation.pk)
    with django_assert_num_queries(18) as made:
        tallying.tally(consultation.pk)
    for _ in range(2):
        QuestionFactory(part=question.part)
    with django_assert_num_queries(len(made)):
        tallying.tally(consultation.pk)
