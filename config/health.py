"""Whether the parts of the house answer, for whoever watches over it (a proxy, a pager)."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.live import bus

OK, FAILING, ABSENT = "ok", "failing", "absent"
HEARTBEAT = datetime.timedelta(minutes=1)  # a worker says every ten seconds that it lives


@login_not_required
@require_safe
@never_cache
def health(request):
    """Answer 200 when the database and the live bus answer, 503 with the failing part named otherwise.

    A part that is not there is told as absent, and changes nothing: while no process listens for the bell (`live`)
    pages ask by themselves what is new; while no `worker` runs mails wait for it.
    """
    parts = {"database": _database(), "live": _live(), "worker": ABSENT}
    if parts["database"] == OK:
        parts["worker"] = _worker()
    failing = FAILING in parts.values()
    return JsonResponse({"status": FAILING if failing else OK} | parts, status=503 if failing else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return FAILING
    return OK


def _live() -> str:
    try:
        heard = bus.is_heard()
    except Error:
        heard = None
    if heard is None:
        return FAILING
    return OK if heard else ABSENT


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (heartbeat,) = cursor.fetchone()
    return OK if heartbeat and now() - heartbeat < HEARTBEAT else ABSENT
