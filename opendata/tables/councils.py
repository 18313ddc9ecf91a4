"""Councils, the people who hold a mandate in them, what was put before them and what they answered."""

from django.conf import settings
from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.enums import Days
from councils.enums import ELECTED, PauseReason, ReferralState, Role, Theme, Verdict
from councils.models import Answer, Council, Mandate, Referral
from notices.paths import absolute
from opendata.enums import Kind, Unit
from opendata.tables.shape import EVERYONE, Dataset, Field, address, counted, day, made_up, number, place_of, read, same
from territories.enums import Level
from territories.queries import unread_of


def known_mandates():
    """The mandates that everyone may know: of elected people since they began, of staff those of today."""
    today = localdate()
    of_today = Mandate.objects.current(today).values("pk")
    begun = Mandate.objects.filter(starts_on__lte=today)
    return begun.filter(Q(role__in=ELECTED) | Q(pk__in=of_today))


def councils():
    today = localdate()
    sits = Q(mandates__role__in=ELECTED, mandates__starts_on__lte=today) & (
        Q(mandates__ends_on__isnull=True) | Q(mandates__ends_on__gte=today)
    )
    rows = Council.objects.select_related("territory").defer(*unread_of("territory"))
    return read(rows.annotate(members=Count("mandates", filter=sits)))


def mandates():
    rows = known_mandates().select_related("council__territory", "committee")
    return read(rows.defer(*unread_of("council__territory")))


def referrals():
    rows = Referral.objects.visible_to(EVERYONE).select_related("council__territory")
    return read(rows.defer(*unread_of("council__territory"), "summary"))


def answers():
    rows = Answer.objects.visible_to(EVERYONE).select_related("referral__council__territory", "signed_by")
    return read(rows.defer(*unread_of("referral__council__territory"), "referral__summary"))


def _about(row: Referral) -> str:
    return absolute(row.url, settings.LANGUAGE_CODE)


COUNCIL = (
    same("council", _("code of the council’s territory (HCP)"), path="council.territory.code"),
    same("council_name", _("name of the council’s territory, in French"), path="council.territory.name_fr"),
)
OF_REFERRAL = {"state": ReferralState, "theme": Theme, "paused_for": PauseReason}

COUNCILS = Dataset(
    slug="councils",
    title=_("Councils"),
    about=_("The elected councils that Agraw knows, their seats, and the delay to answer that they promised."),
    rows=councils,
    shape=lambda row: row.territory.point,
    codes={"level": Level, "pledge_kind": Days},
    fields=(
        same("code", _("code of its territory (HCP)"), path="territory.code"),
        address(),
        same("level", _("of which kind of territory"), Kind.CODE, path="territory.level"),
        same("name_ar", _("name of its territory, in Arabic"), path="territory.name_ar"),
        same("name_fr", _("name of its territory, in French"), path="territory.name_fr"),
        counted("seats", _("seats by law")),
        counted("members", _("people elected to it whose mandate was entered and holds today")),
        counted("pledge_days", _("days in which it promised to answer, when that is shorter than the law’s"),
                unit=Unit.DAYS),
        same("pledge_kind", _("calendar or working days"), Kind.CODE, path="pledge_days_kind"),
        made_up(),
    ),
)  # fmt: skip

MANDATES = Dataset(
    slug="mandates",
    title=_("Mandates"),
    about=_("Who holds or held which office in a council, from when to when. Of the staff, those of today alone."),
    rows=mandates,
    codes={"role": Role},
    fields=(
        number(_("number of the mandate, for ever")),
        *COUNCIL,
        same("name_ar", _("name of the person, in Arabic")),
        same("name_fr", _("name of the person, in French")),
        same("role", _("code of the office"), Kind.CODE),
        same("committee_ar", _("standing committee, in Arabic"), path="committee.name_ar"),
        same("committee_fr", _("standing committee, in French"), path="committee.name_fr"),
        same("delegation", _("delegation, or service")),
        same("may_publish", _("true: may sign in the president’s place"), Kind.BOOLEAN),
        same("starts_on", _("first day"), Kind.DATE),
        same("ends_on", _("last day, empty while it holds"), Kind.DATE),
        made_up("council.is_demo"),
    ),
)

REFERRALS = Dataset(
    slug="referrals",
    title=_("Matters put before councils"),
    about=_("What councils were asked, with the clock of the law or of their own promise."),
    rows=referrals,
    shape=lambda row: row.location,
    codes=OF_REFERRAL,
    fields=(
        number(_("number of the matter, for ever")),
        address(),
        *COUNCIL,
        same("title", _("what it is about, as written")),
        Field("about", _("page of what is behind it"), _about, Kind.ADDRESS),
        same("theme", _("code of its theme"), Kind.CODE),
        same("place", _("douar or neighbourhood, as written")),
        *place_of(lambda row: row.location),
        same("state", _("where it stands"), Kind.CODE),
        day("received_on", _("day on which it was received"), path="received_at"),
        same("started_on", _("day on which the present clock began"), Kind.DATE),
        same("due_on", _("last day to answer"), Kind.DATE),
        same("is_pledge", _("true: the council’s own promise, not the law’s delay"), Kind.BOOLEAN),
        same("paused_for", _("why the clock stands still; empty: it runs"), Kind.CODE),
        same("late", _("true: unanswered after the last day"), Kind.BOOLEAN, path="is_overdue"),
        day("answered_on", _("day of the answer"), path="answered_at"),
        made_up("council.is_demo"),
    ),
)

ANSWERS = Dataset(
    slug="answers",
    title=_("Answers of councils"),
    about=_("What councils answered, who signed and in which capacity; later reports of progress too."),
    rows=answers,
    codes={"verdict": Verdict, "signed_role": Role},
    fields=(
        number(_("number of the answer, for ever")),
        same("referral", _("number of the matter"), Kind.INTEGER, path="referral_id"),
        same("council", _("code of the council’s territory (HCP)"), path="referral.council.territory.code"),
        same("verdict", _("code of what it says"), Kind.CODE),
        same("text", _("the answer, as written")),
        same("planned_for", _("day that it promises"), Kind.DATE),
        same("signed_by_ar", _("who signed, in Arabic"), path="signed_by.name_ar"),
        same("signed_by_fr", _("who signed, in French"), path="signed_by.name_fr"),
        same("signed_role", _("in which capacity"), Kind.CODE),
        same("published_on", _("day of its publication"), Kind.DATE),
        same("due_on", _("last day of the clock that it stopped; empty for a report of progress"), Kind.DATE),
        same("is_report", _("true: a later report of progress"), Kind.BOOLEAN),
        made_up("referral.council.is_demo"),
    ),
)
