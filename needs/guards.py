"""When a need may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.enums import Visibility
from core.workflow import Refused


def is_not_merged(need):
    if need.merged_into_id:
        raise Refused(_("This need was joined to another one: act on that one."), "merged")


def is_visible(need):
    if need.visibility != Visibility.VISIBLE:
        raise Refused(_("This need is not shown to everyone: show it again first."), "not_visible")
