"""The steps of the builder: one question a page, in the order of the form that the decree asks for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from petitions.conditions import SIGNED, conditions_of, missing_in
from petitions.enums import Bearer
from petitions.models import Petition


@dataclass(frozen=True)
class Step:
    """One page: its `name` in the address, the few words that list it, the question at its head."""

    name: str
    label: Any
    question: Any


STEPS = (
    Step("council", _("The council"), _("Which council is it for?")),
    Step("object", _("The object"), _("What do you ask the council to decide?")),
    Step("reasons", _("The reasons"), _("Why is it asked for?")),
    Step("aims", _("The aims"), _("What should be reached by it?")),
    Step("bearer", _("Who presents it"), _("Who presents it: citizens, or an association?")),
    Step("mandatary", _("The mandatary"), _("Who speaks for it before the council?")),
    Step("annexes", _("The annexes"), _("Is there a document that the council should see?")),
    Step("check", _("Check your answers"), _("Is everything right?")),
)
BY_NAME = {step.name: step for step in STEPS}
NAMES = [step.name for step in STEPS]


def after(name: str) -> str:
    """Return the name of the step that follows, the last one after the last."""
    return NAMES[min(NAMES.index(name) + 1, len(NAMES) - 1)]


def first_open(petition: Petition) -> str:
    """Return the first step of a draft that has no answer yet, where its author goes on."""
    answered = {
        "council": True,
        "object": bool(petition.title) and petition.within_powers and petition.respects_constants,
        "reasons": bool(petition.reasons),
        "aims": bool(petition.aims),
        "bearer": petition.common_interest if petition.bearer == Bearer.CITIZENS else petition.association_id,
        "mandatary": bool(petition.particulars),
    }
    return next((name for name, is_answered in answered.items() if not is_answered), "check")


def listed(petition: Petition, current: str) -> list[dict[str, Any]]:
    """Return each step with what its line shows: whether it is the one being read, whether it has its answer."""
    reached = NAMES.index(first_open(petition))
    return [
        {"step": step, "is_current": step.name == current, "is_done": number < reached and step.name != "annexes"}
        for number, step in enumerate(STEPS)
    ]


def context(petition: Petition, name: str) -> dict[str, Any]:
    """Return what every page of the builder shows of a draft: its step among the others, and the live checklist."""
    conditions = conditions_of(petition)
    return {
        "petition": petition,
        "space": petition.space,
        "step": BY_NAME[name],
        "number": NAMES.index(name) + 1,
        "total": len(STEPS),
        "steps": listed(petition, name),
        "conditions": conditions,
        "missing": [one for one in missing_in(conditions) if one.key not in SIGNED],
        "by_association": petition.bearer == Bearer.ASSOCIATION,
    }
