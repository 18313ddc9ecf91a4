"""A small country, imported well and badly."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from territories.models import Territory
from tests.factories.territories import TerritoryFactory, square
from tests.territories.conftest import DIVISION, feature

pytestmark = pytest.mark.django_db


def run(division, boundaries, **options):
    out = StringIO()
    call_command(
        "import_territories", divisions=division, boundaries=boundaries, rows=7, population=1000, stdout=out, **options
    )
    return out.getvalue()


def refused(division, boundaries, **options):
    with pytest.raises(CommandError) as refusal:
        run(division, boundaries, **options)
    assert not Territory.objects.exists()
    return str(refusal.value)


def test_import_writes_every_unit_with_its_shapes(division, boundaries):
    said = run(division, boundaries())
    assert "7 territories, 1,000 inhabitants; boundaries of 5 communes and arrondissements." in said
    assert "7 new, 0 changed, 0 as they were." in said
    assert Territory.objects.count() == 7
    assert Territory.objects.communes().aggregate(n=Sum("population"))["n"] == 1000
    assert not Territory.objects.filter(boundary=None).exists()
    alpha = Territory.objects.get(code="01.001.01.01")
    assert (alpha.name_ar, alpha.name_fr, alpha.kind, alpha.population) == ("ألفا", "Alpha", "urban", 300)
    assert (alpha.households, alpha.census_year, alpha.slug, alpha.parent.code) == (60, 2024, "alpha", "01.001")
    assert alpha.boundary.contains(alpha.point)


def test_import_joins_a_city_a_province_and_a_region_from_their_parts(division, boundaries):
    run(division, boundaries())
    areas = {unit.code: unit.boundary.area for unit in Territory.objects.all()}
    assert areas["01.001.05.0"] == pytest.approx(areas["01.001.05.01"] + areas["01.001.05.03"])
    assert areas["01.001"] == areas["01"] == pytest.approx(0.04)


def test_import_again_changes_nothing(division, boundaries):
    run(division, boundaries())
    before = list(Territory.objects.values())
    assert "0 new, 0 changed, 7 as they were." in run(division, boundaries())
    assert list(Territory.objects.values()) == before


def test_import_again_changes_what_changed_and_keeps_addresses(division, boundaries):
    run(division, boundaries())
    Territory.objects.filter(code="01.001.01.01").update(slug="old-address")
    division.write_text(
        DIVISION.replace("Alpha,ألفا,urban,300", "Alfa,ألفا,urban,290").replace(
            "Beta,بيتا,rural,200", "Beta,بيتا,rural,210"
        )
    )
    assert "0 new, 2 changed, 5 as they were." in run(division, boundaries())
    alpha = Territory.objects.get(code="01.001.01.01")
    assert (alpha.name_fr, alpha.population, alpha.slug) == ("Alfa", 290, "old-address")


def test_dry_run_keeps_nothing(division, boundaries):
    said = run(division, boundaries(), dry_run=True)
    assert "7 new" in said
    assert "Dry run: nothing was kept." in said
    assert not Territory.objects.exists()


def test_import_keeps_and_names_what_the_division_lacks(division, boundaries):
    TerritoryFactory(code="09.581.01.07", slug="alpha")
    said = run(division, boundaries())
    assert "Kept, though the division does not name them: 3 (09, 09.581, 09.581.01.07)." in said
    assert Territory.objects.get(code="01.001.01.01").slug == "alpha-010010101"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("urban,300,60", "urban,301,60", "its parts sum to 1,001 inhabitants and the row says 1,000"),
        ("urban,300,60", "urban,301,60", "its communes sum to 1,001 inhabitants and not 1,000"),
        ("urban,400,", "urban,390,", "01.001.05.0 Gamma: its parts sum to 490 inhabitants and the row says 500"),
        ("urban,300,60", "urban,many,60", "line 4: population is 'many', not a whole number"),
        ("urban,300,60", "urban,-300,60", "line 4: population is '-300', not a whole number"),
        ("urban,300,60", "urban,٣٠٠,60", "line 4: population is '٣٠٠', not a whole number"),
        ("urban,300,60", "urbain,300,60", "line 4: kind is 'urbain'"),
        ("urban,300,60", "urban", "line 4: the row has too few or too many columns"),
        ("urban,300,60", "urban,300,60,x", "line 4: the row has too few or too many columns"),
        ("commune,01.001,Beta", "town,01.001,Beta", "line 5: level is 'town'"),
        ("commune,01.001,Beta", "commune,01.009,Beta", "01.001.03.01: its parent 01.009 is not in the list"),
        ("commune,01.001,Beta", "commune,01,Beta", "01.001.03.01: a commune cannot be in region 01"),
        ("region,,", "region,01,", "01: a region has no parent"),
        ("01.001.03.01,", "1.001.03.01,", "1.001.03.01: is not the code of a commune"),
        ("01.001.03.01,", "01.001.01.01,", "01.001.01.01: this code is given 2 times"),
        ("Beta,بيتا", "Beta,", "01.001.03.01: a name is empty"),
        ("01.001.05.03,arrondissement,01.001.05.0,Gamma Sud,غاما الجنوبية,urban,100,\n", "", "has 6 rows and not 7"),
        ("parent_code,", "parent,", "columns missing: parent_code"),
    ],
)
def test_bad_division_is_refused_by_row(division, boundaries, old, new, words):
    assert old in DIVISION
    division.write_text(DIVISION.replace(old, new, 1), encoding="utf-8")
    assert words in refused(division, boundaries())


def test_division_that_is_no_text_is_refused(division, boundaries):
    division.write_bytes(b"\xff\xfe\x00c\x00o")
    assert "is not a readable CSV file" in refused(division, boundaries())
    division.unlink()
    assert "cannot be opened" in refused(division, boundaries())


def polygon(*corners):
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


BOW_TIE = {"type": "Polygon", "coordinates": [[[-9, 30], [-8.9, 30.1], [-8.9, 30], [-9, 30.05], [-9, 30]]]}
CODE = "01.001.03.01"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (feature(CODE, properties={"code": "99.999.01.01"}), "feature 2: the code '99.999.01.01' is not in the"),
        (feature(CODE, properties={"code": 10010301}), "feature 2: the code 10010301 is not in the division"),
        (feature(CODE, properties={"name": "Beta"}), "feature 2: the code None is not in the division"),
        (feature(CODE, properties=None), "feature 2: is not a GeoJSON Feature with properties"),
        (feature(CODE, properties={"code": CODE, "level": "region"}), "is a commune and the file says region"),
        (feature(CODE, geometry=None), "feature 2, 01.001.03.01 Beta: the boundary is empty"),
        (feature(CODE, geometry={"type": "Polygon", "coordinates": []}), "the boundary is empty"),
        (feature(CODE, geometry={"type": "Point", "coordinates": [-9, 30]}), "the boundary is a Point"),
        (feature(CODE, geometry={"type": "Polygon", "coordinates": [[[-9, 30], [-8, 30]]]}), "cannot be read"),
        (feature(CODE, geometry=polygon(["a", 30], [-8, 30], [-8, 31])), "cannot be read"),
        (feature(CODE, geometry=BOW_TIE), "the boundary is invalid (Self-intersection"),
        (feature(CODE, geometry=polygon([-1e6, 3e6], [-9e5, 3e6], [-9e5, 4e6])), "are not longitudes and latitudes"),
        (feature(CODE, geometry=polygon([30, -9], [30.1, -9], [30.1, -8.9])), "it lies outside Morocco"),
        (feature("01.001.01.01"), "this code already had a boundary"),
        ("a feature", "feature 2: is not a GeoJSON Feature"),
        (None, "01.001.03.01 Beta: this commune has no boundary in the file"),
    ],
)  # fmt: skip
def test_bad_boundary_is_refused_by_row(division, boundaries, bad, words):
    assert words in refused(division, boundaries({CODE: bad}))


def test_missing_arrondissement_is_named(division, boundaries):
    words = refused(division, boundaries({"01.001.05.03": None}))
    assert "01.001.05.03 Gamma Sud: this arrondissement has no boundary" in words


@pytest.mark.parametrize(
    ("collection", "words"),
    [
        (
            {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::26191"}}},
            "is in urn:ogc:def:crs:EPSG::26191",
        ),
        ({"type": "Topology"}, "not a GeoJSON FeatureCollection"),
        ({"features": {}}, "not a GeoJSON FeatureCollection"),
    ],
)
def test_bad_collection_is_refused(division, boundaries, collection, words):
    assert words in refused(division, boundaries(**collection))


def test_named_wgs84_is_welcome(division, boundaries):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert "7 new" in run(division, boundaries(crs=crs))


def test_file_cut_off_half_way_is_refused_with_the_place(division, boundaries):
    path = boundaries()
    text = path.read_text()
    path.write_text(text[: len(text) // 2])
    assert "line 1, column" in refused(division, path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x1f\x8b\x08\x00", "is not UTF-8 text"),
        (b"", "it was cut off"),
        (b"[1, NaN]", "holds NaN"),
        (b"[" * 99_999, "breaks here"),
    ],
)
def test_file_that_is_no_json_is_refused(division, tmp_path, content, words):
    path = tmp_path / "bad.geojson"
    path.write_bytes(content)
    assert words in refused(division, path)


def test_file_that_is_not_there_is_refused(division, tmp_path):
    assert "cannot be opened" in refused(division, tmp_path / "nothing.geojson")


def test_mending_is_asked_for_and_told(division, boundaries):
    said = run(division, boundaries({CODE: feature(CODE, geometry=BOW_TIE)}), mend=True)
    assert "Mended 01.001.03.01 Beta: Self-intersection" in said
    assert Territory.objects.get(code=CODE).boundary.valid


def test_nothing_is_written_when_one_row_is_wrong(division, boundaries):
    run(division, boundaries())
    before = list(Territory.objects.values())
    with pytest.raises(CommandError):
        run(division, boundaries({CODE: None}))
    assert list(Territory.objects.values()) == before


def test_every_problem_is_told_at_once(division, boundaries):
    words = refused(division, boundaries({CODE: None, "01.001.01.01": feature("01.001.01.01", geometry=None)}))
    assert words.startswith("2 problem(s); nothing was written.")


def test_a_file_may_draw_the_larger_units_too(division, boundaries):
    geometry = json.loads(square(-8.6, 30.4, 1.2).geojson)
    run(division, boundaries(more=[{"type": "Feature", "properties": {"code": "01"}, "geometry": geometry}]))
    assert Territory.objects.get(code="01").boundary.area > 1
