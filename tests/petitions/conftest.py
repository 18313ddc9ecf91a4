"""What the tests of petitions share."""

import pytest
from django.core.management import call_command

from tests.petitions.office import office


@pytest.fixture
def law(db):
    """The figures of the law, as the house loads them."""
    call_command("load_law", verbosity=0)


@pytest.fixture
def team(law):
    """A commune's council with its people."""
    return office()
