"""A newcomer says who she is; a person without a commune says where she lives."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.contacts import Contact
from accounts.forms import WelcomeForm
from accounts.views.door import NEWCOMER, NEWCOMER_SECONDS, sign_in
from accounts.views.language import remember_language
from accounts.views.steps import local_url, posted, status_of


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request):
    """Ask for a name, a commune and a language once, then go on to where the person was going."""
    next_url = local_url(request)
    contact = _newcomer(request)
    if not request.user.is_authenticated and contact is None:
        return redirect("account_login")
    form = WelcomeForm(posted(request), initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("display_name", "commune", "language")}
        if request.user.is_authenticated:
            actions.change_profile(request.user, **said, by=request.user)
            response = redirect(next_url or settings.LOGIN_REDIRECT_URL)
        else:
            user = actions.sign_up(contact, **said)
            del request.session[NEWCOMER]
            response = sign_in(request, user, contact, next_url)
        return remember_language(response, said["language"])
    return render(
        request, "accounts/welcome.html", {"form": form, "next": next_url, "contact": contact}, status=status_of(form)
    )


def _newcomer(request) -> Contact | None:
    kept = request.session.get(NEWCOMER)
    if not kept or now().timestamp() - kept["at"] > NEWCOMER_SECONDS:
        return None
    return Contact(*kept["contact"])


def _initial(request) -> dict:
    user = request.user
    if not user.is_authenticated:
        return {"language": get_language()}
    return {"display_name": user.display_name, "language": user.language, "commune": user.commune}
