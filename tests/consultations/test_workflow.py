"""The skeleton holds: each trait of the factories is a row that the database takes."""

import pytest

from tests.factories.consultations import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trait", ["opened", "closed", "published", "referred", "of_council"])
def test_each_state_can_be_made(trait):
    assert ConsultationFactory(**{trait: True}).pk
