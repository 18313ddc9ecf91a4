"""The status page: what works now, computed when it is asked for; no secret, no figure of a machine."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import health
from config.watching import gauges
from core import switches

LATE = 600  # seconds that a message may wait

WORKS = _("works"), "done", "check"
SLOWER = _("works more slowly"), "waiting", "clock"
AWAY = _("does not work"), "overdue", "warning"


@dataclass(frozen=True)
class Part:
    """Something that people use, how it is (words, tone, icon), and what that means for them."""

    name: str
    state: tuple[str, str, str]
    means: str = ""


@login_not_required
@require_safe
@never_cache
def status(request):
    """Say what works and what does not; 503 when nothing can be read or written."""
    database = health._database()
    parts = [Part(_("Pages"), WORKS), _kept(database), _live(database), _messages(database)]
    context = {
        "parts": parts,
        "all_well": all(part.state is WORKS for part in parts),
        "resting": [switches.RESTING[load] for load in switches.resting()],
        "moment": now(),
        "is_plain": database != health.OK,
    }
    if database == health.OK:
        return render(request, "status.html", context)
    language = get_language_info(get_language())  # nothing of the page may ask the database
    context |= {"lang": language["code"], "dir": "rtl" if language["bidi"] else "ltr"}
    return HttpResponse(render_to_string("status.html", context), status=503)


def _kept(database: str) -> Part:
    name = _("What is written and read")
    if database == health.OK:
        return Part(name, WORKS)
    return Part(name, AWAY, _("Nothing can be sent now. Keep your text, and try again in a few minutes."))


def _live(database: str) -> Part:
    name = _("Discussions as they happen")
    if database == health.OK and health._live() == health.OK:
        return Part(name, WORKS)
    return Part(name, SLOWER, _("Pages ask for news by themselves, every few seconds."))


def _messages(database: str) -> Part:
    name = _("Codes, mails and text messages")
    try:
        if database == health.OK and health._worker() == health.OK:
            if gauges.message_age()[""] < LATE:
                return Part(name, WORKS)
            return Part(name, SLOWER, _("Messages arrive late. Each is sent once, in its turn."))
    except Error:
        pass
    return Part(name, AWAY, _("Messages wait, and leave when it works again. None is lost."))
