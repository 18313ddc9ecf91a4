"""What is known, taught, offered and planned: documents, reference texts, plans, events, calls, courses."""

import datetime

from django.utils.translation import gettext_lazy as _

from calls.enums import CallState
from calls.models import Call
from events.enums import EventState
from events.models import Event
from plans.enums import PlanState
from plans.models import Plan, ReferenceDocument
from resources.models import Resource
from search.kinds import Thing, in_languages, of_space, register, standing, where
from training.models import Course

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


@register(
    joined=("territory",), places=("territory",), name="resource", label=_("document"), many=_("Documents"),
    icon="resource", model=Resource, rows=lambda: Resource.objects.public(),
)  # fmt: skip
def resource(row: Resource) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=(*in_languages(row, "summary", "text"), row.source),
        at=row.published_at, url=row.get_absolute_url(), title=row.title, themes=(row.theme,), **where(row.territory),
    )  # fmt: skip


@register(
    joined=("space__commune", "region"), places=("space__commune", "region"), name="reference",
    label=_("reference document"), many=_("Reference documents"), icon="document", model=ReferenceDocument,
    behind={"spaces.space": "space"},
)  # fmt: skip
def reference(row: ReferenceDocument) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=in_languages(row, "purpose"), at=row.published_at,
        url=row.get_absolute_url(), title=row.title, **where(row.region or row.space.commune),
    )  # fmt: skip


@register(
    **of_space(), name="plan", label=_("joint action plan"), many=_("Joint action plans"), icon="plan", model=Plan,
    behind={"spaces.space": "space"},
)  # fmt: skip
def plan(row: Plan) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=in_languages(row, "purpose"), at=row.published_at,
        url=row.get_absolute_url(), title=row.title, **where(row.space.commune), **standing(row, PlanState.PUBLISHED),
    )  # fmt: skip


@register(
    **of_space(), name="event", label=_("event"), many=_("Events"), icon="event", model=Event,
    behind={"spaces.space": "space"},
)  # fmt: skip
def event(row: Event) -> Thing:
    told = standing(row, EventState.PUBLISHED) | {"state": row.look}
    return Thing(
        titles=in_languages(row, "title"), texts=(*in_languages(row, "slogan"), row.about, row.venue),
        at=row.starts_at or row.published_at, url=row.get_absolute_url(), title=row.title, themes=(row.theme,),
        **where(row.space.commune), **told,
    )  # fmt: skip


@register(
    **of_space(), name="call", label=_("call for projects"), many=_("Calls for projects"), icon="call", model=Call,
    behind={"spaces.space": "space"}, weight=1.1,
)  # fmt: skip
def call(row: Call) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=(*in_languages(row, "purpose"), row.partner), at=row.published_at,
        url=row.get_absolute_url(), title=row.title, themes=tuple(row.themes), **where(row.space.commune),
        **standing(row, CallState.PUBLISHED),
    )  # fmt: skip


@register(
    **of_space(), name="course", label=_("course"), many=_("Courses"), icon="training", model=Course,
    rows=lambda: Course.objects.public(), behind={"spaces.space": "space"},
)  # fmt: skip
def course(row: Course) -> Thing:
    return Thing(
        titles=in_languages(row, "title"), texts=in_languages(row, "about"), at=row.published_at or EPOCH,
        url=row.get_absolute_url(), title=row.title, **where(row.space.commune if row.space_id else None),
    )  # fmt: skip
