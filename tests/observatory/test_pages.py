"""Pages, API, CSV and report of the figures."""

import csv
import datetime
import io

import pytest
from django.utils.timezone import localdate

from accounts.models import User
from core import pdf
from councils.models import Council, Mandate
from observatory import actions, months
from observatory.enums import Scope
from observatory.figures import BY_KEY, Line
from observatory.models import Benchmark, Comment, Edition, Snapshot
from observatory.publication_items import ITEMS
from observatory.reading import Compared, beside
from spaces.models import Coordination
from territories.models import Territory
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import SpaceFactory
from tests.factories.territories import TerritoryFactory
from tests.observatory.test_counting import answered, seated, waiting

pytestmark = pytest.mark.django_db
NOW = "2026-11-03 09:00+01:00"


@pytest.fixture
def council(time_machine):
    time_machine.move_to(NOW)
    council = seated()
    for _ in range(6):
        answered(council)
    waiting(council, started="2026-01-01", due="2026-03-01")
    return council


@pytest.fixture
def edition(council):
    return actions.count_edition(datetime.date(2026, 10, 1), by=User.objects.system())


@pytest.fixture
def public(edition):
    Edition.objects.update(public_on=localdate())
    return Edition.objects.get()


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


PATHS = ["", "comparison/", "publication/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_council_s_pages_are_its_own_before_they_are_everyone_s(client, edition, council, path):
    address = f"/fr/observatory/councils/{council.territory.slug}/{path}"
    assert "31 octobre 2026" not in page(client, address)
    page(client, f"{address}?month=2026-10", 404)
    client.force_login(MandateFactory(council=council).user)
    mine = page(client, address)
    assert "31 octobre 2026" in mine
    assert "10 novembre 2026" in mine  # until when it is its own
    client.force_login(MandateFactory().user)
    page(client, f"{address}?month=2026-10", 404)


def test_a_scoreboard_shows_each_number_with_its_denominator_and_the_council_s_word(client, public, council):
    president = MandateFactory(council=council, president=True).user
    snapshot = Snapshot.objects.get()
    actions.comment(snapshot, by=president, text="الكلمة الأولى")
    actions.comment(snapshot, by=president, text="الكلمة الثانية")
    body = " ".join(page(client, f"/ar/observatory/councils/{council.territory.slug}/").split())
    assert body.index("الكلمة الثانية") < body.index("الكلمة الأولى")
    assert 'data-label="%">86&nbsp;%' in body  # six of seven
    country = page(client, "/fr/observatory/")
    assert "6&nbsp;/&nbsp;7" in country
    assert "6&nbsp;/&nbsp;7" in page(client, "/fr/observatory/regions/region-09/")


def test_the_country_and_the_lists_know_nothing_of_a_month_before_its_day(client, edition, api):
    client.force_login(UserFactory(is_superuser=True))
    assert "6&nbsp;/&nbsp;7" not in page(client, "/fr/observatory/")
    page(client, "/fr/observatory/?month=2026-10", 404)
    for name in ("scores", "groups", "editions"):
        assert api.get(f"/api/v1/observatory/{name}/").json()["results"] == []
    assert len(client.get("/open-data/observatory.csv").getvalue().decode().splitlines()) == 1


def test_comparing_says_nothing_below_five_and_a_word_from_five_on(client, public, council):
    address = f"/fr/observatory/councils/{council.territory.slug}/comparison/"
    assert ">dans le premier tiers</td>" not in page(client, address)
    for _ in range(4):
        other = seated()
        for _turn in range(6):
            answered(other, on="2026-10-05")
    Edition.objects.all().delete()
    actions.count_edition(datetime.date(2026, 10, 1), by=User.objects.system())
    Edition.objects.update(public_on=localdate())
    assert Snapshot.objects.get(council=council).standings["band"]["on_time"] == "first"
    assert ">dans le premier tiers</td>" in page(client, address)


def test_seventeen_things_each_with_its_evidence_or_none(client, public, council):
    Council.objects.filter(pk=council.pk).update(pledge_days=30)
    Mandate.objects.update(entered_at="2026-01-05 09:00Z")
    Edition.objects.all().delete()
    actions.count_edition(datetime.date(2026, 10, 1), by=User.objects.system())
    Edition.objects.update(public_on=localdate())
    body = page(client, f"/fr/observatory/councils/{council.territory.slug}/publication/")
    found = Snapshot.objects.get().published
    assert {"delay", "answers", "members"} <= set(found)
    assert body.count('<li class="row between">') == len(ITEMS)
    for path in found.values():
        assert page(client, f"/fr/{path.lstrip('/').partition('#')[0]}")


def test_the_council_s_page_shows_its_last_word_beside_the_numbers_of_today(client, edition, council):
    """Only of figures that everyone may read; the numbers of today name where its comment stands."""
    address, president = f"/fr/councils/{council.territory.slug}/", MandateFactory(council=council, president=True).user
    snapshot = Snapshot.objects.get(council=council)
    for words in ("الكلمة الأولى", "الكلمة الثانية"):
        actions.comment(snapshot, by=president, text=words)
    said = page(client, address)
    assert "الكلمة" not in said
    assert f"/fr/observatory/councils/{council.territory.slug}/" in said
    Edition.objects.update(public_on=localdate())
    said = page(client, address)
    assert "الكلمة الثانية" in said
    assert "الكلمة الأولى" not in said


def test_the_comment_is_signed_by_form_and_kept_when_refused(client, edition, council):
    address = f"/fr/observatory/councils/{council.territory.slug}/comment/"
    client.force_login(MandateFactory(council=council).user)
    page(client, address, 403)
    client.force_login(MandateFactory(council=council, president=True).user)
    page(client, address)
    assert client.post(address, {"text": "Nous manquons d’agents.", "version": 0}).status_code == 302
    refused = client.post(address, {"text": "Un autre texte.", "version": 0})
    assert refused.status_code == 422
    assert "Un autre texte." in refused.content.decode()
    assert Comment.objects.count() == 1


def test_whoever_holds_a_mandate_is_led_to_her_council(client, edition, council):
    client.force_login(MandateFactory(council=council).user)
    assert client.get("/fr/observatory/mine/").url == f"/fr/observatory/councils/{council.territory.slug}/"
    client.force_login(UserFactory())
    assert client.get("/fr/observatory/mine/").url == "/fr/observatory/"


def test_communes_of_which_nothing_was_counted_are_a_sentence_and_no_rows_of_dashes(client, council):
    quiet = [seated(), seated()]
    actions.count_edition(datetime.date(2026, 10, 1), by=User.objects.system())
    Edition.objects.update(public_on=localdate())
    Snapshot.objects.filter(council__in=quiet).update(numbers={"publication_items": len(ITEMS)}, published={})
    body = page(client, "/en/observatory/regions/region-09/")
    table, _end, after = body.partition("</table>")
    assert council.territory.slug in table
    assert "2 communes of the region have a council here of which nothing could be counted yet" in after
    for one in quiet:
        address = f"/en/observatory/councils/{one.territory.slug}/"
        assert address not in table
        assert address in after


def test_a_region_of_which_nothing_was_counted_shows_no_table_of_communes(client, public, council):
    Snapshot.objects.update(numbers={"publication_items": len(ITEMS)})
    body = page(client, "/en/observatory/regions/region-09/")
    assert "1 commune of the region has a council here of which nothing could be counted yet" in body
    assert "No commune of this region has a council here yet." not in body


def test_what_nothing_can_be_compared_with_is_counted_and_read_below(client, public, council):
    body = page(client, f"/en/observatory/councils/{council.territory.slug}/comparison/")
    snapshot = Snapshot.objects.get()
    assert "<table" not in body
    assert f"{len(snapshot.values)} figures of this council have nothing to be compared with yet" in body


def test_no_column_and_no_row_of_a_comparison_is_of_dashes_alone():
    figures = [Line(BY_KEY[key], 5, 6, 83) for key in ("answered", "on_time")]
    spread = {"low": 1, "middle": 2, "high": 3}
    rows = [
        Compared(figures[0], 83.0, [("size", None), ("region", None), ("country", spread)], "", None),
        Compared(figures[1], 83.0, [("size", None), ("region", None), ("country", None)], "", None),
    ]
    groups = [Benchmark(scope=scope) for scope in ("band", "region", "country")]
    found = beside(rows, groups)
    assert [row.groups for row in found.rows] == [[("country", spread)]]
    assert (found.groups, found.silent) == ([Scope.COUNTRY.label], [Scope.BAND.label, Scope.REGION.label])
    assert found.alone == [rows[1]]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_council_and_for_three(client, council, count, django_assert_num_queries):
    for _ in range(count - 1):
        answered(seated())
    actions.count_edition(datetime.date(2026, 10, 1), by=User.objects.system())
    Edition.objects.update(public_on=localdate())
    for path, cost in {
        "": 3, "regions/region-09/": 6, f"councils/{council.territory.slug}/": 4,
        f"councils/{council.territory.slug}/comparison/": 3, f"councils/{council.territory.slug}/publication/": 2,
    }.items():  # fmt: skip
        with django_assert_num_queries(cost):
            page(client, f"/fr/observatory/{path}")


# --- open data ---
def test_a_journalist_takes_the_numbers_of_her_region(client, public, council):
    region = council.territory.parent.parent
    text = page(client, f"/fr/observatory/regions/{region.slug}/")
    assert f"observatory.csv?region={region.code}&amp;month=2026-10" in text
    for code, found in ((region.code, 1), ("nowhere", 0)):
        sent = client.get(f"/open-data/observatory.csv?region={code}&month=2026-10").getvalue().decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(sent)))) == found


