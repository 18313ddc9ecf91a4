"""The law's figures, for the clocks of a programme."""

import pytest
from django.core.management import call_command


@pytest.fixture(autouse=True)
def _law(db):
    call_command("load_law", verbosity=0)
