"""Datasets that are other rooms' own tables: their columns, their rows. The room itself gives the CSV, as it is now."""

from django.utils.translation import gettext_lazy as _

from calls import register as calls
from calls.enums import CallState, ProjectState
from councils.enums import Theme
from events import table as events
from events.enums import EventKind, EventState
from opendata.enums import Kind, Unit
from opendata.tables.shape import Dataset, fields_of, read
from petitions import register as petitions
from petitions.enums import Bearer, Ground, Outcome, PetitionState
from plans.enums import ActionState
from presidency import register as orders
from presidency.enums import OrderKind, OrderState
from programmes import tables as projects
from programmes.models import Project
from resources import register as resources
from resources.enums import FileKind, Language, Licence, Reader, ResourceKind
from spaces import open_data as associations
from spaces.enums import Tongue

PEOPLE, DIRHAMS = (Kind.INTEGER, Unit.PEOPLE), (Kind.INTEGER, Unit.DIRHAMS)
MONEY = (Kind.NUMBER, Unit.DIRHAMS)  # with centimes
COMMON = {"id": Kind.INTEGER, "url": Kind.ADDRESS, "demo": Kind.BOOLEAN}

PETITIONS = Dataset(
    slug="petitions",
    title=_("Register of petitions"),
    about=_("Every public petition: where it stands, how long each step took, what the council decided. Nothing tells "
            "who signed."),
    rows=petitions.rows,
    live="petitions-csv",
    codes={"state": PetitionState, "bearer": Bearer, "theme": Theme, "grounds": Ground, "outcome": Outcome},
    fields=fields_of(petitions.COLUMNS, COMMON | {
        "bearer": Kind.CODE, "theme": Kind.CODE, "state": Kind.CODE, "required": PEOPLE, "by_hand": PEOPLE,
        "online": PEOPLE, "support": PEOPLE, "started_on": Kind.DATE, "threshold_on": Kind.DATE,
        "deposited_on": Kind.DATE, "notify_by": Kind.DATE, "notified_on": Kind.DATE,
        "days_to_notify": (Kind.INTEGER, Unit.DAYS), "late": Kind.BOOLEAN, "ruling": Kind.CODE, "grounds": Kind.CODES,
        "session_on": Kind.DATE, "deliberated_on": Kind.DATE, "outcome": Kind.CODE, "decided_on": Kind.DATE,
    }),
)  # fmt: skip

ORDERS = Dataset(
    slug="orders",
    title=_("Orders of presidents"),
    about=_("Every published order of the presidents of councils, in force or not."),
    rows=orders.rows,
    live="orders-csv",
    codes={"kind": OrderKind, "state": OrderState},
    fields=fields_of(orders.COLUMNS, COMMON | {
        "year": (Kind.INTEGER, Unit.YEARS), "number": Kind.INTEGER, "kind": Kind.CODE, "state": Kind.CODE,
        "signed_on": Kind.DATE, "published_on": Kind.DATE, "repealed_on": Kind.DATE, "replaced_by": Kind.INTEGER,
        "has_file": Kind.BOOLEAN,
    }),
)  # fmt: skip

ASSOCIATIONS = Dataset(
    slug="associations",
    title=_("Associations"),
    about=_("The directory of associations: what everyone sees on their pages and nothing else."),
    rows=associations.rows,
    live="associations-csv",
    codes={"themes": Theme, "languages": Tongue},
    fields=fields_of(associations.COLUMNS, COMMON | {
        "founded": (Kind.INTEGER, Unit.YEARS), "themes": Kind.CODES, "languages": Kind.CODES,
        "checked_on": Kind.DATE, "registered_on": Kind.DATE,
    }),
)  # fmt: skip

