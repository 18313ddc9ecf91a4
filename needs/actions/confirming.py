"""Whether it is really done: the people who asked say so.

The rule. Once the council has said that it is done, the author's word settles it. Anyone else who had joined before
that day may say yes, or no with a reason; three of them settle it (all of them, when fewer than three had joined):
yes when more say yes than no, no when at least as many say no as yes. Each person has one voice a round, which she
may change until it is settled. A no puts the need before the council again with the reason; the next "said done"
opens a new round.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text
from core.workflow import Refused, is_open, perform
from moderation.actions import hold_reason_if_a_rule_says_so
from needs import rules
from needs.actions.locking import lock
from needs.actions.moves import back_to_the_council
from needs.actions.news import named, tell
from needs.models import Confirmation, Need, Support
from needs.workflow import CONFIRM, CONTEST

ENOUGH = 3  # people
REASON_MAX = 1_000  # characters


def confirm(need: Need, *, by: User) -> Need:
    """Say that it is done, and return the need: confirmed when that settles it. Locks the referral, then the need."""
    return _say(need, by, is_done=True)


def contest(need: Need, *, by: User, note: str) -> Need:
    """Say that it is not done, with the reason, and return the need: back before the council when that settles it.

    Locks the referral, then the need. Raises `Refused` without a reason.
    """
    note = clean_text(note)
    if not note:
        raise Refused(_("Give the reason: it will be shown to everyone."), "note_missing")
    if len(note) > REASON_MAX:
        raise Unfit(
            _("This is too long: %(longest)s characters at most. Nothing was lost: shorten it.")
            % {"longest": REASON_MAX},
            "note",
        )
    return _say(need, by, is_done=False, reason=note)


def _say(need: Need, by: User, *, is_done: bool, reason: str = "") -> Need:
    action = CONFIRM if is_done else CONTEST
    with transaction.atomic():
        row = lock(need, with_referral=True)
        if not by.has_perm("needs.confirm_need", row):
            raise PermissionDenied
        if not is_open(row, action):
            return perform(row, action, by=by, note=reason)  # which says why not
        if not (rules.is_author(by, row) or rules.has_joined_in_time(by, row)):
            raise Refused(_("Only the people who asked can say whether it is done."), "not_asked")
        Confirmation.objects.bulk_create(
            [Confirmation(need=row, user=by, round=row.round, is_done=is_done, reason=reason)],
            update_conflicts=True,
            unique_fields=["need", "user", "round"],
            update_fields=["is_done", "reason", "at"],
        )
        if not _settles(row, by, is_done):
            journal.record(row, f"voice_{action}", by=by, note=reason, data={"round": row.round})
            if reason:
                hold_reason_if_a_rule_says_so(row, by=by)
            return row
        row = perform(row, action, by=by, note=reason)
        if is_done:
            _tell(row, by, "confirmed", lambda: gettext("The people who asked confirm: “%(title)s” is done."))
        else:
            back_to_the_council(row, note=reason)
            hold_reason_if_a_rule_says_so(row, by=by)
            _tell(row, by, "contested", lambda: gettext("The people who asked say that “%(title)s” is not done."))
    return row


def _settles(need: Need, by: User, is_done: bool) -> bool:
    if rules.is_author(by, need):
        return True
    voices = need.confirmations.filter(round=need.round).aggregate(
        yes=Count("pk", filter=Q(is_done=True)), no=Count("pk", filter=Q(is_done=False))
    )
    needed = min(ENOUGH, max(_asked(need), 1))
    if is_done:
        return voices["yes"] >= needed and voices["yes"] > voices["no"]
    return voices["no"] >= needed and voices["no"] >= voices["yes"]


def _asked(need: Need) -> int:
    """Return how many people, still here, had joined before the council said that it was done."""
    group = Q(need=need) | Q(need__merged_into=need)
    people = Support.objects.filter(
        group, at__lte=need.said_done_at, user__is_active=True, user__erased_at__isnull=True
    )
    return people.aggregate(count=Count("user", distinct=True))["count"]


def _tell(need: Need, by: User, key: str, text) -> None:
    tell(need, f"{key}.{need.round}", lambda: text() % named(need), by=by)
