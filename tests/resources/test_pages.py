"""The pages of the bank: lists and their cost, search, one resource and its versions, letters, open data, feeds."""

import datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from core import pdf
from resources import actions
from resources.models import Kept, Resource, Version
from resources.views import letters
from spaces.enums import Role
from spaces.models import Coordination
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import region

pytestmark = pytest.mark.django_db
LETTER = "إلى السيد(ة) رئيس(ة) مجلس جماعة [[اسم الجماعة]]\n\nالموضوع: [[الموضوع…]]\n\n[[اسم الجماعة]] <b>"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def space():
    return SpaceFactory()


def url(name, *args):
    return reverse(f"resources:{name}", args=args)


def rows(response):
    return list(
        response.context["page"].rows if hasattr(response.context["page"], "rows") else response.context["page"]["rows"]
    )


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(client, space, count, django_assert_num_queries):
    association = AssociationFactory(seat=space.commune)
    for _n in range(count):
        ResourceFactory(published=True, space=space, territory=space.commune, readers=["desk"])
        ResourceFactory(published=True, space=None, association=association)
    for address, queries in (
        (url("bank"), 1), (url("list", space.commune.slug), 2), (url("in-space", space.commune.slug), 2),
        (url("of-association", association.pk), 2), (url("reading-for", "desk"), 1), (url("bank") + "?q=دليل", 2),
        (url("bank") + f"?place={space.commune.slug}&theme=other&language=ar&role=desk&kind=guide&licence=cc_by", 2),
        (url("list", space.commune.slug) + "?q=dossiers", 3), (url("feed"), 1), (reverse("resources-csv"), 1),
    ):  # fmt: skip
        with django_assert_num_queries(queries):
            response = client.get(address)
            b"".join(response.streaming_content) if response.streaming else None
        assert response.status_code == 200, address


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_lists_cost_the_same(client, space, count, django_assert_num_queries):
    user = MembershipFactory(space=space, role=Role.FACILITATOR, user=UserFactory(commune=space.commune)).user
    for _n in range(count):
        Kept.objects.create(user=user, resource=ResourceFactory(published=True, space=space, territory=space.commune))
        ResourceFactory(space=space)
        ResourceFactory(late=True, space=space)
    client.force_login(user)
    client.get(url("kept"))
    for address, queries in ((url("kept"), 5), (url("mine"), 6), (url("bank"), 8)):
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_readers_commune_comes_first(client, space):
    far, near = ResourceFactory(published=True), ResourceFactory(published=True, territory=space.commune)
    client.force_login(UserFactory(commune=space.commune))
    page = client.get(url("bank"))
    assert list(page.context["near"]) == [near]
    assert rows(page) == [near, far]
    assert list(client.get(url("bank") + "?q=دليل").context["near"]) == []


def test_the_list_filters_and_searches(client, space):
    guide = ResourceFactory(published=True, space=space, title_fr="Guide de l’eau", theme="water")
    letter = ResourceFactory(
        published=True, space=space, kind="letter", readers=["desk"], languages=["ar"], licence="cc0"
    )
    ResourceFactory(space=space), ResourceFactory(withdrawn=True, space=space)
    base = url("list", space.commune.slug)
    for query, found in (
        ("", [letter, guide]), ("?kind=letter", [letter]), ("?theme=water", [guide]), ("?language=fr", [guide]),
        ("?role=desk", [letter]), ("?licence=cc0", [letter]), ("?q=leau", []), ("?q=eau", [guide]),
        ("?place=nulle-part-ailleurs", []),
    ):  # fmt: skip
        assert rows(client.get(base + query)) == found, query
    answer = client.get(base + "?q=" + "كلمة " * 2_000)
    assert answer.status_code == 200
    assert answer.context["filter"].form.errors["q"]
    assert client.get("/api/v1/resources/?q=" + "x" * 10_000).status_code == 400


def test_a_page_shows_what_it_is_and_what_to_do(client, space):
    row = ResourceFactory(
        late=True, space=space, text_fr="## Titre\n\n- un\n- <script>\n\n1. a\n2. b", url="https://a.ma/"
    )
    page = client.get(row.get_absolute_url() + "?in=fr").text
    assert '<h3 dir="auto">Titre</h3>' in page
    assert '<li dir="auto">&lt;script&gt;</li>' in page
    assert "<ol><li" in page
    assert "https://a.ma/" in page
    assert row.keeper.display_name not in page
    assert "acts" in client.get(row.get_absolute_url()).context
    assert client.get(url("detail", ResourceFactory().pk)).status_code == 404


