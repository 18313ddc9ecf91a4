"""The pages of the consultative body: set up, asked, adopted, published, replied to; what strangers do not read."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from core import pdf
from councils import actions as councils
from equality import actions
from equality.models import Body, Member, Opinion
from tests.factories.deliberations import AgendaItemFactory, SessionFactory
from tests.factories.equality import MemberFactory
from tests.factories.spaces import AssociationFactory


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_body_is_set_up_and_its_members_named_in_the_browser(team, client):
    slug, officer = team.council.territory.slug, signed_in(team.officer)
    page = reverse("equality:body", args=[slug])
    assert "5 membres" in client.get(page).text or "5 members" in client.get(page).text
    refused = officer.post(
        reverse("equality:set-up", args=[slug]),
        {"starts_on": localdate().isoformat(), "ends_on": localdate().isoformat(), "decided_by": "Gardé"},
    )
    assert (refused.status_code, "Gardé" in refused.text, Body.objects.count()) == (422, True, 1)
    association = AssociationFactory(seat=team.council.territory)
    said = {
        "name_ar": "سعاد المثال", "name_fr": "Souad Exemple", "background": "association", "seat": "member",
        "association": association.pk, "gender": "woman",
    }  # fmt: skip
    new = reverse("equality:member-new", args=[slug])
    officer.post(new, said)
    member = Member.objects.get(association=association)
    twice = officer.post(new, said)
    assert (twice.status_code, "Souad Exemple" in twice.text) == (422, True)
    nobody = officer.post(new, said | {"name_fr": "Autre", "contact": "nobody@example.org"})
    assert nobody.status_code == 422
    assert signed_in(team.chair).get(new).status_code == 403
    assert association.name_fr in client.get(page).text
    officer.post(reverse("equality:member-end", args=[slug, member.pk]))
    assert association.name_fr not in client.get(page).text
    until = (localdate() + datetime.timedelta(days=9)).isoformat()
    officer.post(reverse("equality:call", args=[slug]), {"call_fr": "Candidatez", "until": until})
    assert "Candidatez" in client.get(page).text


def test_an_opinion_from_the_question_to_the_reply(team, client, api):
    slug = team.council.territory.slug
    president, chair, writer = signed_in(team.president), signed_in(team.chair), signed_in(team.writer)
    item = AgendaItemFactory(session=SessionFactory(council=team.council))
    president.post(
        reverse("equality:ask", args=[slug]),
        {"question": "Que dit l’instance ?", "title_fr": "Le PAC", "subject": "plan", "theme": "social",
         "item": item.pk, "answer_by": localdate().isoformat()},
    )  # fmt: skip
    opinion = Opinion.objects.get()
    page = opinion.get_absolute_url()
    assert "Que dit l’instance ?" in client.get(page).text
    chair.post(reverse("equality:rapporteur", args=[opinion.pk]), {"member": team.seats["writer"].pk})
    writer.post(reverse("equality:write", args=[opinion.pk]), {"text_fr": "Des trottoirs accessibles.", "version": 0})
    texts = [one.get(page).text for one in (client, president, signed_in(team.other))]
    assert ["Des trottoirs accessibles." in text for text in texts] == [False, False, True]
    assert api.get(f"/api/v1/opinions/{opinion.pk}/").json()["text_fr"] == ""
    adopt = reverse("equality:adopt", args=[opinion.pk])
    meeting = {"held_on": localdate().isoformat(), "place": "Salle", "votes_against": 0, "abstentions": 0,
               "present": [seat.pk for seat in team.seats.values()]}  # fmt: skip
    refused = chair.post(adopt, meeting | {"votes_for": 2})
    assert (refused.status_code, "Salle" in refused.text) == (422, True)
    chair.post(adopt, meeting | {"votes_for": 4})
    assert client.get(reverse("equality:opinion-pdf", args=[opinion.pk, "fr"])).status_code == 404
    assert writer.get(reverse("equality:opinion-move", args=[opinion.pk, "publish"])).status_code == 403
    chair.post(reverse("equality:opinion-move", args=[opinion.pk, "publish"]))
    opinion.refresh_from_db()
    councils.save_draft(opinion.referral, by=team.officer, verdict="planned", text="Les trottoirs seront refaits.")
    councils.publish(opinion.referral, by=team.president)
    text = client.get(page).text
    assert all(words in text for words in ("Des trottoirs accessibles.", "Les trottoirs seront refaits.", str(item)))
    assert "Des trottoirs" in client.get(reverse("equality:atom", args=[slug])).text
    assert opinion.title in client.get(reverse("equality:of-session", args=[item.session_id])).text
    listed = api.get("/api/v1/opinions/", {"subject": "plan"}).json()["results"]
    assert [(row["id"], row["reply_state"], row["votes_for"]) for row in listed] == [(opinion.pk, "answered", 4)]
    if pdf.is_here():
        for code in ("ar", "fr"):
            paper = client.get(reverse("equality:opinion-pdf", args=[opinion.pk, code]))
            assert paper.content.startswith(b"%PDF-")


def test_what_the_body_begins_by_itself_is_its_own_until_it_is_published(team, client):
    slug, writer = team.council.territory.slug, signed_in(team.writer)
    writer.post(
        reverse("equality:propose", args=[slug]), {"title_fr": "Crèches", "subject": "other", "theme": "social"}
    )
    opinion = Opinion.objects.get()
    for stranger in (client, signed_in(team.officer), signed_in(team.former)):
        assert stranger.get(opinion.get_absolute_url()).status_code == 404
    assert "Crèches" not in client.get(reverse("equality:body", args=[slug])).text
    drop = reverse("equality:opinion-move", args=[opinion.pk, "drop"])
    assert signed_in(team.chair).post(drop, {"note": " "}).status_code == 422
    assert signed_in(team.chair).post(drop, {"note": "Sans suite"}).status_code == 302


def test_the_page_of_the_body_costs_the_same_for_more(team, client, django_assert_num_queries):
    page = reverse("equality:body", args=[team.council.territory.slug])
    actions.ask_opinion(team.body, by=team.president, question="Que dire ?", title_fr="Un")
    client.get(page)
    with django_assert_num_queries(6):
        client.get(page)
    MemberFactory.create_batch(3, body=team.body)
    for number in range(3):
        actions.ask_opinion(team.body, by=team.president, question="Que dire ?", title_fr=f"Titre {number}")
    with django_assert_num_queries(6):
        client.get(page)
