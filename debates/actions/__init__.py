"""What people do in threads, debates and sittings. Each act checks by itself, in one transaction."""

from debates.actions.agenda import add_agenda_point, change_agenda_point, move_agenda_point, remove_agenda_point
from debates.actions.attending import attend, count_in_thread
from debates.actions.concluding import (
    add_point,
    conclude,
    edit_point,
    people_behind_matter,
    remove_point,
    seen_of,
    show_questions,
    tell_answer,
    write_words,
)
from debates.actions.contributing import contribute, edit_contribution
from debates.actions.debates import create_debate, edit_debate, move_debate
from debates.actions.documents import add_document, remove_document
from debates.actions.erasing import erase
from debates.actions.floor import (
    Declared,
    ask,
    ask_for_hall,
    end_turn,
    extend,
    give,
    move_request,
    pass_over,
    withdraw_request,
)
from debates.actions.interest import follow, unfollow
from debates.actions.minutes import (
    PRINT,
    correct_minutes,
    forget_in_minutes,
    print_again,
    print_minutes,
    print_missing,
)
from debates.actions.moderating import move_contribution, pin, unpin
from debates.actions.numbering import lock, stamp
from debates.actions.planning import cancel_sitting, plan_sitting, replan_sitting
from debates.actions.polls import close_poll, count_hands, make_poll, move_poll, open_poll, vote
from debates.actions.reacting import react, unreact
from debates.actions.sittings import adjust, call_point, count_hall, end, hand_over, move_sitting, start
from debates.actions.threads import keep_in_step, move_thread, open_thread, settle
from debates.actions.time import pass_time
from debates.actions.voicing import transcribe

__all__ = [
    "PRINT",
    "Declared",
    "add_agenda_point",
    "add_document",
    "add_point",
    "adjust",
    "ask",
    "ask_for_hall",
    "attend",
    "call_point",
    "cancel_sitting",
    "change_agenda_point",
    "close_poll",
    "conclude",
    "contribute",
    "correct_minutes",
    "count_hall",
    "count_hands",
    "count_in_thread",
    "create_debate",
    "edit_contribution",
    "edit_debate",
    "edit_point",
    "end",
    "end_turn",
    "erase",
    "extend",
    "follow",
    "forget_in_minutes",
    "give",
    "hand_over",
    "keep_in_step",
    "lock",
    "make_poll",
    "move_agenda_point",
    "move_contribution",
    "move_debate",
    "move_poll",
    "move_request",
    "move_sitting",
    "move_thread",
    "open_poll",
    "open_thread",
    "pass_over",
    "pass_time",
    "people_behind_matter",
    "pin",
    "plan_sitting",
    "print_again",
    "print_minutes",
    "print_missing",
    "react",
    "remove_agenda_point",
    "remove_document",
    "remove_point",
    "replan_sitting",
    "seen_of",
    "settle",
    "show_questions",
    "stamp",
    "start",
    "tell_answer",
    "transcribe",
    "unfollow",
    "unpin",
    "unreact",
    "vote",
    "withdraw_request",
    "write_words",
]
