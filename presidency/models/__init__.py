"""What the president answers for: orders, written questions of the members, information reports."""

from presidency.models.order import Order
from presidency.models.question import QuestionSitting, WrittenQuestion
from presidency.models.report import InformationReport

__all__ = ["InformationReport", "Order", "QuestionSitting", "WrittenQuestion"]
