"""Nobody's answer can be worked out from what is published: tried by solving for it.

Everything that is published is a linear equation over the people who gave each combination of answer, gender and age.
For each cell that holds one to four people we look for the least number that the equations leave possible: it must be
none (of answers), or not be all there is to know (of answers within groups): else somebody would be proven to stand in
it. Sums and differences of published numbers prove no more: they are combinations of these equations. For each
group all of whom answered alike the same is asked of the others: somebody may always have answered otherwise.
"""

import itertools
import json
import random
from collections import Counter

import pytest
from django.core.cache import cache
from scipy.optimize import linprog

from consultations.actions import tallying
from consultations.counting.opinions import statements
from consultations.counting.questions import Counted, hide_choices, questionnaire
from consultations.counting.steps import in_steps
from consultations.enums import ConsultationState
from consultations.models import Tally
from core.hiding import hide, step
from tests.consultations.crowds import thirty

GENDERS, AGES = ("woman", "man", ""), ("15-24", "25-34", "")


def bounds(atoms, equations, wanted):
    """Return the least and the greatest number of people in the atoms of which `wanted` is true."""
    rows = [[1 if holds(atom) else 0 for atom in atoms] for holds, _value in equations]
    values = [value for _holds, value in equations]
    found = []
    for sign in (1, -1):
        cost = [sign if wanted(atom) else 0 for atom in atoms]
        solved = linprog(cost, A_eq=rows, b_eq=values, bounds=(0, None), method="highs")
        assert solved.status == 0, solved.message
        found.append(sign * solved.fun)
    return found


def sizes_of(people, place, names):
    counts = Counter(person[place] for person in people)
    return {name: counts[name] for name in names}


def crowd(rng, options):
    """Return thirty people (answer, gender, age), as unequal as chance makes them."""
    weights = [rng.random() ** 3 for _ in range(options)]
    tilt = rng.random()
    people = []
    for _ in range(30):
        gender, age = rng.choice(GENDERS), rng.choices(AGES, [5, 4, rng.random() * 3])[0]
        answer = 0 if gender == "woman" and rng.random() < tilt else rng.choices(range(options), weights)[0]
        people.append((answer, gender, age))
    return people


@pytest.mark.parametrize("seed", range(40))
def test_one_choice(seed):  # noqa: C901 -- one thing after another
    rng = random.Random(seed)
    options = rng.choice([2, 3, 4])
    people = crowd(rng, options)
    within = {
        name: {
            group: Counter(person[0] for person in people if person[place] == group)
            for group in {person[place] for person in people}
        }
        for place, name in ((1, "gender"), (2, "age_band"))
    }
    sizes = {"gender": hide(sizes_of(people, 1, GENDERS)), "age_band": hide(sizes_of(people, 2, AGES))}
    cells = {option: sum(person[0] == option for person in people) for option in range(options)}
    counted = Counted(1, "single", cells, 30, 30, within=within, sizes={k: dict(v) for k, v in sizes.items()})
    counted.sizes = {"gender": sizes_of(people, 1, GENDERS), "age_band": sizes_of(people, 2, AGES)}
    (told,) = questionnaire([counted], sizes)

    atoms = list(itertools.product(range(options), GENDERS, AGES))
    equations = [(lambda atom: True, told["answered"])]
    for place, name in ((1, "gender"), (2, "age_band")):
        for group, size in sizes[name].items():
            if size is not None:
                equations.append((lambda atom, p=place, g=group: atom[p] == g, size))
        for row in told.get("by", {}).get(name, []):
            for option, count in zip(told["options"], row["counts"], strict=True):
                if count is not None:
                    key = (option["key"], place, row["key"])
                    equations.append((lambda atom, k=key: atom[0] == k[0] and atom[k[1]] == k[2], count))
    equations += [
        (lambda atom, key=row["key"]: atom[0] == key, row["count"])
        for row in told["options"]
        if row["count"] is not None
    ]

    targets = [(lambda atom, o=option: atom[0] == o) for option in range(options)]
    targets += [
        (lambda atom, o=option, p=place, g=group: atom[0] == o and atom[p] == g)
        for option in range(options)
        for place, groups in ((1, GENDERS), (2, AGES))
        for group in groups
    ]
    for target in targets:
        true = sum(target(person) for person in people)
        if 0 < true < 5:
            least, most = bounds(atoms, equations, target)
            assert most - least > 0.5
    for place, groups in ((1, GENDERS), (2, AGES)):
        for group in groups:
            if len({person[0] for person in people if person[place] == group}) == 1:
                answer = next(person[0] for person in people if person[place] == group)
                others = lambda atom, o=answer, p=place, g=group: atom[0] != o and atom[p] == g  # noqa: E731
                assert bounds(atoms, equations, others)[1] > 0.5


