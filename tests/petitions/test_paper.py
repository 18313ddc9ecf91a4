"""Signatures on paper: two persons or a scan, each person once, and a clear no for whatever cannot be right."""

import datetime
import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from petitions import actions, secrets
from petitions.counts import count
from petitions.enums import Invalidity, SheetState, SignatureKind, SignatureState
from petitions.models import Row, Sheet, Signature
from petitions.proofs import is_proven
from petitions.typed import RowsUnfit, TypedRow
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.needs.files import image
from tests.petitions.papers import a_sheet, desk_of, filled, on_paper, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture(autouse=True)
def _in_english():
    translation.activate("en")


@pytest.fixture
def petition():
    return on_paper()


@pytest.fixture
def desk(petition):
    return desk_of(petition)


def a_pdf() -> ContentFile:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return ContentFile(out.getvalue(), "scan.pdf")


def agree(sheet, by, total=None):
    numbers = list(sheet.rows.values_list("number", flat=True))
    return actions.check_sheet(sheet, by=by, row_total=total or len(numbers), agreed=numbers)


# --- printing ---
def test_sheets_are_numbered_in_their_petition_and_their_codes_are_nobodys_guess(petition):
    first = actions.print_sheets(petition, by=petition.author, count=3)
    second = actions.print_sheets(petition, by=petition.author, count=2)
    other = a_sheet(on_paper())
    assert [sheet.number for sheet in first + second] == [1, 2, 3, 4, 5]
    assert other.number == 1
    codes = {sheet.code for sheet in [*first, *second, other]}
    assert len(codes) == 6
    assert all(len(code) == 16 for code in codes)
    assert history(petition).last().data == {"first": 4, "last": 5}


@pytest.mark.parametrize("count", [0, -1, 31])
def test_a_number_of_sheets_that_cannot_be_is_refused(petition, count):
    with pytest.raises(Unfit, match="1 to 30"):
        actions.print_sheets(petition, by=petition.author, count=count)
    assert not Sheet.objects.exists()


def test_no_sheet_without_a_mandatary_nor_for_an_association_nor_after_the_deposit_nor_for_a_stranger(petition):
    with pytest.raises(PermissionDenied):
        actions.print_sheets(petition, by=UserFactory(), count=1)
    unnamed = PetitionFactory(collecting=True)
    association = PetitionFactory(collecting=True, of_association=True)
    deposited = PetitionFactory(deposited=True)
    hidden = on_paper(visibility="hidden")
    for one, said in (
        (unnamed, "Name the mandatary"),
        (association, "No number of signatures"),
        (deposited, "only while"),
        (hidden, "shown"),
    ):
        with pytest.raises(Refused, match=said):
            actions.print_sheets(one, by=one.author, count=1)


# --- two persons ---
def test_a_sheet_counts_once_a_second_person_agrees(petition, desk):
    sheet = typed(a_sheet(petition), filled(3)).sheet
    assert (sheet.state, count(petition).paper) == (SheetState.ENTERED, 0)
    row = sheet.rows.first()
    assert b"\xd9" not in bytes(row.sealed)  # no Arabic letter lies there as it is
    assert secrets.unseal(petition.pk, row.sealed)["born_on"] == "1961-03-09"

    entered = agree(sheet, desk)
    assert entered.counted.new == [1, 2, 3]
    sheet.refresh_from_db()
    assert (sheet.state, sheet.checked_by, sheet.entered_by) == (SheetState.COUNTED, desk, petition.author)
    assert count(petition).paper == 3
    assert [bytes(row.sealed) for row in sheet.rows.all()] == [b"", b"", b""]
    for signature in Signature.objects.all():
        assert (signature.kind, signature.sheet, is_proven(signature)) == (SignatureKind.PAPER, sheet, True)
    assert history(petition).last().data == {"sheet": 1, "rows": 3, "new": 3, "joined": 0, "repeats": 0, "unfit": 0}


