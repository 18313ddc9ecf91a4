"""What a device may keep of Agraw, and how it is answered when it sends what waited there (`static/js/worker/`).

Four headers, and no more, are between the server and the service worker:

* `X-Keep: page` on a page that holds nothing of anybody: the device may show it again without a network. `X-Keep: copy`
  on the same page shown to a person who signed in: her name stands on it, so the worker asks for the visitor's page
  without her session and keeps that. A page that says nothing is never kept.
* `X-Who` on every page: the mark of the person whose session it shows (`accounts.devices`), nothing for a visitor's.
* `X-Blank` names a blank form, public, that is written on without a network.
* `X-Waited: 1` on what a device sends that had waited there: it is answered in JSON, what became of it and why not.

A person who signs out leaves nothing on the device (`Clear-Site-Data`): several people may share it. Where the browser
does not know that header, the page that she comes to empties it (`static/js/device.js`): a cookie of a minute says so.
"""

from html.parser import HTMLParser

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import JsonResponse

from accounts.devices import mark_of

LATER = {429, 502, 503, 504, 507}  # it may be taken another time
MOST = 400  # characters of a refusal
CLEAR = '"cache", "storage"'  # never "cookies": the language and the colours were chosen without an account
LEFT, LEFT_SECONDS = "left", 60  # the cookie that says that she has just left; the page removes it


def keeping(get_response):
    """Say of each page whether a device may keep it; answer what had waited on one; empty it when she leaves."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and request.headers.get("X-Waited") and "/api/" not in request.path_info:
            response = outcome(response)
        elif request.method == "GET" and response.headers.get("Content-Type", "").startswith("text/html"):
            is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
            response.headers["X-Who"] = mark_of(request.user) if is_known and hasattr(request, "user") else ""
            if keep := kept_as(request, response):
                response.headers["X-Keep"] = keep
        if getattr(request, "is_leaving", False):
            response.headers["Clear-Site-Data"] = CLEAR
            response.set_cookie(LEFT, "1", LEFT_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        return response

    return middleware


@receiver(user_logged_out)
def leave(sender, request, **kwargs):
    """Remember that this answer is the last one of her session."""
    if request is not None:
        request.is_leaving = True


def kept_as(request, response) -> str:
    """Return "page", "copy" or nothing: only what anyone may read, whole, without a form that holds a key.

    An address with a query is what somebody looked for, and stays out.
    """
    match = request.resolver_match
    if (
        response.status_code != 200
        or response.streaming
        or match is None
        or getattr(match.func, "login_required", True)
        or request.META.get("QUERY_STRING")
        or request.headers.get("HX-Request")
        or any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
    ):
        return ""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return "copy"
    return "" if response.cookies or b"csrfmiddlewaretoken" in response.content else "page"


def outcome(response) -> JsonResponse:
    """Turn the answer to a form into words for the device: `sent` with the page it led to, `sign_in`, `later`, or
    `refused` with the reason, as the page itself says it; `failed`, with the same words, when it broke on our side.
    """
    status, told = response.status_code, {}
    if 300 <= status < 400:
        where = response.headers.get("Location", "")
        # To the door, or to the second factor that her office needs.
        told = {"outcome": "sign_in"} if "/accounts/" in where else {"outcome": "sent", "url": where}
    elif status < 300:
        told = {"outcome": "sent", "url": ""}
    elif status in LATER:
        told = {"outcome": "later"}
    else:
        words = words_of(response.content.decode(errors="replace"))
        told = {"outcome": "failed" if status >= 500 else "refused", "words": words}
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer.cookies = response.cookies
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Length"] = str(len(answer.content))  # the middleware that says it stands below this one
    return answer


class Words(HTMLParser):
    """Gathers what stands in the elements of a page that say why a form was refused: `data-why`, else `wrong`."""

    VOID = frozenset({"br", "img", "input", "use", "path", "circle", "rect"})

    def __init__(self):
        super().__init__()
        self.found: dict[str, list[str]] = {"why": [], "wrong": []}
        self.inside, self.depth = "", 0

    def handle_starttag(self, tag, attrs):
        if self.depth:
            self.depth += tag not in self.VOID
            return
        told = dict(attrs)
        if "data-why" in told:
            self.inside, self.depth = "why", 1
        elif "wrong" in (told.get("class") or "").split():
            self.inside, self.depth = "wrong", 1

    def handle_endtag(self, tag):
        if self.depth and tag not in self.VOID:
            self.depth -= 1

    def handle_startendtag(self, tag, attrs):
        """Nothing stands in it."""

    def handle_data(self, data):
        if self.depth and data.strip():
            self.found[self.inside].append(" ".join(data.split()))


def words_of(page: str) -> str:
    """Return why a page says that nothing was done; nothing when it does not say."""
    words = Words()
    words.feed(page)
    return " ".join(words.found["why"] or words.found["wrong"])[:MOST]
