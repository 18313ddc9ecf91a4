"""Tools of the tests of sessions."""

import pytest
from django.utils import translation


@pytest.fixture
def english(_language_of_the_house):
    """The words that a test looks for are the sources’ own."""
    with translation.override("en"):
        yield
