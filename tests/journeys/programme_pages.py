"""The pages of communal action plans: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from programmes.models import Programme
from tests import world_of_programmes as making
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a programme that is being prepared."""
    by = people.fresh(world.people["president"])
    made = SimpleNamespace()
    rows = Programme.objects.filter(council__territory=world.space.commune_id)
    made.first, made.second = rows.get(number=1), rows.get(number=2)
    council = made.first.council
    made.planning = making._programme(council, "مستقبل", made.first.ends_on.year + 1, "preparation", by)
    return made


def visits(world) -> list[Visit]:
    made = world.programmes
    first, second = f"programmes/{made.first.pk}/", f"programmes/{made.second.pk}/"
    draft = f"programmes/{made.planning.pk}/"
    done = made.second.projects.filter(state="done").latest("pk")
    asked = made.second.projects.filter(state="in_progress").latest("pk")
    planned = made.planning.projects.earliest("pk")
    axis, line = made.planning.axes.earliest("pk").pk, planned.lines.get().pk
    project, going = f"projects/{planned.pk}/", f"projects/{asked.pk}/"
    year = made.first.evaluations.earliest("year").year
    forms = (
        f"{draft}edit/", f"{draft}session/", f"{draft}steps/opening/write/", f"{draft}steps/consultation/write/",
        f"{draft}moves/diagnose/", f"{draft}axes/add/", f"{draft}axes/{axis}/", f"{draft}axes/{axis}/projects/add/",
        f"{project}edit/", f"{project}budget/add/", f"{project}budget/{line}/", f"{project}origins/",
        f"{going}milestones/add/", f"{going}indicators/add/", f"{going}moves/postpone/",
        f"{going}budget/{asked.lines.earliest('pk').pk}/spend/", f"{second}evaluations/publish/",
    )  # fmt: skip
    sent_empty = (f"{draft}steps/opening/write/", f"{draft}axes/{axis}/projects/add/", f"{going}follow-up/")
    return [
        Visit("councils/tiznit/programme/"), Visit(second), Visit(f"{second}?late=1", languages=FEW),
        Visit(first, languages=FEW), Visit(f"{first}steps/"), Visit(f"{second}budget/"),
        Visit(f"{second}map/", languages=FEW), Visit(f"{second}columns/", languages=FEW),
        Visit(f"projects/{done.pk}/"), Visit(f"projects/{done.pk}/", "citizen", languages=FEW),
        Visit(f"projects/{done.pk}/contest/", "citizen", languages=FEW), Visit(going, "president", languages=FEW),
        Visit(f"{first}evaluations/{year}/"), Visit(draft, "president", languages=FEW),
        Visit(f"{draft}steps/", "president", languages=FEW), Visit(project, "president", languages=("ar",)),
        Visit(f"programmes/from/need/{world.rich.pk}/", languages=FEW), Visit(f"{second}update/", "president"),
        Visit("councils/tiznit/programme/begin/", "president", languages=FEW),
        Visit(f"{going}follow-up/", "president", languages=FEW),
        *(Visit(path, "president", languages=("ar",)) for path in forms),
        *(Visit(path, "president", sends_nothing, 0, ("ar",)) for path in sent_empty),
    ]  # fmt: skip
