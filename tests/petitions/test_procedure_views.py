"""The pages of the procedure: who must act by when, one page a step, the petitions before a council."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from councils import actions
from petitions.actions.deciding import follow_up
from petitions.actions.time import lapse_due
from petitions.models import Deposit, Petition, Ruling
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.petitions.office import WORDS, before, filed, in_order, office, session_opens, step_to
from tests.signs import read

DAY = datetime.timedelta(days=1)
STATES = [
    "deposited", "bureau_check", "accepted", "rejected", "lapsed", "scheduled", "in_committee", "deliberated",
    "decided", "followed_up",
]  # fmt: skip


def url_of(petition, step):
    return f"/en/petitions/{petition.pk}/steps/{step}/"


def page(client, petition):
    response = client.get(f"/en/petitions/{petition.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def signed_in(client):
    def _as(user):
        client.force_login(user)
        return client

    return _as


# --- the timeline ---
@pytest.mark.parametrize("state", STATES)
def test_everyone_sees_where_it_stands(client, team, state):
    petition = before(team, state)
    html = page(client, petition)
    assert petition.deposit.number in html
    for secret in ("فاطمة المثال", "1990-01-01", "الدوار<"):
        assert secret not in html


def test_silent_council_is_shown_as_silent(client, team):
    with time_machine.travel("2026-05-04T10:00Z", tick=False):
        petition = before(team, "deposited")
    with time_machine.travel("2026-08-10T10:00Z", tick=False):
        # Also before a worker has come by.
        assert "overdue by 6 days" in page(client, petition)
    with time_machine.travel("2026-08-10T10:00Z", tick=False):
        lapse_due()
        html = page(client, petition)
    assert "time limit passed without notification" in html
    assert "the council had to notify its decision by 4 August" in html
    assert "overdue by 6 days" in html
    assert "113-14, art. 125" in read(html)
    assert "This is no acceptance" in html


def test_who_must_act_by_when_is_said_with_the_article(client, team):
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        petition = before(team, "accepted")
        html = page(client, petition)
    assert "the agenda leaves for the governor by 11 April" in html
    assert "The session opens between 1 May 2026 and 7 May 2026." in html
    assert "113-14, art. 38" in read(html)


def test_late_ruling_stays_late(client, team):
    with time_machine.travel("2026-05-04T10:00Z", tick=False):
        petition = before(team, "lapsed")
        # Led there by the test: its last day was the day before yesterday.
        Petition.objects.filter(pk=petition.pk).update(notify_by="2026-05-02")
    Petition.objects.filter(pk=petition.pk).update(notify_by="2026-05-02")
    with time_machine.travel("2026-05-07T10:00Z", tick=False):
        petition.refresh_from_db()
        step_to(team, petition, "rejected")
        html = page(client, petition)
    assert "5 days after the last day" in html
    assert "there are fewer signatures than the law requires (113-14, art. 123)" in read(html)
    assert WORDS in html


def test_file_handed_in_is_shown_to_everyone(client, team):
    petition = in_order(team)
    Petition.objects.filter(pk=petition.pk).update(handed_in_at="2026-05-04T10:00Z")
    assert "Handed in through Agraw on 4 May 2026; no receipt yet." in page(client, petition)


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_one_report_and_three(client, team, count, django_assert_num_queries):
    petition = before(team, "decided")
    for number in range(count):
        follow_up(petition, by=team.president, text=f"تقرير {number} عن الأشغال.")
    page(client, petition)  # what a process keeps of the law it has then
    with time_machine.travel(now(), tick=False):  # a count that is old is asked for again
        Petition.objects.filter(pk=petition.pk).update(counted_at=now())
        with django_assert_num_queries(9):
            page(client, petition)


# --- the steps ---
OPEN = {
    "check": ("deposited", "president"), "accept": ("bureau_check", "president"),
    "reject": ("bureau_check", "president"), "schedule": ("accepted", "director"),
    "to_committee": ("scheduled", "director"), "deliberate": ("in_committee", "secretary"),
    "decide": ("deliberated", "president"), "follow_up": ("decided", "president"),
    "report": ("followed_up", "president"),
}  # fmt: skip


@pytest.mark.parametrize("step", OPEN)
def test_step_has_its_page_with_the_capacity(signed_in, team, step):
    state, who = OPEN[step]
    petition = before(team, state)
    if step == "deliberate":
        session_opens(petition)
    client = signed_in(getattr(team, who))
    assert url_of(petition, step) in page(client, petition)
    response = client.get(url_of(petition, step))
    assert response.status_code == 200
    assert "You sign as" in response.content.decode()


@pytest.mark.parametrize("step", [*OPEN, "deposit", "hand_in", "withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", "superuser", "elsewhere"])
def test_stranger_finds_no_step(signed_in, team, step, method, who):
    petition = before(team, OPEN[step][0]) if step in OPEN else in_order(team)
    user = {
        "stranger": lambda: team.stranger,
        "superuser": lambda: UserFactory(is_superuser=True),
        "elsewhere": lambda: office().president,
    }[who]()
    response = getattr(signed_in(user), method)(
        url_of(petition, step), {"text": WORDS, "note": WORDS, "reasons": WORDS}
    )
    assert response.status_code == 404
    assert Petition.objects.get(pk=petition.pk).state == petition.state


def test_visitor_is_asked_to_sign_in(client, team):
    response = client.get(url_of(before(team, "deposited"), "check"))
    assert response.status_code == 302
    assert "next=" in response.url


@pytest.mark.parametrize("method", ["get", "post"])
def test_mandate_that_ended_yesterday_is_told_in_words(signed_in, team, method):
    petition = before(team, "deposited")
    response = getattr(signed_in(team.ended), method)(url_of(petition, "check"), follow=True)
    assert "Your mandate in this council ended" in response.content.decode()
    assert Petition.objects.get(pk=petition.pk).state == "deposited"


def test_unknown_step_is_404(signed_in, team):
    assert signed_in(team.president).get(url_of(before(team, "deposited"), "lapse")).status_code == 404


def test_step_that_is_not_open_leads_back(signed_in, team):
    response = signed_in(team.president).get(url_of(before(team, "deposited"), "decide"), follow=True)
    assert "This step is not open now" in response.content.decode()


def test_rejection_without_a_ground_keeps_what_was_typed(signed_in, team):
    petition = before(team, "bureau_check")
    client = signed_in(team.president)
    response = client.post(url_of(petition, "reject"), {"reasons": WORDS})
    assert response.status_code == 422
    assert WORDS in response.content.decode()
    assert not Ruling.objects.exists()
    response = client.post(url_of(petition, "reject"), {"reasons": WORDS, "grounds": ["spread"]})
    assert response.status_code == 422
    response = client.post(url_of(petition, "reject"), {"reasons": WORDS, "grounds": ["signatures", "form"]})
    assert response.status_code == 302
    assert Ruling.objects.get().grounds == ["form", "signatures"]


def test_grounds_offered_are_those_that_apply(signed_in, team):
    html = signed_in(team.president).get(url_of(before(team, "bureau_check"), "reject")).content.decode()
    assert 'value="signatures"' in html
    assert 'value="spread"' not in html
    assert "association" not in html


def test_receipt_on_paper_is_entered_with_its_scan(signed_in, team):
    petition = in_order(team)
    client = signed_in(petition.author)
    assert url_of(petition, "deposit") in page(client, petition)
    wrong = {"number": "45", "on": str(localdate() + DAY), "scan": SimpleUploadedFile("r.pdf", paper())}
    response = client.post(url_of(petition, "deposit"), wrong)
    assert response.status_code == 422
    assert 'value="45"' in response.content.decode()
    assert not Deposit.objects.exists()
    bad = {"number": "45", "on": str(localdate()), "scan": SimpleUploadedFile("r.pdf", b"GIF89a")}
    assert client.post(url_of(petition, "deposit"), bad).context["form"].errors.keys() == {"scan"}
    right = {"number": "45", "on": str(localdate()), "scan": SimpleUploadedFile("r.pdf", paper())}
    assert client.post(url_of(petition, "deposit"), right).status_code == 302
    assert Deposit.objects.get().way == "paper"


@pytest.mark.parametrize(
    ("who", "status"), [("author", 200), ("officer", 200), ("stranger", 404), ("ended", 404), ("superuser", 200)]
)
def test_scan_is_for_those_concerned(signed_in, team, who, status):
    petition = in_order(team)
    client = signed_in(petition.author)
    data = {"number": "45", "on": str(localdate()), "scan": SimpleUploadedFile("r.pdf", paper())}
    client.post(url_of(petition, "deposit"), data)
    people = {"author": petition.author, "superuser": UserFactory(is_superuser=True)}
    response = signed_in(people.get(who) or getattr(team, who)).get(f"/en/petitions/{petition.pk}/receipt/scan/")
    assert response.status_code == status
    if status == 200:
        assert response.headers["Content-Type"] == "application/pdf"
        assert "no-store" in response.headers["Cache-Control"]


def test_receipt_of_the_council_has_no_scan(signed_in, team):
    petition = before(team, "deposited")
    assert signed_in(team.officer).get(f"/en/petitions/{petition.pk}/receipt/scan/").status_code == 404


@pytest.mark.parametrize(("day", "warned"), [("2026-04-11", False), ("2026-04-12", True)])
def test_agenda_that_may_have_left_is_a_warning_not_a_refusal(signed_in, team, day, warned):
    with time_machine.travel(f"{day}T10:00Z", tick=False):
        petition = before(team, "accepted")
        client = signed_in(team.president)
        html = client.get(url_of(petition, "schedule")).content.decode()
        assert ("Fewer than 20 days are left" in html) is warned
        assert "The session opens between 1 May 2026 and 7 May 2026." in html
        assert client.post(url_of(petition, "schedule")).status_code == 302
    assert Petition.objects.get().state == "scheduled"


def test_whole_way_by_the_pages(signed_in, team):
    petition = filed(in_order(team))
    signed_in(petition.author).post(url_of(petition, "hand_in"))
    assert Petition.objects.get().handed_in_at
    with time_machine.travel("2027-01-05T10:00Z", tick=False):
        signed_in(team.officer).post(url_of(petition, "deposit"), {"on": "2027-01-05"})
        client = signed_in(team.president)
        client.post(url_of(petition, "check"))
        client.post(url_of(petition, "accept"), {"reasons": ""})
        client.post(url_of(petition, "schedule"))
        client.post(url_of(petition, "to_committee"), {"committee": team.committee.pk})
    with time_machine.travel("2027-02-05T10:00Z", tick=False):
        signed_in(team.secretary).post(url_of(petition, "deliberate"), {"on": "2027-02-04"})
        client = signed_in(team.president)
        decision = {"outcome": "adopted", "text": "صادق المجلس.", "on": "2027-02-04", "votes_for": "9"}
        assert client.post(url_of(petition, "decide"), decision).status_code == 302
        client.post(url_of(petition, "follow_up"), {"text": "بدأت الأشغال."})
        client.post(url_of(petition, "report"), {"text": "انتهت الأشغال."})
    row = Petition.objects.get()
    assert (row.state, row.decision.votes_for, row.reports.count()) == ("followed_up", 9, 2)


def test_mandatary_withdraws(signed_in, team):
    petition = before(team, "deposited")
    client = signed_in(petition.author)
    assert url_of(petition, "withdraw") in page(client, petition)
    assert client.post(url_of(petition, "withdraw"), {"note": " "}).status_code == 422
    assert client.post(url_of(petition, "withdraw"), {"note": WORDS}).status_code == 302
    assert WORDS in page(client, petition)


def test_deliberation_is_offered_once_the_session_has_opened(signed_in, team):
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        petition = before(team, "in_committee")
        assert url_of(petition, "deliberate") not in page(signed_in(team.secretary), petition)
    with time_machine.travel("2026-05-01T10:00Z", tick=False):
        assert url_of(petition, "deliberate") in page(signed_in(team.secretary), petition)


# --- before a council ---
@pytest.mark.parametrize(("who", "queries"), [(None, 2), ("president", 6)])
@pytest.mark.parametrize("count", [1, 3])
def test_list_of_a_council_costs_the_same(client, team, who, queries, count, django_assert_num_queries):
    for state in ("deposited", "accepted", "lapsed", "scheduled"):
        for _ in range(count):
            before(team, state)
    for _ in range(count):
        Petition.objects.filter(pk=in_order(team).pk).update(handed_in_at="2026-05-04T10:00Z")
    if who:
        client.force_login(getattr(team, who))
    url = f"/en/councils/{team.council.territory.slug}/petitions/"
    client.get(url)
    with django_assert_num_queries(queries + 1):
        html = client.get(url).content.decode()
    assert ("Refer to the bureau" in html) is bool(who)
    assert html.count('<li class="card">') == 5 * count


def test_list_hides_what_is_hidden(client, team):
    petition = before(team, "deposited")
    Petition.objects.filter(pk=petition.pk).update(visibility="hidden")
    url = f"/en/councils/{team.council.territory.slug}/petitions/"
    assert petition.title not in client.get(url).content.decode()
    client.force_login(team.president)
    assert petition.title in client.get(url).content.decode()


def test_matter_of_a_petition_leads_to_its_page(signed_in, team):
    petition = before(team, "deposited")
    client = signed_in(team.president)
    html = client.get(f"/en/referrals/{petition.referral_id}/").content.decode()
    assert f"/en/petitions/{petition.pk}/#procedure" in html
    assert "/moves/draft/" not in html
    assert "/moves/assign/" in html
    bench = client.get("/en/workbench/").content.decode()
    assert petition.title in bench
    assert f"/en/councils/{team.council.territory.slug}/petitions/" in bench


def test_assigned_petition_still_waits_for_who_signs(signed_in, team):
    petition = before(team, "deposited")
    actions.assign(petition.referral, by=team.director, mandate=team.mandates["officer"])
    assert petition.title in signed_in(team.president).get("/en/workbench/").content.decode()
