"""The deposit with the president of the council, against a receipt given at once (113-14, art. 125)."""

import datetime
import secrets

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, isolate
from core.workflow import Refused, is_open, perform
from councils import actions as councils
from councils.actions.people import users_of
from councils.models import Council, Mandate
from notices.actions import notify
from notices.paths import without_language
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.counting import count_now
from petitions.actions.filing import newest_file
from petitions.actions.locking import is_hers, lock
from petitions.actions.standing import acting, receives
from petitions.conditions import before_deposit
from petitions.enums import SIGNING_STATES, ReceiptWay
from petitions.guards import is_in_order, is_visible
from petitions.models import Deposit, Petition
from petitions.requirements import notify_by
from petitions.rules import RECEIVING
from petitions.workflow import DEPOSIT

RULE_KEY = "petition_rejection"
NUMBER_MAX = 40


def hand_in(petition: Petition, *, by: User) -> Petition:
    """Say that the file is handed in through Agraw, and return the petition: the council's people are told, and may
    read it.

    Nothing else moves: the deposit is the receipt's, which the council owes at once. Locks the petition. Raises
    `PermissionDenied`, or `Refused` when something is missing or nobody of the council is here.
    """
    count_now(petition)
    with transaction.atomic():
        row = lock(petition.pk)
        is_hers(row, by)
        if row.handed_in_at:
            raise Refused(_("The file is handed in already; the council owes its receipt."), "handed_in")
        if row.state not in SIGNING_STATES:
            raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
        is_visible(row)
        is_in_order(row)
        _nothing_is_missing(row, localdate())
        if newest_file(row) is None:
            raise Refused(_("Make the deposit file first: it is what the council receives."), "no_file")
        people = users_of(row.council, role__in=RECEIVING)
        if not people:
            raise Refused(
                _("Nobody of this council is on Agraw yet: deposit the file on paper, then enter its receipt here."),
                "nobody",
            )
        row.handed_in_at = now()
        row.save(update_fields=["handed_in_at"])
        journal.record(row, "hand_in", by=by)
        notify(
            people,
            key=f"petition.{row.pk}.handed_in",
            text=lambda: (
                gettext("A petition was handed in, and its receipt is due at once: %(title)s")
                % {"title": isolate(row.title)}
            ),
            url=row.get_absolute_url(),
            urgent=True,
        )
    return row


def deposit(
    petition: Petition, *, by: User, on: datetime.date | None = None, number: str = "", scan: File | None = None
) -> Petition:
    """Deposit a petition, and return it: the council's clock starts on the day `on` (today), its people are told.

    A person of the council gives a receipt that Agraw numbers, once the mandatary has handed the file in; she enters
    the one that the council gave on paper: its `number`, its day, and a PDF of it. Locks the petition, then the
    council, whose receipts of a year are numbered without a gap. Raises `PermissionDenied`, or `Refused`: something is
    missing, the day is impossible.
    """
    number = fits(clean_line(number), NUMBER_MAX, "number")
    data = papers.pdf(scan) if scan else b""  # reading it takes a while: before anything is locked
    on = on or localdate()
    count_now(petition)
    with transaction.atomic():
        row = lock(petition.pk)
        is_paper = row.author_id == by.pk and bool(number or data or not _receives(row, by))
        mandate = None if is_paper else acting(row, by, receives)
        if mandate and row.state in SIGNING_STATES and not row.handed_in_at:
            raise Refused(
                _("The mandatary has not handed the file in: she alone does, and then its receipt is due at once."),
                "not_handed_in",
            )
        if not is_open(row, DEPOSIT):
            return perform(row, DEPOSIT, by=by)  # which says why not
        _day_is_possible(row, on)
        _nothing_is_missing(row, on)
        if is_paper:
            _paper_is_whole(number, data)
        council = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=row.council_id)
        way = ReceiptWay.PAPER if is_paper else ReceiptWay.AGRAW
        number = _free(council, number) if is_paper else _next_number(council, on.year)
        last_day, rule = notify_by(row.council.territory, on)
        row = perform(
            row,
            DEPOSIT,
            by=by,
            also={"notify_by": last_day, "referral": _put_before_the_council(row, on)},
            data={
                "number": number,
                "on": on.isoformat(),
                "way": way,
                "notify_by": last_day.isoformat(),
                "rule": rule.key,
            },
        )
        _write(row, mandate, by, data, number=number, way=way, deposited_on=on)
        announce(
            row,
            news.DEPOSITED,
            lambda: (
                gettext("“%(title)s” was deposited: receipt %(number)s.")
                % {"title": isolate(row.title), "number": isolate(number)}
            ),
        )
    return row


def _receives(petition: Petition, by: User) -> bool:
    """Tell whether `by` may give a receipt for the council today."""
    return by.has_perm("petitions.receive_petition", petition)


def _day_is_possible(petition: Petition, on: datetime.date) -> None:
    if on > localdate():
        raise Unfit(_("This day is still to come: give the day that is on the receipt."), "on")
    if on < localdate(petition.started_at):
        raise Unfit(_("On this day nobody had signed yet: give the day that is on the receipt."), "on")


def _nothing_is_missing(petition: Petition, on: datetime.date) -> None:
    missing = before_deposit(petition, on)
    if missing:
        names = gettext(", ").join(f"{one.words} ({one.article})" for one in missing)
        raise Refused(
            _("The file is not in order. Nothing was changed. Missing: %(names)s.") % {"names": names}, "missing"
        )


def _paper_is_whole(number: str, data: bytes) -> None:
    if not number:
        raise Unfit(_("Give the number that is on the council’s receipt."), "number")
    if not data:
        raise Unfit(_("Add the receipt itself, scanned or photographed as a PDF."), "scan")


def _free(council: Council, number: str) -> str:
    if Deposit.objects.filter(council=council, way=ReceiptWay.PAPER, number=number).exists():
        raise Unfit(_("This number is on the receipt of another petition to this council: read it again."), "number")
    return number


def _next_number(council: Council, year: int) -> str:
    """Return the next number of a year, as 2026/0007; the council's row is locked."""
    given = Deposit.objects.filter(council=council, way=ReceiptWay.AGRAW, number__startswith=f"{year}/")
    last = given.order_by("-pk").values_list("number", flat=True).first()
    return f"{year}/{int(last.partition('/')[2]) + 1 if last else 1:04}"


def _put_before_the_council(petition: Petition, on: datetime.date):
    # Who refers it is the mandatary, whoever holds the pen; a closed account cannot.
    by = petition.author if petition.author.is_active else User.objects.system()
    return councils.receive(
        council=petition.council,
        title=petition.title,
        summary=f"{petition.reasons}\n\n{petition.aims}",
        url=without_language(petition.get_absolute_url()),
        theme=petition.theme,
        by=by,
        rule_key=RULE_KEY,
        on=on,
        by_procedure=True,
    )


def _write(petition: Petition, mandate: Mandate | None, by: User, data: bytes, **receipt) -> Deposit:
    filing = newest_file(petition)
    row = Deposit(
        petition=petition,
        file_hash=filing.digest if filing else "",
        council_id=petition.council_id,
        entered_by=by,
        signed_by=mandate,
        signed_role=mandate.role if mandate else "",
        signature_count=petition.valid_count,
        **receipt,
    )
    if data:
        row.scan.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
    row.save()
    return row
