"""The pages: a session led from its desk to the decision, what a stranger reads, what she does not."""

import datetime
import xml.etree.ElementTree as ET

import icalendar
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from councils import actions as councils
from deliberations import actions
from deliberations.actions import recording
from deliberations.actions.voting import Counts
from deliberations.enums import Origin
from deliberations.models import AgendaItem, Decision, Minutes, Session, Sitting
from deliberations.printing import minutes_pdf
from deliberations.views import acts
from tests.debates.papers import paper
from tests.debates.test_pdf import words_of
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item
from tests.factories.councils import ReferralFactory
from tests.factories.deliberations import DecisionFactory, SessionFactory
from tests.signs import read

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def address(kind: str, key, name: str) -> str:
    return reverse(f"deliberations:act-on-{kind}", args=[key, name])


def do(client, user, thing: str, key, act: str, **data):
    client.force_login(user)
    response = client.post(address(thing, key, act), data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    return response


def test_a_session_is_led_from_its_desk_to_the_published_decision(client, made, time_machine):
    pk = made.session.pk
    do(client, made.officer, "session", pk, "day", on="2027-02-02")
    referral = ReferralFactory(council=made.council, title="ماء الشرب")
    item = {"title_ar": "الماء الشروب", "origin": "referral", "kind": "other"}
    do(client, made.officer, "session", pk, "item", referral=referral.pk, **item)
    do(client, made.member, "session", pk, "propose", title_ar="مسلك الدوار", kind="other")
    water, track = AgendaItem.objects.order_by("pk")
    do(client, made.officer, "item", water.pk, "keep")
    do(client, made.president, "item", track.pk, "refuse", reason="أدرج في الدورة السابقة")
    do(client, made.officer, "item", water.pk, "committee", committee=made.committee.pk)
    do(client, made.officer, "item", water.pk, "report", summary="توصي اللجنة بالموافقة", on="2027-01-05")
    do(client, made.officer, "session", pk, "close-agenda")
    do(client, made.officer, "session", pk, "send-agenda", on="2027-01-05")
    do(
        client, made.officer, "session", pk, "force", force="half", on="2027-01-05", title_ar="النقل المدرسي",
        kind="other", members=[member.pk for member in made.members[:4]],
    )  # fmt: skip
    do(
        client, made.officer, "session", pk, "sitting", starts_at="2027-02-02T10:00", place="قاعة الاجتماعات",
        is_public="on",
    )  # fmt: skip
    do(client, made.president, "session", pk, "convene", on="2027-01-05")
    page = client.get(reverse("deliberations:session", args=[pk])).content.decode()
    for words in ("الماء الشروب", "النقل المدرسي", "القانون التنظيمي 113-14، المادة 40", "أدرج في الدورة السابقة"):
        assert words in read(page)
    time_machine.move_to(HOUR)
    sitting = Sitting.objects.get()
    there = {f"m{member.pk}": "present" for member in made.members[:5]}
    away = {f"m{member.pk}": "absent" for member in made.members[5:]}
    do(client, made.secretary, "sitting", sitting.pk, "roll", **there, **away)
    voices = {f"m{member.pk}": "for" for member in made.members[:4]} | {f"m{made.members[4].pk}": "against"}
    do(client, made.secretary, "item", water.pk, "vote", sitting=sitting.pk, **voices)
    forced = AgendaItem.objects.get(forced_by="half")
    do(client, made.secretary, "item", forced.pk, "vote", sitting=sitting.pk, everyone="on", takes_up="on")
    do(client, made.secretary, "item", water.pk, "decision", title_ar="مقرر الماء", text_ar="وافق المجلس.")
    decision = Decision.objects.get()
    do(
        client, made.president, "decision", decision.address, "publish",
        countersigned_by=made.secretary_mandate.pk, countersigned_role="secretary",
    )  # fmt: skip
    do(client, made.secretary, "session", pk, "minutes", text="افتتح الرئيس الجلسة.", version=0)
    do(client, made.secretary, "session", pk, "approve-minutes")
    do(client, made.secretary, "session", pk, "close")
    do(client, made.secretary, "session", pk, "send", on="2027-02-02")
    client.logout()
    page = client.get(decision.get_absolute_url()).content.decode()
    for words in (
        "وافق المجلس.",
        made.members[4].name,
        referral.get_absolute_url(),
        reverse("deliberations:session", args=[pk]),
    ):
        assert words in page
    fragment = client.get(reverse("deliberations:of-referral", args=[referral.pk]), headers={"HX-Request": "true"})
    assert decision.get_absolute_url() in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    minutes = client.get(reverse("deliberations:minutes", args=[pk])).content.decode()
    assert "افتتح الرئيس الجلسة." in minutes


def test_a_refusal_keeps_what_was_typed_and_says_why(client, made):
    client.force_login(made.officer)
    url = address("session", made.session.pk, "day")
    response = client.post(url, {"on": "2027-03-02"})
    assert response.status_code == 422
    assert 'value="2027-03-02"' in response.content.decode()
    assert Session.objects.get(pk=made.session.pk).opens_on is None


def test_more_voices_than_members_typed_are_refused_on_the_page(client, made, time_machine):
    item = with_item(made)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
    client.force_login(made.secretary)
    data = {"sitting": sitting.pk, "for_count": 5, "against_count": 1, "takes_up": "on", "summary": "كلام محفوظ"}
    response = client.post(address("item", item.pk, "vote"), data)
    assert response.status_code == 422
    assert "كلام محفوظ" in response.content.decode()
    assert not hasattr(AgendaItem.objects.get(pk=item.pk), "deliberation")


def test_who_holds_no_mandate_does_nothing(client, made):
    item = with_item(made)
    doors = [
        *(address("session", made.session.pk, name) for name in acts.OF_SESSION),
        *(address("item", item.pk, name) for name in acts.OF_ITEM),
        *(address("council", made.council.territory.slug, name) for name in acts.OF_COUNCIL),
        reverse("deliberations:desk", args=[made.session.pk]),
    ]
    client.force_login(hall().president)  # of another council
    for url in doors:
        assert client.get(url).status_code == 403, url
    client.logout()
    for url in doors:
        assert client.get(url).status_code == 302, url


def test_each_act_that_is_offered_opens_a_page(client, made, time_machine):
    item = with_item(made)
    for turn in ("prepared", "convened", "open"):
        if turn == "convened":
            sitting = convened(made)
        elif turn == "open":
            time_machine.move_to(HOUR)
            actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
        made.session.refresh_from_db()
        item = AgendaItem.objects.select_related("session").get(pk=item.pk)
        for user in (made.president, made.secretary):
            client.force_login(user)
            assert client.get(reverse("deliberations:desk", args=[made.session.pk])).status_code == 200
            pages = [("session", made.session, acts.OF_SESSION), ("item", item, acts.OF_ITEM)]
            for kind, thing, table in pages:
                for name, _act in acts.offered(table, thing, user):
                    assert client.get(address(kind, thing.pk, name)).status_code == 200, (turn, kind, name)


def test_what_is_behind_a_point_is_hidden_with_it(client, made):
    referral = ReferralFactory(council=made.council, title="canaryhidden")
    item = with_item(made, origin=Origin.REFERRAL, referral=referral, title_ar="canaryhidden نقطة")
    convened(made)
    pages = [
        reverse("deliberations:session", args=[made.session.pk]),
        reverse("deliberations:calendar", args=[made.council.territory.slug]),
        reverse("deliberations:of-council", args=[made.council.territory.slug]),
    ]
    assert "canaryhidden" in client.get(pages[0]).content.decode()
    referral.is_shown = False
    referral.save()
    for url in pages:
        assert "canaryhidden" not in client.get(url).content.decode()
    assert client.get(reverse("deliberations:of-referral", args=[referral.pk])).status_code == 404
    client.force_login(made.officer)
    assert item.title_ar in client.get(pages[0]).content.decode()


def test_the_calendar_is_one_that_a_library_reads(client, made):
    with_item(made)
    convened(made)
    response = client.get(reverse("deliberations:calendar", args=[made.council.territory.slug]))
    found = icalendar.Calendar.from_ical(response.content)
    events = list(found.walk("VEVENT"))
    assert len(events) == 3
    sitting = next(event for event in events if "sitting" in event["uid"])
    assert sitting.decoded("dtstart") == HOUR
    assert "إحداث حديقة" in sitting["description"]
    whole = next(event for event in events if event.get("status") == "TENTATIVE")
    assert whole.decoded("dtstart") == datetime.date(2027, 5, 1)
    assert whole.decoded("dtend") == datetime.date(2027, 5, 8)


def test_the_feed_holds_published_decisions_alone(client):
    public = DecisionFactory(published=True)
    council = public.council
    draft = DecisionFactory(deliberation__item__session=SessionFactory(council=council), title_ar="canarydraft")
    assert draft.council == council
    response = client.get(reverse("deliberations:atom", args=[council.territory.slug]))
    root = ET.fromstring(response.content)
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert [public.address in entry.find("{http://www.w3.org/2005/Atom}id").text for entry in entries] == [True]
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(public.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, made, count):
    for number in range(count):
        item = AgendaItem.objects.create(
            session=made.session, number=number + 1, title_ar="نقطة", state="kept",
            referral=ReferralFactory(council=made.council), committee=made.committee,
        )  # fmt: skip
        decision = DecisionFactory(deliberation__item__session=SessionFactory(council=made.council), published=True)
        decision.deliberation.item.supporters.set(made.members)
    assert item
    slug = made.council.territory.slug
    for name, args, queries in (
        ("of-council", [slug], 5), ("decisions", [slug], 2), ("session", [made.session.pk], 9),
        ("atom", [slug], 2), ("calendar", [slug], 4),
    ):  # fmt: skip
        url = reverse(f"deliberations:{name}", args=args)
        client.get(url)
        with django_assert_num_queries(queries, info=name):
            assert client.get(url).status_code == 200


def test_a_document_is_laid_before_the_members_and_stays_once_convened(client, made):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- one test

    item = with_item(made)
    file = SimpleUploadedFile("a.pdf", paper())
    client.force_login(made.officer)
    url = address("session", made.session.pk, "document")
    assert client.post(url, {"title": "مشروع الاتفاقية", "file": file, "item": item.pk}).status_code == 302
    document = made.session.documents.get()
    assert client.post(url, {"title": "ملف", "file": SimpleUploadedFile("a.pdf", b"no pdf")}).status_code == 422
    client.logout()
    response = client.get(reverse("deliberations:document", args=[document.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]


def test_approved_minutes_are_printed_in_both_languages(client, made, time_machine):
    item = with_item(made)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    sitting = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
    actions.deliberate(item, by=made.secretary, sitting=sitting, counts=Counts(4, 0, 0), takes_up=True)
    minutes = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.")
    assert recording.print_minutes(minutes.pk, "fr") is None  # nobody approved them
    minutes = actions.approve_minutes(minutes, by=made.secretary)
    assert recording.print_minutes(minutes.pk, "fr").file_fr
    assert minutes_pdf(Minutes.objects.get(), "ar").startswith(b"%PDF-")
    assert client.get(reverse("deliberations:minutes-pdf", args=[made.session.pk, "fr"])).status_code == 200
    assert client.get(reverse("deliberations:minutes-pdf", args=[made.session.pk, "ar"])).status_code == 404


def test_a_matter_that_is_concealed_leaves_the_printed_minutes_at_once(
    client, made, time_machine, work, django_capture_on_commit_callbacks
):
    referral = ReferralFactory(council=made.council)
    with_item(made, origin=Origin.REFERRAL, referral=referral, title_fr="La rigole de Tassoumt")
    kept = with_item(made, title_fr="Le jardin public")
    sitting = convened(made)
    time_machine.move_to(HOUR)
    sitting = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
    actions.deliberate(kept, by=made.secretary, sitting=sitting, counts=Counts(4, 0, 0), takes_up=True)
    minutes = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_minutes(minutes, by=made.secretary)
    work()
    at = reverse("deliberations:minutes-pdf", args=[made.session.pk, "fr"])
    assert "La rigole de Tassoumt" in words_of(client.get(at).content).replace("\n", " ")
    before = Minutes.objects.get().file_fr.name
    with django_capture_on_commit_callbacks(execute=True):
        councils.show(referral, is_shown=False, by=User.objects.system())
    assert client.get(at).status_code == 404
    assert not default_storage.exists(before)
    work()
    words = words_of(client.get(at).content).replace("\n", " ")
    assert "La rigole de Tassoumt" not in words
    assert "Le jardin public" in words
