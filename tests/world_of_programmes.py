"""The action plans of the small world (`tests.world`): one in preparation, one before everyone, one carried out."""

import datetime
from types import SimpleNamespace

from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from plans.enums import ActionState
from programmes import actions
from programmes.enums import ProgrammeState
from programmes.models import Programme, Project, ProjectOrigin
from tests.debates.papers import paper as pdf_of
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    AxisFactory,
    IndicatorFactory,
    LineFactory,
    MilestoneFactory,
    ProgrammeFactory,
    ProjectFactory,
    StepFactory,
)
from tests.needs.files import image

COUNCIL = {"officer", "president", "superuser"}
SECRETS = {"canaryunwritten": COUNCIL, "canaryplanning": COUNCIL, "canarysayer": set()}
PAGES = ("programme", "steps", "map", "ics", "edit", "discard", "update", "session", "evaluate", "axis-add")
# Of programmes whose projects can be read.
READ_PAGES = ("budget", "points", "csv", "json", "geojson", "columns")
PROJECT_PAGES = (
    "project", "project-edit", "project-remove", "line-add", "origin", "follow-up", "milestone-add", "indicator-add",
    "confirm", "contest",
)  # fmt: skip
LINE_PAGES = ("line-edit", "line-remove", "spend")


def make(world) -> SimpleNamespace:
    """Make them; who may not see them is in `SECRETS`."""
    by, council, made = world.who["president"], world.space.commune.council, SimpleNamespace()
    year = localdate().year
    made.running = _programme(council, "shown", year, ProgrammeState.RUNNING, by)
    made.planning = _programme(council, "canaryplanning", year + 6, ProgrammeState.PREPARATION, by)
    made.open = _programme(council, "open", year + 12, ProgrammeState.DIAGNOSIS, by, "canaryunwritten")
    made.project = made.running.projects.earliest("pk")
    made.done = made.running.projects.latest("pk")
    for need in (world.open, world.secret_needs[0]):
        actions.name_origin(made.project, need, by=by)
    actions.follow_up(
        made.project, by=by, text="shown works", file=SimpleUploadedFile("a.pdf", pdf_of()), photo=image(size=(20, 20))
    )
    indicator = made.project.indicators.get()
    actions.measure(indicator, by=by, on=localdate() - datetime.timedelta(days=40), value=2, note="shown note",
                    file=SimpleUploadedFile("a.pdf", pdf_of()))  # fmt: skip
    actions.move_project(made.done, "start", by=by)
    made.done = actions.move_project(made.done, "finish", by=by)
    sayer = UserFactory(display_name="canarysayer", commune=world.space.commune)
    actions.say_not_done(made.done, by=sayer, reason="shown reason")
    made.report = actions.publish_evaluation(made.running, year, by=by, comment_ar="shown comment")
    return made


