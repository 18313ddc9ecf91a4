"""What changes the files of open data."""

from opendata.actions.dumping import MAKE, ask_for_all, make, take_down, tidy

__all__ = ["MAKE", "ask_for_all", "make", "take_down", "tidy"]
