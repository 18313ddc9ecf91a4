"""A conclusion is written within its debate, and published in one step or not at all."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.timezone import localdate, now

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from councils import actions as councils
from councils.enums import Verdict
from councils.models import Referral
from debates import actions
from debates.actions import concluding
from debates.conclusions import sections_of
from debates.enums import DebateState
from debates.models import Contribution, Debate, Minutes, Point
from debates.signals import concluded
from deliberations.signals import topics_behind
from needs.models import Need
from notices.models import Notice
from spaces.enums import Role
from tests.debates.played import conclude, played, staged, write
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerFactory
from tests.factories.debates import ContributionFactory, DebateFactory, PointFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db

WRITTEN = {"kind": "agreement", "text": "نتفق على الصهريج."}


def writer_of(debate, role=Role.RAPPORTEUR):
    return MembershipFactory(space=debate.space, role=role).user


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RAPPORTEUR])
def test_facilitators_and_rapporteurs_write_it(role):
    debate = DebateFactory(open=True)
    point = actions.add_point(debate, by=writer_of(debate, role), **WRITTEN)
    assert (point.kind, point.text, point.number) == ("agreement", "نتفق على الصهريج.", 1)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, Role.DESK, None])
def test_nobody_else_writes_it(role):
    debate = DebateFactory(closed=True)
    by = writer_of(debate, role) if role else writer_of(DebateFactory(), Role.FACILITATOR)
    point = PointFactory(debate=debate)
    for act in (
        lambda: actions.add_point(debate, by=by, **WRITTEN),
        lambda: actions.edit_point(point, by=by, **WRITTEN),
        lambda: actions.remove_point(point, by=by),
        lambda: actions.write_words(debate, by=by, words="كلام"),
        lambda: actions.conclude(debate, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert list(debate.points.all()) == [point]


@pytest.mark.parametrize("state", DebateState)
def test_it_is_written_while_the_debate_is_open_and_until_it_is_published(state):
    debate = DebateFactory(state=state)
    by = writer_of(debate)
    if state in {DebateState.OPEN, DebateState.LIVE, DebateState.CLOSED}:
        actions.write_words(debate, by=by, words="اجتمع الناس.")
        assert Debate.objects.get(pk=debate.pk).conclusion == "اجتمع الناس."
        assert actions.add_point(debate, by=by, **WRITTEN).pk
        return
    with pytest.raises(Refused):
        actions.write_words(debate, by=by, words="اجتمع الناس.")
    with pytest.raises(Refused):
        actions.add_point(debate, by=by, **WRITTEN)


def test_points_are_numbered_as_they_are_added_and_changed_and_taken_out():
    debate = DebateFactory(closed=True)
    by = writer_of(debate)
    first, second = (actions.add_point(debate, by=by, kind="agreement", text=text) for text in ("أول", "ثان"))
    actions.remove_point(first, by=by)
    third = actions.add_point(debate, by=by, kind="question", text="متى؟", theme="water", place="الساقية")
    assert [second.number, third.number] == [2, 3]
    changed = actions.edit_point(third, by=by, kind="disagreement", text="لا نتفق.", theme="water", place="الساقية")
    assert (changed.kind, changed.theme, changed.place) == ("disagreement", "", "")
    with pytest.raises(Refused):
        actions.edit_point(first, by=by, **WRITTEN)


def test_a_point_comes_from_contributions_shown_in_its_own_debate():
    debate = DebateFactory(closed=True)
    by = writer_of(debate)
    said = [ContributionFactory(thread=debate.thread) for _ in range(3)]
    hidden, elsewhere = ContributionFactory(thread=debate.thread, hidden=True), ContributionFactory(seq=77)
    point = actions.add_point(debate, by=by, sources=[said[2].seq, said[0].seq, said[2].seq], **WRITTEN)
    assert sorted(point.sources.values_list("seq", flat=True)) == [1, 3]
    for number in (hidden.seq, elsewhere.seq, 0, -1, 99, 2**31, 10**30):
        with pytest.raises(Unfit) as refusal:
            actions.edit_point(point, by=by, sources=[said[1].seq, number], **WRITTEN)
        assert refusal.value.field == "sources"
        assert str(number) in str(refusal.value)
    assert sorted(point.sources.values_list("seq", flat=True)) == [1, 3]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"text": ""}, "text"),
        ({"text": " \u200f 12 !"}, "text"),
        ({"text": "ماء " * 200}, "text"),
        ({"kind": "question"}, "theme"),
        ({"kind": "question", "theme": "gold"}, "theme"),
        ({"kind": "need", "theme": "water"}, "place"),
        ({"kind": "need", "theme": "water", "place": "12"}, "place"),
        ({"kind": "need", "theme": "water", "place": "دوار " * 50}, "place"),
        ({"sources": range(1, 42)}, "sources"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_field(given, field):
    debate = DebateFactory(closed=True)
    with pytest.raises(Unfit) as refusal:
        actions.add_point(debate, by=writer_of(debate), **WRITTEN | given)
    assert refusal.value.field == field
    assert not Point.objects.exists()


def test_control_signs_are_taken_out_of_what_is_written():
    debate = DebateFactory(closed=True)
    by = writer_of(debate)
    point = actions.add_point(debate, by=by, kind="agreement", text="نتفق\x00 \u202eعلى\n الصهريج")
    assert point.text == "نتفق على الصهريج"
    assert actions.write_words(debate, by=by, words="سطر\r\n\r\n\r\n\x07سطر").conclusion == "سطر\n\nسطر"
    with pytest.raises(Unfit):
        actions.write_words(debate, by=by, words="ا" * 100_000)


def test_a_conclusion_has_so_many_points(monkeypatch):
    monkeypatch.setattr(concluding, "POINTS_MAX", 1)
    debate = DebateFactory(closed=True)
    by = writer_of(debate)
    actions.add_point(debate, by=by, **WRITTEN)
    with pytest.raises(Refused):
        actions.add_point(debate, by=by, **WRITTEN)


def test_what_somebody_else_wrote_meanwhile_is_not_lost():
    debate = DebateFactory(closed=True)
    by, other = writer_of(debate), writer_of(debate, Role.FACILITATOR)
    words, point = actions.seen_of(debate), actions.add_point(debate, by=by, **WRITTEN)
    seen = actions.seen_of(point)
    actions.write_words(debate, by=other, words="كتبت أولا.", seen=words)
    actions.edit_point(point, by=other, kind="agreement", text="كتبت أولا.", seen=seen)
    with pytest.raises(Unfit):
        actions.write_words(debate, by=by, words="كتبت ثانيا.", seen=words)
    with pytest.raises(Unfit):
        actions.edit_point(point, by=by, kind="agreement", text="كتبت ثانيا.", seen=seen)
    debate.refresh_from_db()
    point.refresh_from_db()
    assert (debate.conclusion, point.text) == ("كتبت أولا.", "كتبت أولا.")


def test_concluding_puts_each_question_before_the_council_with_its_clock():
    place = played()
    conclude(place)
    assert place.debate.state == DebateState.CONCLUDED
    first, second = Referral.objects.order_by("pk")
    assert (first.council, first.referred_by, first.rule_key) == (
        place.council,
        place.rapporteur,
        "answer_to_observation",
    )
    assert (first.title, first.theme, second.place) == (place.question.text, "water", "الساقية الكبرى")
    assert (first.started_on, first.due_on) == (datetime.date(2026, 8, 12), datetime.date(2026, 10, 11))
    assert first.url == f"/debates/{place.debate.pk}/conclusion/#point-{place.question.pk}"
    assert first.summary.startswith(place.question.text)
    assert place.debate.title in first.summary
    place.question.refresh_from_db()
    assert place.question.referral == first
    assert Point.objects.exclude(kind="question").filter(referral__isnull=False).count() == 0


def test_concluding_raises_each_need_and_writes_the_journal():
    place = played()
    conclude(place)
    need = Need.objects.get()
    assert (need.raised_by, need.place, need.theme, need.space) == (place.need, "Tassoumt", "water", place.space)
    entries = history(place.debate).filter(action__in=["conclude", "publish_minutes"])
    assert [entry.action for entry in entries] == ["conclude", "publish_minutes"]
    referrals = list(Referral.objects.order_by("pk").values_list("pk", flat=True))
    assert entries[0].data == {"points": 5, "referrals": referrals}
    assert entries[0].by == place.rapporteur
    assert entries[1].data["version"] == 1


def test_those_who_follow_and_those_who_spoke_are_told_once():
    place = played()
    Notice.objects.all().delete()
    conclude(place)
    key = f"debate.{place.debate.pk}.concluded"
    for person in (place.follower, place.khadija, place.paul, place.hassan, place.nobody, place.other):
        assert told(person).count(key) == 1, person
    assert key not in told(place.rapporteur)
    assert key not in told(UserFactory())


@pytest.mark.parametrize("state", sorted(set(DebateState) - {DebateState.CLOSED}))
def test_only_a_closed_debate_is_concluded(state):
    debate = DebateFactory(state=state)
    PointFactory(debate=debate)
    with pytest.raises(Refused):
        actions.conclude(debate, by=writer_of(debate))
    debate.refresh_from_db()
    assert debate.state == state


def test_a_debate_without_a_point_or_not_shown_is_not_concluded():
    debate = DebateFactory(closed=True)
    by = writer_of(debate)
    with pytest.raises(Refused):
        actions.conclude(debate, by=by)
    PointFactory(debate=debate)
    debate.thread.visibility = "hidden"
    debate.thread.save()
    with pytest.raises(Refused):
        actions.conclude(debate, by=by)
    assert not Minutes.objects.exists()


def test_without_a_council_questions_have_nowhere_to_go():
    debate = DebateFactory(closed=True)
    PointFactory(debate=debate, kind="question")
    with pytest.raises(Refused) as refusal:
        actions.conclude(debate, by=writer_of(debate))
    assert refusal.value.code == "no_council"
    PointFactory._meta.model.objects.update(kind="agreement", theme="")
    assert actions.conclude(debate, by=writer_of(debate)).state == DebateState.CONCLUDED


class BrokenError(Exception):
    pass


def fails(*args, **kwargs):
    raise BrokenError


@pytest.mark.parametrize("where", ["a need", "the second question", "the minutes"])
def test_when_one_part_fails_nothing_is_concluded(where, monkeypatch):
    place = played()
    Notice.objects.all().delete()
    if where == "a need":
        concluded.connect(fails)
    elif where == "the second question":
        real, calls = councils.receive, []

        def second_fails(**given):
            calls.append(given)
            return real(**given) if len(calls) == 1 else fails()

        monkeypatch.setattr(councils, "receive", second_fails)
    else:
        monkeypatch.setattr(concluding, "publish_minutes", fails)
    try:
        with pytest.raises(BrokenError):
            actions.conclude(place.debate, by=place.rapporteur)
    finally:
        concluded.disconnect(fails)
    place.debate.refresh_from_db()
    assert (place.debate.state, place.debate.concluded_at) == (DebateState.CLOSED, None)
    assert not Referral.objects.exists()
    assert not Need.objects.exists()
    assert not Minutes.objects.exists()
    assert not Notice.objects.exists()
    assert not history(place.debate).filter(action="conclude").exists()
    assert not Point.objects.filter(referral__isnull=False).exists()


def test_concluding_twice_changes_nothing_more():
    place = played()
    conclude(place)
    with pytest.raises(Refused):
        actions.conclude(place.debate, by=place.facilitator)
    assert Referral.objects.count() == 2
    assert Minutes.objects.count() == 1


def test_hiding_the_debate_hides_what_it_put_before_the_council():
    place = played()
    conclude(place)
    visitor = UserFactory()
    assert Referral.objects.visible_to(visitor).count() == 2
    actions.move_debate(place.debate, "hide", by=place.facilitator, note="سبب واضح")
    assert Referral.objects.visible_to(visitor).count() == 0
    assert not any(point.file for section in sections_of(place.debate) for point in section["points"])
    actions.move_debate(Debate.objects.get(pk=place.debate.pk), "show", by=place.facilitator, note="")
    assert Referral.objects.visible_to(visitor).count() == 2


def test_the_council_answers_a_question_and_those_who_spoke_are_told(django_capture_on_commit_callbacks):
    place = played()
    conclude(place)
    Notice.objects.all().delete()
    place.question.refresh_from_db()
    referral = place.question.referral
    referral.state = "validated"
    referral.save()
    answer = AnswerFactory(referral=referral, verdict=Verdict.INFORMED, drafted_by=place.president)
    answer.validated_by, answer.validated_at = place.president, now()
    answer.save()
    with time_machine.travel(datetime.datetime(2026, 9, 1, 10, tzinfo=datetime.UTC), tick=False):
        councils.publish(referral, by=place.president.user)
    key = f"debate.{place.debate.pk}.answered.{answer.pk}"
    for person in (place.follower, place.khadija, place.paul):
        assert key in told(person)
    notice = Notice.objects.filter(user=place.khadija, key=key).get()
    assert place.question.text in notice.text
    question = next(section for section in sections_of(place.debate) if section["kind"] == "question")["points"][0]
    assert question.file.clock.done_on == datetime.date(2026, 9, 1)


def test_the_people_of_a_question_hear_of_its_point_and_of_none_while_the_debate_is_hidden():
    place = played()
    conclude(place)
    place.question.refresh_from_db()
    referral = place.question.referral
    people = set(actions.people_behind_matter(referral))
    assert {place.follower, place.khadija, place.paul} <= people
    topics = [pair for _receiver, found in topics_behind.send(Debate, referrals={referral.pk}) for pair in found]
    assert topics == [("debate", place.debate.pk)]
    actions.move_debate(place.debate, "hide", by=place.facilitator, note="سبب واضح")
    assert not actions.people_behind_matter(referral).exists()


def test_each_question_shows_its_clock_and_each_point_its_contributions(django_assert_num_queries):
    place = played()
    conclude(place)
    with django_assert_num_queries(3):
        sections = sections_of(place.debate)
        kinds = [section["kind"] for section in sections]
        sources = [[row.seq for row in point.sources_shown] for section in sections for point in section["points"]]
        files = [point.file and point.file.clock.due_on for section in sections for point in section["points"]]
    assert kinds == ["agreement", "disagreement", "question", "need"]
    assert sources == [[1], [2, 3], [2], [], []]
    assert files == [None, None, datetime.date(2026, 10, 11), datetime.date(2026, 10, 11), None]


def test_a_contribution_tells_the_points_it_fed_once_they_are_published(client):
    place = played()

    def fed():
        rows = Contribution.objects.filter(thread=place.debate.thread_id).with_points().order_by("seq")
        return [sorted(point["id"] for point in row.fed) for row in rows]

    assert fed() == [[], [], [], []]
    conclude(place)
    assert fed() == [[place.agreement.pk], [place.disagreement.pk, place.question.pk], [place.disagreement.pk], []]
    page = client.get(f"/en/contributions/{place.said[1].pk}/").content.decode()
    assert f"/en/debates/{place.debate.pk}/conclusion/#point-{place.question.pk}" in page
    assert "In the conclusion: point of disagreement" in page


def test_a_hidden_contribution_is_no_source_any_more():
    place = played()
    conclude(place)
    actions.move_contribution(place.said[0], "hide", by=place.facilitator, note="سبب واضح")
    agreement = sections_of(place.debate)[0]["points"][0]
    assert agreement.sources_shown == []


def test_a_debate_in_writing_is_concluded_without_a_sitting():
    place = staged()
    SittingFactory._meta.model.objects.all().delete()
    place.debate.thread.refresh_from_db()
    for _ in range(3):
        ContributionFactory(thread=place.debate.thread)
    write(place)
    conclude(place)
    assert place.minutes.facts["sittings"] == []


def test_the_database_holds_one_number_a_point():
    point = PointFactory(number=4)
    with pytest.raises(IntegrityError):
        PointFactory(debate=point.debate, number=4)


def test_the_clock_starts_on_the_day_in_morocco():
    place = played()
    with time_machine.travel(datetime.datetime(2026, 8, 12, 23, 30, tzinfo=datetime.UTC), tick=False):
        actions.conclude(place.debate, by=place.rapporteur)
        assert Referral.objects.first().started_on == localdate() == datetime.date(2026, 8, 13)
