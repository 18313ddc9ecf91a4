"""What each council publishes on this site, item by item: the address of the evidence, as it stood at the end of a day.

A fixed number of queries. What was taken away since (a document before the members were convened, a line of a draft
budget) is found no more.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import translation

from core.models import Entry
from councils.enums import ELECTED, STAFF, ReferralState
from councils.models import Answer, Committee, Council, Mandate, Referral
from deliberations.enums import ON_AGENDA, ItemState, SessionState
from deliberations.models import AgendaItem, Decision, Deliberation, Document, Minutes, Session
from notices.paths import without_language
from observatory.counting.past import Past, key_of
from presidency.enums import ReportState
from presidency.models import InformationReport, Order, WrittenQuestion
from programmes.models import BudgetLine, Evaluation, Programme, Project
from territories.queries import UNREAD

Found = dict[int, str]  # the address of what was found, by the key of the council
READERS: dict[str, Callable[[Past], Found]] = {}


def reads(*keys: str):
    """Register what finds one or several items."""

    def register(reader):
        for key in keys:
            READERS[key] = reader
        return reader

    return register


def published_by(past: Past) -> dict[str, Found]:
    """Return, by item, what was published by the end of a day: address by council."""
    found: dict[str, Found] = defaultdict(dict)
    with translation.override("ar"):
        for key, reader in READERS.items():
            found[key] = reader(past)
    return found


def address(name: str, *args) -> str:
    """Return the path of a page without the language."""
    return without_language(reverse(name, args=args))


def _of_councils(rows, at: str = "") -> Found:
    """Return the council's own page, at a place in it, for rows of (council, slug)."""
    return {council: address("councils:detail", slug) + at for council, slug in rows}


def _entered(past: Past) -> Q:
    """Return the condition that a row was entered by the end of the day, whatever day it bears itself.

    Rows from before that moment was kept have none.
    """
    return Q(entered_at__isnull=True) | Q(entered_at__date__lte=past.last)


@reads("members")
def members(past):
    held = Mandate.objects.current(past.last).filter(_entered(past), role__in=ELECTED).order_by()
    return _of_councils(held.values_list("council", "council__territory__slug").distinct(), "#members")


@reads("services")
def services(past):
    held = Mandate.objects.current(past.last).filter(_entered(past), role__in=STAFF).order_by()
    before: dict[int, str] = {}  # what was delegated then, where it was written anew since
    for subject, data in past.later(Mandate, action="describe").values_list("subject", "data"):
        if "delegation" in data.get("changed", {}):
            before.setdefault(key_of(subject), data["changed"]["delegation"][0])
    named = ~Q(delegation="") & ~Q(pk__in=before) | Q(pk__in=[pk for pk, words in before.items() if words])
    return _of_councils(held.filter(named).values_list("council", "council__territory__slug").distinct(), "#members")


@reads("committees")
def committees(past):
    rows = Committee.objects.filter(_entered(past)).exclude(themes=[]).order_by()
    return _of_councils(rows.values_list("council", "council__territory__slug").distinct(), "#members")


@reads("delay")
def delay(past):
    """A promise that was made or taken back after the day was not, or was still, there: the journal has each."""
    changed, before = past.were_done(Council, "pledge")
    entries = Entry.objects.filter(
        pk__lte=past.seen, action="pledge", subject__in=[f"councils.council:{pk}" for pk in before]
    )
    last_said = {
        key_of(subject): data.get("days") for subject, data in entries.order_by("pk").values_list("subject", "data")
    }
    held = Q(pledge_days__isnull=False) & ~Q(pk__in=changed | before)
    rows = Council.objects.filter(held | Q(pk__in=[pk for pk, days in last_said.items() if days])).order_by()
    return _of_councils(rows.values_list("pk", "territory__slug"))


