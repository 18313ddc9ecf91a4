"""Whether the parts of the house answer, for whoever watches over it (a proxy, a pager)."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.live import bus
from core.pool import patience

OK, FAILING, ABSENT = "ok", "failing", "absent"
PATIENCE = 2  # seconds: whoever asks (deploy/probe.py) gives up after four
HEARTBEAT = datetime.timedelta(minutes=1)  # a worker says every ten seconds that it lives


@login_not_required
@require_safe
@never_cache
def health(request):
    """Answer 200 when the database answers, 503 otherwise; each part is named, whether it is well, failing or absent.

    Without the live bus pages are answered as ever: it is told as failing, and changes nothing, for a proxy that took
    all processes out would make a small loss a great one. A part that is not there is told as absent: while no process
    listens for the bell (`live`) pages ask by themselves what is new; while no `worker` runs mails wait for it.
    """
    parts = {"database": _database(), "live": FAILING, "worker": ABSENT}
    failing = parts["database"] != OK
    if not failing or settings.LIVE_BUS == bus.REDIS:
        parts["live"] = _live()
    if not failing:
        parts["worker"] = _worker()
    return JsonResponse({"status": FAILING if failing else OK} | parts, status=503 if failing else 200)


def _database() -> str:
    try:
        with patience(PATIENCE), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return FAILING
    return OK


def _live() -> str:
    try:
        with patience(PATIENCE):
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
