"""A row of signatures changed behind the application's back is found."""

import pytest

from petitions.enums import Invalidity, SignatureKind, SignatureState
from petitions.models import Signature
from petitions.proofs import is_proven, proof_of
from tests.factories.petitions import PetitionFactory, SheetFactory, SignatureFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    row = SignatureFactory()
    Signature.objects.filter(pk=row.pk).update(proof=proof_of(row))
    return row


def again(row) -> Signature:
    return Signature.objects.get(pk=row.pk)


def test_a_row_as_it_was_written_is_proven_before_and_after_it_is_saved(row):
    assert is_proven(again(row))
    unsaved = Signature(petition=row.petition, kind=SignatureKind.SUPPORT, person_key=row.person_key)
    assert proof_of(unsaved) == proof_of(row)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"kind": SignatureKind.ONLINE},
        lambda row: {"state": SignatureState.WITHDRAWN},
        lambda row: {"state": SignatureState.INVALID, "invalidity": Invalidity.ABUSE},
        lambda row: {"person_key": b"x" * 32},
        lambda row: {"phone_key": b"x" * 32},
        lambda row: {"paper_key": b"x" * 32},
        lambda row: {"territory": TerritoryFactory()},
        lambda row: {"kind": SignatureKind.PAPER, "sheet": SheetFactory(petition=row.petition), "row": 3},
        lambda row: {"petition": PetitionFactory(collecting=True)},
        lambda row: {"proof": b""},
    ],
)
def test_whatever_is_changed_in_the_database_alone_is_found(row, change):
    Signature.objects.filter(pk=row.pk).update(**change(row))
    assert not is_proven(again(row))


def test_what_is_emptied_with_time_leaves_the_row_proven(row):
    Signature.objects.filter(pk=row.pk).update(sealed=b"gone", origin_key=None, cin_key=None)
    assert is_proven(again(row))
