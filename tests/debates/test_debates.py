"""A debate is prepared, changed, announced, opened, closed, opened again, archived, held, hidden and shown."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from core.journal import history
from core.workflow import Refused
from debates import actions
from debates.enums import Audience, DebateState, ThreadState, Visibility
from debates.models import Debate, Interest, Thread
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
SAID = {"title": "ماء الساقية", "question": "كيف نوزعه هذا الصيف؟", "theme": "water"}


@pytest.fixture
def facilitator():
    return MembershipFactory(role=Role.FACILITATOR).user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


@pytest.fixture
def draft(space, facilitator):
    return actions.create_debate(space, by=facilitator, **SAID)


def told(person) -> list[str]:
    return list(Notice.objects.visible_to(person).order_by("id").values_list("text", flat=True))


def test_a_new_debate_is_a_draft_whose_thread_is_held_and_closed(space, facilitator):
    debate = actions.create_debate(
        space, by=facilitator, points=[("الافتتاح", 10), ("النقاش", 30)], audience=Audience.RESIDENTS, **SAID
    )
    thread = debate.thread
    assert (debate.state, thread.state, thread.visibility) == (DebateState.DRAFT, ThreadState.CLOSED, Visibility.HELD)
    assert (thread.audience, thread.title, thread.path) == ("residents", debate.title, f"/debates/{debate.pk}/")
    assert list(debate.agenda.values_list("number", "title", "minutes")) == [(1, "الافتتاح", 10), (2, "النقاش", 30)]
    assert Interest.objects.filter(debate=debate, user=facilitator).exists()
    assert [entry.action for entry in history(debate)] == ["create"]
    assert not Debate.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.MODERATOR, Role.RAPPORTEUR, Role.DESK])
def test_only_a_facilitator_prepares_a_debate(space, role):
    person = MembershipFactory(space=space, role=role).user if role else UserFactory()
    with pytest.raises(PermissionDenied):
        actions.create_debate(space, by=person, **SAID)


def test_no_debate_is_prepared_in_a_closed_space():
    space = SpaceFactory(state="closed")
    with pytest.raises(Refused) as refusal:
        actions.create_debate(space, by=UserFactory(is_superuser=True), **SAID)
    assert refusal.value.code == "closed"


WRONG = [
    ({"title": ""}, "title"),
    ({"title": "… 12 !"}, "title"),
    ({"title": "ا" * 161}, "title"),
    ({"question": "؟؟؟"}, "question"),
    ({"question": "ا" * 401}, "question"),
    ({"text": "ا" * 8001}, "text"),
    ({"theme": "love"}, "theme"),
    ({"audience": "friends"}, "audience"),
    ({"moderation": "never"}, "moderation"),
    ({"opens_at": datetime.timedelta(minutes=-1)}, "opens_at"),
    ({"closes_at": datetime.timedelta(days=1000)}, "closes_at"),
    ({"opens_at": datetime.timedelta(days=2), "closes_at": datetime.timedelta(days=1)}, "closes_at"),
    ({"opens_at": datetime.timedelta(days=2), "closes_at": datetime.timedelta(days=2)}, "closes_at"),
]


@pytest.mark.parametrize(("given", "field"), WRONG)
def test_what_cannot_be_kept_is_refused_by_its_field(space, facilitator, draft, given, field):
    at = now()
    given = {name: at + value if isinstance(value, datetime.timedelta) else value for name, value in given.items()}
    for act in (
        lambda: actions.create_debate(space, by=facilitator, **(SAID | given)),
        lambda: actions.edit_debate(draft, by=facilitator, **given),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == field
    assert Debate.objects.count() == 1
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("points", [[("…", 10)], [("نقطة", 0)], [("نقطة", 481)], [("نقطة", 5)] * 31])
def test_an_agenda_that_cannot_be_kept_makes_no_debate(space, facilitator, points):
    with pytest.raises(Refused):
        actions.create_debate(space, by=facilitator, points=points, **SAID)
    assert not Debate.objects.exists()


def test_hidden_signs_are_taken_out_of_what_is_typed(space, facilitator):
    said = SAID | {"title": "ماء\u202e \u0007الساقية", "text": "سطر\r\n\r\n\r\n\r\nآخر\u2066"}
    debate = actions.create_debate(space, by=facilitator, **said)
    assert (debate.title, debate.text) == ("ماء الساقية", "سطر\n\nآخر")


def test_an_edit_changes_what_it_names_and_the_thread_follows(draft, facilitator):
    before = draft.thread.rev
    actions.edit_debate(draft, by=facilitator, title="ماء الدوار", moderation="before")
    draft.refresh_from_db()
    thread = Thread.objects.get(pk=draft.thread_id)
    assert (draft.title, draft.question) == ("ماء الدوار", SAID["question"])
    assert (thread.title, thread.moderation, thread.rev, thread.room_rev) == (
        "ماء الدوار",
        "before",
        before + 1,
        before + 1,
    )


def test_an_edit_that_changes_nothing_rings_no_bell(draft, facilitator):
    rev = Thread.objects.get(pk=draft.thread_id).rev
    actions.edit_debate(draft, by=facilitator, **SAID)
    assert Thread.objects.get(pk=draft.thread_id).rev == rev


def test_edits_stand_in_the_history_once_it_was_announced(draft, facilitator):
    actions.edit_debate(draft, by=facilitator, text="أول")
    actions.move_debate(draft, "announce", by=facilitator)
    actions.edit_debate(draft, by=facilitator, text="ثان")
    assert [(entry.action, entry.data) for entry in history(draft)] == [
        ("create", {}), ("announce", {}), ("edit", {"changed": ["text"]}),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["open", "live"])
@pytest.mark.parametrize(
    ("name", "value"), [("question", "سؤال آخر؟"), ("opens_at", now() + datetime.timedelta(days=3))]
)
def test_an_open_debate_keeps_its_question_and_when_it_opened(state, name, value):
    debate = DebateFactory(**{state: True})
    with pytest.raises(Refused) as refusal:
        actions.edit_debate(debate, by=UserFactory(is_superuser=True), **{name: value})
    assert refusal.value.field == name
    actions.edit_debate(debate, by=UserFactory(is_superuser=True), question=debate.question, text="توضيح")


@pytest.mark.parametrize("state", ["closed", "concluded", "archived"])
def test_a_debate_that_is_over_does_not_change(state):
    with pytest.raises(Refused) as refusal:
        actions.edit_debate(DebateFactory(**{state: True}), by=UserFactory(is_superuser=True), text="جديد")
    assert refusal.value.code == "over"


def test_an_announced_debate_keeps_a_question():
    with pytest.raises(Refused) as refusal:
        actions.edit_debate(DebateFactory(announced=True), by=UserFactory(is_superuser=True), question="")
    assert refusal.value.field == "question"


def test_announcing_shows_it_and_tells_the_members_and_the_interested(draft, space, facilitator):
    member, left = (MembershipFactory(space=space).user for _ in range(2))
    left.memberships.update(ended_at=now())
    stranger, follower = UserFactory(), UserFactory()
    Interest.objects.create(debate=draft, user=follower)
    row = actions.move_debate(draft, "announce", by=facilitator)
    thread = Thread.objects.get(pk=draft.thread_id)
    assert (row.state, thread.visibility, thread.state) == ("announced", Visibility.VISIBLE, ThreadState.CLOSED)
    assert row.announced_at is not None
    assert [len(told(one)) for one in (member, follower, left, stranger, facilitator)] == [1, 1, 0, 0, 0]
    assert draft.title in told(member)[0]
    assert Debate.objects.visible_to(AnonymousUser()).get() == draft


def test_a_hidden_draft_is_shown_before_it_is_announced(draft, facilitator):
    Thread.objects.filter(pk=draft.thread_id).update(visibility="hidden")
    with pytest.raises(Refused) as refusal:
        actions.move_debate(draft, "announce", by=facilitator)
    assert refusal.value.code == "hidden"


def test_the_thread_opens_and_closes_with_its_debate(draft, facilitator):
    follower = UserFactory()
    Interest.objects.create(debate=draft, user=follower)
    seen = []
    for action in ("announce", "open", "close", "reopen", "close"):
        row = actions.move_debate(draft, action, by=facilitator, note="سبب")
        thread = Thread.objects.get(pk=draft.thread_id)
        seen.append((row.state, thread.state, thread.room_rev == thread.rev))
    assert seen == [
        ("announced", "closed", True), ("open", "open", True), ("closed", "closed", True), ("open", "open", True),
        ("closed", "closed", True),
    ]  # fmt: skip
    assert len(told(follower)) == 3  # announced, open, open again
    assert thread.rev == 5


def test_a_debate_opened_again_forgets_when_it_was_to_close(facilitator, space):
    debate = DebateFactory(space=space, closed=True, closes_at=now())
    row = actions.move_debate(debate, "reopen", by=facilitator, note="وثيقة جديدة")
    assert (row.closes_at, row.closed_at) == (None, None)


@pytest.mark.parametrize("action", ["go_live", "rise", "conclude", "fly", ""])
def test_moves_with_a_door_of_their_own_are_denied_here(action):
    with pytest.raises(PermissionDenied):
        actions.move_debate(DebateFactory(open=True), action, by=UserFactory(is_superuser=True))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, Role.RAPPORTEUR])
def test_only_a_facilitator_moves_a_debate(space, role):
    debate = DebateFactory(space=space, announced=True)
    person = MembershipFactory(space=space, role=role).user
    with pytest.raises(PermissionDenied):
        actions.move_debate(debate, "open", by=person)
    assert Thread.objects.get(pk=debate.thread_id).state == ThreadState.CLOSED


def test_a_held_debate_and_its_news_are_shown_to_the_staff_alone(draft, space, facilitator):
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).user
    member = MembershipFactory(space=space).user
    actions.move_debate(draft, "announce", by=facilitator)
    draft = Debate.objects.get(pk=draft.pk)
    with pytest.raises(Refused) as refusal:
        actions.move_debate(draft, "hold", by=moderator, note=" ")
    assert refusal.value.code == "note_missing"
    actions.move_debate(draft, "hold", by=moderator, note="يذكر شخصا باسمه")
    assert not Debate.objects.visible_to(member).exists()
    assert Debate.objects.visible_to(moderator).exists()
    assert told(member) == []
    actions.move_debate(Debate.objects.get(pk=draft.pk), "hide", by=moderator, note="يذكر شخصا باسمه")
    actions.move_debate(Debate.objects.get(pk=draft.pk), "show", by=moderator)
    assert Debate.objects.visible_to(member).exists()
    assert len(told(member)) == 1


def test_nobody_is_told_of_a_hidden_debate(draft, space, facilitator):
    follower = UserFactory()
    Interest.objects.create(debate=draft, user=follower)
    actions.move_debate(draft, "announce", by=facilitator)
    Thread.objects.filter(pk=draft.thread_id).update(visibility="hidden")
    Notice.objects.all().delete()
    actions.move_debate(draft, "open", by=facilitator)
    assert told(follower) == []


def test_following_twice_is_once_and_so_is_leaving():
    debate, person = DebateFactory(open=True), UserFactory()
    for _ in range(2):
        actions.follow(debate, by=person)
    assert Interest.objects.filter(debate=debate, user=person).count() == 1
    for _ in range(2):
        actions.unfollow(debate, by=person)
    assert not Interest.objects.exists()


def test_following_asks_for_a_debate_one_sees_and_a_confirmed_contact():
    with pytest.raises(PermissionDenied):
        actions.follow(DebateFactory(), by=UserFactory())
    for act in (actions.follow, actions.unfollow):
        with pytest.raises(PermissionDenied):
            act(DebateFactory(open=True), by=AnonymousUser())
    with pytest.raises(Refused) as refusal:
        actions.follow(DebateFactory(open=True), by=UserFactory(trust=0))
    assert refusal.value.code == "trust"


def test_a_debate_that_sits_is_not_closed():
    sitting = SittingFactory(live=True)
    with pytest.raises(Refused):
        actions.move_debate(sitting.debate, "close", by=UserFactory(is_superuser=True))
