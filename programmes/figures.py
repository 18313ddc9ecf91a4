"""What a programme adds up to, each figure with what it is counted over."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from plans.figures import Totals, totals
from programmes.enums import BudgetSource
from programmes.models import BudgetLine, Programme, Project

ZERO = Decimal(0)


@dataclass(frozen=True)
class Share:
    """Money from one source, or of one year, in dirhams."""

    label: str
    planned: Decimal
    committed: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Money:
    """All sums in dirhams; `total` is what the programme says, `cost` what its projects make."""

    total: Decimal
    cost: Decimal
    sourced: Decimal
    committed: Decimal
    paid: Decimal

    @property
    def paid_share(self) -> int:
        """Paid, in percent of what the projects cost."""
        return int(100 * self.paid / self.cost) if self.cost else 0


def summed(programme: Programme, projects: Iterable[Project]) -> tuple[Totals, Money]:
    """Return what projects (rows of `for_list`) add up to. No query."""
    rows = list(projects)
    money = Money(
        total=programme.total,
        cost=sum((row.cost for row in rows), ZERO),
        sourced=sum((row.sourced for row in rows), ZERO),
        committed=sum((row.committed for row in rows), ZERO),
        paid=sum((row.paid for row in rows), ZERO),
    )
    return totals(rows), money


SUMS = {"planned": Sum("amount"), "given": Sum("committed"), "spent": Sum("paid")}


def by_source(programme: Programme) -> list[Share]:
    """Return the money of a programme by source, in the order of `BudgetSource`. One query."""
    lines = BudgetLine.objects.filter(project__programme=programme).order_by()
    found = {row["source"]: row for row in lines.values("source").annotate(**SUMS)}
    return [
        Share(source.label, found[source]["planned"], found[source]["given"], found[source]["spent"])
        for source in BudgetSource
        if source in found
    ]


def by_year(programme: Programme) -> list[Share]:
    """Return the money of a programme by year. One query."""
    lines = BudgetLine.objects.filter(project__programme=programme).order_by()
    rows = lines.values("year").annotate(**SUMS).order_by("year")
    return [Share(str(row["year"]), row["planned"], row["given"], row["spent"]) for row in rows]
