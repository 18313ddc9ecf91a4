"""The words that these tests look for are the sources' own."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english(_language_of_the_house):
    with translation.override("en"):
        yield
