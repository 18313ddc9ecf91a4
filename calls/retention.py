"""What is forgotten of applications, and when (`core.retention`). What everyone reads of them stays."""

from calls.actions import forgetting
from core.retention import keeps

keeps("calls.documents", past=forgetting.past_documents, forget=forgetting.forget_documents)
