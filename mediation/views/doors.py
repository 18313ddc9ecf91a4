"""The doors by which text messages come in. They answer their provider with a number, and nothing else."""

import hmac
import logging

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mediation import actions, door
from mediation.enums import Way

logger = logging.getLogger(__name__)


@csrf_exempt  # the provider signs what it posts
@login_not_required
@never_cache
@require_http_methods(["POST"])
def sms(request):
    """A text message, from the gateway. 404 without `SMS_DOOR_SECRET`, 403 when it is not signed."""
    if not settings.SMS_DOOR_SECRET:
        raise Http404
    return _take(request, Way.SMS, door.is_signed_sms, door.read_sms)


@csrf_exempt  # WhatsApp signs what it posts
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def whatsapp(request):
    """Messages from WhatsApp; a GET is its asking, once, whether this door is ours (`hub.challenge`)."""
    if not settings.WHATSAPP_DOOR_SECRET:
        raise Http404
    if request.method == "GET":
        token, challenge = request.GET.get("hub.verify_token", ""), request.GET.get("hub.challenge", "")[:100]
        is_ours = settings.WHATSAPP_DOOR_TOKEN and hmac.compare_digest(token.encode(), _token())
        if not is_ours or not challenge.isalnum():
            return HttpResponse(status=403)
        return HttpResponse(challenge, content_type="text/plain")
    return _take(request, Way.WHATSAPP, door.is_signed_whatsapp, door.read_whatsapp)


def _token() -> bytes:
    return settings.WHATSAPP_DOOR_TOKEN.encode()


def _take(request, way: str, is_signed, read) -> HttpResponse:
    """Check who sends, read, answer each message once. Nothing of what was written is logged."""
    if len(request.body) > door.BODY_MAX:
        return HttpResponse(status=413)
    if not door.is_from_us(get_adapter().get_client_ip(request)) or not is_signed(request.headers, request.body):
        logger.warning("A message by the door of %s was not signed by its provider.", way)
        return HttpResponse(status=403)
    try:
        came = read(request.body)
    except ValueError:  # no JSON, or not in the shape agreed
        return HttpResponse(status=400)
    with translation.override(settings.LANGUAGE_CODE):
        for one in came:
            actions.receive(way, one)
    return HttpResponse(status=204)
