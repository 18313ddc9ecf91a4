"""The calendar of clocks, the week's brief, delegations, constituencies, texts with the missing condition."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from accounts.models import User
from core import journal
from core.clock import Clock
from core.models import Message
from core.text import citation
from core.workflow import Refused
from councils import actions, duties
from councils.models import AnswerTemplate, Referral
from councils.signals import duties as asked
from deliberations.actions import plan_year
from tests.councils.conftest import draft, receive
from tests.factories.councils import AnswerTemplateFactory
from tests.signs import read

pytestmark = pytest.mark.django_db
CALENDAR, WORKBENCH, BRIEF = (reverse(f"councils:{name}") for name in ("clocks", "workbench", "brief"))


def day(days):
    return localdate() + datetime.timedelta(days=days)


@pytest.fixture
def team(team):
    """The same people, each with an address."""
    for name in team.mandates:
        person = getattr(team, name)
        person.email = f"{name}@example.org"
        person.save(update_fields=["email"])
    return team


def due(referral, days):
    Referral.objects.filter(pk=referral.pk).update(due_on=day(days), started_on=day(days - 60))


@pytest.fixture
def minutes():
    """A room above that keeps a clock of its own."""

    def tell(sender, councils, user, **kwargs):
        clock = Clock("the minutes", "x", started_on=day(0), due_on=day(3))
        return [duties.Duty(one, "the minutes", "October session", "/sessions/1/", clock, "47") for one in councils]

    asked.connect(tell)
    yield
    asked.disconnect(tell)


def test_the_calendar_shows_what_is_late_then_each_week_whichever_room_keeps_the_clock(client, team, minutes):
    late, soon, far = (receive(team, title=title) for title in ("Late water", "Soon water", "Far water"))
    for referral, days in ((late, -4), (soon, 10), (far, 80)):
        due(referral, days)
    client.force_login(team.director)
    page = client.get(CALENDAR, {"days": "30"})
    shown = [duty.title for _monday, week in page.context["weeks"] for duty in week]
    assert shown == ["Late water", "October session", "Soon water"]
    assert (page.context["late_count"], page.context["weeks"][0][0]) == (1, None)
    assert "2-17-265" in read(page.text)
    assert len(client.get(CALENDAR, {"days": "90"}).context["weeks"]) == 4
    assert client.get(CALENDAR, {"days": "\x00٣"}).context["days"] == 30
    client.force_login(team.citizen)
    assert client.get(CALENDAR).status_code == 403


def test_the_calendar_costs_the_same_at_any_length(
    client, team, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(team.president)
    receive(team)
    client.get(CALENDAR)
    with django_assert_max_num_queries(20) as first:
        client.get(CALENDAR)
    for number in range(4):
        receive(team, title=f"More {number}")
    with django_assert_num_queries(len(first)):
        client.get(CALENDAR)


def test_a_week_is_told_once_to_those_who_have_something_to_hear(team, minutes):
    waiting = receive(team, title="Eau du douar")
    actions.assign(waiting, by=team.director, mandate=team.mandates["officer"])
    with time_machine.travel(datetime.datetime(2026, 11, 30, 7, tzinfo=datetime.UTC), tick=False):
        written = actions.send_briefs()
        actions.want_brief(team.second, False)
        actions.send_briefs(datetime.date(2026, 12, 1))  # the same week: nobody is written to twice
    mails = Message.objects.filter(key__startswith="brief.2026.49:")
    assert mails.count() == written == 9  # everyone with a mandate in this council, and the president of the other
    mail = mails.get(to=team.officer.email)
    assert "Eau du douar" in mail.body
    assert "/workbench/calendar/" in mail.body
    assert not mails.filter(to=team.ended.email).exists()


def test_a_brief_that_is_stopped_does_not_come_and_can_come_again(client, team):
    receive(team)
    client.force_login(team.director)
    client.post(BRIEF, {"wanted": "no"})
    actions.send_briefs()
    assert not Message.objects.filter(key__endswith=f":user.{team.director.pk}").exists()
    client.post(BRIEF, {"wanted": "yes"})
    actions.send_briefs()
    assert Message.objects.filter(key__endswith=f":user.{team.director.pk}").count() == 1


def test_only_the_president_delegates_the_signature_and_names_the_order(team):
    vice = team.mandates["vice"]
    with pytest.raises(PermissionDenied):
        actions.describe_mandate(vice, by=team.director, may_publish=True, delegation="arrêté 3")
    with pytest.raises(PermissionDenied):
        actions.describe_mandate(vice, by=team.vice, may_publish=True)
    with pytest.raises(Refused):
        actions.describe_mandate(vice, by=team.president, may_publish=True, delegation=" ")
    actions.describe_mandate(vice, by=team.president, may_publish=True, delegation="Arrêté 3/2026")
    referral = receive(team)
    draft(referral, team.officer)
    actions.validate(referral, by=team.director, version=1)
    signed_by = User.objects.get(pk=team.vice.pk)  # as another request reads her
    assert actions.publish(referral, by=signed_by, version=1).signed_by == vice
    told = journal.history(vice).get(action="describe")
    assert told.data["changed"]["may_publish"] == [False, True]


def test_my_committee_and_my_constituency_are_lists_of_their_own(client, team):
    here = receive(team, title="Ici", place="Douar Aït Ali", theme="roads")
    studied = receive(team, title="Étudié", theme="water", place="Centre")
    elsewhere = receive(team, title="Ailleurs", theme="roads", place="Centre")
    actions.describe_mandate(team.mandates["member"], by=team.member, places=["Aït Ali", "Aït Ali ", ""])
    assert team.mandates["member"].council.mandates.get(pk=team.mandates["member"].pk).places == ["Aït Ali"]
    client.force_login(team.member)

    def titles(tab):
        return {row.title for row in client.get(WORKBENCH, {"tab": tab}).context["page"].rows}

    assert titles("committee") == {studied.title}
    assert titles("constituency") == {here.title}
    assert titles("open") == {here.title, studied.title, elsewhere.title}
    client.force_login(team.officer)
    assert [name for name, *_ in client.get(WORKBENCH).context["tabs"]] == ["mine", "late", "open", "answered"]


def test_the_people_of_a_council_change_what_is_theirs_to_change(client, team):
    address = reverse("councils:person-edit", args=[team.council.territory.slug, team.mandates["member"].pk])
    client.force_login(team.member)
    assert set(client.get(address).context["form"].fields) == {"places"}
    client.force_login(team.chair)
    assert client.get(address).status_code == 403
    client.force_login(team.president)
    refused = client.post(address, {"may_publish": "on", "delegation": "", "places": "Douar"})
    assert refused.status_code == 409
    assert b"Douar" in refused.content
    client.force_login(team.foreign)
    assert client.get(reverse("councils:people", args=[team.council.territory.slug])).status_code == 403


def test_an_answer_starts_from_a_text_that_says_the_missing_condition_and_its_article(client, team):
    call_command("load_answer_texts")
    call_command("load_answer_texts")
    text = AnswerTemplate.objects.get(key="not-ours")
    assert (text.council, text.citation) == (None, "113-14, art. 83–92")
    referral = receive(team)
    client.force_login(team.officer)
    page = client.get(reverse("councils:move", args=[referral.pk, "draft"]), {"template": text.pk})
    assert text.condition in page.text
    with override("ar"):
        assert citation(text.citation) in page.text
    assert page.context["form"].initial["text"] == text.text


def test_a_missing_condition_is_said_in_both_languages(team):
    said = {"name_ar": "نص", "name_fr": "Texte", "verdict": "declined", "text_ar": "نص", "text_fr": "Texte"}
    with pytest.raises(Refused):
        actions.save_template(team.council, by=team.president, condition_fr="hors compétence", **said)
    saved = actions.save_template(
        team.council, by=team.president, condition_fr="hors", condition_ar="خارج", citation="113-14, art. 83", **said
    )
    assert AnswerTemplateFactory._meta.model.objects.get(pk=saved.pk).citation == "113-14, art. 83"


def test_the_rooms_of_the_council_tell_their_clocks(client, team):
    """The agenda of the next session, with its article; a report that is due."""
    call_command("load_law", verbosity=0)
    with time_machine.travel(datetime.datetime(2027, 1, 4, 10, tzinfo=datetime.UTC), tick=False):
        plan_year(team.council, 2027)
        client.force_login(team.director)
        weeks = client.get(CALENDAR, {"days": "90"}).context["weeks"]
    told = [(duty.url, duty.clock.due_on, duty.citation) for _monday, week in weeks for duty in week]
    session = team.council.sessions.earliest("opens_from")
    assert (f"/sessions/{session.pk}/", datetime.date(2027, 1, 12), "loi organique 113-14, art. 38") in told
    assert [path for path, *_rest in told if "information-reports" in path]
