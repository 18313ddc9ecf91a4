"""What the tests of consultations share."""

import pytest
from django.core.management import call_command


@pytest.fixture
def law(db):
    """The figures of the law, as the house loads them."""
    call_command("load_law", verbosity=0)
