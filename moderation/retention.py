"""What is forgotten of moderation, and when (`core.retention`): the register names nobody, and stays."""

from core.retention import keeps
from moderation.actions import forgetting

keeps("moderation.cases", past=forgetting.past_cases, forget=forgetting.forget_cases)
keeps("moderation.reports", past=forgetting.past_reports, forget=forgetting.forget_reports)
keeps("moderation.sanctions", past=forgetting.past_sanctions, forget=forgetting.forget_sanctions)
