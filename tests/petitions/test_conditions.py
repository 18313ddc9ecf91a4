"""The live checklist: each condition on each side of its limit, with its article, its ground and its place."""

import datetime

import pytest
from django.utils.timezone import localdate

from petitions import secrets
from petitions.conditions import SIGNED, before_deposit, conditions_of
from petitions.enums import Bearer, Ground, Met
from petitions.steps import NAMES
from spaces.enums import PaperKind
from spaces.models import Paper
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import AssociationFactory
from tests.factories.territories import TerritoryFactory, province, region
from tests.signs import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
TODAY = datetime.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC), tick=False)


def named(petition, **more):
    who = {"name": "فاطمة المثال", "address": "الدوار", "born_on": "1990-01-01"} | more
    petition.particulars = secrets.seal(petition.pk, who)
    petition.save()
    return petition


def by_key(petition):
    return {one.key: one for one in conditions_of(petition)}


def paper_of(association, kind, *, checked=False, **more):
    fields = {"file": "a.pdf", "issued_on": TODAY - datetime.timedelta(days=30), "added_by": association.representative}
    checker = UserFactory() if checked else None
    return Paper.objects.create(association=association, kind=kind, checked_by=checker, **(fields | more))


def association_to(territory, **more):
    """A draft of an association with its whole dossier, to the council of a territory."""
    author = UserFactory()
    association = AssociationFactory(representative=author, **more)
    for kind in (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY):
        paper_of(association, kind, checked=True)
    return PetitionFactory(
        author=author,
        bearer=Bearer.ASSOCIATION,
        association=association,
        council=CouncilFactory(territory=territory),
        theme=association.themes[0],
    )


def test_a_petition_of_citizens_lacks_its_signatures_alone():
    petition = named(PetitionFactory())
    assert {one.key for one in before_deposit(petition)} == {"signatures"} == SIGNED - {"spread"}
    assert all("113-14" in read(one.article) for one in conditions_of(petition))
    assert {one.key: one.met for one in conditions_of(petition)} == {
        "written": Met.MET, "powers": Met.DECLARED, "constants": Met.DECLARED, "interest": Met.DECLARED,
        "mandatary": Met.MET, "mandatary_age": Met.MET, "appointed": Met.DECLARED, "signatures": Met.MISSING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "empty", "key", "ground", "article", "place"),
    [
        ("title", "", "written", Ground.FORM, "125", "object"),
        ("reasons", "", "written", Ground.FORM, "125", "reasons"),
        ("aims", "", "written", Ground.FORM, "125", "aims"),
        ("within_powers", False, "powers", Ground.COMPETENCE, "121", "object"),
        ("respects_constants", False, "constants", Ground.CONSTANTS, "121", "object"),
        ("common_interest", False, "interest", Ground.INTEREST, "123", "bearer"),
        ("appointed", False, "appointed", Ground.MANDATARY, "122", "mandatary"),
    ],
)
def test_what_is_not_said_is_missing(field, empty, key, ground, article, place):
    petition = named(PetitionFactory())
    assert not by_key(petition)[key].is_missing
    setattr(petition, field, empty)
    one = by_key(petition)[key]
    assert (one.is_missing, one.ground, one.place) == (True, ground, place)
    assert article in one.article
    assert one.advice


@pytest.mark.parametrize(
    ("born_on", "met"), [("2008-11-28", Met.MET), ("2008-11-29", Met.MISSING), (None, Met.MISSING)]
)
def test_a_mandatary_is_18_today(born_on, met):
    petition = named(PetitionFactory(), born_on=born_on)
    assert by_key(petition)["mandatary_age"].met == met


@pytest.mark.parametrize("who", [{"name": ""}, {"address": ""}])
def test_a_mandatary_has_a_name_and_an_address(who):
    assert by_key(named(PetitionFactory(), **who))["mandatary"].is_missing
    assert by_key(PetitionFactory())["mandatary"].is_missing


@pytest.mark.parametrize(("paper", "online", "met"), [(99, 0, False), (100, 0, True), (60, 39, False), (60, 40, True)])
def test_signatures_of_both_kinds_count_and_support_does_not(paper, online, met):
    petition = named(PetitionFactory(collecting=True, support_count=500, paper_count=paper, online_count=online))
    one = by_key(petition)["signatures"]
    assert (one.met == Met.MET) == met
    assert "100" in one.words


def test_a_draft_says_how_many_the_law_will_ask_for():
    petition = named(PetitionFactory(council=CouncilFactory(territory=TerritoryFactory(population=35_000))))
    assert "200" in by_key(petition)["signatures"].words


def test_a_place_that_lost_its_population_is_said_in_words():
    petition = named(PetitionFactory())
    petition.council.territory.population = 0
    one = by_key(petition)["signatures"]
    assert one.is_missing
    assert petition.council.territory.name in one.advice


@pytest.mark.parametrize(("signed", "missing"), [(14, True), (15, False)])
def test_each_province_of_a_region_brings_its_share(signed, missing):
    place = region()
    place.population = 999_999
    place.save()
    petition = named(
        PetitionFactory(
            collecting=True, council=CouncilFactory(territory=place), required=300, spread_required=15, paper_count=300
        )
    )
    commune = petition.space.commune
    assert commune.parent == province()
    for _n in range(signed):
        SignatureFactory(petition=petition, kind="online", territory=commune)
    one = by_key(petition)["spread"]
    assert one.is_missing == missing
    assert "111-14" in read(one.article)
    if missing:
        assert province().name in one.advice


