"""What people do with calls for projects. Each act checks by itself, in one transaction; nothing else writes them."""

from calls.actions.applying import begin, complete, send, withdraw, write, write_budget
from calls.actions.attaching import attach, detach
from calls.actions.checking import accept, ask, reject
from calls.actions.deciding import call_up, decide_tie, write_reasons
from calls.actions.evaluators import end_evaluator, name_evaluator
from calls.actions.moving import award, cancel, check, close_due, finish, move, publish, rank, run, score
from calls.actions.preparing import (
    create,
    discard,
    edit,
    remove_category,
    remove_criterion,
    save_category,
    save_criterion,
)
from calls.actions.reviewing import declare, give

__all__ = [
    "accept",
    "ask",
    "attach",
    "award",
    "begin",
    "call_up",
    "cancel",
    "check",
    "close_due",
    "complete",
    "create",
    "decide_tie",
    "declare",
    "detach",
    "discard",
    "edit",
    "end_evaluator",
    "finish",
    "give",
    "move",
    "name_evaluator",
    "publish",
    "rank",
    "reject",
    "remove_category",
    "remove_criterion",
    "run",
    "save_category",
    "save_criterion",
    "score",
    "send",
    "withdraw",
    "write",
    "write_budget",
    "write_reasons",
]
