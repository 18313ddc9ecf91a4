"""Pages: who reads them, what they show, what they keep."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from councils import actions
from councils.enums import ReferralState as S
from councils.models import Answer, AnswerTemplate
from tests.factories.councils import (
    AnswerFactory,
    AnswerTemplateFactory,
    MandateFactory,
    PauseFactory,
    ReferralFactory,
)


def path(name, *args, language="fr"):
    with override(language):
        return reverse(f"councils:{name}", args=args)


def move(referral, action):
    return path("move", referral.pk, action)


@pytest.fixture
def referral(team):
    return ReferralFactory(council=team.council, title="Eau potable au douar")


def slug(team):
    return team.council.territory.slug


# --- reading ---
@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
@pytest.mark.parametrize("name", ["detail", "referral", "answers-latest", "overdue"])
def test_public_pages_open_without_an_account(client, team, language, name):
    answer = AnswerFactory(published=True, referral__council=team.council)
    ReferralFactory(council=team.council, overdue=True)
    PauseFactory(referral=answer.referral, ended_on=localdate())
    args = {"detail": [slug(team)], "referral": [answer.referral.pk]}.get(name, [])
    response = client.get(path(name, *args, language=language))
    assert response.status_code == 200
    assert response.templates
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text


def test_council_page_shows_people_numbers_and_what_is_late(client, team):
    AnswerFactory(published=True, referral__council=team.council, text="La borne sera réparée.")
    late = ReferralFactory(council=team.council, overdue=True, title="Piste coupée")
    text = client.get(path("detail", slug(team))).text
    assert late.title in text
    assert "La borne sera réparée." in text
    assert team.mandates["president"].name_fr in text
    assert 'class="clock clock-overdue"' in text


def test_unknown_council_is_not_found(client, db):
    assert client.get(path("detail", "nulle-part")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_council_page_costs_the_same_for_one_and_three(client, team, count, django_assert_num_queries):
    for _ in range(count):
        AnswerFactory(published=True, referral__council=team.council)
        ReferralFactory(council=team.council, overdue=True)
        MandateFactory(council=team.council, committee=team.committee)
    with django_assert_num_queries(11):
        assert client.get(path("detail", slug(team))).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_matter_page_costs_the_same_for_one_and_three(client, team, count, django_assert_num_queries):
    referral = ReferralFactory(council=team.council, answered=True)
    for _ in range(count):
        AnswerFactory(published=True, referral=referral)
        PauseFactory(referral=referral, ended_on=localdate())
    with django_assert_num_queries(4):
        assert client.get(path("referral", referral.pk)).status_code == 200


def test_filter_answers_a_fragment_to_htmx_and_a_page_without(client, htmx, team):
    ReferralFactory(council=team.council, theme="water", title="Eau")
    ReferralFactory(council=team.council, theme="roads", title="Piste")
    address = f"{path('detail', slug(team))}?theme=roads"
    for browser, whole in [(client, True), (htmx, False)]:
        text = browser.get(address).text
        assert ("<html" in text) is whole
        assert "Piste" in text
        assert "Eau</bdi>" not in text


@pytest.mark.parametrize(
    "query", ["state=nonsense", "committee=abc", "cursor=x", "place=%00", "overdue=maybe", "theme=%27"]
)
def test_filters_that_make_no_sense_do_not_break_the_page(client, team, query):
    assert client.get(f"{path('detail', slug(team))}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["answers-latest", "overdue"])
def test_fragment_of_one_council(client, htmx, team, name):
    for council, title in [(team.council, "Ici"), (team.mandates["foreign"].council, "Ailleurs")]:
        ReferralFactory(council=council, overdue=True, title=title)
        AnswerFactory(published=True, referral__council=council, referral__title=title)
    text = htmx.get(f"{path(name)}?space={slug(team)}").text
    assert "Ici" in text
    assert "Ailleurs" not in text
    assert "<html" not in text
    assert "Ailleurs" in client.get(path(name)).text
    assert client.get(f"{path(name)}?space=%00").status_code == 200


def test_withdrawn_matter_is_not_found_by_a_stranger(client, team):
    referral = ReferralFactory(council=team.council, state=S.WITHDRAWN)
    assert client.get(path("referral", referral.pk)).status_code == 404
    client.force_login(team.officer)
    assert client.get(path("referral", referral.pk)).status_code == 200


@pytest.mark.parametrize(("who", "seen"), [("officer", True), ("foreign", False), ("ended", False), ("citizen", False)])
def test_draft_and_note_are_for_the_people_of_the_council(client, team, referral, who, seen):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Texte caché", version=0)
    actions.send_back(referral, by=team.director, note="Note cachée")
    client.force_login(getattr(team, who))
    text = client.get(path("referral", referral.pk)).text
    assert ("Texte caché" in text, "Note cachée" in text) == (seen, seen)


def test_what_people_wrote_is_escaped(client, team):
    referral = ReferralFactory(council=team.council, title="<script>alert(1)</script>", summary="<b>gras</b>")
    AnswerFactory(published=True, referral__council=team.council, text="<script>alert(2)</script>")
    for address in (path("referral", referral.pk), path("detail", slug(team))):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "<b>gras" not in text


# --- acting ---
@pytest.mark.parametrize("action", ["assign", "draft", "validate", "return", "publish", "report", "pause", "resume"])
@pytest.mark.parametrize(("who", "status"), [("foreign", 403), ("citizen", 403), ("ended", 409)])
def test_strangers_are_refused_every_act(client, team, referral, action, who, status):
    client.force_login(getattr(team, who))
    assert client.get(move(referral, action)).status_code == status
    assert client.post(move(referral, action), {"version": 0}).status_code == status


def test_visitor_is_sent_to_sign_in(client, referral):
    response = client.get(move(referral, "draft"))
    assert (response.status_code, "next=" in response.url) == (302, True)


def test_unknown_act_is_not_found(client, team, referral):
    client.force_login(team.president)
    assert client.get(move(referral, "withdraw")).status_code == 404


def test_act_that_is_not_the_moment_leads_back(client, team, referral):
    client.force_login(team.president)
    assert client.get(move(referral, "publish")).url == path("referral", referral.pk)


def test_the_whole_way_in_french(client, team, referral):
    client.force_login(team.director)
    assert client.post(move(referral, "assign"), {"mandate": team.mandates["officer"].pk}).status_code == 302
    client.force_login(team.officer)
    sent = {"verdict": "planned", "text": "Programmé pour l’été.", "version": 0, "planned_for": "2030-06-01"}
    assert client.post(move(referral, "draft"), sent).url == path("referral", referral.pk)
    client.force_login(team.director)
    assert "Programmé pour l’été." in client.get(move(referral, "validate")).text
    client.post(move(referral, "validate"), {"version": 1})
    client.force_login(team.president)
    page = client.get(move(referral, "publish")).text
    assert team.mandates["president"].name_fr in page
    client.post(move(referral, "publish"), {"version": 1})
    client.post(move(referral, "report"), {"verdict": "done", "text": "La borne coule."})
    client.logout()
    text = client.get(path("referral", referral.pk)).text
    assert "Programmé pour l’été." in text
    assert "La borne coule." in text
    assert team.mandates["president"].name_fr in text


def test_officer_takes_it_with_one_press(client, team, referral):
    client.force_login(team.officer)
    client.post(move(referral, "assign"))
    referral.refresh_from_db()
    assert referral.mandate == team.mandates["officer"]


def test_second_officer_keeps_her_text_and_sees_the_other(client, team, referral):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Texte de la première", version=0)
    client.force_login(team.second)
    sent = {"verdict": "declined", "text": "Texte de la seconde", "version": 0}
    response = client.post(move(referral, "draft"), sent)
    assert response.status_code == 409
    assert "Texte de la seconde" in response.text
    assert "Texte de la première" in response.text
    assert 'name="version" value="1"' in response.text
    assert client.post(move(referral, "draft"), sent | {"version": 1}).status_code == 302
    assert Answer.objects.get().text == "Texte de la seconde"


def test_draft_changed_while_it_was_read_is_shown_again(client, team, referral):
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Premier", version=0)
    actions.save_draft(referral, by=team.officer, verdict="planned", text="Deuxième", version=1)
    client.force_login(team.president)
    response = client.post(move(referral, "publish"), {"version": 1})
    assert (response.status_code, Answer.objects.published().exists()) == (409, False)
    assert "Deuxième" in response.text
    assert 'name="version" value="2"' in response.text


@pytest.mark.parametrize("text", ["", "   ", "👍", "a" * 10_001, "\u202e\u2066"])
def test_draft_that_is_no_answer_is_kept_in_the_form(client, team, referral, text):
    client.force_login(team.officer)
    response = client.post(move(referral, "draft"), {"verdict": "planned", "text": text, "version": 0})
    assert response.status_code in {200, 409}
    assert 'role="alert"' in response.text
    assert not Answer.objects.exists()


def test_template_fills_the_draft(client, team, referral):
    template = AnswerTemplateFactory(council=team.council, text_fr="Texte de départ")
    other = AnswerTemplateFactory(text_fr="Texte d’ailleurs")
    client.force_login(team.officer)
    assert "Texte de départ" in client.get(f"{move(referral, 'draft')}?template={template.pk}").text
    assert "Texte d’ailleurs" not in client.get(f"{move(referral, 'draft')}?template={other.pk}").text
    assert client.get(f"{move(referral, 'draft')}?template=x").status_code == 200


def test_pause_and_resume(client, team, referral):
    client.force_login(team.director)
    client.post(move(referral, "pause"), {"reason": "field", "detail": "Visite lundi"})
    assert "Visite lundi" in client.get(path("referral", referral.pk)).text
    assert client.get(move(referral, "resume")).status_code == 200
    client.post(move(referral, "resume"))
    referral.refresh_from_db()
    assert referral.paused_for == ""


# --- the workbench ---
@pytest.mark.parametrize("who", ["citizen", "ended"])
def test_workbench_is_for_those_who_hold_a_mandate(client, team, who):
    client.force_login(getattr(team, who))
    assert client.get(path("workbench")).status_code == 403


def test_workbench_shows_first_what_waits_by_its_last_day(client, team):
    later = ReferralFactory(council=team.council, title="Plus tard")
    sooner = ReferralFactory(council=team.council, title="Bientôt", overdue=True)
    ReferralFactory(council=team.council, title="À un autre", state="assigned", mandate=team.mandates["second"])
    ReferralFactory(title="Ailleurs")
    client.force_login(team.officer)
    response = client.get(path("workbench"))
    assert response.context["page"].rows == [sooner, later]
    assert response.text.index("Bientôt") < response.text.index("Plus tard") < response.text.index("À un autre")
    assert "Ailleurs" not in response.text
    assert [(name, count) for name, _label, count in response.context["tabs"]] == [
        ("mine", 2), ("late", 1), ("open", 3), ("answered", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("tab=open", {"A", "B", "C"}),
        ("tab=late", {"B"}),
        ("tab=open&theme=roads", {"C"}),
        ("tab=open&assigned=me", {"A"}),
        ("tab=open&assigned=nobody", {"B", "C"}),
        ("tab=open&assigned=someone", {"A"}),
        ("tab=open&place=tagh", {"B"}),
        ("tab=open&overdue=true", {"B"}),
        ("tab=nonsense", {"A", "B", "C"}),
        ("cursor=x&tab=open", {"A", "B", "C"}),
        ("cursor=a99999999.1&tab=open", {"A", "B", "C"}),
        ("cursor=a900000.1&tab=open", set()),
    ],
)
def test_workbench_filters(client, htmx, team, query, titles):
    ReferralFactory(council=team.council, title="A", mandate=team.mandates["officer"])
    ReferralFactory(council=team.council, title="B", overdue=True, place="Taghazout")
    ReferralFactory(council=team.council, title="C", theme="roads")
    for browser in (client, htmx):
        browser.force_login(team.officer)
        response = browser.get(f"{path('workbench')}?{query}")
        assert {row.title for row in response.context["page"].rows} == titles
    assert "<html" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_workbench_costs_the_same_for_one_and_three(client, team, count, django_assert_num_queries):
    ReferralFactory.create_batch(count, council=team.council)
    ReferralFactory.create_batch(count, council=team.council, state="drafted", mandate=team.mandates["officer"])
    client.force_login(team.officer)
    with django_assert_num_queries(9):
        assert client.get(path("workbench")).status_code == 200


# --- the council's settings ---
@pytest.mark.parametrize(("who", "status"), [("president", 200), ("director", 200), ("officer", 403), ("foreign", 403)])
@pytest.mark.parametrize("name", ["settings", "templates", "template-create"])
def test_settings_are_for_the_president_and_the_director(client, team, who, status, name):
    client.force_login(getattr(team, who))
    assert client.get(path(name, slug(team))).status_code == status


def test_pledge_is_saved(client, team):
    client.force_login(team.president)
    assert client.post(path("settings", slug(team)), {"days": 30, "kind": "working"}).status_code == 302
    team.council.refresh_from_db()
    assert (team.council.pledge_days, team.council.pledge_days_kind) == (30, "working")
    assert client.post(path("settings", slug(team)), {"days": 0, "kind": "working"}).status_code == 200


def test_template_is_written_and_changed(client, team):
    words = {"name_ar": "اسم", "name_fr": "Nom", "verdict": "done", "text_ar": "نص", "text_fr": "Texte"}
    client.force_login(team.director)
    assert client.post(path("template-create", slug(team)), words).status_code == 302
    template = AnswerTemplate.objects.get()
    edit = path("template-edit", slug(team), template.pk)
    assert client.post(edit, words | {"text_fr": "Autre"}).status_code == 302
    assert client.post(edit, words | {"text_fr": "👍"}).status_code == 200
    template.refresh_from_db()
    assert template.text_fr == "Autre"
    assert client.get(path("template-edit", slug(team), AnswerTemplateFactory().pk)).status_code == 404