# --- an association ---
def test_an_association_in_order_lacks_nothing():
    seat = TerritoryFactory()
    petition = association_to(seat, seat=seat)
    assert before_deposit(petition) == []
    assert {one.met for one in conditions_of(petition)} == {Met.MET, Met.DECLARED}
    assert "signatures" not in by_key(petition)


@pytest.mark.parametrize(
    ("founded_on", "met"),
    [
        (datetime.date(2023, 11, 29), Met.MISSING),  # 2 years 364 days
        (datetime.date(2023, 11, 28), Met.MISSING),  # exactly 3 years
        (datetime.date(2023, 11, 27), Met.MET),  # 3 years and a day
    ],
)
def test_an_association_is_older_than_three_years(founded_on, met):
    seat = TerritoryFactory()
    one = by_key(association_to(seat, seat=seat, founded_on=founded_on))["age"]
    assert (one.met, one.ground, one.place) == (met, Ground.ASSOCIATION_AGE, "dossier")
    assert "124" in one.article


@pytest.mark.parametrize(("members", "met"), [(None, Met.MISSING), (100, Met.MISSING), (101, Met.MET)])
def test_a_province_asks_for_more_than_a_hundred_members(members, met):
    place = province()
    petition = association_to(place, seat=TerritoryFactory(), member_count=members)
    paper_of(petition.association, PaperKind.HEADCOUNT, checked=True)
    one = by_key(petition)["size"]
    assert one.met == met
    assert "112-14" in read(one.article)
    assert "115" in one.article


def test_members_without_their_list_are_missing_and_unchecked_are_declared():
    petition = association_to(province(), seat=TerritoryFactory(), member_count=101)
    assert by_key(petition)["size"].is_missing
    paper_of(petition.association, PaperKind.HEADCOUNT)
    assert by_key(petition)["size"].met == Met.DECLARED


def test_a_commune_and_a_region_ask_for_no_members():
    seat = TerritoryFactory()
    assert "size" not in by_key(association_to(seat, seat=seat))
    assert "size" not in by_key(association_to(region(), seat=seat))


def test_its_seat_is_in_the_territory():
    seat = TerritoryFactory()
    for place in (seat, province(), region()):
        assert by_key(association_to(place, seat=seat))["seat"].met == Met.MET


def test_a_declared_branch_is_enough_and_elsewhere_is_not():
    there = TerritoryFactory()
    petition = association_to(there, seat=TerritoryFactory(code="12.400.01.01"))
    assert by_key(petition)["seat"].is_missing
    petition.association.branches.add(there)
    assert by_key(petition)["seat"].is_missing  # its declaration is not in the dossier
    paper_of(petition.association, PaperKind.BRANCH, checked=True)
    assert by_key(petition)["seat"].met == Met.MET


def test_a_code_that_only_begins_alike_is_elsewhere():
    there = TerritoryFactory(code="09.581.01.01")
    assert by_key(association_to(there, seat=TerritoryFactory(code="09.581.01.011")))["seat"].is_missing


@pytest.mark.parametrize(
    ("kind", "key"),
    [(PaperKind.BOARD, "standing"), (PaperKind.STATUTES, "democratic"), (PaperKind.ASSEMBLY, "democratic")],
)
def test_a_document_out_of_date_is_missing(kind, key):
    seat = TerritoryFactory()
    petition = association_to(seat, seat=seat)
    papers = petition.association.papers.filter(kind=kind)
    papers.update(expires_on=localdate())
    assert not by_key(petition)[key].is_missing  # the last day belongs to it
    papers.update(expires_on=localdate() - datetime.timedelta(days=1))
    one = by_key(petition)[key]
    assert one.is_missing
    assert str(kind.label) in one.advice


def test_a_provisional_receipt_is_enough_and_none_is_not():
    seat = TerritoryFactory()
    petition = association_to(seat, seat=seat)
    petition.association.papers.filter(kind=PaperKind.RECEIPT).delete()
    assert by_key(petition)["standing"].is_missing
    paper_of(petition.association, PaperKind.PROVISIONAL)
    assert by_key(petition)["standing"].met == Met.MET  # the list of the board was checked


def test_an_activity_of_another_theme_cannot_be_checked_here():
    seat = TerritoryFactory()
    petition = association_to(seat, seat=seat)
    assert by_key(petition)["linked"].met == Met.MET
    petition.theme = "water"
    assert by_key(petition)["linked"].met == Met.UNKNOWN


def test_only_its_representative_presents_it():
    seat = TerritoryFactory()
    petition = association_to(seat, seat=seat)
    petition.association.representative = UserFactory()
    assert by_key(petition)["representative"].is_missing


def test_without_an_association_it_is_asked_for():
    petition = PetitionFactory(bearer=Bearer.ASSOCIATION)
    assert by_key(petition)["association"].is_missing


def test_every_place_is_a_step_or_the_dossier():
    seat = TerritoryFactory()
    found = conditions_of(association_to(seat, seat=seat)) + conditions_of(PetitionFactory())
    places = {one.place for one in found if one.key not in SIGNED}
    assert places <= {*NAMES, "dossier"}