EVENTS = Dataset(
    slug="events",
    title=_("Meetings and forums"),
    about=_("Meetings and forums: when, where, how many came. Counts of few people are left out."),
    rows=events.rows,
    live="events-csv",
    codes={"kind": EventKind, "state": EventState, "theme": Theme},
    fields=fields_of(events.COLUMNS, {
        "id": Kind.INTEGER, "kind": Kind.CODE, "state": Kind.CODE, "theme": Kind.CODE, "starts_at": Kind.MOMENT,
        "ends_at": Kind.MOMENT, "capacity": PEOPLE, "registered": PEOPLE, "waiting": PEOPLE, "came": PEOPLE,
        "women": PEOPLE, "young": PEOPLE, "disabled": PEOPLE, "is_demo": Kind.BOOLEAN,
    }),
)  # fmt: skip

CALLS = Dataset(
    slug="calls",
    title=_("Calls for projects"),
    about=_("Calls for projects: who pays, how much, until when, how many applied and were retained."),
    rows=calls.calls,
    live="calls-csv",
    codes={"state": CallState},
    fields=fields_of(calls.CALLS, COMMON | {
        "state": Kind.CODE, "envelope": DIRHAMS, "ceiling": DIRHAMS, "blind": Kind.BOOLEAN,
        "published_on": Kind.DATE, "closes_on": Kind.DATE, "awarded_on": Kind.DATE, "applications": Kind.INTEGER,
        "retained": Kind.INTEGER,
    }),
)  # fmt: skip

FUNDED = Dataset(
    slug="funded-projects",
    title=_("Funded projects"),
    about=_("Projects of associations that a call retained: granted, spent, whom they reached."),
    rows=calls.projects,
    live="funded-projects-csv",
    codes={"state": ProjectState},
    fields=fields_of(calls.PROJECTS, COMMON | {
        "call": Kind.INTEGER, "association": Kind.INTEGER, "granted": DIRHAMS, "cost": DIRHAMS,
        "beneficiaries": PEOPLE, "reached": PEOPLE, "spent": DIRHAMS, "score": (Kind.NUMBER, Unit.PERCENT),
        "state": Kind.CODE, "agreed_on": Kind.DATE, "ended_on": Kind.DATE,
    }),
)  # fmt: skip

RESOURCES = Dataset(
    slug="resources",
    title=_("Documents of the information bank"),
    about=_("Every published resource: what it is, in which language, for whom, under which licence of its own."),
    rows=resources.rows,
    live="resources-csv",
    codes={"kind": ResourceKind, "theme": Theme, "languages": Language, "roles": Reader, "licence": Licence,
           "file": FileKind},
    fields=fields_of(resources.COLUMNS, COMMON | {
        "kind": Kind.CODE, "theme": Kind.CODE, "languages": Kind.CODES, "roles": Kind.CODES, "licence": Kind.CODE,
        "file": Kind.CODE, "bytes": (Kind.INTEGER, Unit.BYTES), "version": Kind.INTEGER, "issued_on": Kind.DATE,
        "published_on": Kind.DATE, "changed_on": Kind.DATE, "review_on": Kind.DATE, "late": Kind.BOOLEAN,
        "address": Kind.ADDRESS,
    }),
)  # fmt: skip

PROJECTS = Dataset(
    slug="projects",
    title=_("Projects of action plans"),
    about=_("Every project of the published action plans of communes: where, by when, how far it is, its money, and "
            "what inhabitants say of it."),
    rows=lambda: read(Project.objects.public().for_list()),
    shape=lambda row: row.location,
    codes={"theme": Theme, "state": ActionState},
    fields=fields_of(projects.COLUMNS, COMMON | {
        "programme": Kind.INTEGER, "theme": Kind.CODE, "latitude": (Kind.NUMBER, Unit.DEGREES),
        "longitude": (Kind.NUMBER, Unit.DEGREES), "starts_on": Kind.DATE, "due_on": Kind.DATE, "state": Kind.CODE,
        "progress": (Kind.INTEGER, Unit.PERCENT), "days_late": (Kind.INTEGER, Unit.DAYS), "done_on": Kind.DATE,
        "confirmed_by": PEOPLE, "denied_by": PEOPLE, "cost": MONEY, "sourced": MONEY, "committed": MONEY,
        "paid": MONEY,
    }),
)  # fmt: skip
