"""Everything that writes about the consultative body: the body and its people, its opinions."""

from equality.actions.bodies import add_member, call_for_candidates, end_member, set_up_body
from equality.actions.forgetting import erase
from equality.actions.opinions import (
    adopt_opinion,
    ask_opinion,
    drop_opinion,
    name_rapporteur,
    propose_opinion,
    publish_opinion,
    rewrite_opinion,
    tell_reply,
    write_opinion,
)

__all__ = [
    "add_member",
    "adopt_opinion",
    "ask_opinion",
    "call_for_candidates",
    "drop_opinion",
    "end_member",
    "erase",
    "name_rapporteur",
    "propose_opinion",
    "publish_opinion",
    "rewrite_opinion",
    "set_up_body",
    "tell_reply",
    "write_opinion",
]
