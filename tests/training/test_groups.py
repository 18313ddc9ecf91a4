"""Groups: places, waiting, presence; what is not a film; coaching notes, which stay between their two sides."""

import datetime
import io

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate, now

from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.training import CohortFactory, CourseFactory, SessionFactory
from tests.needs.files import mp4, wav, webm
from tests.races import refusals, together
from training import actions, files
from training.enums import CohortState, CourseState
from training.models import Coaching, Cohort, Course, Registration


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_for_five_places_are_five_and_forty_five_in_order():
    cohort = CohortFactory(sessions__capacity=5)
    people = [UserFactory() for _number in range(50)]

    answers = together(*[lambda person=person: actions.register(cohort, by=person) for person in people])

    assert refusals(answers) == []
    rows = list(Registration.objects.order_by("pk").values_list("has_place", flat=True))
    assert rows == [True] * 5 + [False] * 45
    for registration in Registration.objects.filter(has_place=True):
        actions.leave(cohort, by=registration.user)
    kept = list(Registration.objects.current().order_by("pk").values_list("has_place", flat=True))
    assert kept == [True] * 5 + [False] * 40


@pytest.mark.django_db
class TestGroups:
    def test_a_group_has_the_places_of_its_smallest_room_and_a_larger_room_lets_people_in(self):
        cohort = CohortFactory(sessions__capacity=2)
        small = SessionFactory(cohort=cohort, capacity=1)
        first, second = (actions.register(cohort, by=UserFactory()) for _number in range(2))
        assert (first.has_place, second.has_place) == (True, False)
        planned = {name: getattr(small, name) for name in ("starts_at", "ends_at", "place")}
        actions.edit_session(small, by=cohort.trainer, capacity=3, **planned)
        second.refresh_from_db()
        assert second.has_place
        assert second.user.notices.filter(is_urgent=True).count() == 1

    def test_registering_twice_is_once_and_only_while_it_is_open(self):
        cohort, person = CohortFactory(), UserFactory()
        assert actions.register(cohort, by=person) == actions.register(cohort, by=person)
        with pytest.raises(Refused):
            actions.register(cohort, by=UserFactory(trust=0))
        with pytest.raises(Refused):
            actions.register(cohort, by=cohort.trainer)
        with time_machine.travel(now() + datetime.timedelta(days=3)), pytest.raises(Refused):
            actions.register(cohort, by=UserFactory())
        actions.move_cohort(cohort, "cancel", by=cohort.trainer, note="القاعة مغلقة")
        with pytest.raises(Refused):
            actions.register(cohort, by=UserFactory())
        assert person.notices.filter(is_urgent=True).count() == 1

    def test_presence_is_written_once_a_session_began_and_only_of_those_with_a_place(self):
        cohort = CohortFactory(sessions__capacity=1)
        session = cohort.sessions.get()
        seated, waiting = (actions.register(cohort, by=UserFactory()) for _number in range(2))
        with pytest.raises(Refused):
            actions.mark_attendance(session, [seated.pk], by=cohort.trainer)
        with time_machine.travel(session.starts_at + datetime.timedelta(minutes=5)):
            with pytest.raises(PermissionDenied):
                actions.mark_attendance(session, [seated.pk], by=seated.user)
            assert actions.mark_attendance(session, [seated.pk, waiting.pk], by=cohort.trainer) == 1
            with pytest.raises(Refused):
                actions.remove_session(session, by=cohort.trainer)
            assert actions.mark_attendance(session, [], by=cohort.trainer) == 0

    def test_a_group_is_not_over_before_its_last_session_began(self):
        cohort = CohortFactory()
        with pytest.raises(Refused):
            actions.move_cohort(cohort, "end", by=cohort.trainer)
        with pytest.raises(PermissionDenied):
            actions.move_cohort(cohort, "cancel", by=UserFactory(), note="لا")

    @pytest.mark.parametrize("state", CohortState)
    @pytest.mark.parametrize("who", ["visitor", "trainer", "facilitator", "elsewhere"])
    def test_list_and_rule_agree_on_who_sees_a_group(self, state, who):
        cohort = CohortFactory(state=state, space=SpaceFactory(), ended_at=now())
        people = {
            "visitor": UserFactory(),
            "trainer": cohort.trainer,
            "facilitator": MembershipFactory(space=cohort.space, role="facilitator").user,
            "elsewhere": MembershipFactory(role="facilitator").user,
        }
        found = Cohort.objects.visible_to(people[who]).filter(pk=cohort.pk).exists()
        assert found == people[who].has_perm("training.view_cohort", cohort)
        assert found == (state != CohortState.DRAFT or who in {"trainer", "facilitator"})

    @pytest.mark.parametrize("state", CourseState)
    def test_list_and_rule_agree_on_who_sees_a_course(self, state):
        course = CourseFactory(space=SpaceFactory(), state=state)
        for user in (UserFactory(), MembershipFactory(space=course.space, role="facilitator").user):
            found = Course.objects.visible_to(user).filter(pk=course.pk).exists()
            assert found == user.has_perm("training.view_course", course)


