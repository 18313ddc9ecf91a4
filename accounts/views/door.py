"""The door: a contact, a code, in. The same pages and the same words for known and unknown contacts."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.enums import Purpose
from accounts.forms import CodeForm, DoorForm, PasswordDoorForm
from accounts.models import User
from accounts.views.steps import Step, local_url, posted, status_of
from core.workflow import Refused

NEWCOMER = "newcomer"  # in the session: a proved contact that opens no account yet
NEWCOMER_SECONDS = 1800
DOOR_SECONDS = 3600  # life of a visitor's session


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request):
    """Ask for a phone number or an e-mail address, and send a code there."""
    next_url = local_url(request)
    if request.user.is_authenticated:
        return redirect(next_url or settings.LOGIN_REDIRECT_URL)
    form = DoorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data.get("by_whatsapp", False)
            Step(request, Purpose.ENTER).send(form.cleaned_data["contact"], next_url=next_url, by_whatsapp=chosen)
        except Refused as refusal:
            form.add_error("contact", refusal.message)
        else:
            request.session.set_expiry(DOOR_SECONDS)
            return redirect("people:code")
    return render(request, "accounts/enter.html", {"form": form, "next": next_url}, status=status_of(form))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request):
    """Ask for the code that was sent, and open the door."""
    step = Step(request, Purpose.ENTER)
    if request.user.is_authenticated or not step.kept:
        return redirect("account_login")
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        next_url = step.next
        try:
            contact = step.check(form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.message)
        else:
            return let_in(request, contact, next_url)
    page = {"form": form, "contact": step.contact, "minutes": settings.CODE_MINUTES, "next": step.next}
    return render(request, "accounts/code.html", page, status=status_of(form))


@login_not_required
@require_POST
def resend(request):
    """Send another code to the same contact; the one before it no longer opens this session's door."""
    step = Step(request, Purpose.ENTER)
    if not step.kept:
        return redirect("account_login")
    try:
        step.resend()
    except Refused as refusal:
        form = CodeForm()
        page = {"form": form, "contact": step.contact, "minutes": settings.CODE_MINUTES, "refusal": refusal.message}
        return render(request, "accounts/code.html", page | {"next": step.next}, status=429)
    return redirect(f"{reverse('people:code')}?again=1")


def let_in(request, contact, next_url):
    """Sign in the person whose contact was proved; a newcomer first says who she is."""
    user = User.objects.by_contact(contact)
    if user is None:
        request.session.cycle_key()
        request.session[NEWCOMER] = {"contact": [str(contact.channel), contact.value], "at": now().timestamp()}
        return redirect(f"{reverse('people:welcome')}?{urlencode({'next': next_url})}")
    return sign_in(request, user, contact, next_url)


def sign_in(request, user, contact, next_url):
    """Begin the session (its key changes), by way of the second factor when the person has one."""
    if user.is_active:
        user = actions.confirm_contact(user, contact, by=user)
        record_authentication(request, user, method="code", reauthenticated=True)
    return perform_login(request, Login(user=user, redirect_url=next_url or None))


class PasswordDoor(LoginView):
    """The door for people who set a password; the second factor follows as for everyone."""

    template_name = "accounts/enter_password.html"

    def get_form_class(self):
        return PasswordDoorForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": local_url(self.request)}


enter_with_password = sensitive_post_parameters("password")(PasswordDoor.as_view())


@login_not_required
def to_the_door(request):
    """Lead the old addresses of sign-up and of a forgotten password to the one door."""
    next_url = local_url(request)
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return redirect(f"{reverse('account_login')}{query}")
