"""Every dataset of Agraw, in the order of the page."""

from opendata.tables.councils import ANSWERS, COUNCILS, MANDATES, REFERRALS
from opendata.tables.house import DECISIONS, ITEMS, SESSIONS
from opendata.tables.places import TERRITORIES
from opendata.tables.rooms import ASSOCIATIONS, CALLS, EVENTS, FUNDED, ORDERS, PETITIONS, PROJECTS, RESOURCES
from opendata.tables.shape import Dataset, Field
from opendata.tables.voices import CONSULTATIONS, DEBATES, NEEDS, RESULTS

__all__ = ["DATASETS", "Dataset", "Field"]

DATASETS: dict[str, Dataset] = {
    dataset.slug: dataset
    for dataset in (
        NEEDS, REFERRALS, ANSWERS, PETITIONS, DEBATES, CONSULTATIONS, RESULTS, COUNCILS, MANDATES, SESSIONS, ITEMS,
        DECISIONS, ORDERS, PROJECTS, ASSOCIATIONS, EVENTS, CALLS, FUNDED, RESOURCES, TERRITORIES,
    )
}  # fmt: skip
