"""What is kept of reference documents and joint action plans."""

from plans.models.document import (
    Adoption,
    Editor,
    Paragraph,
    ParagraphOrigin,
    Passage,
    Phase,
    ReferenceDocument,
    Remark,
    Version,
)
from plans.models.origins import KINDS, Sourced
from plans.models.plan import Action, ActionOrigin, Axis, FollowUp, Indicator, Measure, Milestone, Plan
from plans.models.shapes import (
    ActionShape,
    AxisShape,
    EvidenceShape,
    IndicatorShape,
    MeasureShape,
    MilestoneShape,
)
from plans.models.words import words

__all__ = [
    "KINDS",
    "Action",
    "ActionOrigin",
    "ActionShape",
    "Adoption",
    "Axis",
    "AxisShape",
    "Editor",
    "EvidenceShape",
    "FollowUp",
    "Indicator",
    "IndicatorShape",
    "Measure",
    "MeasureShape",
    "Milestone",
    "MilestoneShape",
    "Paragraph",
    "ParagraphOrigin",
    "Passage",
    "Phase",
    "Plan",
    "ReferenceDocument",
    "Remark",
    "Sourced",
    "Version",
    "words",
]
