"""What happens to a matter, from its arrival to its answer."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from core.journal import history
from core.workflow import Refused
from councils import actions
from councils.enums import ReferralState, Role, Verdict
from councils.models import Answer
from councils.signals import answered
from notices.models import Notice
from tests.councils.conftest import TEXT, draft, receive
from tests.factories.accounts import UserFactory


# --- receive ---
def test_receive_starts_the_clock_of_the_law(team):
    referral = receive(team)
    assert (referral.started_on, referral.due_on) == (localdate(), localdate() + datetime.timedelta(days=60))
    assert (referral.state, referral.is_pledge, referral.referred_by) == ("received", False, team.citizen)
    assert [entry.action for entry in history(referral)] == ["receive"]


@pytest.mark.parametrize(
    ("days", "kind", "due_on", "is_pledge"),
    [
        (30, "calendar", datetime.date(2026, 11, 15), True),
        # 6 November (Green March) and 18 November (Independence) are holidays.
        (30, "working", datetime.date(2026, 12, 1), True),
        (90, "calendar", datetime.date(2026, 12, 15), False),
        (60, "calendar", datetime.date(2026, 12, 15), False),
        (60, "working", datetime.date(2026, 12, 15), False),
    ],
)
def test_earlier_of_law_and_pledge_holds(team, days, kind, due_on, is_pledge):
    team.council.pledge_days, team.council.pledge_days_kind = days, kind
    with time_machine.travel("2026-10-16T10:00Z", tick=False):
        referral = receive(team)
    assert (referral.due_on, referral.is_pledge, referral.rule_key) == (due_on, is_pledge, "answer_to_observation")


def test_receive_by_someone_who_left_is_denied(team):
    team.citizen.is_active = False
    with pytest.raises(PermissionDenied):
        receive(team)


def test_receive_without_a_rule_says_so(team):
    with pytest.raises(LookupError):
        receive(team, rule_key="no_such_rule")


def test_receive_cleans_what_was_typed(team):
    referral = receive(team, title="\u202eEau\u0000  potable\n" + "x" * 400, summary="y" * 200_000, place="\u2066ici")
    assert referral.title.startswith("Eau potable x")
    assert (len(referral.title), len(referral.summary), referral.place) == (200, 4000, "ici")


def test_receive_tells_the_council(team):
    receive(team)
    told = set(Notice.objects.values_list("user", flat=True))
    assert told == {team.president.pk, team.director.pk, team.officer.pk, team.second.pk}


# --- assign ---
def test_director_assigns_and_the_officer_is_told(team):
    referral = actions.assign(receive(team), by=team.director, mandate=team.mandates["officer"])
    assert (referral.state, referral.mandate) == ("assigned", team.mandates["officer"])
    assert Notice.objects.filter(user=team.officer, key__contains="assigned").count() == 1


def test_officer_takes_it_herself(team):
    referral = actions.assign(receive(team), by=team.officer, mandate=team.mandates["officer"])
    assert referral.mandate == team.mandates["officer"]


def test_officer_gives_to_nobody_else(team):
    with pytest.raises(PermissionDenied):
        actions.assign(receive(team), by=team.officer, mandate=team.mandates["second"])


def test_officer_does_not_take_what_another_has(team):
    referral = actions.assign(receive(team), by=team.officer, mandate=team.mandates["officer"])
    with pytest.raises(Refused) as refusal:
        actions.assign(referral, by=team.second, mandate=team.mandates["second"])
    assert refusal.value.code == "taken"


def test_assign_to_another_council_is_denied(team):
    with pytest.raises(PermissionDenied):
        actions.assign(receive(team), by=team.director, mandate=team.mandates["foreign"])


@pytest.mark.parametrize(("wanted", "code"), [({}, "no_assignee"), ("ended", "mandate_ended")])
def test_assign_refuses(team, wanted, code):
    given = {"mandate": team.mandates["ended"]} if wanted else {}
    with pytest.raises(Refused) as refusal:
        actions.assign(receive(team), by=team.director, **given)
    assert refusal.value.code == code


# --- draft ---
def test_draft_validate_publish(team, heard):
    referral = receive(team)
    draft(referral, team.officer, planned_for=localdate() + datetime.timedelta(days=90))
    actions.validate(referral, by=team.director, version=1)
    answer = actions.publish(referral, by=team.president, version=1)
    referral.refresh_from_db()
    assert (referral.state, referral.answered_at) == (ReferralState.ANSWERED, answer.published_at)
    assert (answer.signed_by, answer.signed_role) == (team.mandates["president"], Role.PRESIDENT)
    assert (answer.drafted_by, answer.validated_by) == (team.mandates["officer"], team.mandates["director"])
    assert (answer.started_on, answer.due_on) == (referral.started_on, referral.due_on)
    assert [(news["referral"].pk, news["answer"], news["by"]) for news in heard] == [
        (referral.pk, answer, team.president)
    ]
    assert Notice.objects.filter(user=team.citizen).count() == 1
    assert [entry.action for entry in history(referral)] == ["receive", "draft", "validate", "publish"]


def test_whoever_signs_an_unvalidated_draft_validates_it(team):
    referral = receive(team)
    draft(referral, team.officer)
    answer = actions.publish(referral, by=team.delegate)
    assert (answer.validated_by, answer.signed_role) == (team.mandates["delegate"], Role.VICE_PRESIDENT)


def test_signature_survives_the_mandate(team):
    referral = receive(team)
    draft(referral, team.officer)
    answer = actions.publish(referral, by=team.president)
    team.mandates["president"].role = Role.MEMBER
    team.mandates["president"].save()
    answer.refresh_from_db()
    assert answer.signed_role == Role.PRESIDENT


def test_second_draft_keeps_the_first(team):
    referral = receive(team)
    first = draft(referral, team.officer)
    with pytest.raises(actions.DraftConflict) as conflict:
        actions.save_draft(referral, by=team.second, verdict="declined", text="Mon texte", version=0)
    assert (conflict.value.text, conflict.value.draft) == ("Mon texte", first)
    assert Answer.objects.get().text == TEXT


def test_next_version_replaces_the_draft(team):
    referral = receive(team)
    draft(referral, team.officer)
    changed = actions.save_draft(referral, by=team.second, verdict="declined", text="Autre texte", version=1)
    assert (changed.version, changed.drafted_by) == (2, team.mandates["second"])
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("act", [actions.validate, actions.publish])
def test_nobody_signs_what_she_did_not_read(team, act):
    referral = receive(team)
    draft(referral, team.officer)
    draft(referral, team.second, version=1)
    with pytest.raises(Refused) as refusal:
        act(referral, by=team.president, version=1)
    assert refusal.value.code == "draft_changed"


def test_draft_sent_back_keeps_its_text_and_its_note_inside(team):
    referral = receive(team)
    draft(referral, team.officer)
    actions.validate(referral, by=team.director)
    referral = actions.send_back(referral, by=team.president, note="Préciser la date.")
    assert referral.state == ReferralState.ASSIGNED
    assert (Answer.objects.get().text, Answer.objects.get().validated_by) == (TEXT, None)
    assert Notice.objects.filter(user=team.officer, key__contains="returned").count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "no_text"),
        ({"text": " \n "}, "no_text"),
        ({"text": "👍👍"}, "no_text"),
        ({"text": "\u202e\u2066"}, "no_text"),
        ({"text": "ا" * 200_000}, "too_long"),
        ({"verdict": "perhaps"}, "no_verdict"),
        ({"planned_for": datetime.date(2020, 1, 1)}, "past_day"),
    ],
)
def test_draft_refuses_what_is_no_answer(team, fields, code):
    good = {"verdict": "planned", "text": TEXT, "version": 0}
    with pytest.raises(Refused) as refusal:
        actions.save_draft(receive(team), by=team.officer, **(good | fields))
    assert refusal.value.code == code
    assert not Answer.objects.exists()


def test_draft_keeps_a_script_as_text_and_drops_bidi_overrides(team):
    saved = actions.save_draft(
        receive(team), by=team.officer, verdict="informed", text="<script>alert(1)</script>\u202e réponse", version=0
    )
    assert saved.text == "<script>alert(1)</script> réponse"


def test_only_a_promise_has_a_day(team):
    saved = draft(receive(team), team.officer, verdict="declined", planned_for=localdate())
    assert saved.planned_for is None


# --- mandates ---
@pytest.mark.parametrize("who", ["ended", "foreign", "citizen", "vice", "member"])
def test_draft_by_someone_without_the_right(team, who):
    error = Refused if who == "ended" else PermissionDenied
    with pytest.raises(error) as refusal:
        draft(receive(team), getattr(team, who))
    assert who != "ended" or refusal.value.code == "mandate_ended"


@pytest.mark.parametrize("who", ["ended", "foreign", "citizen", "officer", "director"])
def test_publish_by_someone_without_the_right(team, who):
    referral = receive(team)
    draft(referral, team.officer)
    with pytest.raises((Refused, PermissionDenied)):
        actions.publish(referral, by=getattr(team, who))
    assert not Answer.objects.published().exists()


def test_mandate_that_ended_yesterday_says_when(team):
    referral = receive(team)
    with time_machine.travel("2026-05-15T09:00Z", tick=False):
        team.mandates["ended"].starts_on = datetime.date(2026, 1, 1)
        team.mandates["ended"].ends_on = datetime.date(2026, 5, 14)
        team.mandates["ended"].save()
        with pytest.raises(Refused, match="14"):
            draft(referral, team.ended)


def test_mandate_holds_on_its_last_day(team):
    referral = receive(team)
    team.mandates["officer"].ends_on = localdate()
    team.mandates["officer"].save()
    assert draft(referral, team.officer).pk


def test_superuser_without_a_mandate_does_not_speak_for_the_council(team):
    with pytest.raises(PermissionDenied):
        draft(receive(team), UserFactory(is_superuser=True))


# --- progress ---
def test_progress_is_another_signed_answer(team, heard):
    referral = receive(team)
    draft(referral, team.officer)
    actions.publish(referral, by=team.president)
    report = actions.report_progress(referral, by=team.delegate, verdict=Verdict.DONE, text="La borne coule.")
    assert (report.is_report, report.signed_role) == (True, Role.VICE_PRESIDENT)
    assert [news["answer"].verdict for news in heard] == ["planned", "done"]


def test_progress_before_an_answer_is_refused(team):
    with pytest.raises(Refused):
        actions.report_progress(receive(team), by=team.president, verdict="done", text=TEXT)


def test_listener_that_fails_publishes_nothing(team):
    def fail(sender, **said):
        raise Refused("no")

    referral = receive(team)
    draft(referral, team.officer)
    answered.connect(fail)
    try:
        with pytest.raises(Refused):
            actions.publish(referral, by=team.president)
    finally:
        answered.disconnect(fail)
    referral.refresh_from_db()
    assert referral.state == ReferralState.DRAFTED
    assert not Answer.objects.published().exists()


# --- the council ---
def test_pledge_holds_for_what_comes_next(team):
    actions.set_pledge(team.council, by=team.president, days=20, kind="calendar")
    team.council.refresh_from_db()
    assert receive(team).due_on == localdate() + datetime.timedelta(days=20)


@pytest.mark.parametrize("days", [0, -3, 366])
def test_pledge_refuses(team, days):
    with pytest.raises(Refused):
        actions.set_pledge(team.council, by=team.president, days=days)


def test_template_of_another_council_is_not_changed(team):
    words = {"name_ar": "اسم", "name_fr": "Nom", "verdict": "done", "text_ar": "نص", "text_fr": "Texte"}
    template = actions.save_template(team.council, by=team.director, **words)
    with pytest.raises(PermissionDenied):
        actions.save_template(team.mandates["foreign"].council, by=team.foreign, template=template, **words)


def test_draft_written_again_is_announced_again(team):
    referral = receive(team)
    draft(referral, team.officer)
    draft(referral, team.officer, version=1)
    actions.send_back(referral, by=team.director, note="Préciser la date.")
    draft(referral, team.officer, version=2)
    assert Notice.objects.filter(user=team.director, key__contains="drafted").count() == 2
