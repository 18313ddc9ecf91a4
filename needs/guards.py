"""When a need may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from needs.enums import Visibility


class Unfit(Refused):
    """What a person gave cannot be taken; `field` names which part of it."""

    def __init__(self, message, field: str):
        super().__init__(message, field)
        self.field = field


def is_not_merged(need):
    if need.merged_into_id:
        raise Refused(_("This need was joined to another one: act on that one."), "merged")


def is_visible(need):
    if need.visibility != Visibility.VISIBLE:
        raise Refused(_("This need is not shown to everyone: show it again first."), "not_visible")
