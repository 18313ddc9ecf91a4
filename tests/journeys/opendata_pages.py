"""The pages of open data: who visits each."""

from opendata import actions
from tests.journeys.visit import FEW, Visit


def make(world) -> None:
    """Write the files of one dataset; the others are still to be written."""
    actions.make("needs")


def visits(world) -> list[Visit]:
    return [
        Visit("open-data/"), Visit("open-data/", "citizen", languages=FEW), Visit("open-data/about/needs/"),
        Visit("open-data/about/petitions/", languages=FEW), Visit("api/"),
    ]  # fmt: skip
