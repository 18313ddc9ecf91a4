"""What makes Agraw an app on a phone: the service worker, the manifest, the page without a network, light pages."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.devices import mark_of
from accounts.views.steps import local_url
from core.devices import DATA, FULL, SAVE

# What every page needs, and the recorder that a press asks for: taken in when the worker is installed. Fonts and the
# rest come in when a page asks for them.
SHELL = ("build/agraw.css", "build/agraw.js", "build/offline.js", "build/voice.js", "build/picked.js")
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
COLOUR, PAPER = "#9a4a2b", "#fbf9f5"  # of the mark, of the pages (static/css/tokens.css)
YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@require_safe
def worker(request):
    """Give the service worker, which answers for the whole site. It is asked for again with each visit: another
    version of it is another text.
    """
    response = HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def worker_text() -> str:
    """Return the worker with what it has to know of this version: the addresses of its files."""
    text = built("build/sw.js").read_text(encoding="utf-8")
    shell = [static(name) for name in SHELL]
    version = hashlib.sha256(f"{text}{shell}".encode()).hexdigest()[:12]
    told = {
        "version": version,
        "shell": shell,
        "languages": [code for code, _name in settings.LANGUAGES],
        "icon": static("icons/icon-192.png"),
        "device": reverse("notices:add-device"),
    }
    return f"self.AGRAW = {json.dumps(told)};\n{text}"


def built(name: str) -> Path:
    """Return a file that was built at set-up, from where it was built or from where it was collected."""
    if found := finders.find(name):
        return Path(found)
    return Path(staticfiles_storage.path(staticfiles_storage.stored_name(name)))


@login_not_required
@require_safe
def manifest(request):
    """Describe the app in the page's language, for the phone that puts it on its first screen."""
    lang = get_language()
    home = reverse("home")
    shortcuts = [
        (_("Communes"), reverse("territories:search")),
        (_("Inbox"), reverse("notices:inbox")),
        (_("What waits on this device"), reverse("offline")),
    ]
    told = {
        "id": "/",
        "name": _("Agraw: needs of the communes, answers of their councils"),
        "short_name": _("Agraw"),
        "description": _("Needs of the inhabitants, answers of their council: in the open."),
        "lang": lang,
        "dir": "rtl" if get_language_info(lang)["bidi"] else "ltr",
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["government", "social"],
        "icons": [
            {
                "src": static(f"icons/icon-{side}{'-maskable' if purpose == 'maskable' else ''}.png"),
                "sizes": f"{side}x{side}",
                "type": "image/png",
                "purpose": purpose,
            }
            for side, purpose in ICONS
        ],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@login_not_required
@require_safe
def offline(request):
    """Say what is kept on this device, what waits to be sent, and what to do; shown when no network answers."""
    return render(request, "offline.html")


@login_not_required
@never_cache
@require_safe
def key(request):
    """Tell the device whose session this is and with which key a form is sent now: `{"who": "", "csrf": ""}` for
    nobody's. What waits is sent in the name of the one who wrote it, and in no other.
    """
    who = mark_of(request.user)
    return JsonResponse({"who": who, "csrf": get_token(request) if who else ""})


@login_not_required
@require_safe
def data(request):
    """Remember whether pages are to be light (`?to=save` or `full`), and go back to the page being read."""
    chosen = request.GET.get("to", "")
    if chosen not in {SAVE, FULL}:
        raise Http404
    response = redirect(local_url(request, fallback=reverse("home")))
    response.set_cookie(
        DATA, chosen, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response
