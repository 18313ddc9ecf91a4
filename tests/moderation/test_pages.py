"""The pages of moderation, as people and programs meet them."""

import io

import pytest
import time_machine
from django.core.cache import cache
from django.utils.timezone import localdate, now

from moderation import actions
from moderation.enums import Ground, Outcome
from moderation.likeness import grouped
from moderation.models import Case, Duty, Report
from moderation.yearly import of_year
from needs.actions import post as post_need
from spaces.enums import Role
from spaces.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory
from tests.factories.moderation import ActFactory, CaseFactory
from tests.factories.needs import NeedFactory
from tests.moderation.people import place
from tests.needs import files

pytestmark = pytest.mark.django_db
TEXT = "هاتفكم الجديد بثمن مناسب، اتصلوا بنا اليوم قبل الغد"


@pytest.fixture
def here():
    cache.clear()
    return place()


def queue_of(here) -> str:
    return f"/fr/spaces/{here.space.commune.slug}/moderation/queue/"


def test_a_visitor_reports_without_an_account_and_too_many_are_slowed(client, here):
    page = f"/fr/report/contribution/{here.said.pk}/"
    assert here.said.text in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 422
    sent = client.post(page, {"ground": "insult", "words": "<b>سب</b>"})
    assert sent["Location"] == "/fr/report/contribution/thanks/"
    assert client.get(sent["Location"]).status_code == 200
    assert Report.objects.get().reporter is None
    answers = [client.post(page, {"ground": "insult"}).status_code for _time in range(10)]
    assert answers == [302] * 9 + [422]
    assert client.get("/fr/report/contribution/999999/").status_code == 404
    assert client.get(f"/fr/report/nothing/{here.said.pk}/").status_code == 404


def test_a_program_reports_and_learns_nothing_else(api, here):
    sent = {"thing": "contribution", "key": here.said.pk, "ground": "spam"}
    answer = api.post("/api/v1/reports/", sent)
    assert (answer.status_code, answer.json()) == (201, {"received": True})
    assert api.post("/api/v1/reports/", sent | {"key": 10**9}).status_code == 404
    assert api.post("/api/v1/reports/", sent | {"ground": "x"}).status_code == 400
    assert Report.objects.count() == 1


def test_the_queue_is_for_its_moderators_and_decides_what_is_ticked(client, here):
    cases = [
        actions.report("contribution", said.pk, by=here.citizen, ground=Ground.SPAM).case
        for said in ContributionFactory.create_batch(3, thread=here.said.thread, text=TEXT)
    ]
    for who, status in ((here.citizen, 403), (UserFactory(), 403), (here.moderator, 200), (here.coordinator, 200)):
        client.force_login(who)
        assert client.get(queue_of(here)).status_code == status
    client.force_login(here.moderator)
    key = ".".join(str(case.pk) for case in cases)
    assert f'value="{key}"' in client.get(queue_of(here)).content.decode()
    nothing = client.post(queue_of(here), {"outcome": "hidden", "ground": "spam", "text": "spam"})
    assert nothing.status_code == 422
    unfounded = client.post(queue_of(here), {"group": key, "outcome": "hidden", "text": "spam"})
    assert unfounded.status_code == 422
    assert f'value="{cases[0].pk}" id="case-{cases[0].pk}" checked' in unfounded.content.decode()
    done = client.post(queue_of(here), {"group": key, "outcome": "hidden", "ground": "spam", "text": "spam"})
    assert done.status_code == 302
    assert Case.objects.filter(outcome=Outcome.HIDDEN).count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(client, here, count, django_assert_num_queries):
    for number in range(count):
        said = ContributionFactory(thread=here.said.thread, text=f"{TEXT} {number}")
        actions.report("contribution", said.pk, by=here.citizen, ground=Ground.SPAM)
        CaseFactory(thing=NeedFactory(space=here.space))
    client.force_login(here.moderator)
    client.get(queue_of(here))
    with django_assert_num_queries(16):
        client.get(queue_of(here))


def test_who_decides_sees_the_photos_and_hears_the_voice(client, here):
    need = post_need(
        here.space, by=here.author, title="بئر الدوار", text="انظروا", theme="water", place="الدوار",
        photos=[(files.image(), "بئر مكسورة")], voice=io.BytesIO(files.webm(3)),
    )  # fmt: skip
    case = CaseFactory(thing=need)
    client.force_login(here.moderator)
    for page in (queue_of(here), case.get_absolute_url()):
        seen = client.get(page).content.decode()
        assert f"/needs/photos/{need.photos.get().pk}/small/" in seen
        assert "بئر مكسورة" in seen
        assert f"/needs/voices/{need.voice.pk}/" in seen


def test_alike_is_alike_in_one_space(here):
    texts = [TEXT, TEXT.replace("بثمن", "بأثمنة"), "الطريق إلى المدرسة مقطوعة منذ الأمطار"]
    cases = []
    for text in texts:
        said = ContributionFactory(thread=here.said.thread, text=text)
        cases.append(actions.report("contribution", said.pk, by=here.citizen, ground=Ground.SPAM).case)
    other = place(text=TEXT)
    actions.report("contribution", other.said.pk, by=other.citizen, ground=Ground.SPAM)
    groups = grouped(Case.objects.for_list().filter(space=here.space).order_by("pk"))
    assert [[case.pk for case in group.cases] for group in groups] == [[cases[0].pk, cases[1].pk], [cases[2].pk]]
    (first,) = grouped([cases[0]])  # what stands on another page is brought beside it
    assert first.others == 1


