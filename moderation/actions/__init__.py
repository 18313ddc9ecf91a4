"""What moderation does: the only writer of its rows."""

from moderation.actions.acting import in_hand, is_in_hand
from moderation.actions.appealing import appeal, judge
from moderation.actions.deciding import decide, decide_many
from moderation.actions.following import follow
from moderation.actions.forgetting import erase
from moderation.actions.holding import held_by_rule, hold_by_rule
from moderation.actions.ladder import next_step
from moderation.actions.means import add_text, list_word, take_off_text, take_off_word
from moderation.actions.noting import hold_reason_if_a_rule_says_so, move_note
from moderation.actions.reporting import report
from moderation.actions.rota import put_on_duty, take_off_duty
from moderation.actions.showing import can_show_again, show_again
from moderation.actions.waiting import remind_of_waiting

__all__ = [
    "add_text",
    "appeal",
    "can_show_again",
    "decide",
    "decide_many",
    "erase",
    "follow",
    "held_by_rule",
    "hold_by_rule",
    "hold_reason_if_a_rule_says_so",
    "in_hand",
    "is_in_hand",
    "judge",
    "list_word",
    "move_note",
    "next_step",
    "put_on_duty",
    "remind_of_waiting",
    "report",
    "show_again",
    "take_off_duty",
    "take_off_text",
    "take_off_word",
]
