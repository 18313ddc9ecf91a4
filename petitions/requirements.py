"""What the law asks of a petition to the council of a territory, as numbers: each with the rule that says it.

Populations are those of the census rows of `territories`; figures are rows of `core.models.LegalRule`.
"""

import datetime
import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import calendar, law
from core.models import LegalRule
from core.workflow import Refused
from territories.enums import Level
from territories.models import Territory

SAME = {Level.PREFECTURE: Level.PROVINCE}


@dataclass(frozen=True)
class Numbers:
    """How many signatures (people) a petition of citizens needs, and by which rule; `spread` is how many of them each
    prefecture or province of a region must bring, 0 elsewhere."""

    required: int
    rule: LegalRule
    spread: int = 0
    spread_rule: LegalRule | None = None


def level_of(territory: Territory) -> str:
    """Return the level under whose law a council stands: a prefecture's is a province's (112-14)."""
    return SAME.get(territory.level, territory.level)


def numbers_for(territory: Territory, on: datetime.date) -> Numbers:
    """Return the numbers of signatures for the council of a territory on a day.

    113-14, art. 123; 112-14, art. 114; 111-14, art. 120. Raises `Refused` for an arrondissement (it has no petition of
    its own) and where the census gives no population.
    """
    level = level_of(territory)
    if level not in {Level.COMMUNE, Level.PROVINCE, Level.REGION}:
        raise Refused(_("A petition goes to a commune, a prefecture or province, or a region."), "level")
    if level != Level.PROVINCE and not territory.population:
        raise Refused(
            _("The census gives no population for %(place)s: the number of signatures cannot be said.")
            % {"place": territory.name},
            "population",
        )
    rule = _rule(territory, level, on)
    required = int(rule.value)
    if level != Level.REGION:
        return Numbers(required, rule)
    share = law.rule("petition_spread", level, on)
    return Numbers(required, rule, math.ceil(required * share.value / 100), share)


def _rule(territory: Territory, level: str, on: datetime.date) -> LegalRule:
    people = territory.population
    if level == Level.COMMUNE:
        if territory.children.filter(level=Level.ARRONDISSEMENT).exists():
            return law.rule("petition_signatures_arrondissements", level, on)
        if people < law.rule("petition_small_below", level, on).value:
            return law.rule("petition_signatures_small", level, on)
    if level == Level.REGION:
        if people < law.rule("petition_small_below", level, on).value:
            return law.rule("petition_signatures_small", level, on)
        if people > law.rule("petition_large_above", level, on).value:
            return law.rule("petition_signatures_large", level, on)
    return law.rule("petition_signatures", level, on)


def notify_by(territory: Territory, deposited_on: datetime.date) -> tuple[datetime.date, LegalRule]:
    """Return the last day for the council to notify a reasoned rejection, and the rule that says so."""
    rule = law.rule("petition_rejection", territory.level, deposited_on)
    return calendar.due_on(deposited_on, rule), rule


def is_old_enough(founded_on: datetime.date, territory: Territory, on: datetime.date) -> bool:
    """Tell whether an association was founded MORE than the law's years before a day: on the anniversary, not yet.

    113-14, art. 124; 112-14, art. 115; 111-14, art. 121.
    """
    rule = law.rule("petition_association_age", territory.level, on)
    return on > calendar.add_days(founded_on, int(rule.value), rule.unit, rule.days)


def members_over(territory: Territory, on: datetime.date) -> int | None:
    """Return what an association's members must exceed, None where the law asks for no number (112-14, art. 115)."""
    if level_of(territory) != Level.PROVINCE:
        return None
    return int(law.rule("petition_association_members", territory.level, on).value)


def is_adult(born_on: datetime.date, on: datetime.date) -> bool:
    """Tell whether a person has reached the age of the electoral rolls (57-11, art. 3–4)."""
    rule = law.rule("electoral_age", "", on)
    return calendar.add_days(born_on, int(rule.value), rule.unit, rule.days) <= on