def _shown(past: Past, path: str) -> Q:
    """Return the condition that a matter was shown to everyone at the end of the day."""
    flips: dict[int, bool] = {}
    for subject, target in past.later(Referral, axis="is_shown").values_list("subject", "target"):
        flips.setdefault(key_of(subject), target == "false")  # concealed since: it was shown
    was_shown = [pk for pk, shown in flips.items() if shown]
    return Q(**{f"{path}is_shown": True}) & ~Q(**{f"{path}pk__in": flips}) | Q(**{f"{path}pk__in": was_shown})


@reads("answers")
def answers(past):
    rows = (
        Answer.objects.filter(_shown(past, "referral__"), published_on__lte=past.last)
        .exclude(past.was(Referral, ReferralState.WITHDRAWN, path="referral__"))
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
def sessions(past):
    """The law's calendar is written for every council by the house itself: a day is published by convening for it."""
    convened = Session.objects.exclude(past.was(Session, SessionState.PLANNED))
    return _newest(convened.filter(opens_on__lte=past.last), "council", "pk")


def _public_items(past: Past, *states: ItemState) -> Q:
    """Return the condition that a point stood in one of the states, with nothing hidden behind it."""
    return past.was(AgendaItem, *states) & (Q(referral__isnull=True) | _shown(past, "referral__"))


@reads("agendas")
def agendas(past):
    rows = AgendaItem.objects.filter(_public_items(past, *ON_AGENDA), session__agenda_closed_at__date__lte=past.last)
    return _newest(rows, "session__council", "session")


@reads("documents")
def documents(past):
    rows = Document.objects.filter(at__date__lte=past.last, item__isnull=True)
    return _newest(rows, "session__council", "session")


@reads("minutes")
def minutes(past):
    rows = Minutes.objects.approved().filter(approved_at__date__lte=past.last)
    return _newest(rows, "session__council", "session")


@reads("votes")
def votes(past):
    items = AgendaItem.objects.filter(_public_items(past, *ON_AGENDA))
    rows = Deliberation.objects.filter(is_by_name=True, at__date__lte=past.last, item__in=items)
    return _newest(rows.filter(votes__isnull=False), "item__session__council", "item__session")


@reads("decisions")
def decisions(past):
    rows = Decision.objects.published().filter(published_at__date__lte=past.last).order_by("council", "-published_at")
    found = rows.distinct("council").values_list("council", "address")
    return {pk: address("deliberations:decision", slug) for pk, slug in found}


# --- the programme of action ---
@reads("programme")
def programme(past):
    return _newest(_read_programmes(past), "council", "pk", "programmes:programme")


def _read_programmes(past: Past):
    """Return the programmes whose draft was there to be read by the end of the day."""
    unread = past.was(Programme, *UNREAD)
    return Programme.objects.exclude(unread).filter(opened_at__date__lte=past.last)


@reads("budget")
def budget(past):
    entries = past.later(Project, action="write_line").values_list("subject", "data__line")
    subjects, written = {subject for subject, _line in entries}, {line for _subject, line in entries}
    before = Entry.objects.filter(pk__lte=past.seen, action="write_line", subject__in=subjects)
    new = written - set(before.values_list("data__line", flat=True))
    lines = BudgetLine.objects.filter(project__programme__in=_read_programmes(past)).exclude(pk__in=new)
    return _newest(lines, "project__programme__council", "project__programme", "programmes:budget")


@reads("evaluation")
def evaluation(past):
    rows = Evaluation.objects.filter(published_at__date__lte=past.last)
    return _newest(rows, "programme__council", "programme", "programmes:programme")


# --- the president and the members ---
@reads("orders")
def orders(past):
    rows = Order.objects.public().filter(published_at__date__lte=past.last)
    return _newest(rows, "council", "pk", "presidency:order")


@reads("report")
def report(past):
    rows = InformationReport.objects.filter(state=ReportState.PUBLISHED, published_at__date__lte=past.last)
    return _newest(rows, "council", "pk", "presidency:report")


@reads("questions")
def questions(past):
    rows = WrittenQuestion.objects.public(past.last).filter(answered_at__date__lte=past.last)
    return _newest(rows, "council", "pk", "presidency:question")
