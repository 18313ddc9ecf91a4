"""The pages of petitions: list, fragment, one's own, one petition; what they cost, what they keep to themselves."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.enums import Visibility
from needs.actions.folding import folded_fields
from petitions import secrets
from petitions.models import Annex
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def town():
    space = SpaceFactory()
    space.council = CouncilFactory(territory=space.commune)
    return space


def begun(town, title="إصلاح الطريق", **fields):
    words = folded_fields(title, fields.get("aims", ""), "")
    return PetitionFactory(space=town, council=town.council, title=title, **({"collecting": True} | words | fields))


def listing(town, query=""):
    return reverse("petitions:list", args=[town.commune.slug]) + query


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(client, town, count, django_assert_num_queries):
    for number in range(count):
        begun(town, title=f"إصلاح الطريق {number}")
    with django_assert_num_queries(2):
        page = client.get(listing(town))
    assert len(page.context["page"].rows) == count
    with django_assert_num_queries(2):
        client.get(reverse("petitions:in-space", args=[town.commune.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_list_costs_the_same(client, count, django_assert_num_queries):
    author = UserFactory()
    for _n in range(count):
        PetitionFactory(author=author)
    client.force_login(author)
    with django_assert_num_queries(3):
        page = client.get(reverse("petitions:mine"))
    assert len(page.context["page"].rows) == count


def test_the_list_filters_and_searches(client, town):
    road = begun(town, "إصلاح الطريق")
    lamp = begun(town, "إنارة الحي", theme="lighting", reached=True)
    assert [row.pk for row in client.get(listing(town)).context["page"].rows] == [lamp.pk, road.pk]
    for query, found in (
        ("?theme=lighting", [lamp]), ("?state=collecting", [road]), ("?q=اصلاح", [road]), ("?q=route", [road]),
        ("?bearer=association", []), ("?q=ميناء", []),
    ):  # fmt: skip
        assert client.get(listing(town, query)).context["page"].rows == found, query


def test_the_list_gives_a_part_to_htmx(htmx, town):
    petition = begun(town)
    part = htmx.get(listing(town))
    assert petition.title in part.text
    assert "<html" not in part.text


def test_drafts_and_held_ones_are_in_nobodys_list(client, town):
    author = UserFactory()
    draft = begun(town, "مسودة خفية", collecting=False, state="draft", author=author)
    held = begun(town, "عريضة محجوبة", visibility=Visibility.HELD, author=author)
    for person in (None, UserFactory(), author):
        if person:
            client.force_login(person)
        assert draft.title not in client.get(listing(town)).text
        assert (held.title in client.get(listing(town)).text) == (person == author)
        assert held.title not in client.get(reverse("petitions:in-space", args=[town.commune.slug])).text


def test_pages_of_the_list_follow_each_other(client, town):
    for number in range(21):
        begun(town, title=f"إصلاح الطريق {number}")
    first = client.get(listing(town, "?theme=roads"))
    assert len(first.context["page"].rows) == 20
    last = client.get(first.context["page"].older)
    assert [row.title for row in last.context["page"].rows] == ["إصلاح الطريق 0"]


def test_the_space_leads_to_its_petitions(client, town):
    text = client.get(town.get_absolute_url()).text
    assert reverse("petitions:in-space", args=[town.commune.slug]) in text
    assert f'href="{listing(town)}"' in text


# --- one petition ---
def test_signed_out_the_page_holds_nothing_of_a_session(client, town, time_machine):
    petition = begun(town)
    time_machine.move_to(petition.started_at, tick=False)
    first, second = client.get(petition.get_absolute_url()), client.get(petition.get_absolute_url())
    assert not first.cookies
    assert "csrf" not in first.text.lower()
    assert first.text == second.text


def test_the_page_says_what_is_asked_of_whom_by_whom(client, town):
    need = NeedFactory(space=town)
    petition = begun(town, need=need, author=UserFactory(display_name="فاطمة"))
    petition.particulars = secrets.seal(petition.pk, {"name": "الاسم الكامل", "address": "العنوان الخاص"})
    petition.save()
    text = client.get(petition.get_absolute_url()).text
    for words in (petition.title, petition.reasons, petition.aims, str(petition.council), "فاطمة", need.title):
        assert words in text
    for private in ("الاسم الكامل", "العنوان الخاص"):
        assert private not in text


def test_a_hidden_need_is_not_named(client, town):
    need = NeedFactory(space=town, visibility="hidden", title="حاجة محجوبة")
    assert need.title not in client.get(begun(town, need=need).get_absolute_url()).text


def test_the_checklist_stands_while_it_collects_and_not_after(client, town):
    assert client.get(begun(town).get_absolute_url()).context["conditions"]
    assert client.get(begun(town, deposited=True).get_absolute_url()).context["conditions"] == []


def test_its_moderator_holds_it_with_a_reason(client, town):
    petition = begun(town)
    address = reverse("petitions:moderate", args=[petition.pk, "hold"])
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    assert client.post(address, {"note": "سبب"}).status_code == 403
    client.force_login(MembershipFactory(space=town, role=Role.MODERATOR).user)
    assert address in client.get(petition.get_absolute_url()).text
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": " "}).status_code == 422
    assert client.post(address, {"note": "للتحقق"}).url == petition.get_absolute_url()
    petition.refresh_from_db()
    assert petition.visibility == Visibility.HELD
    client.logout()
    assert client.get(petition.get_absolute_url()).status_code == 404
    assert client.get(reverse("petitions:moderate", args=[petition.pk, "burn"])).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("signed_in", "queries"), [(False, 7), (True, 11)])
def test_a_page_costs_the_same_whatever_hangs_on_it(client, town, signed_in, queries, count, django_assert_num_queries):
    petition = begun(town)
    for number in range(count):
        Annex.objects.create(petition=petition, title=f"وثيقة {number}", file="a.pdf")
        SignatureFactory(petition=petition)
    if signed_in:
        client.force_login(UserFactory())
    client.get(begun(town, "عريضة أخرى").get_absolute_url())  # what the house keeps in memory is there
    with django_assert_num_queries(queries):
        page = client.get(petition.get_absolute_url())
    assert len(page.context["annexes"]) == count
