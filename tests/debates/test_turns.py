"""The order proposed: who speaks next, and why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from debates.enums import Criterion, QueueRule
from debates.turns import PLACED, Ask, Turn, Voice, proposed

people = st.integers(1, 12).map(lambda number: f"user.{number}")
said = st.sampled_from([None, True, False])
voices = st.builds(Voice, people, said, said, st.sampled_from(["", "up", "down", "far"]))
asks = st.lists(st.builds(Ask, st.integers(1, 500), voices, st.booleans()), max_size=70, unique_by=lambda ask: ask.id)
turns = st.lists(st.builds(Turn, voices, st.integers(0, 600)), max_size=15)
rules = st.sampled_from(list(QueueRule))
chosen = st.sets(st.sampled_from(list(Criterion)))


def ids(places):
    return [place.id for place in places]


def order(asks, turns=(), *, rule=QueueRule.ALTERNATE, criteria=()):
    return ids(proposed(asks, turns, rule=rule, criteria=criteria))


@given(asks, turns, rules, chosen)
def test_everyone_who_asked_is_placed_once(asks, turns, rule, criteria):
    assert sorted(order(asks, turns, rule=rule, criteria=criteria)) == sorted(ask.id for ask in asks)


@given(asks, turns, rules, chosen, st.randoms())
def test_the_order_depends_on_nothing_but_who_asked_and_who_spoke(asks, turns, rule, criteria, random):
    mixed, mixed_turns = list(asks), list(turns)
    random.shuffle(mixed)
    random.shuffle(mixed_turns)
    assert proposed(mixed, mixed_turns, rule=rule, criteria=criteria) == proposed(
        asks, turns, rule=rule, criteria=list(criteria)[::-1]
    )


@given(asks, turns, rules, chosen)
def test_procedural_points_come_first_as_they_were_raised(asks, turns, rule, criteria):
    procedural = sorted(ask.id for ask in asks if ask.is_procedural)
    assert order(asks, turns, rule=rule, criteria=criteria)[: len(procedural)] == procedural


@given(asks, turns, chosen)
def test_first_come_is_the_order_of_asking(asks, turns, criteria):
    speeches = [replace(ask, is_procedural=False) for ask in asks]
    assert order(speeches, turns, rule=QueueRule.FIRST_COME, criteria=criteria) == sorted(ask.id for ask in asks)


@given(asks, turns)
def test_without_criteria_alternating_is_first_come(asks, turns):
    assert order(asks, turns) == order(asks, turns, rule=QueueRule.FIRST_COME)


@given(asks, turns, chosen)
def test_two_who_said_the_same_of_themselves_are_never_put_in_another_order(asks, turns, criteria):
    alike = [replace(ask, voice=replace(ask.voice, person=f"user.new{ask.id}"), is_procedural=False) for ask in asks]
    place = {pk: number for number, pk in enumerate(order(alike, turns, criteria=criteria))}
    for one in alike:
        for other in alike:
            same = replace(one.voice, person="") == replace(other.voice, person="")
            if same and one.id < other.id:
                assert place[one.id] < place[other.id]


@given(asks, turns, chosen)
def test_each_reason_given_is_a_chosen_criterion(asks, turns, criteria):
    for place in proposed(asks, turns, rule=QueueRule.ALTERNATE, criteria=criteria):
        assert set(place.why) <= criteria


@given(st.lists(st.booleans(), min_size=1, max_size=PLACED))
def test_women_and_the_others_alternate_while_both_wait(are_women):
    queue = [Ask(number, Voice(f"user.{number}", is_woman)) for number, is_woman in enumerate(are_women)]
    women = others = 0
    for number in order(queue, criteria={Criterion.WOMEN}):
        women, others = women + are_women[number], others + (not are_women[number])
        if women < sum(are_women):
            assert others - women <= 1


def test_who_has_not_spoken_comes_before_who_has():
    spoke = Voice("user.1")
    queue = [Ask(1, spoke), Ask(2, Voice("user.2")), Ask(3, Voice("user.3"))]
    places = proposed(queue, [Turn(spoke, 60)], rule=QueueRule.ALTERNATE, criteria=[Criterion.FIRST_TIME])
    assert ids(places) == [2, 3, 1]
    assert [place.why for place in places] == [(Criterion.FIRST_TIME,), (Criterion.FIRST_TIME,), ()]


def test_a_district_heard_less_than_the_others_comes_sooner():
    heard = [Turn(Voice("user.9", district="down"), 300)]
    queue = [Ask(1, Voice("user.1", district="down")), Ask(2, Voice("user.2", district="up"))]
    assert order(queue, heard, criteria=[Criterion.DISTRICT]) == [2, 1]


def test_young_people_heard_more_than_half_are_not_put_first():
    heard = [Turn(Voice("user.9", is_youth=True), 300), Turn(Voice("user.8"), 200)]
    queue = [Ask(1, Voice("user.1")), Ask(2, Voice("user.2", is_youth=True))]
    assert order(queue, heard, criteria=[Criterion.YOUTH]) == [1, 2]


def test_a_person_of_the_hall_who_asked_twice_is_new_once():
    queue = [Ask(1, Voice("hall.fatima")), Ask(2, Voice("hall.fatima")), Ask(3, Voice("hall.ali"))]
    assert order(queue, criteria=[Criterion.FIRST_TIME]) == [1, 3, 2]


def test_behind_the_people_weighed_the_rest_wait_as_they_asked():
    queue = [Ask(number, Voice(f"user.{number}", is_woman=number > PLACED)) for number in range(PLACED + 20)]
    rest = order(queue, criteria=[Criterion.WOMEN])[PLACED:]
    assert rest == sorted(rest)
