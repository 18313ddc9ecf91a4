"""Each switch really stops the work: no query is made for it, and people are told in words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from accounts.models import User
from core import switches
from core.enums import Load
from core.journal import history
from core.models import Switch
from needs.likeness import similar
from petitions.likeness import similar as similar_petitions
from search.asking import Filters
from search.results import search
from tests.factories.accounts import UserFactory
from tests.factories.debates import SittingFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _all_on():
    yield
    switches._memory.off, switches._memory.read_at = frozenset(), float("-inf")


def turn(load: Load, *, on: bool) -> None:
    switches.turn(load, on=on, by=User.objects.system())
    switches.read()  # as after the commit


def test_it_is_written_in_the_journal_once_and_only_by_who_may():
    turn(Load.MAP, on=False)
    turn(Load.MAP, on=False)
    assert (switches.is_on(Load.MAP), switches.resting()) == (False, [Load.MAP])
    assert [entry.action for entry in history(Switch.objects.get())] == ["turned_off"]
    with pytest.raises(PermissionDenied):
        switches.turn(Load.MAP, on=True, by=UserFactory())
    switches.turn(Load.MAP, on=True, by=UserFactory(is_staff=True, is_superuser=True))
    switches.read()
    assert switches.is_on(Load.MAP)


def test_a_process_looks_again_after_two_seconds_and_not_before(monkeypatch, django_assert_num_queries):
    clock = [1000.0]
    monkeypatch.setattr(switches.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(switches, "close_old_connections", lambda: None)  # the test's connection stays open
    switches.look()
    Switch.objects.create(load=Load.LIKENESS, is_on=False)
    with django_assert_num_queries(0):
        switches.look()
    assert switches.is_on(Load.LIKENESS)
    clock[0] += 2.1
    with django_assert_num_queries(1):
        switches.look()
    assert not switches.is_on(Load.LIKENESS)

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(switches, "read", away)
    clock[0] += 2.1
    switches.look()
    assert not switches.is_on(Load.LIKENESS)


def test_the_operator_turns_it_by_a_command(capsys):
    call_command("switch", "map", "off")
    assert capsys.readouterr().out == "map: off\n"
    call_command("switch")
    assert capsys.readouterr().out.splitlines() == ["live-counts: on", "suggestions: on", "map: off", "likeness: on"]


def test_an_administrator_turns_it_by_hand(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.post(reverse("admin:core_switch_add"), {"load": "likeness", "is_on": ""})
    row = Switch.objects.get()
    assert (row.load, row.is_on, [entry.action for entry in history(row)]) == ("likeness", False, ["turned_off"])


def test_without_likeness_nothing_alike_is_looked_for(django_assert_num_queries):
    need = NeedFactory(title="ماء الشرب منقطع", text="لا ماء منذ أسبوع")
    turn(Load.LIKENESS, on=False)
    with django_assert_num_queries(0):
        assert similar(need.space, f"{need.title} {need.text}") == []
        assert similar_petitions(need.space, need.title) == []


def test_without_the_map_no_point_is_read(client, django_assert_num_queries):
    space = SpaceFactory()
    turn(Load.MAP, on=False)
    address = reverse("needs:points", args=[space.commune.slug])
    with django_assert_num_queries(0):
        answer = client.get(address, {"bbox": "-10,29,-9,30", "zoom": "12"})
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "60", "resting")
    page = client.get(reverse("needs:map", args=[space.commune.slug]))
    assert str(switches.RESTING[Load.MAP]) in page.text
    assert "data-points" not in page.text


def test_without_suggestions_the_search_asks_once_and_no_commune_is_proposed(client, monkeypatch):
    turn(Load.SUGGESTIONS, on=False)
    for name in ("respelt", "doubted"):
        monkeypatch.setattr(f"search.results.{name}", lambda asked: pytest.fail("it was looked for"))
    assert search("الماءء الشروب", Filters()).perhaps == ""
    assert client.get(reverse("territories:options"), {"commune": "tiz"}).status_code == 503


def test_without_live_counts_nobody_is_counted(client, django_assert_num_queries):
    sitting = SittingFactory()
    turn(Load.COUNTS, on=False)
    with django_assert_num_queries(0):
        assert client.get(reverse("debates:counts", args=[sitting.pk])).status_code == 503