def test_whoever_typed_a_sheet_never_checks_it_not_even_an_administrator(petition):
    admin = UserFactory(is_superuser=True)
    sheet = typed(a_sheet(petition), by=admin).sheet
    with pytest.raises(PermissionDenied):
        agree(sheet, admin)
    with pytest.raises(PermissionDenied):
        actions.give_back_sheet(sheet, by=admin, note="خطأ")
    assert count(petition).paper == 0


def test_a_second_person_who_counts_other_rows_or_disagrees_counts_nothing_and_can_give_the_sheet_back(petition, desk):
    sheet = typed(a_sheet(petition), filled(3)).sheet
    with pytest.raises(Unfit, match="You count 2 filled rows, whoever typed the sheet counted 3"):
        agree(sheet, desk, total=2)
    with pytest.raises(Unfit, match="cannot be filled"):
        agree(sheet, desk, total=15)
    with pytest.raises(Unfit, match=r"Rows 2, 3 are not"):
        actions.check_sheet(sheet, by=desk, row_total=3, agreed=[1])
    with pytest.raises(Refused, match="reason"):
        actions.give_back_sheet(sheet, by=desk, note=" ")
    sheet = actions.give_back_sheet(sheet, by=desk, note="اسم السطر 2 ناقص")
    assert (sheet.state, sheet.rows.count(), count(petition).paper) == (SheetState.PRINTED, 3, 0)
    typed(sheet, filled(2))
    assert sheet.rows.count() == 2
    assert agree(sheet, desk).counted.new == [1, 2]


def test_with_its_scan_one_person_is_enough_and_the_scan_cannot_be_read_without_the_key(petition):
    scan = a_pdf()
    entered = typed(a_sheet(petition), scan=scan)
    assert (entered.sheet.state, entered.counted.new) == (SheetState.COUNTED, [1, 2])
    sheet = Sheet.objects.get()
    kept = sheet.scan.read()
    assert not kept.startswith(b"%PDF")
    assert secrets.unseal_bytes(petition.pk, kept).startswith(b"%PDF")

    photographed = typed(a_sheet(petition), filled(1, 7), scan=ContentFile(image(size=(60, 90)).read(), "p.jpg")).sheet
    assert photographed.scan.name.endswith(".jpg")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"GIF89a" + b"x" * 90, b"<html>" * 9])
def test_a_scan_that_cannot_be_read_loses_nothing_and_counts_nothing(petition, content):
    sheet = a_sheet(petition)
    with pytest.raises(Unfit) as refusal:
        typed(sheet, scan=ContentFile(content, "scan.pdf") if content else ContentFile(b" ", "s"))
    assert refusal.value.field == "scan"
    sheet.refresh_from_db()
    assert (sheet.state, Row.objects.count()) == (SheetState.PRINTED, 0)


def test_a_sheet_counted_or_refused_or_typed_already_says_so(petition, desk):
    sheet = typed(a_sheet(petition)).sheet
    with pytest.raises(Refused, match="awaits a second person"):
        typed(sheet, by=desk)
    agree(sheet, desk)
    for act in (lambda: typed(sheet), lambda: agree(sheet, desk)):
        with pytest.raises(Refused, match="counted already"):
            act()
    with pytest.raises(Refused, match="not possible any more"):
        actions.refuse_sheet(sheet, by=desk, note="ضاعت")
    assert count(petition).paper == 2
    torn = typed(a_sheet(petition), filled(2, 9)).sheet
    actions.refuse_sheet(torn, by=desk, note="ورقة ممزقة")
    assert torn.rows.count() == 0
    with pytest.raises(Refused, match="was refused"):
        typed(torn)


def test_strangers_and_the_desk_of_another_space_do_not_touch_a_sheet(petition):
    sheet = a_sheet(petition)
    for stranger in (UserFactory(), desk_of(on_paper())):
        for act in (
            lambda by: typed(sheet, by=by),
            lambda by: agree(sheet, by, total=1),
            lambda by: actions.give_back_sheet(sheet, by=by, note="لا"),
            lambda by: actions.refuse_sheet(sheet, by=by, note="لا"),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)