def test_an_author_reads_why_and_appeals_and_nobody_else_sees_her_case(client, here):
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT, words="سري جدا").case
    page = f"/fr/moderation/cases/{case.pk}/"
    client.force_login(here.author)
    assert client.get(page).status_code == 404  # nothing was done: nobody learns that she was reported
    actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="كلام جارح")
    seen = client.get(page).content.decode()
    assert "كلام جارح" in seen
    assert "سري جدا" not in seen
    mine = client.get("/fr/moderation/mine/").content.decode()
    assert page in mine
    assert here.said.text[:60] in mine  # by its words, whatever became of it
    assert client.post(f"{page}appeal/", {"words": " "}).status_code == 422
    assert client.post(f"{page}appeal/", {"words": "رأي لا غير"}).status_code == 302
    client.force_login(here.citizen)
    assert client.get(page).status_code == 404
    client.force_login(here.moderator)
    assert "سري جدا" in client.get(page).content.decode()
    assert client.post(f"{page}judge/", {"overturns": "yes", "reply": "نعم"}).status_code == 403
    client.force_login(here.facilitator)
    assert client.post(f"{page}judge/", {"overturns": "yes", "reply": "نعم"}).status_code == 302
    here.said.refresh_from_db()
    assert here.said.visibility == "visible"


def test_the_register_names_nobody_in_any_of_its_forms(client, api, here):
    here.moderator.display_name = "canarymoderator"
    here.moderator.save()
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT, words="canarywords").case
    actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="canarynote")
    slug, year = here.space.commune.slug, now().year
    doors = [
        f"/fr/spaces/{slug}/moderation/", f"/fr/spaces/{slug}/moderation/feed/", "/fr/moderation/acts/",
        "/fr/moderation/acts/feed/", f"/fr/moderation/years/{year}/", f"/fr/spaces/{slug}/moderation/years/{year}/",
        "/api/v1/moderation-acts/", f"/api/v1/moderation-acts/?space={slug}", "/open-data/moderation.csv",
        "/fr/moderation/open-data/",
    ]  # fmt: skip
    for door in doors:
        answer = client.get(door)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, door
        assert "canary" not in body.decode(), door
    line = api.get(f"/api/v1/moderation-acts/?space={slug}").json()["results"][0]
    assert (line["act"], line["ground"], line["by_rule"], line["thing"]) == ("hide", "insult", False, "contribution")
    assert api.get("/api/v1/moderation-acts/?by=1").status_code == 400
    assert client.get(f"/fr/moderation/years/{year - 1}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_one_and_for_three(client, here, count, django_assert_num_queries):
    for _number in range(count):
        ActFactory(case__thing=NeedFactory(space=here.space))
    with django_assert_num_queries(3):
        client.get(f"/fr/spaces/{here.space.commune.slug}/moderation/")
    with django_assert_num_queries(2):
        client.get("/fr/moderation/acts/")


def test_the_year_is_counted_with_its_wholes(here):
    with time_machine.travel(now(), tick=False) as clock:
        told = [actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT).case]
        other = ContributionFactory(thread=here.said.thread)
        told.append(actions.report("contribution", other.pk, by=here.citizen, ground=Ground.SPAM).case)
        clock.shift(7200)
        actions.decide(told[0], outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب", warns=True)
        clock.shift(7200)
        actions.decide(told[1], outcome=Outcome.KEPT, by=here.moderator)
    year = of_year(now().year, here.space)
    assert (year.reports, year.cases, year.decided, year.hidden, year.hours) == (2, 2, 2, 1, 3.0)
    assert (year.within_a_day, year.warnings, year.appeals) == (2, 1, 0)
    assert [(line.count, line.of) for line in year.grounds] == [(1, 1)]


def test_the_rota_says_who_is_told_and_shows_the_load(client, here):
    page = f"/fr/spaces/{here.space.commune.slug}/moderation/rota/"
    client.force_login(here.moderator)
    assert client.post(page, {"user": here.moderator.pk, "day": f"{localdate():%Y-%m-%d}"}).status_code == 403
    client.force_login(here.facilitator)
    assert client.post(page, {"user": here.citizen.pk, "day": f"{localdate():%Y-%m-%d}"}).status_code == 422
    assert client.post(page, {"user": here.moderator.pk, "day": "2020-01-01"}).status_code == 422
    for _time in range(2):
        assert client.post(page, {"user": here.moderator.pk, "day": f"{localdate():%Y-%m-%d}"}).status_code == 302
    duty = Duty.objects.get()
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.SPAM).case
    assert case.assigned == here.moderator
    assert not here.facilitator.notices.exists()
    assert here.moderator.notices.exists()
    assert client.post(f"{page}{duty.pk}/remove/").status_code == 302
    assert not Duty.objects.exists()


def test_a_member_of_staff_finds_all_her_queues(client, here):
    actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.SPAM)
    second = place()
    Membership.objects.create(space=second.space, user=here.moderator, role=Role.MODERATOR)
    actions.report("contribution", second.said.pk, by=second.citizen, ground=Ground.SPAM)
    client.force_login(here.moderator)
    seen = client.get("/fr/moderation/").content.decode()
    assert queue_of(here) in seen
    assert queue_of(second) in seen
    assert client.get("/fr/moderation/lab/").status_code == 403
    client.force_login(here.coordinator)
    assert client.get("/fr/moderation/lab/").status_code == 200
