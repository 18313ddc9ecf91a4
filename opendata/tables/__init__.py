"""Every dataset of Agraw, in the order of the page."""

from opendata.tables.councils import ANSWERS, COUNCILS, MANDATES, REFERRALS
from opendata.tables.house import DECISIONS, ITEMS, SESSIONS
from opendata.tables.places import TERRITORIES
from opendata.tables.rooms import ASSOCIATIONS, CALLS, EVENTS, FUNDED, ORDERS, PETITIONS, PROJECTS, RESOURCES
from opendata.tables.shape import Dataset, Field
from opendata.tables.voices import CONSULTATIONS, DEBATES, NEEDS, RESULTS

__all__ = ["DATASETS", "SHOWN_IN", "Dataset", "Field"]

DATASETS: dict[str, Dataset] = {
    dataset.slug: dataset
    for dataset in (
        NEEDS, REFERRALS, ANSWERS, PETITIONS, DEBATES, CONSULTATIONS, RESULTS, COUNCILS, MANDATES, SESSIONS, ITEMS,
        DECISIONS, ORDERS, PROJECTS, ASSOCIATIONS, EVENTS, CALLS, FUNDED, RESOURCES, TERRITORIES,
    )
}  # fmt: skip

# What may be hidden, by the label of its model, and the datasets in which its words stand.
_MATTER = (REFERRALS.slug, ANSWERS.slug, ITEMS.slug)
SHOWN_IN: dict[str, tuple[str, ...]] = {
    "needs.need": (NEEDS.slug, *_MATTER),
    "petitions.petition": (PETITIONS.slug, *_MATTER),
    "consultations.consultation": (CONSULTATIONS.slug, RESULTS.slug, *_MATTER),
    "consultations.statement": (RESULTS.slug,),
    "debates.thread": (DEBATES.slug, *_MATTER),
    "events.event": (EVENTS.slug,),
    "resources.resource": (RESOURCES.slug,),
    "spaces.association": (ASSOCIATIONS.slug,),
}
