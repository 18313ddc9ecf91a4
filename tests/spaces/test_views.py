"""Pages of spaces, for each kind of person, in Arabic and French, with and without JavaScript."""

import gzip

import pytest
from django.urls import reverse
from django.utils import translation

from spaces import actions
from spaces.enums import Role, SpaceState
from spaces.models import Coordination, Space
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory
from tests.spaces.conftest import someone

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>\u202e\u2066"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


def address(name, *args, language="ar"):
    with translation.override(language):
        return reverse(f"spaces:{name}", args=args)


# --- the home ---
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_home_answers_four_questions_in_order(client, space, language):
    page = client.get(address("detail", space.commune.slug, language=language))
    text = page.content.decode()
    assert page.status_code == 200
    places = [text.index(f'id="{name}"') for name in ("open-now", "answered", "late", "where")]
    assert places == sorted(places)
    assert (space.commune.name_ar if language == "ar" else space.commune.name_fr) in text
    assert "ميسرة الفضاء" in text
    assert "دار الشباب" in text
    assert f"/{language}/spaces/{space.commune.slug}/needs/new/" in text


def test_home_of_a_visitor_sets_no_cookie_and_holds_no_form(client, space):
    page = client.get(address("detail", space.commune.slug))
    assert not page.cookies
    assert b"csrf" not in page.content.lower()
    assert b"<form" not in page.content.split(b"<main")[1].split(b"</main")[0]


def test_home_is_light(client, space):
    page = client.get(address("detail", space.commune.slug))
    assert len(gzip.compress(page.content)) < 14_000


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_and_three(client, space, count, django_assert_num_queries):
    for _n in range(count):
        MembershipFactory(space=space, role=Role.DESK)
    with django_assert_num_queries(2):
        client.get(address("detail", space.commune.slug))
    user = someone("member", space)
    client.force_login(user)
    with django_assert_num_queries(6):
        page = client.get(address("detail", space.commune.slug))
    assert address("leave", space.commune.slug) in page.content.decode()


def test_home_asks_a_member_for_adherence(client, space, facilitator):
    user = UserFactory()
    actions.join(space, by=user, version=1)
    client.force_login(user)
    link = address("join", space.commune.slug)
    assert link not in client.get(address("detail", space.commune.slug)).content.decode()
    actions.publish_charter(space, by=facilitator, clauses=[("بند", "Clause")], based_on=1)
    assert link in client.get(address("detail", space.commune.slug)).content.decode()
    client.post(link, {"version": "2"})
    assert link not in client.get(address("detail", space.commune.slug)).content.decode()


def test_home_of_a_closed_space_stays_readable(client, space, coordinator):
    actions.close(space, by=coordinator, note="نقل المقر")
    page = client.get(address("detail", space.commune.slug))
    assert page.status_code == 200
    assert "/needs/new/" not in page.content.decode()
    assert "نقل المقر" in page.content.decode()


def test_a_commune_without_a_space_says_so(client):
    commune = TerritoryFactory(population=12_345)
    text = client.get(address("detail", commune.slug, language="fr")).content.decode()
    assert commune.name_fr in text
    assert "12" in text
    assert address("prepare", commune.slug, language="fr") not in text


def test_a_draft_looks_like_no_space_to_a_stranger(client, draft):
    other = TerritoryFactory()
    shown, without = (client.get(address("detail", slug)) for slug in (draft.commune.slug, other.slug))
    assert shown.status_code == without.status_code == 200
    assert shown.templates[0].name == without.templates[0].name == "spaces/none.html"
    assert client.get(address("charter", draft.commune.slug)).status_code == 404


@pytest.mark.parametrize("name", ["charter", "join", "leave", "members", "manage", "charter-edit"])
def test_a_stranger_finds_no_page_of_a_draft(client, draft, name):
    client.force_login(UserFactory())
    assert client.get(address(name, draft.commune.slug)).status_code == 404


def test_the_council_of_a_draft_is_public_and_says_nothing_of_the_draft(client, draft, coordinator):
    actions.describe(draft, by=coordinator, welcome_ar="مسودة الترحيب", welcome_fr="", contact="0600000000")
    page = client.get(f"/ar/councils/{draft.commune.slug}/")
    assert page.status_code == 200
    assert not [words for words in ("مسودة الترحيب", "0600000000") if words in page.content.decode()]


def test_an_unknown_slug_is_not_found(client):
    assert client.get(address("detail", "nowhere")).status_code == 404


