"""The pages of a conclusion and of minutes, as people open them, without JavaScript."""

import pytest

from debates import actions
from debates.models import Debate, Minutes, Point
from spaces.enums import Role
from tests.debates.played import conclude, played
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, PointFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """A closed debate with four contributions, one of them pinned, and its rapporteur."""
    debate = DebateFactory(closed=True)
    said = [ContributionFactory(thread=debate.thread, text=f"قول رقم {number}") for number in range(1, 5)]
    said[1].pinned_at = said[1].at
    said[1].save()
    debate.by = MembershipFactory(space=debate.space, role=Role.RAPPORTEUR).user
    return debate


def address(debate, rest: str) -> str:
    return f"/en/debates/{debate.pk}/{rest}"


GIVEN = {"kind": "agreement", "text": "نتفق على الصهريج.", "theme": "", "place": "", "numbers": "", "seen": ""}


def test_a_visitor_reads_no_conclusion_before_it_is_published(client, written):
    assert client.get(address(written, "conclusion/")).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address(written, "conclusion/")).status_code == 404
    for rest in ("points/", "conclude/"):
        assert client.get(address(written, rest)).status_code == 403
    assert client.post(address(written, "points/"), GIVEN).status_code == 403
    assert not Point.objects.exists()


def test_the_rapporteur_writes_words_and_points(client, written):
    client.force_login(written.by)
    page = client.get(address(written, "conclusion/"))
    assert "#2" in page.content.decode()
    assert "?from=2" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    answer = client.post(address(written, "conclusion/"), {"words": "اجتمع الناس.", "seen": seen})
    assert answer.status_code == 302
    assert Debate.objects.get().conclusion == "اجتمع الناس."
    form = client.get(address(written, "points/?kind=question&from=3"))
    assert [(row.seq, ticked) for row, ticked in form.context["form"].tickable] == [(2, False), (3, True)]
    answer = client.post(
        address(written, "points/"),
        GIVEN | {"kind": "question", "theme": "water", "ticked": ["2"], "numbers": "#3، ٤"},
    )
    assert answer.status_code == 302
    point = Point.objects.get()
    assert sorted(point.sources.values_list("seq", flat=True)) == [2, 3, 4]
    assert "From 3 contributions" in client.get(address(written, "conclusion/")).content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"numbers": "12 and 13"}, "numbers"),
        ({"numbers": "99"}, "numbers"),
        ({"numbers": "9" * 300}, "numbers"),
        ({"numbers": "1," * 500}, "numbers"),
        ({"ticked": ["77"]}, "ticked"),
        ({"kind": "wish"}, "kind"),
        ({"kind": "need", "theme": "water"}, "place"),
        ({"kind": "question"}, "theme"),
        ({"text": "!"}, "text"),
        ({"text": "ا" * 100_000}, "text"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_every_word_kept(client, written, given, field):
    client.force_login(written.by)
    answer = client.post(address(written, "points/"), GIVEN | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["text"].value() == (GIVEN | given)["text"]
    assert not Point.objects.exists()


@pytest.mark.parametrize("query", ["from=99", "from=x", "from=-1", f"from={'9' * 40}", "kind=x", "from=%00"])
def test_an_odd_address_of_a_new_point_is_an_empty_form(client, written, query):
    client.force_login(written.by)
    answer = client.get(address(written, f"points/?{query}"))
    assert answer.status_code == 200
    assert [ticked for _row, ticked in answer.context["form"].tickable] == [False]


def test_a_point_is_changed_and_taken_out(client, written):
    client.force_login(written.by)
    point = actions.add_point(written, by=written.by, kind="agreement", text="أول", sources=[1])
    here = address(written, f"points/{point.pk}/")
    page = client.get(here)
    assert [(row.seq, ticked) for row, ticked in page.context["form"].tickable] == [(1, True), (2, False)]
    seen = page.context["form"]["seen"].value()
    assert client.post(here, GIVEN | {"text": "ثان", "ticked": ["2"], "seen": seen}).status_code == 302
    point.refresh_from_db()
    assert (point.text, list(point.sources.values_list("seq", flat=True))) == ("ثان", [2])
    late = client.post(here, GIVEN | {"text": "ثالث", "ticked": [], "seen": seen})
    assert late.status_code == 422
    assert "ثالث" in late.content.decode()
    assert client.get(f"{here}remove/").status_code == 405
    assert client.post(f"{here}remove/").status_code == 302
    assert not Point.objects.exists()
    assert client.post(f"{here}remove/").status_code == 404


def test_a_point_is_found_in_its_own_debate_only(client, written):
    client.force_login(written.by)
    other = PointFactory()
    assert client.get(address(written, f"points/{other.pk}/")).status_code == 404
    assert client.post(address(written, f"points/{other.pk}/remove/")).status_code == 404
    assert Point.objects.filter(pk=other.pk).exists()


def test_publishing_asks_first_and_says_what_will_happen(client):
    place = played()
    client.force_login(place.rapporteur)
    page = client.get(address(place.debate, "conclude/")).content.decode()
    assert "2 questions go to the council" in page
    assert "1 need is stated" in page
    assert Debate.objects.get().state == "closed"
    answer = client.post(address(place.debate, "conclude/"))
    assert answer.status_code == 302
    assert answer.url == address(place.debate, "")
    assert Debate.objects.get().state == "concluded"
    assert client.get(address(place.debate, "conclude/")).status_code == 403
    assert client.get(address(place.debate, "points/")).status_code == 403


def test_publishing_without_a_point_is_refused_in_words(client, written):
    client.force_login(written.by)
    assert "at least one point" in client.get(address(written, "conclude/")).content.decode()
    answer = client.post(address(written, "conclude/"))
    assert answer.status_code == 409
    assert Debate.objects.get().state == "closed"


@pytest.fixture
def place():
    place = played()
    conclude(place)
    return place


def test_everyone_reads_the_conclusion_with_its_clocks_and_sources(client, place):
    for rest in ("conclusion/", ""):
        page = client.get(address(place.debate, rest)).content.decode()
        assert place.agreement.text in page
        assert page.count('class="clock clock-') == 2
        assert f"/en/contributions/{place.said[0].pk}/" in page
        assert f"/en/debates/{place.debate.pk}/minutes/1/" in page
    assert client.post(address(place.debate, "conclusion/"), {"words": "x"}).status_code in {302, 403}
    place.debate.refresh_from_db()
    assert place.debate.conclusion.startswith("اجتمع")


def test_everyone_reads_the_minutes(client, place):
    page = client.get(address(place.debate, "minutes/1/"))
    assert page.status_code == 200
    text = page.content.decode()
    for expected in (
        "الماء لا يصل إلينا منذ 12 يوما.",
        "fewer than 5",
        "64 people",
        "Sans avis",
        "version",
        "Dar Chabab",
    ):
        assert expected in text
    assert "csrfmiddlewaretoken" not in text
    assert client.cookies.get("sessionid") is None
    assert client.get(address(place.debate, "minutes/")).url == address(place.debate, "minutes/1/")


def test_every_version_stays_at_its_address(client, place):
    actions.correct_minutes(place.debate, by=place.rapporteur, note="ملاحظة من القاعة", remarks="حضر رئيس الجمعية.")
    first = client.get(address(place.debate, "minutes/1/")).content.decode()
    assert "Read version 2" in first
    assert "حضر رئيس الجمعية." not in first
    second = client.get(address(place.debate, "minutes/2/")).content.decode()
    assert "حضر رئيس الجمعية." in second
    assert "ملاحظة من القاعة" in second
    assert "Read version" not in second
    assert client.get(address(place.debate, "minutes/")).url == address(place.debate, "minutes/2/")


@pytest.mark.parametrize(
    "rest", ["minutes/9/", "minutes/0/", "minutes/1/en.pdf", "minutes/1/zz.pdf", "minutes/1/ar.pdf"]
)
def test_a_version_or_a_file_that_is_not_there_is_not_found(client, place, rest):
    assert client.get(address(place.debate, rest)).status_code == 404


def test_before_the_conclusion_there_are_no_minutes(client, written):
    client.force_login(written.by)
    for rest in ("minutes/", "minutes/1/", "minutes/correct/", "minutes/1/ar.pdf"):
        assert client.get(address(written, rest)).status_code == 404


def test_a_pdf_is_saved_and_never_run_in_a_page_of_ours(client, place):
    actions.print_minutes(place.minutes, "fr")
    answer = client.get(address(place.debate, "minutes/1/fr.pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'attachment; filename="agraw-minutes-{place.debate.pk}-1-fr.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    page = client.get(address(place.debate, "minutes/1/")).content.decode()
    assert "PDF in French" in page
    assert "PDF in Arabic" not in page


def test_a_hidden_debate_shows_its_minutes_to_nobody_else(client, place):
    actions.print_minutes(place.minutes, "fr")
    actions.move_debate(place.debate, "hide", by=place.facilitator, note="سبب واضح")
    for rest in ("conclusion/", "minutes/", "minutes/1/", "minutes/1/fr.pdf"):
        assert client.get(address(place.debate, rest)).status_code == 404
    client.force_login(place.rapporteur)
    assert client.get(address(place.debate, "minutes/1/")).status_code == 200


def test_the_rapporteur_corrects_the_minutes(client, place):
    client.force_login(place.rapporteur)
    here = address(place.debate, "minutes/correct/")
    assert client.get(here).status_code == 200
    assert client.post(here, {"note": "", "remarks": "حضر"}).status_code == 422
    assert client.post(here, {"note": "لا شيء", "remarks": ""}).status_code == 422  # nothing has changed
    answer = client.post(here, {"note": "ملاحظة", "remarks": "حضر رئيس الجمعية."})
    assert answer.url == address(place.debate, "minutes/2/")
    assert client.get(here).context["form"]["remarks"].value() == "حضر رئيس الجمعية."
    client.force_login(place.khadija)
    assert client.get(here).status_code == 403
    assert client.post(here, {"note": "ملاحظة", "remarks": "غير ذلك"}).status_code == 403
    assert Minutes.objects.count() == 2


@pytest.mark.parametrize("rest", ["conclusion/", "minutes/1/"])
@pytest.mark.parametrize("points", [1, 3])
def test_a_page_costs_the_same_for_one_point_and_for_three(client, django_assert_num_queries, rest, points):
    place = played()
    place.debate.points.filter(number__gt=points + 1).exclude(kind="question").delete()
    for number in range(10, 10 + points):
        PointFactory(debate=place.debate, number=number).sources.add(*place.said)
    conclude(place)
    with django_assert_num_queries(5):
        assert client.get(address(place.debate, rest)).status_code == 200