def _programme(council, word: str, year: int, state: str, by, project_word: str = "") -> Programme:
    row = ProgrammeFactory(
        council=council, author=by, title_ar=f"{word} programme", title_fr="", state=state, total=1000,
        starts_on=datetime.date(year, 1, 1),
    )  # fmt: skip
    word = project_word or word
    axis = AxisFactory(programme=row, title_ar=f"{word} axis", title_fr="")
    StepFactory(programme=row, by=by, note="shown step" if not project_word else "open step")
    StepFactory(programme=row, by=by, kind="consultation")
    first = ProjectFactory(
        axis=axis, title_ar=f"{word} project", title_fr="", cost=1000, place=f"{word} place",
        location=Point(-9.2, 29.7, srid=4326), due_on=row.starts_on + datetime.timedelta(days=1),
    )  # fmt: skip
    LineFactory(project=first)
    MilestoneFactory(project=first, title=f"{word} milestone")
    IndicatorFactory(project=first, name_ar=f"{word} indicator", name_fr="")
    ProjectFactory(axis=axis, title_ar=f"{word} other", title_fr="")
    return row


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of programmes and projects with, as `tests.doors.values` does."""
    made = world.programmes
    rows = [made.running, (made.planning, made.open)[turn % 2]]
    projects = [row.projects.earliest("pk") for row in rows]
    of_rows, of_projects = [{"pk": row.pk} for row in rows], [{"pk": row.pk} for row in projects]
    axes = [{"pk": row.pk, "key": row.axes.earliest("pk").pk} for row in rows]
    steps = [{"pk": row.pk, "key": row.steps.earliest("pk").pk} for row in rows]
    lines = [{"pk": row.pk, "key": row.lines.earliest("pk").pk} for row in projects]
    indicators = [{"pk": row.pk, "key": row.indicators.earliest("pk").pk} for row in projects]
    milestones = [{"pk": row.pk, "key": row.milestones.earliest("pk").pk} for row in projects]
    needs = [{"kind": "need", "key": need.pk} for need in (world.open, world.secret_needs[0])]
    parts = ("file", "photo", "x")
    report = {"pk": made.running.pk, "year": made.report.year}

    def crossed(found, name, words):
        return [one | {name: word} for one in found for word in words]

    slugs = [{"slug": "town"}, {"slug": "village"}]
    return {
        **{(f"programmes:{name}", ("slug",)): slugs for name in ("of-council", "begin")},
        **{(f"programmes:{name}", ("pk",)): of_rows for name in (*PAGES, *READ_PAGES)},
        **{(f"programmes:{name}", ("pk",)): of_projects for name in PROJECT_PAGES},
        ("programmes:programme", ("pk",)): [{"pk": row.pk} for row in (made.running, made.planning, made.open)],
        **{(f"programmes:{name}", ("key", "pk")): axes for name in ("axis-edit", "axis-remove", "project-add")},
        **{(f"programmes:{name}", ("key", "pk")): steps for name in ("step-edit", "step-remove")},
        **{(f"programmes:{name}", ("key", "pk")): lines for name in LINE_PAGES},
        **{(f"programmes:{name}", ("key", "pk")): indicators for name in ("measure", "indicator-remove")},
        ("programmes:move", ("action", "pk")): crossed(of_rows, "action", (*Programme.MOVES, "fly")),
        ("programmes:project-move", ("action", "pk")): crossed(of_projects, "action", (*Project.MOVES, "fly")),
        ("programmes:step", ("kind", "pk")): crossed(of_rows, "kind", ("opening", "consultation", "vote", "x")),
        ("programmes:milestone-act", ("act", "key", "pk")): crossed(milestones, "act", ("reach", "remove", "x")),
        ("programmes:origin-remove", ("key", "pk")): [
            {"pk": made.project.pk, "key": made.project.origins.earliest("pk").pk}
        ],
        ("programmes:from", ("key", "kind")): [*needs, {"kind": "x", "key": 1}],
        ("programmes:evaluation", ("pk", "year")): [report, report | {"year": 1}],
        ("programmes:pdf", ("language", "pk", "year")): crossed([report], "language", ("fr", "xx")),
        ("programmes:evidence", ("part", "pk")): crossed(
            [{"pk": made.project.follow_ups.get().pk}], "part", parts
        ),
        ("programmes:measure-evidence", ("part", "pk")): crossed(
            [{"pk": made.project.indicators.earliest("pk").measures.earliest("pk").pk}], "part", parts
        ),
        ("programmes:step-evidence", ("part", "pk")): crossed([{"pk": steps[0]["key"]}], "part", parts),
        ("programme", ("pk",)): of_rows,
        ("project", ("pk",)): of_projects,
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for no address of this room."""
    made, pk = world.programmes, kwargs.get("pk")
    if not name.startswith(("programmes:", "programme-", "project-")):
        return None
    page = name.removeprefix("programmes:")
    if page == "from":
        return kwargs["key"] in {need.pk for need in world.secret_needs}
    if pk is None or page.endswith("evidence"):
        return False
    in_programme = {
        *PAGES, *READ_PAGES, "move", "step", "step-edit", "step-remove", "axis-edit", "axis-remove", "project-add",
        "evaluation", "pdf",
    }  # fmt: skip
    if page in in_programme or name.startswith("programme-"):
        unread = {made.open.pk} if page in READ_PAGES else set()
        return pk in {made.planning.pk, *unread}
    return Project.objects.filter(pk=pk, programme__in=[made.planning, made.open]).exists()


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of this room list."""
    made, by = world.programmes, world.who["president"]
    year = localdate().year - 6 * (number + 1)
    _programme(made.running.council, f"more {number}", year, ProgrammeState.ENDED, by)
    for row in (made.running, made.planning, made.open):
        axis = AxisFactory(programme=row, title_ar=f"axis {number}")
        project = ProjectFactory(axis=axis, title_ar=f"project {number}", location=Point(-9.2, 29.7, srid=4326))
        LineFactory(project=project, year=row.starts_on.year + number)
        StepFactory(programme=row, kind="consultation", by=by)
    for project in (made.project, made.done):
        LineFactory(project=project, year=made.running.starts_on.year + 1 + number)
        MilestoneFactory(project=project, title=f"milestone {number}")
        IndicatorFactory(project=project, name_ar=f"indicator {number}")
        actions.follow_up(project, by=by, text=f"follow-up {number}")
        actions.name_origin(project, (world.merged, world.waiting)[number], by=by)
    made.done.refresh_from_db()
    if made.done.state == ActionState.DONE:
        actions.say_not_done(made.done, by=UserFactory(commune=world.space.commune), reason=f"reason {number}")
    indicator = made.project.indicators.earliest("pk")
    actions.measure(indicator, by=by, on=localdate() - datetime.timedelta(days=9 - number), value=3)
    more = made.running.projects.latest("pk")
    ProjectOrigin.objects.get_or_create(project=more, need=world.open)
