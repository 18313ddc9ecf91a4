"""What an automatic rule holds back of an event that everyone would read (`moderation.screening`)."""

from accounts.models import User
from events.models import Event
from moderation.actions import hold_by_rule
from moderation.screening import screen, words_of


def hold_if_a_rule_says_so(event: Event, by: User) -> None:
    """Hold back an announced event until a moderator has read it: whoever was told of it reads nothing before.

    Whoever looks after the space is never held.
    """
    if by.has_perm("events.moderate_event", event):
        return
    said = (event.title_ar, event.title_fr, event.slogan_ar, event.slogan_fr, event.about, event.organisers)
    if rule := screen("\n".join(filter(None, said)), by=by, listed=words_of(event.space)):
        hold_by_rule("event", event, rule)
        event.refresh_from_db(fields=["visibility"])
