"""Every act about assemblies: the only writer."""

from assemblies.actions.attending import check_in, mark, name_bureau
from assemblies.actions.convening import (
    adjourn,
    cancel,
    close,
    convene,
    hide,
    hold,
    move,
    open_assembly,
    show,
)
from assemblies.actions.minutes import approve, print_minutes, print_missing, publish, rewrite, write_minutes
from assemblies.actions.preparing import (
    add_item,
    change_item,
    create_assembly,
    discard,
    edit_assembly,
    put_item,
    remove_item,
    set_bylaws,
)
from assemblies.actions.proxies import give_proxy, withdraw_proxy
from assemblies.actions.urn import cast
from assemblies.actions.voting import (
    annul,
    change_vote,
    count,
    discard_vote,
    open_vote,
    prepare_vote,
    say_by_name,
)

__all__ = [
    "add_item", "adjourn", "annul", "approve", "cancel", "cast", "change_item", "change_vote", "check_in", "close",
    "convene", "count", "create_assembly", "discard", "discard_vote", "edit_assembly", "give_proxy", "hide", "hold",
    "mark", "move", "name_bureau", "open_assembly", "open_vote", "prepare_vote", "print_minutes", "print_missing",
    "publish", "put_item", "remove_item", "rewrite", "say_by_name", "set_bylaws", "show", "withdraw_proxy",
    "write_minutes",
]  # fmt: skip
