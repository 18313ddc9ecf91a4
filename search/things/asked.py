"""What inhabitants ask, say and are asked: needs, petitions, debates, consultations."""

from django.utils.translation import gettext_lazy as _

from consultations.enums import ConsultationState
from consultations.models import Consultation
from debates.enums import DebateState
from debates.models import Debate
from needs.enums import NeedState
from needs.models import Need
from petitions.enums import PetitionState
from petitions.models import Petition
from search.kinds import VISITOR, Thing, of_space, register, standing, where

WAITING_PETITION = tuple(
    state
    for state in PetitionState
    if state not in {PetitionState.REJECTED, PetitionState.DECIDED, PetitionState.WITHDRAWN, PetitionState.LAPSED}
)


@register(
    **of_space(), name="need", label=_("need"), many=_("Needs"), icon="need", model=Need,
    rows=lambda: Need.objects.visible_to(VISITOR).standing(), behind={"spaces.space": "space"},
)  # fmt: skip
def need(row: Need) -> Thing:
    return Thing(
        titles=(row.title,), texts=(row.place, row.text), at=row.created_at, url=row.get_absolute_url(),
        title=row.title, themes=(row.theme,), **where(row.space.commune),
        **standing(row, NeedState.VOICED, NeedState.HEARD, NeedState.PLANNED, NeedState.SAID_DONE),
    )  # fmt: skip


@register(
    joined=("space__commune", "council__territory"), places=("space__commune", "council__territory"), name="petition",
    label=_("petition"), many=_("Petitions"), icon="petition", model=Petition,
    behind={"spaces.space": "space"}, weight=1.2,
)  # fmt: skip
def petition(row: Petition) -> Thing:
    return Thing(
        titles=(row.title,), texts=(row.aims, row.reasons), at=row.started_at or row.created_at,
        url=row.get_absolute_url(), title=row.title, themes=(row.theme,),
        **where(row.space.commune, row.council.territory), **standing(row, *WAITING_PETITION),
    )  # fmt: skip


@register(
    **of_space(), name="debate", label=_("debate"), many=_("Debates"), icon="debate", model=Debate,
    behind={"spaces.space": "space", "debates.thread": "thread"}, weight=1.1,
)  # fmt: skip
def debate(row: Debate) -> Thing:
    concluded = (row.conclusion,) if row.concluded_at else ()
    return Thing(
        titles=(row.title,), texts=(row.question, row.text, *concluded), at=row.announced_at or row.created_at,
        url=row.get_absolute_url(), title=row.title, themes=(row.theme,), **where(row.space.commune),
        **standing(row, DebateState.ANNOUNCED, DebateState.OPEN, DebateState.LIVE),
    )  # fmt: skip


@register(
    **of_space(), name="consultation", label=_("consultation"), many=_("Consultations"), icon="consultation",
    model=Consultation, behind={"spaces.space": "space"}, weight=1.1,
)  # fmt: skip
def consultation(row: Consultation) -> Thing:
    said = (row.summary,) if row.state == ConsultationState.PUBLISHED else ()
    return Thing(
        titles=(row.title,), texts=(row.purpose, row.use, *said), at=row.opened_at, url=row.get_absolute_url(),
        title=row.title, themes=(row.theme,), **where(row.space.commune), **standing(row, ConsultationState.OPEN),
    )  # fmt: skip
