"""What people do with petitions. Each act checks by itself, in one transaction; nothing else writes a petition."""

from petitions.actions.annexes import add_annex, remove_annex
from petitions.actions.mandating import name_mandatary
from petitions.actions.moderating import hide, hold, show
from petitions.actions.paper import check_sheet, enter_sheet, give_back_sheet, print_sheets, refuse_sheet
from petitions.actions.writing import begin, discard, start, write

__all__ = [
    "add_annex",
    "begin",
    "check_sheet",
    "discard",
    "enter_sheet",
    "give_back_sheet",
    "hide",
    "hold",
    "name_mandatary",
    "print_sheets",
    "refuse_sheet",
    "remove_annex",
    "show",
    "start",
    "write",
]
