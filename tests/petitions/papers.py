"""Sheets as people fill them, for tests."""

import datetime

from petitions import secrets
from petitions.actions import enter_sheet, print_sheets
from petitions.models import Petition
from petitions.typed import TypedRow
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import MembershipFactory

NAMES = ["فاطمة الزهراء أيت علي", "Mohamed Ouhaddou", "خديجة بنت عمر", "Lahcen Amzil", "رشيد أوبلا", "Aïcha Naït Saïd"]
WHO = {"name": "نجاة المثال", "address": "حي المسيرة، رقم 12", "born_on": "1980-03-02", "phone": "+212612000000"}


def on_paper(**fields) -> Petition:
    """A petition of citizens that collects, its mandatary named."""
    petition = PetitionFactory(collecting=True, **fields)
    petition.particulars = secrets.seal(petition.pk, WHO)
    petition.save(update_fields=["particulars"])
    return petition


def desk_of(petition: Petition):
    """A person at the desk of the petition's space."""
    return MembershipFactory(space=petition.space, user=UserFactory(), role=Role.DESK).user


def filled(count: int = 2, first: int = 0, **fields) -> list[TypedRow]:
    """Rows 1 to `count` of a sheet: persons of their own, from the person `first` on."""
    return [
        TypedRow(
            number=number,
            **{
                "name": f"{NAMES[(first + number) % len(NAMES)]} {first + number}",
                "born_on": datetime.date(1960 + (first + number) % 40, 3, 9),
                "address": f"دوار المثال {first + number}",
            }
            | fields,
        )
        for number in range(1, count + 1)
    ]


def a_sheet(petition: Petition, by=None):
    return print_sheets(petition, by=by or petition.author, count=1)[0]


def typed(sheet, rows=None, *, by=None, **options):
    """Type a sheet; `rows` are its rows, two when not given."""
    rows = filled() if rows is None else rows
    return enter_sheet(sheet, by=by or sheet.petition.author, row_total=len(rows), rows=rows, **options)
