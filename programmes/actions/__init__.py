"""What people do with communal action plans. Each act checks by itself; nothing else writes them."""

from programmes.actions.evaluating import publish_evaluation
from programmes.actions.following import follow_up, move_project
from programmes.actions.measuring import (
    add_indicator,
    add_milestone,
    measure,
    reach_milestone,
    remove_indicator,
    remove_milestone,
    unreach_milestone,
)
from programmes.actions.origins import found_at, name_origin, remove_origin
from programmes.actions.programmes import (
    begin_programme,
    describe_programme,
    discard_programme,
    move_programme,
    remove_axis,
    set_session,
    write_axis,
)
from programmes.actions.projects import (
    add_project,
    edit_project,
    remove_line,
    remove_project,
    spend,
    write_line,
)
from programmes.actions.reminding import remind_due, take_silence_for_a_visa
from programmes.actions.steps import remove_step, write_step
from programmes.actions.updating import begin_update, may_update_from
from programmes.actions.voicing import move_voice, say_done, say_not_done

__all__ = [
    "add_indicator",
    "add_milestone",
    "add_project",
    "begin_programme",
    "begin_update",
    "describe_programme",
    "discard_programme",
    "edit_project",
    "follow_up",
    "found_at",
    "may_update_from",
    "measure",
    "move_programme",
    "move_project",
    "move_voice",
    "name_origin",
    "publish_evaluation",
    "reach_milestone",
    "remind_due",
    "remove_axis",
    "remove_indicator",
    "remove_line",
    "remove_milestone",
    "remove_origin",
    "remove_project",
    "remove_step",
    "say_done",
    "say_not_done",
    "set_session",
    "spend",
    "take_silence_for_a_visa",
    "unreach_milestone",
    "write_axis",
    "write_line",
    "write_step",
]