# --- what is typed ---
def test_twelve_rows_typed_as_fifteen_are_refused_in_words(petition):
    sheet = a_sheet(petition)
    with pytest.raises(Unfit, match="This sheet has 12 rows: 15 cannot be filled"):
        actions.enter_sheet(sheet, by=petition.author, row_total=15, rows=filled(12))
    with pytest.raises(Unfit, match="You counted 11 filled rows on the paper, but 12 rows are typed"):
        actions.enter_sheet(sheet, by=petition.author, row_total=11, rows=filled(12))
    with pytest.raises(RowsUnfit, match="rows 1 to 12 only"):
        actions.enter_sheet(sheet, by=petition.author, row_total=12, rows=filled(15))
    with pytest.raises(Unfit, match="typed twice"):
        actions.enter_sheet(sheet, by=petition.author, row_total=2, rows=filled(1) * 2)
    with pytest.raises(Unfit, match="at least one"):
        actions.enter_sheet(sheet, by=petition.author, row_total=0, rows=[])
    assert not Row.objects.exists()
    assert Sheet.objects.get().state == SheetState.PRINTED


def years_ago(years: int, days: int = 0) -> datetime.date:
    today = localdate()
    return today.replace(year=today.year - years) + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("born_on", years_ago(18, days=1), r"under 18.*113-\u206014, art\. 123.*law 57-\u206011, art\. 3-4"),
        ("born_on", localdate() + datetime.timedelta(days=1), "cannot be right"),
        ("born_on", datetime.date(1850, 1, 1), "cannot be right"),
        ("born_on", None, "Write the birth date"),
        ("name", "12", "Write the name"),
        ("name", "م" * 161, "too long"),
        ("address", "  ", "Write the address"),
        ("address", "م" * 201, "too long"),
        ("phone", "0512", "does not exist"),
        ("phone", "0522334455", "fixed line"),
        ("invalidity", "abuse", "Choose why"),
    ],
)
def test_what_a_row_cannot_hold_is_said_for_that_row_and_nothing_is_kept(petition, field, value, said):
    rows = filled(2)
    rows[1] = TypedRow(**vars(rows[1]) | {field: value})
    with pytest.raises(RowsUnfit, match=said) as refusal:
        typed(a_sheet(petition), rows)
    assert [(number, where) for number, where, _words in refusal.value.wrong] == [(2, field)]
    assert not Row.objects.exists()


def test_on_her_eighteenth_birthday_she_may_sign_and_every_wrong_row_is_told_at_once(petition, desk):
    assert agree(typed(a_sheet(petition), filled(1, born_on=years_ago(18))).sheet, desk).counted.new == [1]
    with pytest.raises(RowsUnfit) as refusal:
        typed(a_sheet(petition), [TypedRow(1), TypedRow(4, name="مريم", born_on=years_ago(30))])
    assert [(number, where) for number, where, _ in refusal.value.wrong] == [(1, "name"), (4, "address")]


def test_a_row_that_does_not_count_keeps_its_reason_and_nothing_that_was_written_in_it(petition, desk):
    child = TypedRow(2, name="طفلة", invalidity=Invalidity.NOT_ELIGIBLE)
    rows = [*filled(1), child, TypedRow(5, invalidity="illegible")]
    sheet = typed(a_sheet(petition), rows).sheet
    entered = agree(sheet, desk)
    assert (entered.counted.new, entered.counted.unfit) == ([1], [2, 5])
    assert [(row.invalidity, bytes(row.sealed)) for row in sheet.rows.all()] == [
        ("", b""),
        ("not_eligible", b""),
        ("illegible", b""),
    ]
    assert count(petition).rows == 1


