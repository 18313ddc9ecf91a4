"""What changes the files of open data."""

from opendata.actions.dumping import MAKE, ask_for_all, make, tidy

__all__ = ["MAKE", "ask_for_all", "make", "tidy"]
