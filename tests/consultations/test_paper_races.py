"""The same sheet typed by many at once; sheets printed by many at once."""

import pytest

from consultations.actions.paper import print_sheets, type_sheet
from consultations.models import Consultation, Entry, Response, Sheet
from tests.consultations.papers import a_sheet, asked, desk_of, filled
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sheet_typed_by_many_at_once_is_one_response():
    place = asked()
    sheet, said = a_sheet(place.consultation), filled(place)
    desks = [desk_of(place.consultation) for _step in range(6)]
    results = together(*[lambda by=by: type_sheet(Sheet.objects.get(pk=sheet.pk), by=by, said=said) for by in desks])
    assert len(refusals(results)) == 4  # two are needed, no more
    assert (Response.objects.count(), Entry.objects.count()) == (1, 2)
    assert Consultation.objects.get().paper_count == 1


def test_the_same_person_twice_at_once_does_not_check_herself():
    place = asked()
    sheet, said, desk = a_sheet(place.consultation), filled(place), desk_of(place.consultation)
    results = together(*[lambda: type_sheet(Sheet.objects.get(pk=sheet.pk), by=desk, said=said)] * 4)
    assert len(refusals(results)) == 3
    assert (Response.objects.count(), Entry.objects.count()) == (0, 1)


def test_sheets_printed_by_many_at_once_have_numbers_of_their_own():
    place = asked()
    desk = desk_of(place.consultation)
    results = together(*[lambda: print_sheets(place.consultation, by=desk, count=3)] * 5)
    assert sorted(sheet.number for sheets in results for sheet in sheets) == list(range(1, 16))