def test_a_withdrawn_one_says_so_and_nothing_else(client, space):
    row = ResourceFactory(
        published=True, space=space, text_ar="secretword", kind="letter", file="resources/a.pdf", file_kind="pdf"
    )
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).user
    actions.withdraw(row, by=moderator, note="معطيات متجاوزة")
    for name, args in (
        ("detail", ()),
        ("versions", ()),
        ("version", (1,)),
        ("file", ()),
        ("version-file", (1,)),
        ("fill", ()),
    ):
        answer = client.get(url(name, row.pk, *args))
        assert answer.status_code == 410, name
        assert "معطيات متجاوزة" in answer.text
        assert "secretword" not in answer.text
    answer = client.post(url("fill", row.pk), {"b1": "x"})
    assert answer.status_code == 410
    for address in (f"/api/v1/resources/{row.pk}/", f"/api/v1/resources/{row.pk}/versions/"):
        assert client.get(address).status_code == 404
    assert row.title not in client.get(url("bank")).text
    client.force_login(moderator)
    assert "secretword" in client.get(row.get_absolute_url()).text


def test_a_letter_withdrawn_while_it_is_filled_in_gives_back_what_was_typed(client):
    row = ResourceFactory(published=True, kind="letter", text_ar=LETTER)
    by = MembershipFactory(space=row.space, role=Role.FACILITATOR).user
    actions.withdraw(row, by=by, note="خطأ")
    answer = client.post(url("fill", row.pk), {"b1": "تيزنيت", "b2": "طلب قاعة"})
    assert answer.status_code == 410
    assert "طلب قاعة" in answer.text


