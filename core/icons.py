"""The pictograms of Agraw, by what they mean: one family (Lucide, ISC), 24 × 24, 2 px stroke, drawn into the page.

`FAMILY` says which drawing of the family means what: a meaning has one sign everywhere, and two rooms never share one.
script/assets.py takes those named here out of the package, and no other.
"""

import functools
import json
import logging

from django.conf import settings

logger = logging.getLogger(__name__)

FAMILY = {
    # what a commune is competent for (councils.Theme)
    "water": "droplets",
    "roads": "road",
    "lighting": "lightbulb",
    "waste": "trash",
    "transport": "bus",
    "education": "graduation-cap",
    "health": "heart-pulse",
    "green": "trees",
    "culture": "drama",
    "social": "accessibility",
    "markets": "store",
    "safety": "shield-check",
    "administration": "landmark",
    "other": "circle-ellipsis",
    # the rooms of a space and of a council
    "need": "message-square-text",
    "debate": "messages-square",
    "consultation": "list-checks",
    "petition": "signature",
    "event": "calendar-days",
    "association": "users",
    "assembly": "vote",
    "network": "network",
    "call": "hand-coins",
    "plan": "goal",
    "training": "presentation",
    "resource": "library",
    "figures": "chart-no-axes-column",
    "hall": "key",
    "desk": "hand-helping",
    "session": "gavel",
    "decision": "scroll-text",
    "programme": "milestone",
    "order": "file-pen",
    "question": "message-circle-question-mark",
    "report": "clipboard-list",
    "answer": "message-square-quote",
    "equality": "scale",
    "moderation": "shield",
    "figures_of_council": "clipboard-check",
    # states and signs
    "clock": "clock",
    "check": "check",
    "cross": "x",
    "pause": "pause",
    "ear": "ear",
    "voice": "message-square-text",
    "flag": "flag",
    "warning": "triangle-alert",
    "info": "info",
    "eye": "eye",
    "bell": "bell",
    "easy": "book-open-text",
    # acts and things
    "pin": "map-pin",
    "map": "map",
    "locate": "locate-fixed",
    "photo": "camera",
    "microphone": "mic",
    "play": "play",
    "stop": "square",
    "people": "users-round",
    "person": "user",
    "join": "user-plus",
    "search": "search",
    "menu": "menu",
    "language": "languages",
    "inbox": "inbox",
    "arrow": "arrow-right",
    "back": "arrow-left",
    "external": "external-link",
    "edit": "pencil",
    "plus": "plus",
    "phone": "phone",
    "mail": "mail",
    "key": "key-round",
    "calendar": "calendar-days",
    "list": "list",
    "document": "file-text",
    "hand": "hand",
    "screen": "monitor",
    "chart": "chart-column",
    "lock": "lock",
    "down": "chevron-down",
}
# Those that mean a direction, or a line of writing: they turn round in right-to-left pages.
MIRRORED = {
    "answer", "arrow", "back", "consultation", "debate", "easy", "external", "join", "list", "need", "report", "voice",
}  # fmt: skip


@functools.cache
def shapes() -> dict[str, str]:
    """Return the drawings (SVG without its outer element) by their names in the family; none before assets are made."""
    file = settings.LOCAL_DIR / "assets" / "pictograms" / "shapes.json"
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        logger.warning("No pictograms: run script/assets.py.")
        return {}


def shape(name: str) -> str:
    """Return the drawing that a meaning has; the neutral one for a meaning that is unknown."""
    drawn = shapes()
    return drawn.get(FAMILY.get(name, ""), drawn.get(FAMILY["other"], ""))
