"""What each council publishes on this site, item by item: the address of the evidence. One query an item at most."""

import datetime
from collections import defaultdict
from collections.abc import Callable

from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from councils.enums import ELECTED, STAFF
from councils.models import Answer, Committee, Council, Mandate
from notices.paths import without_language

Found = dict[int, str]  # the address of what was found, by the key of the council
READERS: dict[str, Callable[[datetime.date], Found]] = {}


def reads(*keys: str):
    """Register what finds one or several items."""

    def register(reader):
        for key in keys:
            READERS[key] = reader
        return reader

    return register


def published_by(last: datetime.date) -> dict[str, Found]:
    """Return, by item, what was published by the end of a day: address by council."""
    found: dict[str, Found] = defaultdict(dict)
    with translation.override("ar"):
        for key, reader in READERS.items():
            found[key] = reader(last)
    return found


def address(name: str, *args) -> str:
    """Return the path of a page without the language."""
    return without_language(reverse(name, args=args))


def _of_councils(rows, at: str = "") -> Found:
    """Return the council's own page, at a place in it, for rows of (council, slug)."""
    return {council: address("councils:detail", slug) + at for council, slug in rows}


@reads("members")
def members(last):
    held = Mandate.objects.current(last).filter(role__in=ELECTED).order_by()
    return _of_councils(held.values_list("council", "council__territory__slug").distinct(), "#members")


@reads("services")
def services(last):
    held = Mandate.objects.current(last).filter(role__in=STAFF).exclude(delegation="").order_by()
    return _of_councils(held.values_list("council", "council__territory__slug").distinct(), "#members")


@reads("committees")
def committees(last):
    rows = Committee.objects.exclude(themes=[]).order_by()
    return _of_councils(rows.values_list("council", "council__territory__slug").distinct(), "#members")


@reads("delay")
def delay(last):
    rows = Council.objects.filter(pledge_days__isnull=False).order_by()
    return _of_councils(rows.values_list("pk", "territory__slug"))


@reads("answers")
def answers(last):
    rows = (
        Answer.objects.filter(published_on__lte=last, referral__is_shown=True)
        .exclude(referral__state="withdrawn")
        .order_by()
        .values_list("referral__council")
        .annotate(newest=Max("referral"))
    )
    return {council: address("councils:referral", newest) for council, newest in rows}
