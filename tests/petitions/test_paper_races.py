"""The same person by web, by phone and on paper at once; the same sheet typed and checked by many at once."""

import pytest

from petitions import actions
from petitions.counts import count
from petitions.models import Petition, Row, Sheet, Signature
from petitions.proofs import is_proven
from tests.factories.accounts import UserFactory
from tests.petitions.papers import a_sheet, desk_of, filled, on_paper, typed
from tests.petitions.test_paper import a_pdf
from tests.races import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("law")]
PHONE = "+212612345678"


def test_one_person_by_web_and_on_four_sheets_at_once_is_one_row():
    petition = on_paper()
    desk = desk_of(petition)
    fatima = UserFactory(phone=PHONE, commune=petition.space.commune)
    sheets = [a_sheet(petition) for _step in range(4)]

    def on_a_sheet(sheet):
        row = filled(1, phone="06 12 34 56 78")
        return lambda: typed(Sheet.objects.get(pk=sheet.pk), row, by=desk, scan=a_pdf())

    def online():
        return actions.sign(Petition.objects.for_signing().get(pk=petition.pk), by=fatima, attests=True)

    results = together(*(on_a_sheet(sheet) for sheet in sheets), *[online] * 16)
    assert refusals(results) == []
    row = Signature.objects.get()
    assert (row.kind, row.state, is_proven(row)) == ("paper", "valid", True)
    assert sum(len(result.counted.repeats) for result in results[:4]) == 3
    assert count(petition).paper == 1


def test_a_sheet_typed_by_two_desks_at_once_is_typed_once():
    petition = on_paper()
    desks = [desk_of(petition) for _step in range(6)]
    sheet = a_sheet(petition)
    results = together(*[lambda by=by: typed(Sheet.objects.get(pk=sheet.pk), by=by) for by in desks])
    assert len(refusals(results)) == 5
    assert Row.objects.count() == 2


def test_a_sheet_checked_by_many_at_once_is_counted_once():
    petition = on_paper()
    desks = [desk_of(petition) for _step in range(6)]
    sheet = typed(a_sheet(petition), filled(3)).sheet

    def check(by):
        return lambda: actions.check_sheet(Sheet.objects.get(pk=sheet.pk), by=by, row_total=3, agreed=[1, 2, 3])

    results = together(*(check(by) for by in desks))
    assert len(refusals(results)) == 5
    assert count(petition).paper == 3


def test_sheets_printed_by_many_at_once_have_numbers_of_their_own():
    petition = on_paper()
    results = together(*[lambda: actions.print_sheets(petition, by=petition.author, count=3)] * 5)
    numbers = sorted(sheet.number for sheets in results for sheet in sheets)
    assert numbers == list(range(1, 16))
