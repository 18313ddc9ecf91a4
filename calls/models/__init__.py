"""What is kept of calls for projects."""

from calls.models.application import Application, Attachment, BudgetLine
from calls.models.call import Call, Category, Criterion, Evaluator
from calls.models.project import Evidence, Instalment, Milestone, Project
from calls.models.scoring import Mark, Review

__all__ = [
    "Application",
    "Attachment",
    "BudgetLine",
    "Call",
    "Category",
    "Criterion",
    "Evaluator",
    "Evidence",
    "Instalment",
    "Mark",
    "Milestone",
    "Project",
    "Review",
]
