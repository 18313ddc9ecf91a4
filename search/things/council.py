"""What councils answer, decide, order and promise."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.models import Answer
from deliberations.models import Decision
from plans.enums import OVER
from presidency.enums import WAITING, QuestionState
from presidency.models import Order, WrittenQuestion
from programmes.enums import UNREAD, ProgrammeState
from programmes.models import Programme, Project
from search.kinds import VISITOR, Thing, in_languages, register, standing, where


@register(
    name="answer", label=_("answer of a council"), many=_("Answers of councils"), icon="answer", model=Answer,
    rows=lambda: Answer.objects.visible_to(VISITOR).published(),
    joined=("referral__council__territory",), places=("referral__council__territory",),
    behind={
        "councils.referral": "referral", "needs.need": "referral__need", "petitions.petition": "referral__petition",
        "consultations.consultation": "referral__consultation",
    },
)  # fmt: skip
def answer(row: Answer) -> Thing:
    return Thing(
        titles=(row.referral.title,), texts=(row.text,), at=row.published_at, url=row.referral.get_absolute_url(),
        title=row.referral.title, themes=(row.referral.theme,), state=row.verdict,
        state_label=row.get_verdict_display(), **where(row.referral.council.territory),
    )  # fmt: skip


@register(
    name="decision", label=_("decision of a council"), many=_("Decisions of councils"), icon="decision", model=Decision,
    joined=("council__territory",), places=("council__territory",), weight=1.2,
)  # fmt: skip
def decision(row: Decision) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=(row.reference, *in_languages(row, "text")), at=row.adopted_on,
        url=row.get_absolute_url(), title=row.title, **where(row.council.territory),
    )  # fmt: skip


@register(
    name="order", label=_("order of a president"), many=_("Orders of presidents"), icon="order", model=Order,
    joined=("council__territory",), places=("council__territory",),
)  # fmt: skip
def order(row: Order) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=(row.cited, *in_languages(row, "text"), row.article),
        at=row.published_at or row.created_at, url=row.get_absolute_url(), title=row.title,
        **where(row.council.territory), **standing(row) | {"is_open": None},
    )  # fmt: skip


@register(
    name="question", label=_("written question"), many=_("Written questions"), icon="question", model=WrittenQuestion,
    joined=("council__territory",), places=("council__territory",),
)  # fmt: skip
def question(row: WrittenQuestion) -> Thing:
    reply = (row.reply,) if row.state == QuestionState.ANSWERED else ()  # a draft of it is nobody's yet
    return Thing(
        titles=(row.title,), texts=(row.text, *reply), at=row.asked_at, url=row.get_absolute_url(), title=row.title,
        themes=(row.theme,), **where(row.council.territory), **standing(row, *WAITING),
    )  # fmt: skip


def _replaced(later: str, programme: str = "") -> Q:
    """What a version in force has replaced: one that is found beside it would say the same of another day."""
    return Q(**{f"{later}__isnull": False, f"{programme}state": ProgrammeState.ENDED})


@register(
    name="programme", label=_("communal action plan"), many=_("Communal action plans"), icon="programme",
    model=Programme, rows=lambda: Programme.objects.visible_to(VISITOR).exclude(_replaced("updated_by")),
    joined=("council__territory",), places=("council__territory",),
)  # fmt: skip
def programme(row: Programme) -> Thing:
    read = () if row.state in UNREAD else in_languages(row, "vision")
    return Thing(
        titles=in_languages(row, "title"), texts=read, at=row.opened_at or row.created_at, url=row.get_absolute_url(),
        title=str(row), state=row.state, state_label=row.get_state_display(), **where(row.council.territory),
    )  # fmt: skip


@register(
    name="project", label=_("project of the commune"), many=_("Projects of communes"), icon="programme", model=Project,
    rows=lambda: Project.objects.visible_to(VISITOR).exclude(_replaced("later", "programme__")),
    joined=("programme__council__territory",), places=("programme__council__territory",),
    behind={"programmes.programme": "programme"}, weight=1.1,
)  # fmt: skip
def project(row: Project) -> Thing:
    told = standing(row) | {"is_open": row.state not in OVER}
    return Thing(
        titles=in_languages(row, "title"), texts=(row.place, *in_languages(row, "text")),
        at=row.programme.opened_at or row.programme.created_at, url=row.get_absolute_url(), title=row.title,
        themes=(row.theme,), **where(row.programme.council.territory), **told,
    )  # fmt: skip
