"""The keys of a person's programs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.forms import TokenForm
from accounts.fresh import fresh
from accounts.middleware import though_suspended
from accounts.views.steps import posted, status_of
from core.workflow import Refused


@never_cache
@require_http_methods(["GET"])
def tokens(request):
    """List the keys, the live ones first."""
    rows = request.user.tokens.order_by("revoked_at", "-pk")
    return render(request, "accounts/tokens.html", {"form": TokenForm(), "tokens": rows})


@never_cache
@fresh
@require_http_methods(["GET", "POST"])
def make_token(request):
    """Make a key and show it: this answer, and no other page, carries it."""
    form = TokenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            token, key = actions.make_token(request.user, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return render(request, "accounts/token_made.html", {"token": token, "key": key})
    return render(request, "accounts/token_new.html", {"form": form}, status=status_of(form))


@though_suspended
@require_POST
def revoke_token(request, pk):
    """Make a key useless."""
    actions.revoke_token(get_object_or_404(request.user.tokens, pk=pk), by=request.user)
    messages.success(request, _("This key no longer opens anything."))
    return redirect("people:tokens")
