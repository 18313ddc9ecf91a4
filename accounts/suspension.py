"""Suspended: she reads, takes her data, leaves and appeals; she does not act, until an end that comes by itself.

`User.has_perm` says no to what acts, so that no action of any app lets her through; `accounts.middleware.Suspended`
and the tokens say the words at the door.
"""

import datetime

from django.utils.translation import get_language, gettext

from core import dates

# How the names of permissions that only read begin; those whose name cannot say it stand below.
READS = ("view_", "read_", "see_", "use_", "appeal_")
HER_OWN = {"accounts.change_user"}  # her data and her keys; what of it everyone would see is refused at the door

LONGEST = datetime.timedelta(days=366)


def acts(permission: str) -> bool:
    """Tell whether a permission ("needs.join_need") is one to act."""
    name = permission.rpartition(".")[2]
    return permission not in HER_OWN and not name.startswith(READS)


def words(until: datetime.datetime, *, may_appeal: bool) -> str:
    """Return what she is told, in the language of the moment; `may_appeal`: a decision of moderators suspended her."""
    told = (
        gettext(
            "Your account is suspended until %(end)s. You can read, take your data with you and appeal. "
            "Nothing of what you just sent was kept."
        )
        if may_appeal
        else gettext(
            "Your account is suspended until %(end)s. You can read and take your data with you. "
            "Nothing of what you just sent was kept."
        )
    )
    return told % {"end": dates.moment(until, get_language())}
