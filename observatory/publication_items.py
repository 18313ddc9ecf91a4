"""The seventeen things that a commune's publication score is made of.

Tafra's score of Moroccan communes' sites (SMIIG-DATA) has seventeen items too; its list was not in the sources we read.
These are ours, drawn from law 31-13, art. 10 (what public bodies publish of themselves) and from organic law 113-14:
what is found on this site under each is the evidence. What a commune publishes elsewhere is not seen here.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One thing: its key, its words, the article that wants it published."""

    key: str
    words: Any
    article: str


ITEMS = (
    Item("members", _("who sits in the council, with their office"), "31-13, art. 10"),
    Item("committees", _("the standing committees and what they study"), "113-14, art. 25–27"),
    Item("services", _("who works at the commune and how to reach them"), "31-13, art. 10"),
    Item("delay", _("within how many days it promises to answer"), "31-13, art. 10"),
    Item("answers", _("what it answered to inhabitants, signed"), "31-13, art. 10"),
    Item("sessions", _("the dates of its sessions"), "113-14, art. 33 and 48"),
    Item("agendas", _("the agenda of a session"), "113-14, art. 38 and 48"),
    Item("documents", _("the documents of a session"), "113-14, art. 35"),
    Item("minutes", _("the minutes of a session"), "113-14, art. 47 and 273"),
    Item("decisions", _("its decisions"), "113-14, art. 273"),
    Item("votes", _("who voted how"), "113-14, art. 43"),
    Item("orders", _("the orders of its president"), "31-13, art. 10"),
    Item("report", _("the president’s information report"), "113-14, art. 106"),
    Item("questions", _("the written questions of members and their answers"), "113-14, art. 46"),
    Item("programme", _("its programme of action and its projects"), "113-14, art. 78"),
    Item("budget", _("what the projects cost and who pays"), "31-13, art. 10; 113-14, art. 275"),
    Item("evaluation", _("the yearly evaluation of the programme"), "113-14, art. 272"),
)
