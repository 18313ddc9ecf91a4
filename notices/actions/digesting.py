"""Digests: what waits for a person leaves in one message, when its turn has come.

A digest takes every notice that nothing has carried yet, and marks it carried, in the transaction that writes the
message: made twice it finds nothing the second time, not made for three days it finds all of it. The outbox sends it.
"""

import datetime
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Min
from django.utils import translation
from django.utils.timezone import now

from core import outbox
from core.enums import Channel
from core.models import Message
from core.queue import defer
from notices import digests, stops, ways
from notices.actions.reaching import push
from notices.enums import Often
from notices.models import Notice, Preference
from notices.ways import Ways

DIGEST = "notices.digest_chunk"  # the task's name
CHUNK = 300  # people in one transaction


def make_digests() -> None:
    """Ask for the digests that are due; called every hour. While one round waits, another is not added."""
    defer(DIGEST, lock=DIGEST, after=0)


def digest_chunk(after: int, moment: datetime.datetime | None = None) -> int:
    """Write the digests of the next people whose number comes after `after`, ask for the next, and return how many.

    Two rounds at once write none twice: they take turns.
    """
    moment = moment or now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('notices_digest'))")
        waiting = Notice.objects.waiting().filter(user__gt=after, is_shown=True).order_by()
        firsts = dict(waiting.values_list("user").annotate(Min("created_at")).order_by("user")[:CHUNK])
        if not firsts:
            return 0
        wishes = {row.user_id: row for row in Preference.objects.filter(user__in=list(firsts))}
        due = [pk for pk, first in firsts.items() if digests.is_due(wishes.get(pk) or Preference(), first, moment)]
        count = _write(due, moment)
        if len(firsts) == CHUNK:
            defer(DIGEST, after=max(firsts))
    return count


def _write(due: list[int], moment: datetime.datetime) -> int:
    rows = Notice.objects.waiting().filter(user__in=due, is_shown=True).select_related("user", "commune")
    rows = list(rows.select_for_update(of=("self",)).order_by("user", "pk"))
    # What is hidden now waits: shown again, it is in the next digest.
    notices = {pk: list(group) for pk, group in groupby(rows, lambda row: row.user_id)}
    known = ways.of([group[0].user for group in notices.values()])
    messages: list[Message] = []
    for pk, group in notices.items():
        messages += _messages(group, known[pk], moment)
    outbox.post_many(messages)
    Notice.objects.filter(pk__in=[row.pk for group in notices.values() for row in group]).update(carried_at=moment)
    Preference.objects.bulk_create(
        [Preference(user_id=pk, digested_at=moment) for pk in notices],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["digested_at"],
    )
    return len({message.user_id for message in messages})


def _messages(group: list[Notice], way: Ways, moment: datetime.datetime) -> list[Message]:
    """Return a mail, or a notification on each device of whoever has no address; none when she wants none.

    What she has read meanwhile is not told again.
    """
    wish, user = way.preference, group[0].user
    told = [one for one in group if one.read_at is None and one.kind not in wish.quiet_kinds]
    if wish.often == Often.ANSWERS or not told:
        return []
    key = f"digest.{told[0].pk}"
    with translation.override(user.language):
        subject = digests.subject(len(told))
        if way.mail:
            stop = stops.address(Channel.MAIL, user.pk, way.mail, user.language)
            body, html = digests.mail(told, user.language, stop)
            return [
                Message(
                    key=f"{key}:user.{user.pk}",
                    user=user,
                    channel=Channel.MAIL,
                    to=way.mail,
                    subject=subject,
                    body=body,
                    html=html,
                    stop_url=stop,
                )
            ]
        return [push(key, device, user, subject, "/inbox/") for device in way.devices]