def test_a_letter_is_filled_in_and_kept_nowhere(client, monkeypatch, django_assert_num_queries):
    row = ResourceFactory(published=True, kind="letter", text_ar=LETTER)
    page = client.get(url("fill", row.pk))
    assert [field.label for field in page.context["form"]] == ["<bdi>اسم الجماعة</bdi>", "<bdi>الموضوع</bdi>"]
    sent = {"b1": "[[الموضوع…]] تيزنيت", "b2": "", "as": "txt"}
    with django_assert_num_queries(1):
        answer = client.post(url("fill", row.pk), sent)
    text = answer.content.decode("utf-8-sig")
    assert text.count("[[الموضوع…]] تيزنيت") == 2  # what is typed is no blank
    assert "……" in text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "attachment" in answer.headers["Content-Disposition"]
    answer = client.post(url("fill", row.pk), {"b1": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in answer.text
    if pdf.is_here():
        answer = client.post(url("fill", row.pk), sent | {"as": "pdf"})
        assert answer.content.startswith(b"%PDF-")
        monkeypatch.setattr(letters, "PDFS_MAX", 1)
        assert client.post(url("fill", row.pk), sent | {"as": "pdf"}).status_code == 422
        assert client.post(url("fill", row.pk), sent).status_code == 200
    assert client.get(url("fill", ResourceFactory(published=True).pk)).status_code == 404


def test_versions_and_their_difference(client, space):
    by = MembershipFactory(space=space, role=Role.FACILITATOR).user
    row = ResourceFactory(published=True, space=space)
    row = actions.edit(row, by=by, change="Délai corrigé", text_fr="Première étape.\n\nSeconde étape.")
    page = client.get(url("versions", row.pk)).text
    assert "Délai corrigé" in page
    page = client.get(f"/fr/resources/{row.pk}/versions/2/").text
    assert "<del>Deuxième</del>" in page
    assert "<ins>Seconde</ins>" in page
    assert client.get(url("version", row.pk, 3)).status_code == 404


def test_a_file_is_saved_and_never_run(client, space):
    by = MembershipFactory(space=space, role=Role.FACILITATOR).user
    row = actions.create(
        by=by, space=space, kind="document", title_fr="Plan", summary_fr="Le plan",
        file=SimpleUploadedFile("a.pdf", paper()),
    )  # fmt: skip
    assert client.get(url("file", row.pk)).status_code == 404
    actions.publish(row, by=by)
    answer = client.get(url("file", row.pk))
    assert answer.content == paper()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(url("version-file", row.pk, 1)).content == paper()
    assert client.get(url("file", ResourceFactory(published=True).pk)).status_code == 404


FORM = {
    "title_fr": "Demande de salle", "summary_fr": "Pour une réunion", "text_fr": "Madame, [[nom]]", "theme": "culture",
    "licence": "cc0", "territory": "", "readers": ["desk"],
}  # fmt: skip


def test_a_facilitator_writes_publishes_and_changes(client, space):
    client.force_login(MembershipFactory(space=space, role=Role.FACILITATOR).user)
    address = url("space-new", space.commune.slug)
    assert client.get(address).context["kinds"]
    assert client.get(address + "?kind=contact").status_code == 200
    answer = client.post(address + "?kind=letter", FORM | {"title_fr": ""})
    assert answer.status_code == 422
    assert "Pour une réunion" in answer.text
    assert client.post(address + "?kind=letter", FORM).status_code == 302
    row = Resource.objects.get()
    assert (row.kind, row.readers, row.territory) == ("letter", ["desk"], None)
    assert client.post(url("move", row.pk, "publish")).status_code == 302
    answer = client.post(url("edit", row.pk), FORM | {"text_fr": "Monsieur, [[nom]]", "based_on": 1})
    assert answer.status_code == 422
    assert "Monsieur, [[nom]]" in answer.text
    answer = client.post(url("edit", row.pk), FORM | {"text_fr": "Monsieur", "based_on": 1, "change": "Appel"})
    assert answer.status_code == 302
    answer = client.post(url("edit", row.pk), FORM | {"text_fr": "Mes mots", "based_on": 1, "change": "Appel"})
    assert "Mes mots" in answer.text
    assert Version.objects.count() == 2
    assert 'name="based_on" value="2"' in answer.text  # once it was told, what is sent next is taken
    assert (
        client.post(url("review", row.pk), {"review_on": localdate() + datetime.timedelta(days=9)}).status_code == 302
    )
    assert client.post(url("move", row.pk, "withdraw"), {"note": ""}).status_code == 422
    assert client.post(url("move", row.pk, "withdraw"), {"note": "Trop vieux"}).status_code == 302
    assert client.get(url("move", row.pk, "publish")).context["missing"]
    assert client.get(url("edit", row.pk)).status_code == 410


def test_an_officer_writes_for_her_association_and_a_coordinator_for_the_lab(client):
    association = AssociationFactory()
    client.force_login(association.representative)
    address = url("association-new", association.pk) + "?kind=letter"
    assert client.post(address, FORM).status_code == 302
    assert client.get(url("new")).status_code == 403
    coordinator = UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    client.force_login(coordinator)
    assert client.get(address).status_code == 403
    assert client.post(url("new") + "?kind=letter", FORM | {"territory": region().pk}).status_code == 302
    row = Resource.objects.latest("pk")
    assert (row.is_of_the_lab, row.territory.code) == (True, "09")
    assert client.get(url("discard", row.pk)).status_code == 200
    assert client.post(url("discard", row.pk)).status_code == 302


def test_a_list_of_ones_own(client):
    row, user = ResourceFactory(published=True), UserFactory()
    client.force_login(user)
    assert client.post(url("keep", row.pk), {"next": "//evil.example/"}).url == row.get_absolute_url()
    assert rows(client.get(url("kept"))) == [row]
    client.post(url("drop", row.pk), {"next": url("kept")})
    assert rows(client.get(url("kept"))) == []


def test_open_data_and_feeds_tell_what_is_published_and_name_nobody(client, space):
    row = ResourceFactory(published=True, space=space, title_fr="=1+1", source="Ministère")
    draft = ResourceFactory(space=space, title_fr="Brouillon")
    table = b"".join(client.get(reverse("resources-csv")).streaming_content).decode()
    assert "'=1+1" in table
    assert draft.title_fr not in table
    for address in (url("feed"), url("space-feed", space.commune.slug), url("open-data")):
        text = client.get(address).text
        assert "Brouillon" not in text
        assert row.keeper.display_name not in text + table
    assert f"2026:resource/{row.pk}" in client.get(url("feed")).text
    assert client.get(url("space-feed", SpaceFactory(state="draft").commune.slug)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_api_costs_the_same_and_filters(api, count, django_assert_num_queries):
    space = SpaceFactory()
    made = [ResourceFactory(published=True, space=space, readers=["desk"]) for _n in range(count)]
    ResourceFactory(space=space)
    with django_assert_num_queries(1):
        answer = api.get("/api/v1/resources/")
    assert [row["id"] for row in answer.data["results"]] == [row.pk for row in reversed(made)]
    for query, number in (
        (f"space={space.commune.slug}", count), ("role=desk", count), ("role=moderator", 0), ("q=associations", count),
        ("language=zgh", 0), ("kind=guide", count), ("association=5", 0),
    ):  # fmt: skip
        assert len(api.get(f"/api/v1/resources/?{query}").data["results"]) == number, query
    assert api.get("/api/v1/resources/?keeper=1").status_code == 400
    with django_assert_num_queries(1):
        answer = api.get(f"/api/v1/resources/{made[0].pk}/")
    assert answer.data["text_fr"] == made[0].text_fr
    assert [one["number"] for one in api.get(f"/api/v1/resources/{made[0].pk}/versions/").data] == [1]
