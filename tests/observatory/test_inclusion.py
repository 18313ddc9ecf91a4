"""Who takes part: counted by hand-made people, hidden, warned of."""

import datetime

import pytest
from django.utils.timezone import now

from accounts.models import Declaration, User
from core.workflow import Refused
from notices.models import Notice
from observatory import actions
from observatory.census import references_for
from observatory.counting import people
from observatory.models import CensusShare, Inclusion
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, ResponseFactory
from tests.factories.debates import ContributionFactory, DebateFactory, SittingFactory
from tests.factories.needs import NeedFactory, SupportFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


def person(gender="", birth_year=None, has_disability=None):
    user = UserFactory()
    Declaration.objects.create(user=user, gender=gender, birth_year=birth_year, has_disability=has_disability)
    return user


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def debate(space):
    return DebateFactory(space=space, state="open", opened_at=now(), closes_at=now() + datetime.timedelta(days=9))


def speak(debate, *users):
    for user in users:
        ContributionFactory(thread=debate.thread, author=user)


def crowd(women=0, men=0):
    return [person("woman") for _ in range(women)] + [person("man") for _ in range(men)]


def test_each_person_counts_once_with_what_she_said_of_herself(space, debate):
    year = now().year
    one, two = person("woman", year - 20, True), person("man", year - 35, False)
    speak(debate, one, one, two, UserFactory())
    NeedFactory(space=space, author=one)
    need = NeedFactory(space=space, author=two)
    SupportFactory(need=need, user=one)
    ContributionFactory(thread=debate.thread, author=person("woman"), office="facilitator")  # at work: no inhabitant
    found = {(one.process, one.space): one for one in people.gatherings(now() - YEAR)}
    in_debate, in_space = found["debate", space.pk].online, found["space", space.pk].online
    assert in_debate.people == in_space.people == 3
    assert in_debate.cells["women"] == {"in": 1, "out": 1}
    assert in_debate.cells["young"] == {"in": 1, "out": 1}
    assert in_debate.cells["disabled"] == {"in": 1, "out": 1}
    assert "rural" not in in_space.cells
    region = next(one for one in people.gatherings(now() - YEAR) if one.region)
    assert region.region == "09"
    assert region.online.people == 3


def test_first_timers_had_done_nothing_in_the_space_before(space, debate, time_machine):
    old, new = UserFactory(), UserFactory()
    time_machine.move_to(now() - datetime.timedelta(days=500))
    NeedFactory(space=space, author=old)
    time_machine.move_to(now() + datetime.timedelta(days=501))
    speak(debate, old, new)
    found = {one.process: one for one in people.gatherings(now() - YEAR) if not one.region}
    assert found["debate"].online.cells["first"] == {"in": 1, "out": 1}
    assert found["space"].online.cells["first"] == {"in": 1, "out": 1}


def test_the_hall_counts_its_fullest_sitting_beside_those_online(space, debate):
    for number, (came, women) in enumerate(((30, 10), (40, 25), (None, None))):
        SittingFactory(debate=debate, number=number + 1, hall_people=came, hall_women=women)
    speak(debate, *crowd(women=6, men=6))
    found = next(one for one in people.gatherings(now() - YEAR) if one.process == "debate")
    assert (found.online.people, found.hall.people) == (12, 40)
    assert found.hall.cells == {"women": {"in": 25, "out": 15}}
    actions.count_inclusion()
    row = Inclusion.objects.get(process="debate")
    assert row.groups["women"]["count"] in {30, 35}
    assert row.groups["first"] == {"count": None, "of": None, "share": None, "census": None, "census_of": None,
                                   "is_low": False}  # fmt: skip


def test_responses_are_counted_by_what_they_carry_and_paper_stands_beside_online(space):
    row = ConsultationFactory(space=space, opened=True)
    for way, gender, band in (("online", "woman", "15-24"), ("online", "man", "45-59"), ("paper", "woman", "")):
        ResponseFactory(consultation=row, way=way, gender=gender, age_band=band, sent_at=now())
    found = next(one for one in people.gatherings(now() - YEAR) if one.process == "consultation")
    assert found.online.cells == {"women": {"in": 1, "out": 1}, "young": {"in": 1, "out": 1}}
    assert found.hall.cells["women"] == {"in": 1, "out": 0}


def test_a_running_process_warns_its_facilitators_once_and_is_made_anew_after_ten_more(space, debate):
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    speak(debate, *crowd(women=5, men=25))
    actions.count_inclusion()
    row = Inclusion.objects.get(process="debate")
    assert row.low == ["women"]
    assert Notice.objects.filter(user=facilitator, key__startswith="observatory.low").count() == 1
    speak(debate, *crowd(women=9))
    actions.count_inclusion()
    assert Inclusion.objects.get(process="debate").basis == 30
    speak(debate, *crowd(women=1))
    actions.count_inclusion()
    row.refresh_from_db()
    assert (row.basis, row.low) == (40, [])
    assert Notice.objects.filter(key__startswith="observatory.low").count() == 1


def test_what_runs_is_for_facilitators_alone_and_the_warning_stands_where_they_work(client, space, debate):
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    speak(debate, *crowd(women=5, men=25))
    actions.count_inclusion()
    address = f"/fr/observatory/spaces/{space.commune.slug}/"
    assert debate.title not in client.get(address).content.decode()
    assert client.get(f"{address}warnings/").status_code == 302
    client.force_login(UserFactory())
    assert client.get(f"{address}warnings/").status_code == 403
    client.force_login(facilitator)
    assert debate.title in client.get(address).content.decode()
    assert debate.title in client.get(f"{address}warnings/").content.decode()
    assert f"{address}warnings/" in client.get(f"/fr/spaces/{space.commune.slug}/manage/").content.decode()
    debate.state = "closed"
    debate.closed_at = now()
    debate.save()
    actions.count_inclusion()
    client.logout()
    assert debate.title in client.get(address).content.decode()


def test_what_is_hidden_is_forgotten(space, debate):
    speak(debate, *crowd(women=6, men=6))
    actions.count_inclusion()
    debate.thread.visibility = "hidden"
    debate.thread.save()
    actions.count_inclusion()
    assert not Inclusion.objects.filter(process="debate").exists()


# --- the census ---
def test_the_nearest_territory_s_census_is_taken_and_said(space, tmp_path):
    code = space.commune.code
    country = references_for([code])[code]
    assert (country["women"].share, country["women"].code) == (50.2, "")
    assert country["rural"].share == 100  # every commune of the tests
    assert "young" not in country
    system = User.objects.system()
    lines = ["code,group,share,year,source", "09,women,49.5,2024,RGPH", f"{code},young,61,2024,RGPH"]
    assert actions.load_census(iter(lines), by=system) == 2
    found = references_for([code])[code]
    assert (found["women"].share, found["women"].code) == (49.5, "09")
    assert (found["young"].share, found["young"].code) == (61, code)
    with pytest.raises(Refused):
        actions.load_census(iter([lines[0], "09,women,40,2024,x", "09,women,140,2024,x"]), by=system)
    assert CensusShare.objects.get(group="women").share == 49.5
