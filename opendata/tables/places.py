"""The territorial division as a dataset."""

from django.utils.translation import gettext_lazy as _

from opendata.enums import Kind, Unit
from opendata.tables.shape import ODBL, Dataset, address, counted, place_of, read, same
from territories.enums import Kind as Urban
from territories.enums import Level
from territories.models import Territory
from territories.queries import unread_of


def territories():
    """Every territory, with its outline and without what only the search reads."""
    return read(Territory.objects.select_related("parent").defer(
        "boundary", "folded", "keys", *unread_of("parent")
    ))  # fmt: skip


TERRITORIES = Dataset(
    slug="territories",
    title=_("Territories"),
    about=_("Regions, provinces and prefectures, communes, arrondissements, with their people at the census."),
    rows=territories,
    shape=lambda row: row.outline or row.point,
    licence=ODBL,
    credit=_("Outlines: OpenStreetMap contributors. People and codes: Haut-Commissariat au Plan, census of 2024."),
    codes={"level": Level, "kind": Urban},
    fields=(
        same("code", _("code at the Haut-Commissariat au Plan (HCP)")),
        address(),
        same("slug", _("its name in addresses")),
        same("level", _("region, province or prefecture, commune, arrondissement"), Kind.CODE),
        same("parent", _("code of the territory that it is in"), path="parent.code"),
        same("name_ar", _("its name in Arabic")),
        same("name_fr", _("its name in French")),
        same("kind", _("urban or rural, for a commune"), Kind.CODE),
        counted("population", _("inhabitants at the census")),
        counted("households", _("households at the census"), unit=Unit.HOUSEHOLDS),
        counted("census_year", _("year of the census"), unit=Unit.YEARS),
        *place_of(lambda row: row.point),
    ),
)
