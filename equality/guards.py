"""When an opinion may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.text import has_words
from core.workflow import Refused


def says_something(opinion):
    if not (has_words(opinion.text_ar) or has_words(opinion.text_fr)):
        raise Refused(_("This opinion says nothing yet: its rapporteur writes it first."), "empty")


def was_voted(opinion):
    """Adopted at a meeting where more than half of the members in office voted for it."""
    if opinion.meeting_id is None:
        raise Refused(_("Say at which meeting of the body it was adopted, and how the members voted."), "no_meeting")
    if not opinion.has_majority:
        raise Refused(
            _("%(votes)s of %(members)s members in office voted for it: more than half is needed. It stays a draft.")
            % {"votes": opinion.votes_for, "members": opinion.in_office},
            "no_majority",
        )
