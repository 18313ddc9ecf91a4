"""Reporting a thing, with or without an account."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import networks
from core.fitness import Unfit
from core.pages import posted
from core.workflow import Refused
from moderation import actions
from moderation.forms import ReportForm
from moderation.kinds import kinds
from moderation.views.fetch import say

MOST, WINDOW = 10, 600  # reports of visitors from one network in so many seconds


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, kind, key):
    """Say what is wrong with a thing: a reason from a list, and words for the moderators if one wants."""
    known = kinds().get(kind)
    row = known.visible_to(request.user).filter(pk=key).first() if known else None
    if row is None:
        raise Http404
    form = ReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            send(request, kind, key, **form.cleaned_data)
        except Unfit as refusal:
            say(form, refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("moderation:thanks", kind=kind)
    thing = known.say(row)
    context = {"form": form, "thing": thing, "label": known.label, "space": thing.space}
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


def send(request, kind: str, key: int, *, ground: str, words: str):
    """Report for whoever asks, and return the report: a visitor's browser is known by a fingerprint, and counted.

    Raises as `moderation.actions.report`, and `Refused` for one too many from one network.
    """
    visitor = ""
    if not request.user.is_authenticated:
        network = networks.of(request)
        is_not_too_often(network)
        visitor = f"{network} {request.headers.get('User-Agent', '')[:300]}"
    return actions.report(kind, key, by=request.user, visitor=visitor, ground=ground, words=words)


def is_not_too_often(network: str) -> None:
    """Count a visitor's report, and raise `Refused` for one too many."""
    counter = f"report:{network}"
    cache.add(counter, 0, WINDOW)
    try:
        count = cache.incr(counter)
    except ValueError:  # it has just expired
        count = 1
    if count > MOST:
        raise Refused(
            _("Many reports came from your network just now. Sign in to report at once, or try again in ten minutes."),
            "often",
        )


@login_not_required
@require_safe
def thanks(request, kind):
    """What happens next with a report."""
    if kind not in kinds():
        raise Http404
    return render(request, "moderation/thanks.html", {"label": kinds()[kind].label})
