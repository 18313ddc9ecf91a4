"""The door: a page that works without a network, and takes what it scanned back when there is one again."""

import json
import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import audit
from accounts.enums import Dossier
from core.pages import posted
from core.workflow import Refused
from events import actions, badges
from events.actions.door import AT_ONCE, Scan
from events.enums import Group
from events.forms.taking_part import DoorForm
from events.reading import requests_of
from events.views.fetch import event_for, say


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, pk):
    """Let people in: by their badge's square or code. Without JavaScript the form checks one code at a time."""
    event = event_for(request, pk, "events.keep_door")
    form = DoorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        scan = Scan(form.cleaned_data["code"], groups=tuple(form.cleaned_data["groups"]))
        try:
            (result,) = actions.check_in(event, [scan], by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            if result.outcome == "refused":
                form.add_error("code", result.words)
            else:
                words = _("Let in: %(code)s") if result.outcome == "arrived" else _("Was let in before: %(code)s")
                messages.success(request, words % {"code": badges.spaced(result.code)})
                return redirect("events:door", pk)
    audit.note(request, event, Dossier.REGISTRATIONS)
    salt = secrets.token_hex(8)
    placed = list(event.registrations.placed().order_by("number"))
    context = {
        "event": event,
        "space": event.space,
        "form": form,
        "is_open": event.has_door(),
        "salt": salt,
        "expected": " ".join(badges.print_of(salt, row.code) for row in placed),
        "arrived": " ".join(badges.print_of(salt, row.code) for row in placed if row.arrived_at),
        "requests": requests_of(event),
        "asked": [
            {"code": badges.spaced(row.code), "access": row.get_access_display(), "note": row.note}
            for row in placed
            if row.access or row.note
        ],
    }
    return render(request, "events/door.html", context, status=422 if form.errors else 200)


@require_POST
def scans(request, pk):
    """Take the scans that a door kept while it was offline; each is answered, and counted once."""
    event = event_for(request, pk, "events.keep_door")
    try:
        sent = json.loads(request.body)["scans"]
        kept = [_scan(one) for one in sent[: AT_ONCE + 1]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"detail": _("This could not be read.")}, status=400)
    try:
        results = actions.check_in(event, kept, by=request.user)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=409)
    except PermissionDenied:
        return JsonResponse({"detail": _("You may not keep this door.")}, status=403)
    answer = [
        {"id": str(one.get("id", ""))[:40], "outcome": result.outcome, "words": result.words}
        for one, result in zip(sent, results, strict=True)
    ]
    event.refresh_from_db(fields=["arrived_count"])
    return JsonResponse({"results": answer, "arrived": event.arrived_count})


def _scan(one: dict) -> Scan:
    at = parse_datetime(str(one.get("at", ""))[:40])
    groups = tuple(group for group in Group.values if group in list(one.get("groups") or []))
    return Scan(str(one["code"])[:80], at if at and is_aware(at) else None, groups)