@pytest.mark.parametrize("seed", range(30))
def test_several_choices(seed):
    rng = random.Random(seed)
    options = rng.choice([2, 3])
    atoms = [one for size in range(1, options + 1) for one in itertools.combinations(range(options), size)]
    people = rng.choices(atoms, [rng.random() ** 3 for _ in atoms], k=30)
    counts = {option: sum(option in person for person in people) for option in range(options)}
    shown = hide_choices(counts, 30)
    equations = [(lambda atom: True, 30)]
    equations += [(lambda atom, o=o: o in atom, count) for o, count in shown.items() if count is not None]
    targets = [lambda atom, o=o: o in atom for o in counts] + [lambda atom, o=o: o not in atom for o in counts]
    if options == 2:
        targets.append(lambda atom: len(atom) == 2)
    for target in targets:
        if 0 < sum(map(target, people)) < 5:
            assert bounds(atoms, equations, target)[0] < 0.5


@pytest.mark.parametrize("agree", range(31))
def test_a_statement_never_tells_of_the_few(agree):
    for disagree in range(31 - agree):
        (row,) = statements([(1, agree, disagree, 30 - agree - disagree)], 30)
        for side in ("agree", "disagree"):
            assert row[side] is None or 5 <= row[side] <= 25


@pytest.mark.parametrize("seed", range(40))
def test_two_live_counts_do_not_tell_what_was_answered_between(seed):
    """Ten people answered between two counts: whatever they said, some of them may have said otherwise."""
    rng = random.Random(seed)
    options = rng.choice([2, 3])
    before = Counter(rng.choices(range(options), k=rng.randrange(10, 40)))
    same = rng.randrange(options)
    new = Counter([same] * 10) if seed % 2 else Counter(rng.choices(range(options), k=10))
    after = before + new

    def shown(counts):
        people = counts.total()
        told = questionnaire([Counted(1, "single", {o: counts[o] for o in range(options)}, people, people)], {})
        return [row["count"] for row in in_steps({"questions": told}, str(seed))["questions"][0]["options"]]

    first, second = shown(before), shown(after)
    lower, upper = [], []
    for told in (first, second):
        lower.append([0 if count is None else count - 4 for count in told])
        upper.append([50 if count is None else count + 4 for count in told])
    # Unknown: the people before by option, then the new ones. How many there were in all is known.
    total = [[1] * options + [0] * options, [0] * options + [1] * options]
    sums = [[1 if column % options == option else 0 for column in range(2 * options)] for option in range(options)]
    for option in range(options):
        solved = linprog(
            [0] * options + [1 if column == option else 0 for column in range(options)],
            A_eq=total,
            b_eq=[before.total(), 10],
            A_ub=sums + [[-value for value in row] for row in sums],
            b_ub=upper[1] + [-value for value in lower[1]],
            bounds=list(zip(lower[0], upper[0], strict=True)) + [(0, 10)] * options,
            method="highs",
        )
        assert solved.status == 0
        assert solved.fun <= 9.01


def test_a_step_says_less_than_a_person():
    for count in range(100):
        assert step(count, "a") % 5 == 0
        assert abs(step(count, "a") - count) < 5
    assert {step(7, str(salt)) for salt in range(50)} == {5, 10}


@pytest.mark.django_db
def test_thirty_people_all_that_is_published(client):
    """Page, table and data show the numbers of the tally and no others; none of them is a small one."""
    cache.clear()
    consultation = thirty()
    tallying.tally(consultation.pk)
    consultation.state = ConsultationState.PUBLISHED
    consultation.save()
    tallies = [tally.data for tally in Tally.objects.filter(part__consultation=consultation)]

    def people_in(data):
        """Yield each number of people, wherever it stands."""
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if key in {"count", "agree", "disagree", "size", "people", "answered", "asked", "voters", "sorted"}:
                yield value
            elif key == "counts":
                yield from value
            elif isinstance(value, (dict, list)):
                yield from people_in(value)

    shown = [number for data in tallies for number in people_in(data) if number is not None]
    assert shown
    assert min(shown) >= 5
    address = f"/ar/consultations/{consultation.pk}/results"
    data = json.loads(client.get(f"{address}.json").content)
    assert sorted(people_in({"parts": data["parts"]}), key=str) == sorted(people_in({"parts": tallies}), key=str)
    table = b"".join(client.get(f"{address}.csv").streaming_content).decode()
    numbers = {line.rsplit(",", 1)[1] for line in table.splitlines()[1:] if ",people," in line or "agree," in line}
    ways = {"30", "0"}
    assert {number for number in numbers if number} <= {str(number) for number in shown} | ways