# --- the list ---
@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_three(client, count, django_assert_num_queries):
    for _n in range(count):
        SpaceFactory()
    SpaceFactory(state=SpaceState.DRAFT)
    with django_assert_num_queries(1):
        page = client.get(address("list"))
    assert page.content.decode().count('class="card card-link"') == count


def test_list_narrows_to_a_region(client):
    SpaceFactory()
    assert "card-link" in client.get(address("list"), {"region": "09"}).content.decode()
    assert "card-link" not in client.get(address("list"), {"region": "10"}).content.decode()


def test_list_leads_a_coordinator_to_her_communes(client, coordinator):
    assert address("coordination") not in client.get(address("list")).content.decode()
    client.force_login(coordinator)
    assert address("coordination") in client.get(address("list")).content.decode()


@pytest.mark.parametrize("text", ["\x00", "ا" * 200_000, NASTY, "%", "\\", "'"])
def test_odd_words_find_nothing(client, coordinator, text):
    client.force_login(coordinator)
    page = client.get(address("coordination"), {"q": text[:5000]})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert client.get(address("list"), {"region": text[:5000]}).status_code == 200


def test_empty_list_offers_the_search(client):
    assert client.get(address("list")).status_code == 200


# --- joining ---
def test_joining_by_the_page(client, space):
    user = UserFactory()
    client.force_login(user)
    page = client.get(address("join", space.commune.slug, language="fr"))
    assert space.charters.in_force().clauses.first().text_fr[:20] in page.content.decode()
    answer = client.post(address("join", space.commune.slug, language="fr"), {"version": "1"})
    assert answer.headers["Location"] == address("detail", space.commune.slug, language="fr")
    assert user.memberships.count() == 1
    client.post(address("leave", space.commune.slug))
    assert not user.memberships.current().exists()


@pytest.mark.parametrize("version", ["", "2", "abc", "9" * 300, "٣"])
def test_a_wrong_version_is_refused_in_words(client, space, version):
    client.force_login(UserFactory())
    answer = client.post(address("join", space.commune.slug), {"version": version})
    assert answer.status_code == 409


def test_a_visitor_is_sent_to_sign_in(client, space):
    answer = client.get(address("join", space.commune.slug))
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]


def test_a_refusal_by_htmx_is_a_fragment(htmx, space):
    htmx.force_login(UserFactory())
    answer = htmx.post(address("join", space.commune.slug), {"version": "5"})
    assert answer.status_code == 409
    assert b"<html" not in answer.content


# --- the charter ---
def test_charter_shows_versions_and_what_changed(client, space, facilitator):
    texts = [(clause.text_ar, clause.text_fr) for clause in space.charters.in_force().clauses.all()]
    texts[2] = ("بند ثالث جديد", "Troisième clause nouvelle")
    actions.publish_charter(space, by=facilitator, clauses=texts, based_on=1)
    text = client.get(address("charter", space.commune.slug, language="fr")).content.decode()
    assert "<ins>" in text
    assert "<del>" in text
    assert "?version=1" in text
    old = client.get(address("charter", space.commune.slug, language="fr"), {"version": "1"}).content.decode()
    assert "Troisième clause nouvelle" not in old
    for bad in ("3", "0", "x", "1" * 400):
        assert client.get(address("charter", space.commune.slug), {"version": bad}).status_code == 404


def test_charter_is_written_in_two_steps(client, space, facilitator):
    client.force_login(facilitator)
    url = address("charter-edit", space.commune.slug)
    form = client.get(url).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()} | {"based_on": "1"}
    data |= {"ar_1": NASTY + "غاية", "fr_1": NASTY + "But", "ar_9": "", "fr_9": ""}
    page = client.post(url, data)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert space.charters.count() == 1
    assert client.post(url, data | {"publish": "1"}).status_code == 302
    charter = space.charters.in_force()
    assert charter.version == 2
    assert charter.clauses.all()[0].text_ar == "<script>alert(1)</script>غاية"
    assert charter.clauses.count() == 8
    shown = client.get(address("charter", space.commune.slug)).content.decode()
    assert "<script>alert" not in shown


@pytest.mark.parametrize("bad", [{"ar_2": ""}, {"fr_2": "😀"}, {"ar_2": "ا" * 200_000}, {"based_on": "x"}])
def test_a_bad_charter_shows_what_to_put_right(client, space, facilitator, bad):
    client.force_login(facilitator)
    url = address("charter-edit", space.commune.slug)
    form = client.get(url).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()} | {"based_on": "1", "publish": "1"} | bad
    page = client.post(url, data)
    assert page.status_code == 422
    assert b'role="alert"' in page.content
    assert space.charters.count() == 1


