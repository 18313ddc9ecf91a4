"""What people do with petitions. Each act checks by itself, in one transaction; nothing else writes a petition."""

from petitions.actions.paper import check_sheet, enter_sheet, give_back_sheet, print_sheets, refuse_sheet

__all__ = [
    "check_sheet",
    "enter_sheet",
    "give_back_sheet",
    "print_sheets",
    "refuse_sheet",
]
