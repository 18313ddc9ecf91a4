"""Preparing and leading a debate: its form, its moves, its agenda, its documents, its sittings."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localtime, now

from debates.models import Debate, Document, Sitting
from spaces.enums import Role
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    DebateFactory,
    SittingFactory,
)
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "ماء الساقية", "question": "كيف نوزعه؟", "theme": "water", "audience": "everyone", "moderation": "after",
}  # fmt: skip


def at(**ahead) -> str:
    """Return a moment ahead as a browser types it."""
    return localtime(now() + datetime.timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def to(name: str, *args) -> str:
    return reverse(f"debates:{name}", args=args)


@pytest.fixture
def facilitator(client):
    user = MembershipFactory(role=Role.FACILITATOR).user
    client.force_login(user)
    return user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


def test_a_facilitator_prepares_a_debate_from_a_model(client, space):
    address = to("create", space.commune.slug)
    page = client.get(address, {"model": "budget"})
    form = page.context["form"]
    assert form["title"].value()
    assert form["theme"].value() == "administration"
    assert page.content.decode().count('name="point_') == 8
    rows = {f"point_{n}": form[f"point_{n}"].value() for n in range(1, 9)}
    rows |= {f"minutes_{n}": form[f"minutes_{n}"].value() or "" for n in range(1, 9)}
    answer = client.post(address, TYPED | rows)
    debate = Debate.objects.get()
    assert answer.url == debate.get_absolute_url()
    assert debate.agenda.count() == 6
    assert debate.agenda.first().minutes == 10


def test_a_model_that_is_not_there_is_an_empty_form(client, space):
    assert client.get(to("create", space.commune.slug), {"model": "x"}).context["form"]["title"].value() is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"theme": ""}, "theme"),
        ({"opens_at": "2020-01-01T10:00"}, "opens_at"),
        ({"opens_at": "yesterday"}, "opens_at"),
        ({"closes_at": "9999-12-31T10:00"}, "closes_at"),
        ({"point_1": "12 …"}, "point_1"),
        ({"point_1": "نقطة", "minutes_1": "0"}, "minutes_1"),
        ({"minutes_1": "x"}, "minutes_1"),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_field_and_every_word_is_kept(client, space, given, field):
    answer = client.post(to("create", space.commune.slug), TYPED | {"text": "شرح طويل"} | given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert "شرح طويل" in answer.content.decode()
    assert not Debate.objects.exists()


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.MODERATOR])
def test_others_do_not_prepare_debates(client, role):
    space = SpaceFactory()
    client.force_login(MembershipFactory(space=space, role=role).user if role else UserFactory())
    assert client.get(to("create", space.commune.slug)).status_code == 403
    assert client.post(to("create", space.commune.slug), TYPED).status_code == 403


def test_a_debate_is_changed_on_one_page(client, space):
    debate = DebateFactory(space=space, announced=True)
    page = client.get(to("edit", debate.pk))
    assert page.context["form"]["audience"].value() == "everyone"
    answer = client.post(to("edit", debate.pk), TYPED | {"audience": "residents", "closes_at": at(days=9)})
    assert answer.status_code == 302
    debate.refresh_from_db()
    assert (debate.title, debate.thread.audience, debate.closes_at is None) == (TYPED["title"], "residents", False)


def test_the_form_of_an_open_debate_leaves_out_what_stays(client, space):
    debate = DebateFactory(space=space, open=True)
    assert {"question", "opens_at"}.isdisjoint(client.get(to("edit", debate.pk)).context["form"].fields)
    client.post(to("edit", debate.pk), TYPED)
    debate.refresh_from_db()
    assert debate.title == TYPED["title"]
    assert debate.question != TYPED["question"]


def test_a_debate_that_is_over_has_no_form(client, space):
    assert client.get(to("edit", DebateFactory(space=space, closed=True).pk)).status_code == 403


def test_a_debate_goes_from_its_draft_to_its_close(client, space):
    debate = DebateFactory(space=space)
    for action, state in (("announce", "announced"), ("open", "open"), ("close", "closed")):
        assert client.get(to("move", debate.pk, action)).status_code == 200
        answer = client.post(to("move", debate.pk, action))
        assert answer.url == debate.get_absolute_url()
        debate.refresh_from_db()
        assert debate.state == state


def test_a_reason_is_asked_for_where_one_is_needed(client, space):
    debate = DebateFactory(space=space, closed=True)
    address = to("move", debate.pk, "reopen")
    assert 'name="note"' in client.get(address).content.decode()
    answer = client.post(address, {"note": " "})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"note"})
    assert client.post(address, {"note": "وثيقة جديدة"}).status_code == 302
    assert "وثيقة جديدة" in client.get(debate.get_absolute_url()).content.decode()


def test_a_debate_is_hidden_for_a_reason(client, space):
    debate = DebateFactory(space=space, open=True)
    assert client.post(to("move", debate.pk, "hide"), {"note": ""}).status_code == 422
    assert client.post(to("move", debate.pk, "hide"), {"note": "سبب"}).status_code == 302
    client.logout()
    assert client.get(debate.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("action", "status"), [("fly", 404), ("go_live", 403), ("conclude", 403), ("archive", 403)])
def test_a_move_that_is_not_open_to_her_is_no_page(client, space, action, status):
    assert client.get(to("move", DebateFactory(space=space, announced=True).pk, action)).status_code == status


def test_a_move_whose_moment_has_passed_is_said_in_the_form(client, space):
    answer = client.post(to("move", DebateFactory(space=space, open=True).pk, "open"))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_the_agenda_is_written_point_by_point(client, space):
    debate = DebateFactory(space=space)
    for title in ("أول", "ثان", "ثالث"):
        assert client.post(to("agenda", debate.pk), {"title": title, "minutes": 10}).status_code == 302
    first, second, third = debate.agenda.all()
    client.post(to("agenda-move", debate.pk, third.pk), {"to": "up"})
    client.post(to("agenda-move", debate.pk, first.pk), {"to": "down"})
    client.post(to("agenda-move", debate.pk, first.pk), {"to": "sideways"})
    assert list(debate.agenda.values_list("title", flat=True)) == ["ثالث", "أول", "ثان"]
    client.post(to("agenda-point", debate.pk, second.pk), {"title": "ثان مصحح", "minutes": 20})
    client.post(to("agenda-move", debate.pk, first.pk), {"to": "out"})
    assert list(debate.agenda.values_list("number", "title", "minutes")) == [(1, "ثالث", 10), (2, "ثان مصحح", 20)]
    assert client.get(to("agenda", debate.pk)).status_code == 200
    assert client.get(to("agenda-point", debate.pk, second.pk)).status_code == 200
    assert client.post(to("agenda", debate.pk), {"title": "", "minutes": 999}).status_code == 422


def test_a_point_of_another_debate_is_not_there(client, space):
    debate, other = DebateFactory(space=space), AgendaPointFactory(debate=DebateFactory(space=space))
    assert client.get(to("agenda-point", debate.pk, other.pk)).status_code == 404
    assert client.post(to("agenda-move", debate.pk, other.pk), {"to": "out"}).status_code == 404


def test_a_document_is_added_read_and_taken_away(client, space, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    debate = DebateFactory(space=space, open=True)
    file = SimpleUploadedFile("plan d’action.pdf", paper(), "application/pdf")
    assert client.post(to("documents", debate.pk), {"title": "البرنامج", "file": file}).status_code == 302
    document = Document.objects.get()
    client.logout()
    answer = client.get(to("document", debate.pk, document.pk))
    assert answer.content == paper()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    client.force_login(space.memberships.get().user)
    remove = to("document-remove", debate.pk, document.pk)
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert client.get(to("document", debate.pk, document.pk)).status_code == 404


def test_a_document_of_a_hidden_debate_is_not_given(client):
    debate = DebateFactory(open=True, thread__visibility="hidden")
    document = Document.objects.create(debate=debate, title="و", file="x.pdf", size=1, added_by=UserFactory())
    assert client.get(to("document", debate.pk, document.pk)).status_code == 404


def test_an_address_is_no_file(client):
    debate = DebateFactory(open=True)
    document = Document.objects.create(debate=debate, title="و", address="https://a.ma/", added_by=UserFactory())
    assert client.get(to("document", debate.pk, document.pk)).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "و", "address": "http://example.org/"}, "address"),
        ({"title": "وثيقة", "address": "javascript:alert(1)"}, "address"),
        ({"title": "وثيقة"}, "file"),
        ({"title": "1", "address": "https://example.org/"}, "title"),
        ({"title": "وثيقة", "file": SimpleUploadedFile("a.pdf", b"<html>")}, "file"),
    ],
)
def test_a_document_that_cannot_be_kept_is_said_by_its_field(client, space, given, field):
    answer = client.post(to("documents", DebateFactory(space=space).pk), given)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


def test_a_sitting_is_planned_moved_and_cancelled(client, space):
    debate = DebateFactory(space=space, announced=True)
    assert client.get(to("plan", debate.pk)).status_code == 200
    assert client.post(to("plan", debate.pk), {"starts_at": at(days=3), "place": "دار الشباب"}).status_code == 302
    sitting = Sitting.objects.get()
    assert client.get(to("replan", sitting.pk)).context["form"]["place"].value() == "دار الشباب"
    assert client.post(to("replan", sitting.pk), {"starts_at": at(days=4), "place": ""}).status_code == 302
    assert client.get(to("cancel", sitting.pk)).status_code == 200
    assert client.post(to("cancel", sitting.pk), {"note": ""}).status_code == 422
    assert client.post(to("cancel", sitting.pk), {"note": "مطر قوي"}).status_code == 302
    sitting.refresh_from_db()
    assert (sitting.state, sitting.place) == ("cancelled", "")
    assert "مطر قوي" in client.get(debate.get_absolute_url()).content.decode()
    assert client.post(to("plan", debate.pk), {"starts_at": at(days=-3)}).status_code == 422


def test_a_sitting_is_no_stranger_s_to_change(client):
    sitting = SittingFactory()
    client.force_login(UserFactory())
    for name in ("replan", "cancel"):
        assert client.get(to(name, sitting.pk)).status_code == 403
        assert client.post(to(name, sitting.pk), {"note": "x", "starts_at": at(days=1)}).status_code == 403
