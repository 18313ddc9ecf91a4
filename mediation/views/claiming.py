"""A receipt, as its QR code opens it; and taking over, with one's own phone, what a desk wrote."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import networks
from accounts.fresh import fresh
from accounts.middleware import for_everyone
from core.fitness import Unfit
from core.pages import posted
from core.workflow import Refused
from mediation import actions
from mediation.forms import ClaimForm, ReceiptForm
from mediation.models import Registration
from mediation.public import needs_of
from mediation.references import plain

TRIES, WITHIN = 20, 600  # numbers that nobody has, from one network; seconds
CLAIM_TRIES, CLAIM_WITHIN = 5, 3600  # codes that nobody has, of one person; seconds


@login_not_required
@never_cache
@require_safe
def receipt(request, number=""):
    """Say what everyone may see of a receipt. A number that nobody has is answered alike; who tries many waits."""
    number = number or request.GET.get("number", "")
    form = ReceiptForm(initial={"number": number[:40]})
    if not number:
        return _aside(render(request, "mediation/receipts.html", {"form": form}))
    counter = f"receipts:{networks.of(request)}"
    if cache.get(counter, 0) >= TRIES:
        return _aside(render(request, "mediation/receipts.html", {"form": form, "waits": True}, status=429))
    found = Registration.objects.select_related("desk__space__commune").filter(reference=plain(number)).first()
    if found is None:
        _note(counter, WITHIN)
        return _aside(render(request, "mediation/receipts.html", {"form": form, "unknown": True}, status=404))
    desk = found.desk
    context = {"registration": found, "desk": desk, "space": desk.space, "needs": needs_of(found)}
    return _aside(render(request, "mediation/receipt.html", context | {"is_demo": desk.space.is_demo}))


@for_everyone
@never_cache
@sensitive_post_parameters("code")
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request):
    """Take over what a desk wrote, by the code of the receipt, just after a code was sent to one's own phone."""
    form = ClaimForm(posted(request))
    counter = f"claims:{request.user.pk}"
    if request.method == "POST" and cache.get(counter, 0) >= CLAIM_TRIES:
        form.add_error("code", _("Too many codes were tried. Come back in an hour, or go to the desk with your paper."))
        return render(request, "mediation/claim.html", {"form": form}, status=429)
    if request.method == "POST" and form.is_valid():
        try:
            claimed = actions.claim(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            if isinstance(refusal, Unfit) and refusal.field == "code":
                _note(counter, CLAIM_WITHIN)
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            if claimed.waits:
                messages.info(
                    request, _("The desk is asked whether it is you: you are told as soon as it has answered.")
                )
                return redirect("people:me")
            messages.success(request, _("What the desk wrote for you is yours now."))
            return redirect("mediation:receipt", claimed.registration.written)
    return render(request, "mediation/claim.html", {"form": form}, status=422 if form.errors else 200)


def _note(counter: str, seconds: int) -> None:
    cache.add(counter, 0, seconds)
    cache.incr(counter)


def _aside(response):
    """Keep a page with the number of a receipt in its address out of search engines and out of what is sent on."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
