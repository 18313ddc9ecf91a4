"""Whether a programme's budget adds up: each project's lines to its cost, the projects to the whole."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.text import isolate

NOTHING = Decimal(0)


def dirhams(amount: Decimal | int | None) -> str:
    """Return a sum in words: `1 250 000 MAD`; cents are written when there are any."""
    amount = Decimal(amount or 0)
    places = 0 if amount == amount.to_integral_value() else 2
    return _("%(sum)s MAD") % {"sum": number_format(amount, places, use_l10n=True, force_grouping=True)}


@dataclass(frozen=True)
class Gap:
    """Two sums, in dirhams, that should be one: `said`, and `found` by adding up. `project` is None for the whole."""

    project: Any
    said: Decimal
    found: Decimal

    @property
    def words(self) -> str:
        """The gap in one sentence, with the project and by how much."""
        facts = {"said": dirhams(self.said), "found": dirhams(self.found), "gap": dirhams(abs(self.said - self.found))}
        if self.project is None:
            if self.found < self.said:
                return _("The programme says %(said)s, its projects make %(found)s: %(gap)s are missing.") % facts
            return _("The programme says %(said)s, its projects make %(found)s: %(gap)s too much.") % facts
        facts["title"] = isolate(self.project.title)
        if self.found < self.said:
            return _("“%(title)s” costs %(said)s, its sources make %(found)s: %(gap)s are missing.") % facts
        return _("“%(title)s” costs %(said)s, its sources make %(found)s: %(gap)s too much.") % facts


def gaps(programme) -> list[Gap]:
    """Return what does not add up in a programme, project by project, the whole last. One query."""
    projects = programme.projects.annotate(sourced=Sum("lines__amount")).order_by("axis__position", "position", "pk")
    rows = list(projects)
    found = [Gap(row, row.cost, row.sourced or NOTHING) for row in rows if row.cost != (row.sourced or NOTHING)]
    whole = sum((row.cost for row in rows), NOTHING)
    if whole != programme.total:
        found.append(Gap(None, programme.total, whole))
    return found
