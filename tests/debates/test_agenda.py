"""The agenda of a debate: points added, changed, put elsewhere, taken out."""

import pytest
from django.core.exceptions import PermissionDenied

from core.journal import history
from core.workflow import Refused
from debates import actions
from debates.agendas import agenda, agendas
from debates.models import Thread
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import AgendaPointFactory, ContributionFactory, DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db
ROOT = {"is_superuser": True}


@pytest.fixture
def root():
    return UserFactory(**ROOT)


def debate_with(count: int, **fields):
    debate = DebateFactory(**fields)
    points = [
        AgendaPointFactory(debate=debate, number=number, title=f"نقطة {number}") for number in range(1, count + 1)
    ]
    return debate, points


def order(debate) -> list[tuple[int, str]]:
    return [(number, title[-1]) for number, title in debate.agenda.values_list("number", "title")]


def test_a_point_goes_to_the_end_and_the_room_hears_of_it(root):
    debate, _points = debate_with(2, announced=True)
    point = actions.add_agenda_point(debate, by=root, title="نقطة\u202e 3", minutes=25)
    thread = Thread.objects.get(pk=debate.thread_id)
    assert (point.number, point.title, point.minutes) == (3, "نقطة 3", 25)
    assert (thread.rev, thread.room_rev) == (1, 1)
    assert [entry.action for entry in history(debate)] == ["change_agenda"]


def test_the_agenda_of_a_draft_leaves_no_history(root):
    debate, _points = debate_with(0)
    actions.add_agenda_point(debate, by=root, title="نقطة", minutes=5)
    assert not history(debate).exists()


@pytest.mark.parametrize(
    ("to", "expected"),
    [(1, "4123"), (2, "1423"), (4, "1234"), (0, "4123"), (-5, "4123"), (99, "1234"), (3, "1243")],
)
def test_a_point_is_put_elsewhere_and_the_others_close_up(root, to, expected):
    debate, points = debate_with(4)
    actions.move_agenda_point(points[3], by=root, to=to)
    assert order(debate) == list(enumerate(expected, 1))


def test_a_point_goes_down_too(root):
    debate, points = debate_with(3)
    actions.move_agenda_point(points[0], by=root, to=3)
    assert order(debate) == list(enumerate("231", 1))


def test_a_point_that_stays_rings_no_bell(root):
    debate, points = debate_with(2)
    actions.move_agenda_point(points[0], by=root, to=1)
    actions.change_agenda_point(points[0], by=root, title=points[0].title, minutes=points[0].minutes)
    assert Thread.objects.get(pk=debate.thread_id).rev == 0


def test_a_point_is_taken_out_and_the_others_close_up(root):
    debate, points = debate_with(3)
    actions.remove_agenda_point(points[0], by=root)
    assert order(debate) == [(1, "2"), (2, "3")]


def test_a_point_that_was_discussed_stays(root):
    debate, (timed, spoken, asked, called) = debate_with(4, live=True)
    timed.spent_seconds = 60
    timed.save()
    ContributionFactory(thread=debate.thread, agenda_point=spoken)
    sitting = SittingFactory(live=True, debate=debate, point=called)
    sitting.requests.create(name="فاطمة", point=asked)
    for point in (timed, spoken, asked, called):
        with pytest.raises(Refused) as refusal:
            actions.remove_agenda_point(point, by=root)
        assert refusal.value.code == "discussed"
    assert debate.agenda.count() == 4
    actions.change_agenda_point(spoken, by=root, title="بكلمات أخرى", minutes=10)


def test_an_agenda_has_at_most_thirty_points(root):
    debate, _points = debate_with(30)
    with pytest.raises(Refused) as refusal:
        actions.add_agenda_point(debate, by=root, title="نقطة", minutes=5)
    assert refusal.value.code == "full"


@pytest.mark.parametrize(
    ("title", "minutes", "field"),
    [("", 5, "title"), ("12", 5, "title"), ("ا" * 161, 5, "title"), ("نقطة", 0, "minutes"), ("نقطة", 481, "minutes")],
)
def test_a_point_that_cannot_be_kept_is_refused_by_its_field(root, title, minutes, field):
    debate, (point,) = debate_with(1)
    for act in (
        lambda: actions.add_agenda_point(debate, by=root, title=title, minutes=minutes),
        lambda: actions.change_agenda_point(point, by=root, title=title, minutes=minutes),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == field


def every_act(debate, point, by):
    return [
        lambda: actions.add_agenda_point(debate, by=by, title="نقطة", minutes=5),
        lambda: actions.change_agenda_point(point, by=by, title="نقطة", minutes=5),
        lambda: actions.move_agenda_point(point, by=by, to=1),
        lambda: actions.remove_agenda_point(point, by=by),
    ]


@pytest.mark.parametrize("state", ["concluded", "archived"])
def test_the_agenda_of_a_concluded_debate_stays(root, state):
    debate, (point,) = debate_with(1, **{state: True})
    for act in every_act(debate, point, root):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "concluded"


def test_only_a_facilitator_of_its_space_changes_an_agenda():
    debate, (point,) = debate_with(1, open=True)
    people = [
        UserFactory(),
        MembershipFactory(space=debate.space, role=Role.MODERATOR).user,
        MembershipFactory(role=Role.FACILITATOR).user,
    ]
    for person in people:
        for act in every_act(debate, point, person):
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.parametrize("language", ["ar", "fr", "zgh", "en"])
def test_each_model_is_a_debate_that_can_be_prepared_in_every_language(root, language):
    space = DebateFactory().space
    for model in agendas(language):
        debate = actions.create_debate(
            space, by=root, title=model.title, question=model.question, theme=model.theme, points=model.points
        )
        assert debate.agenda.count() == len(model.points) >= 5
        assert 60 <= sum(minutes for _title, minutes in model.points) <= 180


def test_a_model_is_found_by_its_name():
    assert agenda("budget", "fr").name == "Les priorités du budget"
    assert agenda("budget", "ar").name == "أولويات الميزانية"
    assert agenda("x", "ar") is None
