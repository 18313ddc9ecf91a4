"""What people do for those who read little. Each act checks by itself, in one transaction."""

from plain.actions.recording import record, remove
from plain.actions.writing import write_easy

__all__ = ["record", "remove", "write_easy"]
