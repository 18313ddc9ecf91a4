"""What people do with petitions. Each act checks by itself, in one transaction; nothing else writes a petition."""

from petitions.actions.annexes import add_annex, remove_annex
from petitions.actions.counting import ask_for_count, count_now, is_enough, is_waiting, refresh, refresh_if_old
from petitions.actions.filing import make_file, newest_file, read_file
from petitions.actions.forgetting import erase, forget_origins, forget_words
from petitions.actions.handing_over import hand_over
from petitions.actions.judging import held_groups, invalidate, release
from petitions.actions.letting_go import let_go
from petitions.actions.mandating import name_mandatary
from petitions.actions.moderating import hide, hold, show
from petitions.actions.paper import AT_ONCE_MAX as SHEETS_AT_ONCE
from petitions.actions.paper import check_sheet, enter_sheet, give_back_sheet, print_sheets, refuse_sheet
from petitions.actions.recounting import alarm, recount_all
from petitions.actions.signing import Signed, Terms, own_kind, own_rows, sign, terms_of, with_terms, withdraw_signature
from petitions.actions.telling import tell_batch, tell_signers
from petitions.actions.writing import begin, discard, start, write

__all__ = [
    "SHEETS_AT_ONCE",
    "Signed",
    "Terms",
    "add_annex",
    "alarm",
    "ask_for_count",
    "begin",
    "check_sheet",
    "count_now",
    "discard",
    "enter_sheet",
    "erase",
    "forget_origins",
    "forget_words",
    "give_back_sheet",
    "hand_over",
    "held_groups",
    "hide",
    "hold",
    "invalidate",
    "is_enough",
    "is_waiting",
    "let_go",
    "make_file",
    "name_mandatary",
    "newest_file",
    "own_kind",
    "own_rows",
    "print_sheets",
    "read_file",
    "recount_all",
    "refresh",
    "refresh_if_old",
    "refuse_sheet",
    "release",
    "remove_annex",
    "show",
    "sign",
    "start",
    "tell_batch",
    "tell_signers",
    "terms_of",
    "with_terms",
    "withdraw_signature",
    "write",
]