def test_what_is_not_a_film_or_a_recording_is_refused_and_both_lose_their_tags():
    for data in (b"MZ\x90 not a film", wav(1), mp4(2), webm(2), b"\x1a\x45\xdf\xa3junk", b"\0\0\0\x18ftypmp42"):
        with pytest.raises(Refused):
            files.film(io.BytesIO(data))
    for data in (mp4(2, b"vide"), b"<script>", webm(2, kind=1)):
        with pytest.raises(Refused):
            files.recording(io.BytesIO(data))
    film = files.film(io.BytesIO(mp4(3, b"vide", where=b"+29.69-009.73/")))
    assert (film.media_type, film.seconds) == ("video/mp4", 3)
    assert b"+29.69" not in film.data
    assert files.film(io.BytesIO(webm(2, kind=1))).media_type == "video/webm"
    assert files.recording(io.BytesIO(wav(2))).seconds == 2


@pytest.mark.django_db
class TestCoaching:
    @pytest.fixture
    def coaching(self):
        space = SpaceFactory()
        by = MembershipFactory(space=space, role="coordinator").user
        return actions.appoint_coach(space, UserFactory(), by=by)

    def test_its_notes_are_read_by_the_coach_and_the_facilitators_alone(self, coaching):
        facilitator = MembershipFactory(space=coaching.space, role="facilitator").user
        others = [
            *(MembershipFactory(space=coaching.space, role=role).user for role in ("moderator", "desk", "coordinator")),
            MembershipFactory(role="facilitator").user,
            UserFactory(is_superuser=True),
        ]
        for user in (coaching.coach, facilitator):
            assert Coaching.objects.visible_to(user).exists()
            assert user.has_perm("training.view_coaching", coaching)
        assert not any(Coaching.objects.visible_to(user).exists() for user in others)
        said = {
            "on": localdate(),
            "subject": "تحضير الجلسة",
            "text": "راجعنا جدول الأعمال",
            "next_step": "كتابة المحضر",
        }
        note = actions.write_note(coaching, by=coaching.coach, **said)
        for user in (facilitator, others[0]):
            with pytest.raises(PermissionDenied):
                actions.write_note(coaching, by=user, **said)
        assert actions.settle_note(note, by=facilitator, is_done=True).done_at is not None
        with pytest.raises(PermissionDenied):
            actions.settle_note(note, by=others[0], is_done=False)

    def test_a_coach_whose_time_is_over_reads_nothing_any_more(self, coaching):
        actions.end_coaching(coaching, by=coaching.coach)
        assert not Coaching.objects.visible_to(coaching.coach).exists()
        facilitator = MembershipFactory(space=coaching.space, role="facilitator").user
        assert Coaching.objects.visible_to(facilitator).exists()

    def test_only_who_coordinates_names_a_coach(self, coaching):
        facilitator = MembershipFactory(space=coaching.space, role="facilitator").user
        with pytest.raises(PermissionDenied):
            actions.appoint_coach(coaching.space, UserFactory(), by=facilitator)
