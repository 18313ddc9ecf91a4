"""The people of councils, each once: whoever holds several mandates in a council is one person."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from councils.models import Council, Mandate
from opendata.tables.councils import known_mandates


@dataclass
class Person:
    """A person with her mandates in one council, the first one first; `number` is that one's."""

    mandates: list[Mandate] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.mandates[0].pk

    @property
    def latest(self) -> Mandate:
        return self.mandates[-1]

    @property
    def account(self) -> int | None:
        """The number of her account, if one is known: it is told to nobody."""
        return next((mandate.user_id for mandate in self.mandates if mandate.user_id), None)

    @property
    def changed_at(self):
        return max(mandate.changed_at for mandate in self.mandates)


def people_of(mandates: Iterable[Mandate]) -> list[Person]:
    """Return the people of mandates in the order of their numbers: the same account; or the same two names, unless two
    accounts tell them apart.
    """
    by_account: dict[tuple, Person] = {}
    by_names: dict[tuple, Person] = {}
    people = []
    for mandate in sorted(mandates, key=lambda row: row.pk):
        account = (mandate.council_id, mandate.user_id) if mandate.user_id else None
        names = (mandate.council_id, mandate.name_ar, mandate.name_fr)
        person = by_account.get(account) if account else None
        if person is None and (namesake := by_names.get(names)) is not None:
            person = namesake if account is None or namesake.account is None else None
        if person is None:
            person = Person()
            people.append(person)
        person.mandates.append(mandate)
        if account:
            by_account[account] = person
        by_names.setdefault(names, person)
    return people


def of_council(council: Council) -> list[Person]:
    """Return the people whom everyone may know of a council: its elected ones of all times, its staff of today."""
    return people_of(known_mandates().filter(council=council).select_related("committee").order_by("pk"))