def test_open_data_and_api_say_the_same_numbers(client, api, public, council):
    rows = list(csv.DictReader(io.StringIO(client.get("/open-data/observatory.csv").getvalue().decode("utf-8-sig"))))
    row = rows[0]
    assert (row["month"], row["received"], row["answered"], row["on_time"]) == ("2026-10", "7", "6", "6")
    listed = api.get("/api/v1/observatory/scores/?region=09").json()["results"][0]
    figures = {one["key"]: one for one in listed["figures"]}
    assert (figures["answered"]["count"], figures["answered"]["of"], figures["answered"]["share"]) == (6, 7, 86)
    one = api.get(f"/api/v1/observatory/scores/{council.territory.slug}/").json()
    assert (one["comment"], len(one["publication"])) == (None, 17)
    groups = api.get("/api/v1/observatory/groups/?scope=country").json()["results"]
    assert [(group["councils"], group["spreads"]) for group in groups] == [(1, {})]
    assert api.get("/api/v1/observatory/scores/?colour=red").status_code == 400
    assert api.get("/api/v1/observatory/scores/?month=soon").json()["results"] == []
    assert api.get("/api/v1/observatory/editions/").json()["results"][0]["month"] == "2026-10"
    assert "received" in page(client, "/fr/observatory/methods/")


