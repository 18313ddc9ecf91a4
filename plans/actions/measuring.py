"""What every plan asks of an indicator and of its values: a joint plan's, and the communal action plan's."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import day
from core.fitness import Unfit, fits
from core.text import clean_line
from core.workflow import Refused
from plans.actions.evidence import Evidence, looked_at
from plans.actions.saying import titled
from plans.models.shapes import IndicatorShape, MeasureShape

NOTE_MAX, UNIT_MAX = 300, 40  # characters
MEASURES_MAX = 200
BIGGEST = Decimal("99999999999999")


def said_of_indicator(*, unit: str, baseline: Decimal, target: Decimal, **said: Any) -> dict[str, Any]:
    """Return the columns of an indicator. Raises `Unfit`: a target that is its baseline measures nothing."""
    columns = titled(said, name="name")
    unit = fits(clean_line(unit), UNIT_MAX, "unit")
    if not unit:
        raise Unfit(_("Say in what it is measured: kilometres, women trained, %."), "unit")
    for name, value in (("baseline", baseline), ("target", target)):
        if abs(value) > BIGGEST:
            raise Unfit(_("This number is too big."), name)
    if target == baseline:
        raise Unfit(_("The target is what it is today already: give the value to be reached."), "target")
    return columns | {"unit": unit, "baseline": baseline, "target": target}


@dataclass(frozen=True)
class Value:
    """A value that fits, with what shows it, before anything is locked."""

    on: datetime.date
    value: Decimal
    note: str
    shown: Evidence


def said_of_value(
    *, on: datetime.date, value: Decimal, note: str, file: File | None, photo: File | None, link: str
) -> Value:
    """Return what was measured on a day. Raises `Unfit` for a day to come or a number that is too big."""
    if on > localdate():
        raise Unfit(_("This day has not come yet."), "on")
    if abs(value) > BIGGEST:
        raise Unfit(_("This number is too big."), "value")
    return Value(on, value, fits(clean_line(note), NOTE_MAX, "note"), looked_at(file, photo, link))


def write_value(indicator: IndicatorShape, said: Value, *, by: User) -> MeasureShape:
    """Write a value of an indicator, whose plan is locked, and return it.

    Raises `Unfit` for a day that is not after the last value's, `Refused` when there are as many as there can be.
    """
    last = indicator.measures.last()
    if last is not None and said.on <= last.on:
        raise Unfit(
            _("A value of %(day)s is written already: give a later day. What you wrote is kept.")
            % {"day": day(last.on, get_language())},
            "on",
        )
    if indicator.measures.count() >= MEASURES_MAX:
        raise Refused(_("This indicator has all the values it can have: two hundred."), "full")
    made = indicator.measures.model(indicator=indicator, on=said.on, value=said.value, note=said.note, by=by)
    said.shown.put_on(made)
    made.save()
    return made
