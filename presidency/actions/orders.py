"""An order of the president: written, published, repealed, replaced."""

import datetime
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, isolate
from core.workflow import Refused, perform
from councils.actions.people import acting_mandate
from councils.models import Council
from councils.rules import signs
from presidency.actions.telling import tell_everyone
from presidency.enums import OrderKind, OrderState
from presidency.guards import may_be_sent
from presidency.models import Order
from presidency.rules import prepares
from presidency.saying import titled, told
from presidency.workflow import PUBLISH, REPEAL

ARTICLE_MAX, REPEALS_MAX, NUMBER_MAX = 200, 20, 99_999
FIRST_YEAR = 1960  # of the first communal charter


def next_number(council: Council, year: int) -> int:
    """Return the number that follows the last one of a year in the register of the council's orders."""
    last = Order.objects.filter(council=council, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def write_order(
    council: Council,
    *,
    by: User,
    number: int,
    year: int,
    kind: str,
    signed_on: datetime.date | None = None,
    article: str = "",
    repeals: Iterable[Order] = (),
    file: File | None = None,
    order: Order | None = None,
    version: int | None = None,
    **said: Any,
) -> Order:
    """Write an order, a new one or the draft `order` anew, and return it; the council's people alone see a draft.

    `said` has titles and texts in two languages (one is enough). `repeals` are orders in force of the same council that
    this one replaces once it is published. `version` is the one that was read. Locks the council, so that two orders
    never take one number. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("presidency.prepare_acts", council):
        raise PermissionDenied
    columns = _numbered(number, year, signed_on) | titled(said) | told(said, "text")
    if kind not in OrderKind.values:
        raise Unfit(_("Say what the order is about: choose from the list."), "kind")
    columns |= {"kind": kind, "article": fits(clean_line(article), ARTICLE_MAX, "article")}
    # Reading the file takes a while: it is done before anything is locked.
    data = papers.pdf(file) if file else b""
    pages = papers.pages_of(data)
    with transaction.atomic():
        Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
        row = _draft(council, order, version) if order else Order(council=council, written_by=by, version=0)
        _must_be_free(council, row, columns["number"], columns["year"])
        for name, value in columns.items():
            setattr(row, name, value)
        former = row.file.name if row.file and data else ""
        if data:
            row.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
            row.pages, row.size = pages, len(data)
        row.version += 1
        row.save()
        row.repeals.set(_repealable(council, repeals))
        journal.record(row, "write" if order else "begin", by=by, axis="state", target=row.state)
        if former:
            transaction.on_commit(lambda: row.file.storage.delete(former))
    return row


def _numbered(number: int, year: int, signed_on: datetime.date | None) -> dict[str, Any]:
    today = localdate()
    if not 1 <= number <= NUMBER_MAX:
        raise Unfit(_("The number of an order is between 1 and 99,999."), "number")
    if not FIRST_YEAR <= year <= today.year:
        raise Unfit(_("The year of the register is this year or an earlier one."), "year")
    if signed_on and signed_on > today:
        raise Unfit(_("This day is to come: an order is entered once it is signed."), "signed_on")
    if signed_on and signed_on.year != year:
        raise Unfit(_("The day of signature is not in the year of the register."), "signed_on")
    return {"number": number, "year": year, "signed_on": signed_on}


def _draft(council: Council, order: Order, version: int | None) -> Order:
    row = Order.objects.select_for_update(of=("self",), no_key=True).filter(council=council, pk=order.pk).first()
    if row is None:
        raise Refused(_("This draft was thrown away meanwhile. Copy your text to keep it."), "gone")
    if row.state != OrderState.DRAFT:
        raise Refused(_("This order is published: its words stay. Write another order that replaces it."), "published")
    if version is not None and version != row.version:
        raise Refused(
            _("Someone else saved this draft while you were writing. Copy your text, then open the page again."),
            "draft_changed",
        )
    return row


def _must_be_free(council: Council, row: Order, number: int, year: int) -> None:
    """Refuse a number that another order of the year has, and say which one, so that nobody looks for it."""
    other = Order.objects.filter(council=council, year=year, number=number).exclude(pk=row.pk).first()
    if other:
        raise Unfit(
            _("Number %(number)s is taken by “%(title)s”. What you wrote is kept; the next free number is %(next)s.")
            % {"number": other.cited, "title": isolate(other.title), "next": next_number(council, year)},
            "number",
        )


def _repealable(council: Council, orders: Iterable[Order]) -> list[Order]:
    keys = [one.pk for one in orders]
    if len(keys) > REPEALS_MAX:
        raise Unfit(_("An order replaces twenty others at most."), "repeals")
    rows = list(Order.objects.in_force().filter(council=council, pk__in=keys))
    if len(rows) != len(set(keys)):
        raise Unfit(_("Only orders of this council that are in force can be replaced: choose again."), "repeals")
    return rows


@transaction.atomic
def publish_order(order: Order, *, by: User, version: int | None = None) -> Order:
    """Publish an order under the name of whoever signs, and return it: it has its permanent address, and replaces the
    orders it names.

    `version` is the one that was read. Locks the council, then the orders. Raises `PermissionDenied`, or `Refused`
    with what is missing.
    """
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=order.council_id)
    mandate = acting_mandate(order.council_id, by, signs)
    row = Order.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
    if version is not None and version != row.version:
        raise Refused(_("The draft was changed after you read it. Read it again before you go on."), "draft_changed")
    replaced = list(row.repeals.in_force().order_by("pk"))  # one that was repealed meanwhile needs nothing more
    also = {"signed_by": mandate, "signed_role": mandate.role}
    row = perform(row, PUBLISH, by=by, also=also, data={"replaces": [one.pk for one in replaced]})
    with translation.override("ar"):  # the language of the acts
        note = _("Replaced by order %(number)s.") % {"number": row.cited}
    for one in replaced:
        perform(one, REPEAL, by=by, note=note, also={"replaced_by": row}, data={"by": row.pk})
    tell_everyone(
        row.council,
        key=f"order.{row.pk}.published",
        text=lambda: (
            _("Order %(number)s is published: %(title)s") % {"number": isolate(row.cited), "title": isolate(row.title)}
        ),
        url=row.get_absolute_url(),
        by=by,
    )
    return row


def repeal_order(order: Order, *, by: User, note: str) -> Order:
    """Repeal an order in force for a reason that everyone reads, and return it: it stays readable, marked so."""
    with transaction.atomic():
        acting_mandate(order.council_id, by, signs)
        return perform(order, REPEAL, by=by, note=note)


def send_order(order: Order, *, by: User, on: datetime.date) -> Order:
    """Record the day on which a published order was sent to the governor, once, and return it (113-14, art. 116).

    Late is no refusal: the clock shows it. Raises `PermissionDenied`, `Unfit` for a day that does not fit, `Refused`.
    """
    with transaction.atomic():
        acting_mandate(order.council_id, by, prepares)
        row = Order.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
        may_be_sent(row)
        if on > localdate():
            raise Unfit(_("This day is still to come: record it once the order was sent."), "on")
        if row.signed_on and on < row.signed_on:
            raise Unfit(_("The order was not signed yet on this day: look at it again."), "on")
        row.sent_on = on
        row.save(update_fields=["sent_on"])
        journal.record(row, "send", by=by, data={"on": on.isoformat()})
    return row


def discard_order(order: Order, *, by: User) -> None:
    """Throw a draft away, its file with it: its number is free again. Raises `PermissionDenied`, `Refused`."""
    if not by.has_perm("presidency.write_order", order):
        raise PermissionDenied
    with transaction.atomic():
        row = Order.objects.select_for_update(of=("self",), no_key=True).filter(pk=order.pk).first()
        if row is None:
            return
        if row.state != OrderState.DRAFT:
            raise Refused(_("This order is published: it stays. It can be repealed."), "published")
        name, storage = row.file.name, row.file.storage
        journal.record(row, "discard", by=by, data={"number": row.cited})
        row.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))
