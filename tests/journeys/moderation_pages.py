"""The pages of moderation: who visits each, and what she does there first."""

from types import SimpleNamespace

from django.utils.timezone import localdate

from moderation import actions
from moderation.enums import CaseState, Ground, Outcome
from moderation.models import Act, Case
from tests.factories.debates import ContributionFactory
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: two cases about the citizen's words, one decided, one appealed against."""
    waiting = Case.objects.filter(state=CaseState.OPEN).latest("pk")
    citizen, facilitator = world.people["citizen"], world.people["facilitator"]
    thread = type(world.rich.thread).objects.get(pk=world.rich.thread_id)
    made = []
    for words in ("كلام أول", "كلام ثان"):
        said = ContributionFactory(thread=thread, author=citizen, text=words)
        case = actions.report("contribution", said.pk, by=world.people["president"], ground=Ground.INSULT).case
        made.append(
            actions.decide(case, outcome=Outcome.HIDDEN, by=facilitator, ground=Ground.INSULT, note="كلام جارح")
        )
    appealed = actions.appeal(made[1], by=citizen, words="لم أقصد أحدا")
    return SimpleNamespace(waiting=waiting, decided=made[0], appealed=appealed)


def visits(world) -> list[Visit]:
    made, space, year = world.moderation, "spaces/tiznit/moderation/", localdate(Act.objects.latest("pk").at).year
    waiting, decided, appealed = (
        f"moderation/cases/{case.pk}/" for case in (made.waiting, made.decided, made.appealed)
    )
    report = f"report/need/{world.rich.pk}/"
    return [
        Visit(report), Visit(report, does=sends_nothing, status=0), Visit("report/need/thanks/"),
        Visit("report/need/thanks/", "citizen", languages=FEW), Visit(space), Visit("moderation/acts/"),
        Visit("moderation/open-data/", languages=FEW), Visit(f"moderation/years/{year}/", languages=FEW),
        Visit(f"{space}years/{year}/"), Visit("moderation/mine/", "citizen"), Visit(decided, "citizen"),
        Visit(appealed, "citizen", languages=FEW), Visit(f"{space}queue/", "facilitator"),
        Visit(f"{space}queue/", "facilitator", sends_nothing, 0, FEW), Visit(waiting, "facilitator"),
        Visit(decided, "facilitator"), Visit(appealed, "coordinator", languages=FEW),
        Visit(appealed, "facilitator", languages=FEW),
        Visit(f"{space}rota/", "facilitator"), Visit(f"{space}words/", "facilitator"),
        Visit(f"{space}words/", "facilitator", sends_nothing, 0, FEW), Visit(f"{space}texts/", "facilitator"),
        Visit(f"{space}texts/", "facilitator", sends_nothing, 0, FEW),
        Visit("moderation/", "facilitator", languages=FEW), Visit("moderation/lab/", "coordinator", languages=FEW),
    ]  # fmt: skip
