"""The page behind the link that each message carries: one button, no sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.enums import Channel
from notices import actions, stops
from notices.models import Stop

WITHOUT_LEAD = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@csrf_exempt  # a mail reader posts here by itself (RFC 8058): the token in the address is the right to
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ask whether to stop, stop, or send again. Reading changes nothing: mail readers open links by themselves."""
    found = stops.read(token)
    channel = found[0] if found else ""
    is_done = False
    if request.method == "POST" and found:
        is_done = (actions.resume if request.POST.get("again") else actions.stop)(token)
    is_stopped = is_done and channel == Channel.PUSH
    if found and channel != Channel.PUSH:
        is_stopped = Stop.objects.filter(channel=channel, contact=stops.contact(channel, found[2])).exists()
    context = {
        "channel": channel,
        "is_known": bool(found),
        "is_stopped": is_stopped,
        "is_done": is_done,
        "here": request.path,
    }
    response = render(request, "notices/stop.html", context, status=200 if found else 404)
    for name, value in WITHOUT_LEAD.items():
        response.headers[name] = value
    return response
