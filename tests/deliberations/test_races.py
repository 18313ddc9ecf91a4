"""Several acts on a session at once: each race leaves one truth."""

import pytest
from django.core.management import call_command

from core.models import Entry
from deliberations import actions
from deliberations.actions.voting import Counts
from deliberations.enums import ItemState
from deliberations.models import AgendaItem, Decision, Session
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item
from tests.races import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def test_two_officers_close_the_agenda_at_once_and_one_does(made):
    with_item(made)
    results = together(
        lambda: actions.close_agenda(made.session, by=made.officer),
        lambda: actions.close_agenda(made.session, by=made.director),
        lambda: actions.propose_item(made.session, by=made.secretary, title_ar="في آخر لحظة"),
    )
    # A point proposed in time makes both wait; else one closes and the other, like the late point, is refused.
    waiting = AgendaItem.objects.filter(state=ItemState.PROPOSED).count()
    assert len(refusals(results)) == 2
    assert Entry.objects.filter(action="close_agenda").count() == 1 - waiting
    assert (Session.objects.get(pk=made.session.pk).agenda_closed_at is None) == bool(waiting)


def test_ten_points_kept_at_once_are_numbered_without_gap_or_repeat(made):
    items = [actions.propose_item(made.session, by=made.president, title_ar=f"نقطة رقم {n}") for n in range(10)]
    results = together(*[lambda one=item: actions.keep_item(one, by=made.officer) for item in items])
    assert not refusals(results)
    assert sorted(AgendaItem.objects.values_list("number", flat=True)) == list(range(1, 11))


def test_decisions_written_at_once_have_numbers_of_their_own(made, time_machine):
    items = [with_item(made, title_ar=f"نقطة رقم {n}") for n in range(5)]
    sitting = convened(made)
    time_machine.move_to(HOUR)
    sitting = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 5))
    votes = [
        actions.deliberate(item, by=made.secretary, sitting=sitting, counts=Counts(5, 0, 0), takes_up=True)
        for item in items
    ]
    words = {"title_ar": "مقرر", "text_ar": "وافق المجلس."}
    results = together(*[lambda one=vote: actions.write_decision(one, by=made.secretary, **words) for vote in votes])
    assert not refusals(results)
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_sessions_planned_at_once_are_written_once(made):
    Session.objects.all().delete()
    together(*[lambda: actions.plan_year(made.council, 2027) + 1] * 3)
    assert Session.objects.filter(council=made.council).count() == 3