# --- one person, one signature ---
def test_the_same_person_on_two_sheets_counts_once_in_whatever_order_and_spelling_her_name_stands(petition, desk):
    one = filled(1, name="فاطمة الزهراء أيت علي", phone="0612345678")
    two = filled(1, name="أَيْت علي  فاطمه الزهراء", address="عنوان آخر")
    other = filled(1, name="فاطمة الزهراء أيت علي", born_on=datetime.date(1999, 1, 1))
    rows = [one[0], *(TypedRow(**vars(row) | {"number": 2 + at}) for at, row in enumerate([*two, *other]))]
    entered = agree(typed(a_sheet(petition), rows).sheet, desk)
    assert (entered.counted.new, entered.counted.repeats) == ([1, 3], [2])
    again = typed(a_sheet(petition), two)
    assert agree(again.sheet, desk).counted.repeats == [1]
    assert again.sheet.rows.get().invalidity == Invalidity.DUPLICATE
    assert count(petition).paper == 2
    elsewhere = on_paper()
    assert agree(typed(a_sheet(elsewhere), one).sheet, desk_of(elsewhere)).counted.new == [1]


def online(petition, kind=SignatureKind.SUPPORT, phone="+212612345678", **fields):
    key = secrets.fingerprint(petition.pk, "phone", phone)
    return SignatureFactory(petition=petition, kind=kind, phone_key=key, **fields)


def test_initial_support_becomes_a_signature_by_hand_in_the_same_row(petition, desk):
    row = online(petition, sealed=secrets.seal(petition.pk, {"telling": "inbox"}))
    entered = agree(typed(a_sheet(petition), filled(1, phone="06 12 34 56 78")).sheet, desk)
    assert (entered.counted.joined, entered.counted.new) == ([1], [])
    row.refresh_from_db()
    assert (row.kind, row.sheet, row.row, row.state) == (SignatureKind.PAPER, entered.sheet, 1, SignatureState.VALID)
    assert is_proven(row)
    kept = secrets.unseal(petition.pk, row.sealed)
    assert (kept["telling"], kept["address"]) == ("inbox", "دوار المثال 1")
    counts = count(petition)
    assert (counts.rows, counts.support, counts.paper) == (1, 0, 1)
    assert agree(typed(a_sheet(petition), filled(1)).sheet, desk).counted.repeats == [1]  # by her name alone


@pytest.mark.parametrize(
    ("fields", "came", "state"),
    [
        ({"state": SignatureState.WITHDRAWN}, "joined", SignatureState.VALID),
        ({"state": SignatureState.HELD}, "joined", SignatureState.HELD),
        ({"state": SignatureState.INVALID, "invalidity": Invalidity.ABUSE}, "repeats", SignatureState.INVALID),
        ({"kind": SignatureKind.ONLINE}, "repeats", SignatureState.VALID),
        ({"kind": SignatureKind.ONLINE, "state": SignatureState.WITHDRAWN}, "repeats", SignatureState.WITHDRAWN),
    ],
)
def test_whatever_she_had_done_online_is_respected(petition, desk, fields, came, state):
    row = online(petition, **fields)
    counted = agree(typed(a_sheet(petition), filled(1, phone="0612345678")).sheet, desk).counted
    assert getattr(counted, came) == [1]
    row.refresh_from_db()
    assert row.state == state


def test_a_phone_of_the_family_is_not_one_person(petition, desk):
    rows = [
        TypedRow(**vars(row) | {"number": 1 + at})
        for at, row in enumerate(
            [
                *filled(1, phone="0612345678", born_on=datetime.date(1970, 1, 1)),
                *filled(1, 3, phone="0612345678", born_on=datetime.date(1972, 5, 5)),
                # The first again, her name in other letters: the day she was born and her phone are the same.
                *filled(1, name="Fatima Aït Ali", phone="0612345678", born_on=datetime.date(1970, 1, 1)),
            ]
        )
    ]
    counted = agree(typed(a_sheet(petition), rows).sheet, desk).counted
    assert (counted.new, counted.repeats) == ([1, 2], [3])
    assert Signature.objects.filter(phone_key__isnull=False).count() == 1
