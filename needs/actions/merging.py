"""Joining duplicates into one need, and taking them apart again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.enums import Visibility
from core.text import clean_text
from core.workflow import Refused
from debates.actions import keep_in_step
from debates.workflow import CLOSE, OPEN
from needs.actions.joining import recount
from needs.actions.locking import lock_both
from needs.actions.news import named, tell
from needs.enums import OPEN_STATES, NeedState
from needs.models import Need


def merge(need: Need, *, into: Need, by: User, note: str = "") -> Need:
    """Join a duplicate into another need of the same space and return that one.

    Only a need that is still voiced may be joined, into one that the council has not closed. What was joined into the
    duplicate follows it. A person who supported both counts once; the people behind the duplicate are told, and follow
    the other one from then on. What was said about the duplicate stays to be read, and nothing is added to it. Locks
    both needs in the order of their numbers.
    """
    if need.pk == into.pk:
        raise Refused(_("A need cannot be joined to itself: give the number of another one."), "same")
    note = clean_text(note)
    with transaction.atomic():
        row, main = lock_both(need, into)
        if not (by.has_perm("needs.merge_need", row) and by.has_perm("needs.merge_need", main)):
            raise PermissionDenied
        _check(row, main)
        carried = list(Need.objects.filter(merged_into=row).order_by("pk").values_list("pk", flat=True))
        Need.objects.filter(pk__in=carried).update(merged_into=main)
        row.merged_into = main
        row.save(update_fields=["merged_into"])
        keep_in_step(row.thread_id, CLOSE)
        recount(row)
        recount(main)
        journal.record(row, "merge", by=by, note=note, data={"into": main.pk, "carried": carried})
        journal.record(main, "gather", by=by, note=note, data={"need": row.pk, "carried": carried})
        tell(
            row,
            f"merged.{main.pk}",
            lambda: (
                gettext("“%(title)s” was joined to need %(number)s, which asks for the same.")
                % (named(row) | {"number": main.pk})
            ),
            by=by,
        )
    main.refresh_from_db(fields=["support_count"])
    return main


def unmerge(need: Need, *, by: User, note: str = "") -> Need:
    """Take a need out of the one it was joined to and return it: each has the supports that were given to it.

    Needs that had followed it into the other stay there: each can be taken out by itself. Locks both.
    """
    note = clean_text(note)
    into = Need.objects.values_list("merged_into", flat=True).get(pk=need.pk)
    if into is None:
        raise Refused(_("This need is not joined to another one."), "not_now")
    with transaction.atomic():
        row, main = lock_both(need, Need(pk=into))
        if not by.has_perm("needs.merge_need", row):
            raise PermissionDenied
        if row.merged_into_id != main.pk:
            raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
        row.merged_into = None
        row.save(update_fields=["merged_into"])
        keep_in_step(row.thread_id, OPEN)
        recount(row)
        recount(main)
        journal.record(row, "unmerge", by=by, note=note, data={"from": main.pk})
        journal.record(main, "release", by=by, note=note, data={"need": row.pk})
    row.refresh_from_db(fields=["support_count"])
    return row


def _check(row: Need, main: Need) -> None:
    if row.space_id != main.space_id:
        raise Refused(_("These two needs are of different communes: they cannot be joined."), "other_space")
    for one in (row, main):
        if one.merged_into_id:
            words = {"number": one.pk, "other": one.merged_into_id}
            raise Refused(_("Need %(number)s is already joined to need %(other)s: choose that one.") % words, "merged")
        if one.visibility != Visibility.VISIBLE:
            raise Refused(_("A need that is not shown to everyone cannot be joined to another."), "not_visible")
    if row.state != NeedState.VOICED:
        raise Refused(
            _("This need is before the council already: join the other one to it instead."), "before_the_council"
        )
    if main.state not in OPEN_STATES:
        raise Refused(_("The council has answered that need already: a new one must stand by itself."), "answered")
