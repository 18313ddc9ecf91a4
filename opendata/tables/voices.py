"""What inhabitants asked for, talked about and were asked: needs, debates, consultations and their results."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from consultations.enums import Audience, ConsultationState
from consultations.models import Consultation
from consultations.results import Told, may_see
from core.enums import Visibility
from councils.enums import ReferralState, Theme
from debates.enums import DebateState
from debates.models import Debate
from needs.enums import Beneficiary, NeedState
from needs.models import Need
from opendata.enums import Kind
from opendata.tables.shape import EVERYONE, Dataset, Field, address, counted, day, made_up, number, place_of, read, same
from territories.queries import unread_of

SPACE = (
    same("space", _("code of the commune in whose space it is (HCP)"), path="space.commune.code"),
    same("space_name", _("name of that commune, in French"), path="space.commune.name_fr"),
)
DRAFTLESS = "draft"  # a thing in preparation is in no dataset, so the dictionary does not name the state


def needs() -> Iterator[Need]:
    rows = Need.objects.visible_to(EVERYONE).select_related("space__commune", "relay", "merged_into", "referral")
    unread = ("merged_into__text", "merged_into__folded", "merged_into__keys", "referral__summary", "folded", "keys")
    return read(rows.defer(*unread_of("space__commune"), *unread))


def _merged_into(need: Need) -> int | None:
    """The number of the need that it was joined to, when everyone may see that one too."""
    into = need.merged_into
    return into.pk if into and into.visibility == Visibility.VISIBLE else None


def _referral(need: Need) -> int | None:
    referral = need.referral
    is_seen = referral and referral.is_shown and referral.state != ReferralState.WITHDRAWN
    return referral.pk if is_seen else None


NEEDS = Dataset(
    slug="needs",
    title=_("Needs"),
    about=_("What inhabitants asked for, where, how many joined, and what became of it. Nothing tells who."),
    rows=needs,
    shape=lambda row: row.location,
    codes={"theme": Theme, "beneficiary": Beneficiary, "state": NeedState},
    fields=(
        number(_("number of the need, for ever")),
        address(),
        *SPACE,
        same("title", _("what is needed, as written")),
        same("text", _("more about it, as written")),
        same("theme", _("code of its theme"), Kind.CODE),
        same("beneficiary", _("code of whom it is for"), Kind.CODE),
        same("place", _("douar or neighbourhood, as written")),
        *place_of(lambda row: row.location),
        same("state", _("where it stands"), Kind.CODE),
        counted("people", _("people who joined it or one merged into it, each once"), path="support_count"),
        Field("by_desk", _("true: entered at a desk for someone who agreed"),
              lambda row: getattr(row, "relay", None) is not None, Kind.BOOLEAN),
        Field("merged_into", _("number of the need that it was joined to"), _merged_into, Kind.INTEGER),
        Field("referral", _("number of the matter before the council"), _referral, Kind.INTEGER),
        day("created_on", _("day on which it was posted"), path="created_at"),
        day("heard_on", _("day on which the council received it"), path="heard_at"),
        day("said_done_on", _("day on which the council said that it was done"), path="said_done_at"),
        day("confirmed_on", _("day on which the people who asked confirmed it"), path="confirmed_at"),
        made_up("space.is_demo"),
    ),
)  # fmt: skip


def debates() -> Iterator[Debate]:
    rows = Debate.objects.visible_to(EVERYONE).select_related("space__commune", "thread")
    return read(rows.defer(*unread_of("space__commune"), "text"))


DEBATES = Dataset(
    slug="debates",
    title=_("Debates"),
    about=_("Public debates, their question, how much was said, and their conclusion."),
    rows=debates,
    codes={"theme": Theme, "state": DebateState},
    fields=(
        number(_("number of the debate, for ever")),
        address(),
        *SPACE,
        same("title", _("its title, as written")),
        same("question", _("the question that was put")),
        same("theme", _("code of its theme"), Kind.CODE),
        same("state", _("where it stands"), Kind.CODE),
        counted("contributions", _("contributions that everyone may read"), unit="", path="thread.shown_count"),
        same("conclusion", _("the conclusion, as written, without its points")),
        day("announced_on", _("day on which it was announced"), path="announced_at"),
        day("opened_on", _("day on which it opened"), path="opened_at"),
        day("closed_on", _("day on which it closed"), path="closed_at"),
        day("concluded_on", _("day of its conclusion"), path="concluded_at"),
        made_up("space.is_demo"),
    ),
)


def consultations() -> Iterator[Consultation]:
    rows = Consultation.objects.visible_to(EVERYONE).select_related("space__commune", "council__territory")
    return read(rows.defer(*unread_of("space__commune", "council__territory"), "folded"))


CONSULTATIONS = Dataset(
    slug="consultations",
    title=_("Consultations"),
    about=_("What councils and spaces asked the inhabitants, until when, and what the result is for."),
    rows=consultations,
    codes={"theme": Theme, "audience": Audience, "state": ConsultationState},
    fields=(
        number(_("number of the consultation, for ever")),
        address(),
        *SPACE,
        same("council", _("code of the council that asks; empty when the space does"), path="council.territory.code"),
        same("title", _("its title, as written")),
        same("purpose", _("what is asked and why, as written")),
        same("use", _("what will be done with the result, as written")),
        same("theme", _("code of its theme"), Kind.CODE),
        same("audience", _("who may answer"), Kind.CODE),
        same("state", _("where it stands"), Kind.CODE),
        day("opened_on", _("day on which it opened"), path="opened_at"),
        day("closes_on", _("last day to answer"), path="closes_at"),
        day("published_on", _("day on which the result was published"), path="published_at"),
        made_up("space.is_demo"),
    ),
)


def results() -> Iterator[dict[str, Any]]:
    """Yield every number of every result that everyone may see; what is of few people was taken out when counting."""
    language = translation.get_language()
    for consultation in consultations():
        if not may_see(consultation, EVERYONE):
            continue
        translation.activate("fr")
        try:
            head, *lines = Told(consultation).lines()
        finally:
            translation.activate(language or settings.LANGUAGE_CODE)
        for number_, line in enumerate(lines, 1):
            is_demo = consultation.space.is_demo
            yield {
                "consultation": consultation.pk,
                "line": number_,
                "demo": is_demo,
                **dict(zip(head, line, strict=True)),
            }


def _of(name: str, words: Any, kind: str = Kind.STRING) -> Field:
    def of(row: dict[str, Any]) -> Any:
        value = row[name]
        if value is None or value == "":
            return None
        return str(value) if kind == Kind.STRING else value

    return Field(name, words, of, kind)


RESULTS = Dataset(
    slug="consultation-results",
    title=_("Results of consultations"),
    about=_("Every number of every published result, one a line. What is of few people is hidden."),
    rows=results,
    fields=(
        _of("consultation", _("number of the consultation"), Kind.INTEGER),
        _of("line", _("number of the line in that result"), Kind.INTEGER),
        _of("part", _("number of the part; empty for the whole")),
        _of("kind", _("questionnaire, opinions or priorities, a code")),
        _of("of", _("number of the question, the statement or the proposal")),
        _of("text", _("its words")),
        _of("cell", _("number or value of the answer that is counted")),
        _of("name", _("its words, in French where Agraw wrote them")),
        _of("group_by", _("what the people are told apart by: gender, age_band, place, way, opinion_group")),
        _of("group", _("which of these")),
        _of("measure", _("what is counted: people, points, agree, disagree, answered, won")),
        Field("value", _("the number; empty: hidden, because few people are behind it"),
              lambda row: None if row["value"] is None else float(row["value"]) if isinstance(row["value"], float)
              else int(row["value"]), Kind.NUMBER),
        _of("demo", _("true: made-up data that shows how Agraw works"), Kind.BOOLEAN),
    ),
)  # fmt: skip
