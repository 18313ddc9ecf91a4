"""What people do with reference documents and joint plans. Each act checks by itself; nothing else writes them."""

from plans.actions.acting import add_action, edit_action, remove_action
from plans.actions.documents import (
    begin_document,
    describe_document,
    end_editor,
    name_editor,
    name_editor_of,
    remove_phase,
    set_phase,
)
from plans.actions.drafting import (
    Overtaken,
    add_passage,
    begin_version,
    discard_draft,
    edit_passage,
    move_passage,
    remove_passage,
    summarize,
)
from plans.actions.following import (
    add_indicator,
    add_milestone,
    follow_up,
    measure,
    move_action,
    reach_milestone,
    remove_indicator,
    remove_milestone,
    unreach_milestone,
)
from plans.actions.origins import found_at, name_origin, remove_origin
from plans.actions.plans import (
    begin_plan,
    close_plan,
    describe_plan,
    discard_plan,
    move_plan,
    publish_plan,
    remove_axis,
    write_axis,
)
from plans.actions.publishing import adopt, move_document, publish_version, withdraw_adoption
from plans.actions.remarks import remark
from plans.actions.reminding import remind_due

__all__ = [
    "Overtaken",
    "add_action",
    "add_indicator",
    "add_milestone",
    "add_passage",
    "adopt",
    "begin_document",
    "begin_plan",
    "begin_version",
    "close_plan",
    "describe_document",
    "describe_plan",
    "discard_draft",
    "discard_plan",
    "edit_action",
    "edit_passage",
    "end_editor",
    "follow_up",
    "found_at",
    "measure",
    "move_action",
    "move_document",
    "move_passage",
    "move_plan",
    "name_editor",
    "name_editor_of",
    "name_origin",
    "publish_plan",
    "publish_version",
    "reach_milestone",
    "remark",
    "remind_due",
    "remove_action",
    "remove_axis",
    "remove_indicator",
    "remove_milestone",
    "remove_origin",
    "remove_passage",
    "remove_phase",
    "set_phase",
    "summarize",
    "unreach_milestone",
    "withdraw_adoption",
    "write_axis",
]
