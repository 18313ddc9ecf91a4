"""What is kept of communal action plans."""

from programmes.models.origins import KINDS, ProjectOrigin, Sourced
from programmes.models.programme import HELD_IN, Evaluation, Programme, Step
from programmes.models.project import (
    Axis,
    BudgetLine,
    FollowUp,
    Indicator,
    Measure,
    Milestone,
    Project,
    Voice,
)

__all__ = [
    "HELD_IN",
    "KINDS",
    "Axis",
    "BudgetLine",
    "Evaluation",
    "FollowUp",
    "Indicator",
    "Measure",
    "Milestone",
    "Programme",
    "Project",
    "ProjectOrigin",
    "Sourced",
    "Step",
    "Voice",
]
