"""The builder through a browser without JavaScript: each question, what is refused, what is kept."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from needs.actions.folding import folded_fields
from petitions import secrets
from petitions.enums import PetitionState
from petitions.models import Petition
from tests.debates.papers import paper, with_script
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory
from tests.signs import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

OBJECT = {
    "title": "برمجة إصلاح طريق الدوار الأعلى",
    "theme": "roads",
    "within_powers": "on",
    "respects_constants": "on",
}
WHO = {
    "name": "فاطمة المثال",
    "born_on": "1990-05-01",
    "address": "دوار المثال، رقم 3",
    "phone": "0612345678",
    "email": "",
    "appointed": "on",
}


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def town():
    space = SpaceFactory()
    CouncilFactory(territory=space.commune)
    return space


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


def step(petition, name):
    return reverse("petitions:build", args=[petition.pk, name])


def fill(browser, petition, name, data):
    return browser.post(step(petition, name), data)


def test_from_the_first_question_to_the_first_signature(browser, author, town):
    asked = browser.get(reverse("petitions:begin", args=[town.commune.slug]))
    assert "100" in asked.text  # 9,000 inhabitants
    council = asked.context["places"][0].council
    answer = browser.post(reverse("petitions:begin", args=[town.commune.slug]), {"council": council.pk})
    petition = Petition.objects.get()
    assert answer.url == step(petition, "object")
    assert petition.state == PetitionState.DRAFT
    assert fill(browser, petition, "object", OBJECT).url == step(petition, "reasons")
    assert fill(browser, petition, "reasons", {"reasons": "مقطوعة كل شتاء."}).url == step(petition, "aims")
    assert fill(browser, petition, "aims", {"aims": "إدراجها في الدورة المقبلة."}).url == step(petition, "bearer")
    said = {"bearer": "citizens", "common_interest": "on"}
    assert fill(browser, petition, "bearer", said).url == step(petition, "mandatary")
    assert fill(browser, petition, "mandatary", WHO).url == step(petition, "annexes")
    annexes = reverse("petitions:annexes", args=[petition.pk])
    file = SimpleUploadedFile("plan.pdf", paper(), "application/pdf")
    assert browser.get(step(petition, "annexes")).url == annexes
    assert browser.post(annexes, {"title": "تصميم", "file": file}).status_code == 302
    check = browser.get(step(petition, "check"))
    assert check.context["missing"] == []
    for words in (OBJECT["title"], "فاطمة المثال", "تصميم"):
        assert words in check.text
    assert browser.post(reverse("petitions:start", args=[petition.pk])).url == petition.get_absolute_url()
    petition.refresh_from_db()
    assert (petition.state, petition.required, petition.spread_required) == (PetitionState.COLLECTING, 100, None)
    assert petition.thread.path == f"/petitions/{petition.pk}/"
    assert petition.started_at
    page = browser.get(petition.get_absolute_url())
    assert page.status_code == 200
    assert "فاطمة المثال" not in page.text  # her name before the council is not her public name
    assert secrets.unseal(petition.pk, petition.particulars)["phone"] == "+212612345678"


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("object", OBJECT | {"title": ""}, 'value="roads"'),
        ("object", OBJECT | {"title": "123"}, 'value="123"'),
        ("object", {"title": "إصلاح الطريق"}, "إصلاح الطريق"),
        ("reasons", {"reasons": "??"}, "??"),
        ("aims", {"aims": "x" * 4001}, "x" * 4001),
        ("bearer", {"bearer": "association", "common_interest": "on"}, "checked"),
        ("mandatary", WHO | {"address": ""}, "فاطمة المثال"),
        ("mandatary", WHO | {"born_on": "31/31/1990"}, "دوار المثال، رقم 3"),
        ("mandatary", WHO | {"phone": "12"}, "فاطمة المثال"),
        ("mandatary", WHO | {"email": "nobody"}, "فاطمة المثال"),
    ],
)
def test_what_is_refused_stays_on_the_page(browser, author, name, data, kept):
    petition = PetitionFactory(author=author)
    before = Petition.objects.values().get()
    page = fill(browser, petition, name, data)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert kept in page.text
    assert Petition.objects.values().get() == before


def test_a_mandatary_under_18_is_refused_with_the_article(browser, author):
    petition = PetitionFactory(author=author)
    tomorrow = localdate() + datetime.timedelta(days=1)
    born = tomorrow.replace(year=tomorrow.year - 18)
    page = fill(browser, petition, "mandatary", WHO | {"born_on": born.isoformat()})
    assert page.status_code == 422
    assert "57-11" in read(page.text)
    assert "113-14" in read(page.text)
    assert "دوار المثال، رقم 3" in page.text
    petition.refresh_from_db()
    assert not petition.particulars
    today = localdate()
    assert (
        fill(browser, petition, "mandatary", WHO | {"born_on": today.replace(year=today.year - 18)}).status_code == 302
    )


def test_it_goes_on_where_it_was_left(browser, author):
    petition = PetitionFactory(author=author, aims="", title="", reasons="", within_powers=False)
    resume = reverse("petitions:resume", args=[petition.pk])
    assert browser.get(resume).url == step(petition, "object")
    answer = fill(browser, petition, "object", OBJECT | {"later": "1"})
    assert answer.url == reverse("petitions:mine")
    assert browser.get(resume).url == step(petition, "reasons")
    assert OBJECT["title"] in browser.get(reverse("petitions:mine")).text


def test_a_council_without_population_is_said(browser, town):
    town.commune.population = 0
    town.commune.save()
    address = reverse("petitions:begin", args=[town.commune.slug])
    page = browser.get(address)
    refusal = page.context["places"][0].why_not
    assert town.commune.name in refusal
    assert refusal in page.text
    answer = browser.post(address, {"council": page.context["places"][0].council.pk})
    assert answer.status_code == 422
    assert not Petition.objects.exists()


def test_councils_that_are_not_there_are_named(browser, town):
    page = browser.get(reverse("petitions:begin", args=[town.commune.slug]))
    assert [bool(place.council) for place in page.context["places"]] == [True, False, False]
    assert "إقليم التجربة" in page.text
    other = CouncilFactory()
    assert browser.post(page.request["PATH_INFO"], {"council": other.pk}).status_code == 422


def test_a_petition_grows_from_a_need(browser, author, town):
    need = NeedFactory(space=town, title="إصلاح طريق الدوار", text="مقطوعة منذ الشتاء", theme="roads")
    address = reverse("petitions:begin", args=[town.commune.slug]) + f"?need={need.pk}"
    page = browser.get(address)
    assert need.title in page.text
    council = page.context["places"][0].council.pk
    browser.post(address, {"council": council})
    petition = Petition.objects.get()
    assert (petition.title, petition.theme, petition.reasons, petition.need) == (need.title, "roads", need.text, need)
    browser.post(address, {"council": council})
    assert Petition.objects.count() == 1


def test_what_looks_like_it_is_shown_before(browser, author, town):
    council = town.commune.council
    words = folded_fields("برمجة إصلاح الطريق", "", "")
    like = PetitionFactory(space=town, council=council, collecting=True, title="برمجة إصلاح الطريق", **words)
    draft = PetitionFactory(space=town, council=council, author=author, title="")
    page = fill(browser, draft, "object", {"title": "إصلاح الطريق المقطوعة", "look": "1"})
    assert page.status_code == 200
    assert like.title in page.text
    assert "إصلاح الطريق المقطوعة" in page.text
    part = browser.post(reverse("petitions:likely", args=[town.commune.slug]), {"title": "إصلاح الطريق المقطوعة"})
    assert like.title in part.text


def test_an_association_is_chosen_by_its_representative_alone(browser, author):
    petition = PetitionFactory(author=author)
    own = AssociationFactory(representative=author, seat=petition.space.commune)
    other = AssociationFactory()
    assert other.name_ar not in browser.get(step(petition, "bearer")).text
    assert fill(browser, petition, "bearer", {"bearer": "association", "association": other.pk}).status_code == 422
    answer = fill(browser, petition, "bearer", {"bearer": "association", "association": own.pk})
    assert answer.url == step(petition, "mandatary")
    petition.refresh_from_db()
    assert petition.association == own
    assert 'name="born_on"' not in browser.get(step(petition, "mandatary")).text


def test_a_draft_is_nobody_elses(client, browser, author):
    petition = PetitionFactory(author=author)
    client.force_login(UserFactory())
    for name in ("object", "mandatary", "check"):
        assert client.get(step(petition, name)).status_code == 404
    assert client.post(reverse("petitions:start", args=[petition.pk])).status_code == 404
    assert client.get(petition.get_absolute_url()).status_code == 404


def test_words_do_not_change_once_it_is_open(browser, author):
    petition = PetitionFactory(author=author, collecting=True)
    assert fill(browser, petition, "object", OBJECT | {"title": "شيء آخر"}).url == petition.get_absolute_url()
    petition.refresh_from_db()
    assert petition.title != "شيء آخر"


def test_what_is_missing_is_said_when_it_is_opened(browser, author):
    petition = PetitionFactory(author=author, within_powers=False)
    page = browser.get(step(petition, "check"))
    assert [one.key for one in page.context["missing"]] == ["powers", "mandatary", "mandatary_age"]
    answer = browser.post(reverse("petitions:start", args=[petition.pk]))
    assert answer.status_code == 409
    petition.refresh_from_db()
    assert petition.state == PetitionState.DRAFT


def test_a_draft_is_thrown_away_after_a_question(browser, author):
    petition = PetitionFactory(author=author)
    address = reverse("petitions:discard", args=[petition.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address).url == reverse("petitions:mine")
    assert not Petition.objects.exists()


def test_annexes_are_pdfs_that_are_only_read(browser, author):
    petition = PetitionFactory(author=author)
    address = reverse("petitions:annexes", args=[petition.pk])
    script = SimpleUploadedFile("plan.pdf", with_script(), "application/pdf")
    page = browser.post(address, {"title": "تصميم", "file": script})
    assert page.status_code == 422
    assert "تصميم" in page.text
    assert not petition.annexes.exists()
    for number in range(5):
        file = SimpleUploadedFile("plan.pdf", paper(), "application/pdf")
        assert browser.post(address, {"title": f"وثيقة {number}", "file": file}).status_code == 302
    file = SimpleUploadedFile("plan.pdf", paper(), "application/pdf")
    assert browser.post(address, {"title": "سادسة", "file": file}).status_code == 422
    annex = petition.annexes.first()
    assert browser.get(reverse("petitions:annex", args=[annex.pk])).content.startswith(b"%PDF-")
    browser.logout()
    assert browser.get(reverse("petitions:annex", args=[annex.pk])).status_code == 404
    browser.force_login(author)
    browser.post(reverse("petitions:annex-remove", args=[petition.pk, annex.pk]))
    assert petition.annexes.count() == 4
