"""What each council publishes on this site, item by item: the address of the evidence. One query an item at most."""

import datetime
from collections import defaultdict
from collections.abc import Callable

from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from councils.enums import ELECTED, STAFF
from councils.models import Answer, Committee, Council, Mandate
from deliberations.enums import ON_AGENDA
from deliberations.models import AgendaItem, Decision, Deliberation, Document, Minutes, Session
from notices.paths import without_language
from presidency.enums import ReportState
from presidency.models import InformationReport, Order, WrittenQuestion
from programmes.enums import UNREAD
from programmes.models import BudgetLine, Evaluation, Programme

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


# --- sessions ---
def _newest(rows, council: str, thing: str, page: str = "deliberations:session") -> Found:
    """Return the page of the newest thing (a session), for rows that name the council and the thing."""
    found = rows.order_by().values_list(council).annotate(newest=Max(thing))
    return {pk: address(page, newest) for pk, newest in found}


@reads("sessions")
def sessions(last):
    return _newest(Session.objects.filter(opens_on__lte=last), "council", "pk")


@reads("agendas")
def agendas(last):
    rows = AgendaItem.objects.public().filter(state__in=ON_AGENDA, session__agenda_closed_at__date__lte=last)
    return _newest(rows, "session__council", "session")


@reads("documents")
def documents(last):
    rows = Document.objects.filter(at__date__lte=last, item__isnull=True)
    return _newest(rows, "session__council", "session")


@reads("minutes")
def minutes(last):
    return _newest(Minutes.objects.approved().filter(approved_at__date__lte=last), "session__council", "session")


@reads("votes")
def votes(last):
    rows = Deliberation.objects.filter(is_by_name=True, at__date__lte=last, item__in=AgendaItem.objects.public())
    return _newest(rows.filter(votes__isnull=False), "item__session__council", "item__session")


@reads("decisions")
def decisions(last):
    rows = Decision.objects.published().filter(published_at__date__lte=last).order_by("council", "-published_at")
    found = rows.distinct("council").values_list("council", "address")
    return {pk: address("deliberations:decision", slug) for pk, slug in found}


# --- the programme of action ---
@reads("programme")
def programme(last):
    rows = Programme.objects.exclude(state__in=UNREAD).filter(opened_at__date__lte=last)
    return _newest(rows, "council", "pk", "programmes:programme")


@reads("budget")
def budget(last):
    lines = BudgetLine.objects.exclude(project__programme__state__in=UNREAD)
    return _newest(lines, "project__programme__council", "project__programme", "programmes:budget")


@reads("evaluation")
def evaluation(last):
    rows = Evaluation.objects.filter(published_at__date__lte=last)
    return _newest(rows, "programme__council", "programme", "programmes:programme")


# --- the president and the members ---
@reads("orders")
def orders(last):
    return _newest(Order.objects.public().filter(published_at__date__lte=last), "council", "pk", "presidency:order")


@reads("report")
def report(last):
    rows = InformationReport.objects.filter(state=ReportState.PUBLISHED, published_at__date__lte=last)
    return _newest(rows, "council", "pk", "presidency:report")


@reads("questions")
def questions(last):
    rows = WrittenQuestion.objects.public(last).filter(answered_at__date__lte=last)
    return _newest(rows, "council", "pk", "presidency:question")
