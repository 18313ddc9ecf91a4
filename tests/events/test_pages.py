"""The pages of events: what each says, to whom, and at which cost."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from events import actions, badges
from events.enums import NoteKind
from events.models import Event, Headcount, Registration
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory
from tests.factories.events import (
    EventFactory,
    NoteFactory,
    RegistrationFactory,
    SlotFactory,
    StandFactory,
    ahead,
)
from tests.factories.spaces import AssociationMemberFactory, MembershipFactory


@pytest.fixture(autouse=True)
def _french():
    translation.activate("fr")


def url(name, *args):
    return reverse(f"events:{name}", args=args)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(client, space, count, django_assert_num_queries):
    association = AssociationMemberFactory(association__seat=space.commune).association
    for _one in range(count):
        EventFactory(space=space, published=True, association=association)
    for name, queries in (("list", 2), ("in-space", 2)):
        address = url(name, space.commune.slug)
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).content.count(b"card-link") == count


@pytest.mark.parametrize("count", [1, 3])
def test_programme_notes_and_stands_cost_the_same_for_one_and_for_three(
    client, space, count, django_assert_num_queries
):
    event = EventFactory(space=space, running=True, with_stands=True)
    for number in range(count):
        debate = DebateFactory(space=space, state="open")
        slot = SlotFactory(event=event, debate=debate)
        note = NoteFactory(event=event, slot=slot, contribution=ContributionFactory(thread=debate.thread))
        NoteFactory(event=event, kind=NoteKind.ISSUE).sources.add(note)
        StandFactory(event=event, accepted=True, number=number + 1)
    for name, queries in (("programme", 3), ("notes", 4), ("stands", 2)):
        client.get(url(name, event.pk))
        with django_assert_num_queries(queries):
            assert client.get(url(name, event.pk)).status_code == 200


def test_a_person_registers_has_a_badge_and_gives_it_back(client, space):
    event, person = EventFactory(space=space, published=True, capacity=1), UserFactory(display_name="فاطمة")
    page = client.get(event.get_absolute_url())
    assert url("register", event.pk) in page.text
    client.force_login(person)
    answer = client.post(url("register", event.pk), {"access": ["ramp"], "note": "درج"}, follow=True)
    row = Registration.objects.get()
    assert badges.spaced(row.code) in answer.text
    assert "فاطمة" not in answer.text.split('<main id="main"')[1].split("</main>")[0]
    pdf = client.get(url("badge", event.pk, "ar"))
    assert pdf.content[:5] == b"%PDF-"
    other = UserFactory()
    client.force_login(other)
    assert client.get(url("badge", event.pk, "ar")).status_code == 404
    page = client.post(url("register", event.pk), {}, follow=True)
    assert "waiting list" in page.text or "liste d’attente" in page.text
    client.force_login(person)
    client.post(url("give-back", event.pk))
    assert [one.user for one in event.registrations.placed()] == [other]


def test_organisers_see_counts_of_needs_and_the_desk_codes_without_names(client, space, facilitator, agent):
    event = EventFactory(space=space, running=True)
    row = RegistrationFactory(event=event, access=["ramp"], note="مدخل بلا درج", user__display_name="canaryname")
    client.force_login(facilitator)
    page = client.get(event.get_absolute_url()).text
    assert "(1)" in page
    for hidden in (row.code, badges.spaced(row.code), "مدخل بلا درج", "canaryname"):
        assert hidden not in page
    client.force_login(agent)
    page = client.get(url("door", event.pk)).text
    assert badges.spaced(row.code) in page
    assert "مدخل بلا درج" in page
    assert "canaryname" not in page
    client.force_login(UserFactory())
    assert client.get(url("door", event.pk)).status_code == 403


def test_the_door_takes_what_it_kept_twice_and_counts_once_and_works_by_form(client, space, agent):
    event = EventFactory(space=space, running=True)
    first, second = RegistrationFactory(event=event), RegistrationFactory(event=event)
    client.force_login(agent)
    held = badges.held_by_qr(event.pk, first.code)
    kept = [
        {"id": "a", "code": held, "at": ahead(minutes=-5).isoformat(), "groups": ["women"]},
        {"id": "b", "code": "ZZZZZZZZ", "at": "no moment", "groups": None},
    ]  # fmt: skip
    answers = [
        client.post(url("scans", event.pk), json.dumps({"scans": kept}), content_type="application/json").json()
        for _time in range(2)
    ]
    assert [[one["outcome"] for one in answer["results"]] for answer in answers] == [
        ["arrived", "refused"],
        ["again", "refused"],
    ]
    assert answers[1]["arrived"] == 1
    client.post(url("door", event.pk), {"code": badges.spaced(second.code), "groups": ["women"]})
    assert client.post(url("door", event.pk), {"code": "0"}).status_code == 422
    assert Event.objects.get(pk=event.pk).arrived_count == 2
    assert Headcount.objects.get().declared == 2
    for broken in ("{", '{"scans": 3}', '{"scans": [3]}', "[]"):
        assert client.post(url("scans", event.pk), broken, content_type="application/json").status_code == 400


def test_an_event_is_prepared_by_its_pages(client, space, facilitator):
    client.force_login(facilitator)
    typed = {"kind": "forum", "title_ar": "الملتقى", "theme": "social", "venue": "دار الشباب", "starts_at": "x"}
    page = client.post(url("begin", space.commune.slug), typed)
    assert page.status_code == 422
    assert "دار الشباب" in page.text
    start, end = ahead(days=9), ahead(days=10)
    typed |= {"starts_at": start.strftime("%Y-%m-%dT%H:%M"), "ends_at": end.strftime("%Y-%m-%dT%H:%M")}
    client.post(url("begin", space.commune.slug), typed)
    event = Event.objects.get()
    client.post(url("room-new", event.pk), {"name": "القاعة 1"})
    times = {"starts_at": typed["starts_at"], "ends_at": ahead(days=9, hours=1).strftime("%Y-%m-%dT%H:%M")}
    slot = {"kind": "workshop", "title_ar": "ورشة", "room": event.rooms.get().pk, **times}
    client.post(url("slot-new", event.pk), slot)
    again = client.post(url("slot-new", event.pk), slot | {"title_ar": "أخرى"})
    assert again.status_code == 422
    assert "أخرى" in again.text
    client.post(url("move", event.pk, "publish"))
    event.refresh_from_db()
    assert (event.state, event.slots.count()) == ("published", 1)
    for name, args in (
        ("detail", ()), ("programme", ()), ("plan", ()), ("edit", ()), ("counts", ()), ("minutes-write", ()),
        ("note-write", ("issue",)), ("slot", (event.slots.get().pk,)), ("move", ("cancel",)),
    ):  # fmt: skip
        assert client.get(url(name, event.pk, *args)).status_code == 200, name


def test_notes_are_walked_both_ways_and_lead_to_the_debate(client, space):
    reporter = MembershipFactory(space=space, role=Role.RAPPORTEUR).user
    event = EventFactory(space=space, running=True)
    debate = DebateFactory(space=space, state="open")
    slot = SlotFactory(event=event, debate=debate)
    said = ContributionFactory(thread=debate.thread)
    client.force_login(reporter)
    client.post(url("note-write", event.pk, "note"), {"text": "الماء ينقطع", "contribution": said.pk, "slot": slot.pk})
    note = event.notes.get()
    client.post(url("note-write", event.pk, "issue"), {"text": "انقطاع", "sources": [note.pk]})
    issue = event.notes.get(kind="issue")
    client.logout()
    page = client.get(url("notes", event.pk)).text
    for address in (f"#note-{note.pk}", f"#note-{issue.pk}", said.get_absolute_url(), slot.get_absolute_url()):
        assert f'href="{address}"' in page
    said.visibility = "hidden"
    said.save()
    assert said.get_absolute_url() not in client.get(url("notes", event.pk)).text


def test_calendars_feed_and_open_data_show_what_everyone_may_read(client, space, facilitator):
    event = EventFactory(space=space, published=True)
    draft = EventFactory(space=space, title_fr="canarydraft", title_ar="")
    RegistrationFactory(event=event, user__display_name="canaryname")
    over = EventFactory(space=space, over=True, arrived_count=40)
    Headcount.objects.create(event=over, group="women", declared=22)
    Headcount.objects.create(event=over, group="disabled", declared=3)
    actions.cancel(EventFactory(space=space, published=True), by=facilitator, note="تعذر")
    slug = space.commune.slug
    ics = client.get(url("calendar-in-space", slug)).text
    assert ics.count("BEGIN:VEVENT") == 3
    assert "STATUS:CANCELLED" in ics
    assert client.get(url("calendar", event.pk)).text.count("BEGIN:VEVENT") == 1
    assert client.get(url("calendar", draft.pk)).status_code == 404
    feed = client.get(url("atom", slug)).text
    table = client.get("/open-data/events.csv").getvalue().decode()
    for text in (ics, feed, table, client.get(url("dictionary")).text):
        assert "canary" not in text
    line = next(one for one in table.splitlines() if one.startswith(f"{over.pk},"))
    assert ",22," in line
    assert ",3," not in line
    client.force_login(event.registrations.get().user)
    assert client.get(url("my-calendar")).text.count("BEGIN:VEVENT") == 1
    assert event.title in client.get(url("mine")).text


def test_programs_read_events_register_and_give_back(api, space, django_assert_num_queries):
    event = EventFactory(space=space, published=True)
    EventFactory(space=space)
    listed = api.get("/api/v1/events/", {"space": space.commune.slug, "when": "coming"}).json()["results"]
    assert [one["id"] for one in listed] == [event.pk]
    assert api.get("/api/v1/events/", {"author": "1"}).status_code == 400
    address = f"/api/v1/events/{event.pk}/my-registration/"
    assert api.put(address, {}).status_code in {401, 403}
    person = UserFactory()
    api.force_authenticate(person)
    answer = api.put(address, {"access": ["sign"], "note": ""})
    assert (answer.status_code, answer.json()["standing"]) == (200, "placed")
    assert api.put(address, {"access": ["heart"]}).status_code == 400
    assert api.get(address).json()["code"] == event.registrations.get().code
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404
    detail = api.get(f"/api/v1/events/{event.pk}/").json()
    assert detail["minutes"] == ""
    assert "register" in detail["actions"]


def test_a_certificate_is_given_on_the_page_once_the_event_is_over(client, space):
    event = EventFactory(space=space, over=True)
    row = RegistrationFactory(event=event, arrived=True)
    client.force_login(row.user)
    assert url("certificate", event.pk) in client.get(event.get_absolute_url()).text
    page = client.post(url("certificate", event.pk), follow=True)
    assert page.text.count("/certificates/") == 2
    client.force_login(RegistrationFactory(event=event).user)
    assert client.post(url("certificate", event.pk)).status_code == 409


def test_an_association_takes_part_by_its_pages(client, space, association):
    event = EventFactory(space=space, published=True, with_stands=True)
    member = AssociationMemberFactory(association=association, position="member").user
    client.force_login(association.representative)
    assert client.get(url("members-of", event.pk)).status_code == 302
    client.post(url("members", event.pk, association.pk), {"members": [member.pk]})
    assert event.registrations.get().user == member
    page = client.post(url("stand-ask", event.pk), {"association": association.pk, "title": "مكتبة"}, follow=True)
    stand = event.stands.get()
    assert "مكتبة" in page.text
    boss = MembershipFactory(space=space, role=Role.FACILITATOR).user
    client.force_login(boss)
    assert client.get(stand.get_absolute_url()).status_code == 200
    client.post(url("stand-move", event.pk, stand.pk, "accept"))
    client.logout()
    assert "مكتبة" in client.get(url("stands", event.pk)).text
    client.force_login(boss)
    decline = url("stand-move", event.pk, stand.pk, "decline")
    assert decline in client.get(stand.get_absolute_url()).text  # accepted, it can still be declined
    client.post(decline, {"note": "لا علاقة له بالمعرض"})
    client.logout()
    assert "مكتبة" not in client.get(url("stands", event.pk)).text
    assert client.get(stand.get_absolute_url()).status_code == 404
