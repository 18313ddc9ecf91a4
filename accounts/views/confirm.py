"""Is it still you? A code to one's own contact, before the acts that cannot be taken back."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import contacts
from accounts.adapters import has_second_factor
from accounts.enums import Purpose
from accounts.forms import CodeForm
from accounts.views.steps import Step, local_url, posted, status_of
from core.workflow import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request):
    """Offer to send a code to the person's own contact; who has a second factor is asked for that instead."""
    next_url = local_url(request, fallback=reverse("people:me"))
    if has_second_factor(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': next_url})}")
    held = contacts.of(request.user)
    page = {"contacts": held, "next": next_url, "has_password": request.user.has_usable_password()}
    if request.method == "POST":
        chosen = next((one for one in held if one.channel == request.POST.get("channel")), None)
        try:
            if chosen is None:
                return redirect("people:confirm")
            Step(request, Purpose.CONFIRM).send(chosen, next_url=next_url)
        except Refused as refusal:
            return render(request, "accounts/confirm.html", page | {"refusal": refusal.message}, status=429)
        return redirect("people:confirm-code")
    return render(request, "accounts/confirm.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_code(request):
    """Take the code, and go on with what was interrupted."""
    step = Step(request, Purpose.CONFIRM)
    if not step.kept:
        return redirect("people:me")
    form, next_url = CodeForm(posted(request)), step.next
    if request.method == "POST" and form.is_valid():
        try:
            step.check(form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.message)
        else:
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return resume_request(request) or redirect(next_url)
    page = {"form": form, "contact": step.contact, "minutes": settings.CODE_MINUTES, "next": next_url}
    page["again"] = f"{reverse('people:confirm')}?{urlencode({'next': next_url})}"
    return render(request, "accounts/code.html", page, status=status_of(form))