# --- people ---
@pytest.mark.parametrize(
    ("who", "status"),
    [("citizen", 403), ("member", 403), ("desk", 200), ("facilitator", 200), ("facilitator_elsewhere", 403),
     ("coordinator_elsewhere", 403), ("coordinator_of_region", 200)],
)  # fmt: skip
def test_members_are_seen_by_those_who_act_for_the_space(client, space, who, status):
    client.force_login(someone(who, space))
    assert client.get(address("members", space.commune.slug)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_members_cost_the_same_for_one_and_three(client, space, facilitator, count, django_assert_num_queries):
    for _n in range(count):
        MembershipFactory(space=space)
    client.force_login(facilitator)
    with django_assert_num_queries(7):
        client.get(address("members", space.commune.slug))


def test_ending_a_role_asks_for_the_reason(client, space, facilitator):
    user = UserFactory()
    membership = actions.appoint(space, user, Role.DESK, by=facilitator)
    client.force_login(facilitator)
    url = address("end-role", space.commune.slug, membership.pk)
    assert client.get(url).status_code == 200
    assert client.post(url, {"note": "😀"}).status_code == 422
    assert client.post(url, {"note": NASTY + "انتقال"}).status_code == 302
    assert not user.memberships.current().exists()
    assert client.get(url).status_code == 404


def test_a_facilitator_of_another_commune_is_denied(client, space):
    membership = MembershipFactory(space=space, role=Role.DESK)
    client.force_login(someone("facilitator_elsewhere", space))
    for name in ("manage", "members", "charter-edit"):
        assert client.get(address(name, space.commune.slug)).status_code == 403
    assert client.post(address("end-role", space.commune.slug, membership.pk), {"note": "سبب"}).status_code == 403
    assert client.post(address("move", space.commune.slug, "close"), {"note": "سبب"}).status_code == 403
    assert client.post(address("appoint", space.commune.slug), {"contact": "x", "role": "desk"}).status_code == 403


# --- managing ---
def test_a_coordinator_opens_a_commune_in_minutes(client, coordinator):
    commune, person = TerritoryFactory(name_fr="Tiznit", folded="\ntiznit\n"), UserFactory(phone="+212612345678")
    client.force_login(coordinator)
    slug = commune.slug
    assert address("prepare", slug) in client.get(address("coordination"), {"q": "tiznit"}).content.decode()
    client.get(address("prepare", slug))
    assert client.post(address("prepare", slug)).headers["Location"] == address("manage", slug)
    assert client.post(address("move", slug, "open")).status_code == 409
    client.post(address("appoint", slug), {"contact": "0612345678", "role": "facilitator"})
    client.post(address("manage", slug), {"welcome_ar": NASTY, "welcome_fr": "", "contact": "دار الشباب"})
    assert client.post(address("move", slug, "open")).status_code == 302
    assert Space.objects.get(commune=commune).state == SpaceState.OPEN
    assert person.memberships.get().role == Role.FACILITATOR
    assert b"<script>alert" not in client.get(address("detail", slug)).content
    assert client.post(address("move", slug, "close"), {"note": ""}).status_code == 409
    assert client.post(address("move", slug, "close"), {"note": "سبب"}).status_code == 302
    assert client.post(address("move", slug, "burn")).status_code == 404


@pytest.mark.parametrize("name", ["contact", "welcome_ar", "welcome_fr"])
def test_too_long_a_text_is_kept_and_said(client, space, facilitator, name):
    client.force_login(facilitator)
    page = client.post(address("manage", space.commune.slug), {"contact": "x", name: "ا" * 200_000})
    assert page.status_code == 422
    assert b'role="alert"' in page.content


@pytest.mark.parametrize("who", ["citizen", "facilitator", "desk"])
def test_coordination_is_for_coordinators(client, space, who):
    client.force_login(someone(who, space))
    assert client.get(address("coordination")).status_code == 403
    assert client.get(address("prepare", TerritoryFactory().slug)).status_code == 403


def test_a_coordinator_of_one_commune_finds_no_other(client):
    mine, other = TerritoryFactory(name_fr="Tiznit", folded="\ntiznit\n"), TerritoryFactory(folded="\ntiznit\n")
    user = UserFactory()
    Coordination.objects.create(user=user, territory=mine)
    client.force_login(user)
    text = client.get(address("coordination"), {"q": "tiznit"}).content.decode()
    assert address("prepare", mine.slug) in text
    assert address("prepare", other.slug) not in text