# --- the Lab ---
@pytest.fixture
def coordinator(council):
    SpaceFactory(commune=council.territory)
    elsewhere = TerritoryFactory(code="01.001.01.01")
    SpaceFactory(commune=elsewhere)
    user = UserFactory()
    Coordination.objects.create(user=user, territory=Territory.objects.get(code="09"))
    return user


def test_the_lab_sees_its_communes_over_the_months_it_chooses(client, public, coordinator, council):
    page(client, "/fr/observatory/lab/", 302)
    client.force_login(UserFactory())
    page(client, "/fr/observatory/lab/", 403)
    client.force_login(coordinator)
    body = page(client, "/fr/observatory/lab/")
    assert "6&nbsp;/&nbsp;7" in body
    assert "01.001" not in body
    month = " ".join(page(client, "/fr/observatory/lab/?month=2026-10&length=1").split())
    assert "6&nbsp;/&nbsp;7" not in month
    assert "1er octobre 2026" in month
    page(client, "/fr/observatory/lab/?month=2020-01", 404)
    lines = list(
        csv.DictReader(io.StringIO(client.get("/fr/observatory/lab/table.csv").getvalue().decode("utf-8-sig")))
    )
    assert [(one["count"], one["of"]) for one in lines if one["what"] == "answered"] == [("6", "7")]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_report_for_donors_is_a_pdf_that_names_nobody(client, public, coordinator, council, language, monkeypatch):
    printed = []
    monkeypatch.setattr(pdf, "render", lambda html: printed.append(html) or b"%PDF-")
    MandateFactory(council=council, president=True, name_fr="Nom Secret", name_ar="اسم سري")
    client.force_login(coordinator)
    response = client.get(f"/fr/observatory/lab/report/{language}.pdf?length=12")
    assert response.headers["Content-Type"] == "application/pdf"
    assert council.territory.name_fr in printed[0] or council.territory.name_ar in printed[0]
    assert "Nom Secret" not in printed[0]
    assert "اسم سري" not in printed[0]
    assert client.get("/fr/observatory/lab/report/en.pdf").status_code == 404


def test_months_are_read_from_the_address():
    assert months.read("2026-10") == datetime.date(2026, 10, 1)
