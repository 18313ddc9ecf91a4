"""What a council deliberates: its sessions, the points of their agendas with the votes, its decisions."""

from django.utils.translation import gettext_lazy as _

from councils.enums import Role, Theme
from deliberations.enums import (
    Caller,
    Countersigner,
    Force,
    ItemKind,
    ItemState,
    Majority,
    Origin,
    SessionKind,
    SessionState,
    Visa,
)
from deliberations.models import AgendaItem, Decision, Session
from opendata.enums import Kind, Unit
from opendata.tables.councils import COUNCIL
from opendata.tables.shape import EVERYONE, Dataset, Field, address, counted, day, made_up, number, read, same
from territories.queries import unread_of


def sessions():
    rows = Session.objects.visible_to(EVERYONE).select_related("council__territory").with_counts()
    return read(rows.defer(*unread_of("council__territory")))


def items():
    rows = AgendaItem.objects.visible_to(EVERYONE).select_related(
        "session__council__territory", "referral", "committee", "deliberation"
    )
    return read(rows.defer(*unread_of("session__council__territory"), "referral__summary"))


def decisions():
    rows = Decision.objects.visible_to(EVERYONE).select_related(
        "council__territory", "signed_by", "countersigned_by", "deliberation__item__opposed"
    )
    return read(rows.defer(*unread_of("council__territory")))


def _votes(name: str):
    def of(row: AgendaItem):
        deliberation = getattr(row, "deliberation", None)
        return getattr(deliberation, name) if deliberation else None

    return of


SESSIONS = Dataset(
    slug="sessions",
    title=_("Sessions of councils"),
    about=_("When each council sits, the steps of the law before and after, how many points and decisions."),
    rows=sessions,
    codes={"kind": SessionKind, "state": SessionState, "called_by": Caller},
    fields=(
        number(_("number of the session, for ever")),
        address(),
        *COUNCIL,
        same("kind", _("ordinary or extraordinary"), Kind.CODE),
        counted("year", _("year"), unit=Unit.YEARS),
        same("ordinal", _("which one of its kind in the year, from 1"), Kind.INTEGER),
        same("state", _("where it stands"), Kind.CODE),
        same("called_by", _("who had it held, when it is extraordinary"), Kind.CODE),
        same("opens_from", _("first day on which it may open"), Kind.DATE),
        same("opens_by", _("last day on which it may open"), Kind.DATE),
        same("opens_on", _("day chosen for its opening"), Kind.DATE),
        day("agenda_closed_on", _("day on which its agenda was closed"), path="agenda_closed_at"),
        same("sent_to_governor_on", _("day on which the agenda was sent to the governor"), Kind.DATE),
        same("convened_on", _("day on which the members were convened"), Kind.DATE),
        day("opened_on", _("day on which it was opened"), path="opened_at"),
        day("closed_on", _("day on which it was closed"), path="closed_at"),
        same("sent_on", _("day on which minutes and decisions were sent to the governor"), Kind.DATE),
        counted("points", _("points on its agenda"), unit="", path="item_count"),
        counted("decisions", _("published decisions"), unit="", path="decision_count"),
        made_up("council.is_demo"),
    ),
)

ITEMS = Dataset(
    slug="agenda-items",
    title=_("Points of agendas"),
    about=_("The points of each session’s agenda: where they come from, their vote, what was not kept and why."),
    rows=items,
    codes={"kind": ItemKind, "theme": Theme, "origin": Origin, "state": ItemState, "forced_by": Force,
           "majority": Majority},
    fields=(
        number(_("number of the point, for ever")),
        address(),
        same("session", _("number of the session"), Kind.INTEGER, path="session_id"),
        same("council", _("code of the council’s territory (HCP)"), path="session.council.territory.code"),
        same("number", _("its number on the agenda"), Kind.INTEGER),
        same("title_ar", _("its title in Arabic")),
        same("title_fr", _("its title in French")),
        same("kind", _("code of what it is about"), Kind.CODE),
        same("theme", _("code of its theme"), Kind.CODE),
        same("origin", _("where it comes from"), Kind.CODE),
        same("article", _("article of law by which it stands there")),
        same("referral", _("number of the matter that it deals with"), Kind.INTEGER, path="referral_id"),
        same("state", _("where it stands"), Kind.CODE),
        same("reason", _("why it was not kept, postponed or withdrawn")),
        same("forced_by", _("who put it on an agenda that was closed"), Kind.CODE),
        same("committee_ar", _("standing committee that studies it, in Arabic"), path="committee.name_ar"),
        same("committee_fr", _("standing committee that studies it, in French"), path="committee.name_fr"),
        same("committee_on", _("day on which the committee studied it"), Kind.DATE),
        Field("majority", _("majority that the law asks for"), lambda row: str(row.majority), Kind.CODE),
        Field("in_office", _("members in office when it was voted"), _votes("in_office"), Kind.INTEGER, Unit.PEOPLE),
        Field("present", _("members there when it was voted"), _votes("present"), Kind.INTEGER, Unit.PEOPLE),
        Field("voices_for", _("voices for"), _votes("for_count"), Kind.INTEGER, Unit.VOICES),
        Field("voices_against", _("voices against"), _votes("against_count"), Kind.INTEGER, Unit.VOICES),
        Field("abstentions", _("abstentions"), _votes("abstain_count"), Kind.INTEGER, Unit.VOICES),
        Field("adopted", _("true: adopted"), _votes("is_adopted"), Kind.BOOLEAN),
        made_up("session.council.is_demo"),
    ),
)  # fmt: skip

DECISIONS = Dataset(
    slug="decisions",
    title=_("Decisions of councils"),
    about=_("Every published decision, its text, who signed, its posting and the governor’s visa."),
    rows=decisions,
    codes={"signed_role": Role, "countersigned_role": Countersigner, "visa": Visa},
    fields=(
        number(_("number of the decision here, for ever")),
        address(),
        *COUNCIL,
        same("reference", _("its number in the council and the year")),
        same("item", _("number of the point that it decides"), Kind.INTEGER, path="deliberation.item_id"),
        same("title_ar", _("its title in Arabic")),
        same("title_fr", _("its title in French")),
        same("text_ar", _("its text in Arabic")),
        same("text_fr", _("its text in French")),
        same("adopted_on", _("day on which it was adopted"), Kind.DATE),
        same("signed_by_ar", _("who signed, in Arabic"), path="signed_by.name_ar"),
        same("signed_by_fr", _("who signed, in French"), path="signed_by.name_fr"),
        same("signed_role", _("in which capacity"), Kind.CODE),
        same("countersigned_by_ar", _("who signed beside, in Arabic"), path="countersigned_by.name_ar"),
        same("countersigned_by_fr", _("who signed beside, in French"), path="countersigned_by.name_fr"),
        same("countersigned_role", _("in which capacity she signed beside"), Kind.CODE),
        same("no_countersign_reason", _("why the secretary of the council did not sign")),
        same(
            "opposed",
            _("number here of the opposed decision on which it deliberates anew"),
            Kind.INTEGER,
            path="deliberation.item.opposed_id",
        ),
        day("published_on", _("day of its publication"), path="published_at"),
        same("posted_from", _("first day of its posting at the seat"), Kind.DATE),
        same("posted_until", _("last day of its posting"), Kind.DATE),
        same("sent_on", _("day on which it was sent to the governor"), Kind.DATE),
        same("visa", _("where it stands with the governor"), Kind.CODE),
        same("visa_on", _("day of the visa or of the opposition"), Kind.DATE),
        made_up("council.is_demo"),
    ),
)
