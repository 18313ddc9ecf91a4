"""Hearing a page explained; recording it for a commune or for the Lab."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.steps import local_url
from core.devices import TONGUE
from core.parts import give_apart
from core.workflow import Refused
from plain import actions
from plain.enums import FIRST, HelpKey, Tongue
from plain.forms import RecordingForm
from plain.models import HelpRecording
from spaces.models import Space
from spaces.views.fetch import counted_space

YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@require_safe
def listen(request, key):
    """One page or step explained by voice, in each language that there is; `?of=` names the commune's space."""
    if key not in HelpKey.values:
        raise Http404
    space = counted_space(request, request.GET["of"]) if request.GET.get("of") else None
    rows = HelpRecording.objects.visible_to(request.user).heard_in(space and space.commune_id).filter(key=key)
    context = {
        "key": HelpKey(key),
        "space": space,
        "recordings": _in_order(rows.order_by("pk"), request.COOKIES.get(TONGUE, "")),
        "back": local_url(request),
        "here": request.get_full_path(),
    }
    return render(request, "plain/listen.html", context)


def _in_order(rows, wanted: str) -> list[HelpRecording]:
    """Return a recording a language, the commune's own before the Lab's: first the language she chose."""
    best: dict[str, HelpRecording] = {}
    for row in rows:
        if row.tongue not in best or row.space_id:
            best[row.tongue] = row
    order = list(dict.fromkeys([wanted, *FIRST.get(get_language(), ()), *Tongue.values]))
    return sorted(best.values(), key=lambda row: order.index(row.tongue))


@login_not_required
@require_safe
def audio(request, pk):
    """The sound of a recording."""
    row = get_object_or_404(HelpRecording.objects.visible_to(request.user), pk=pk)
    return give_apart(request, row.audio, row.media_type)


@login_not_required
@require_safe
def tongue(request, code):
    """Remember in a cookie in which language a person listens, and go back to what she was reading."""
    if code not in Tongue.values:
        raise Http404
    response = redirect(local_url(request, fallback=reverse("home")))
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(TONGUE, code, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@require_http_methods(["GET", "POST"])
def of_space(request, slug):
    """The recordings of a space: what there is, what is missing, one more."""
    space = counted_space(request, slug)
    if not request.user.has_perm("plain.record_for_space", space):
        # Who only moderates it may listen and take away.
        if request.method == "POST" or not request.user.has_perm("spaces.moderate_space", space):
            raise PermissionDenied
        return _manage(request, space, None)
    return _manage(request, space, RecordingForm)


@require_http_methods(["GET", "POST"])
def of_lab(request):
    """The Lab's recordings, heard in each commune that has not its own."""
    if not request.user.has_perm("plain.record_for_lab"):
        raise PermissionDenied
    return _manage(request, None, RecordingForm)


def _manage(request, space: Space | None, form_class):
    form = form_class(request.POST or None, request.FILES or None) if form_class else None
    if request.method == "POST" and form.is_valid():
        try:
            actions.record(space, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("It is heard from now on."))
            return redirect(request.path)
    rows = HelpRecording.objects.filter(space=space).order_by("key", "pk")
    context = {"space": space, "form": form, "recordings": rows}
    return render(request, "plain/manage.html", context, status=422 if form and form.errors else 200)


@require_POST
def remove(request, pk):
    """Take a recording away."""
    row = get_object_or_404(HelpRecording.objects.visible_to(request.user).for_list(), pk=pk)
    actions.remove(row, by=request.user)
    messages.success(request, _("The recording is gone."))
    return redirect("plain:of-space", row.space.commune.slug) if row.space else redirect("plain:of-lab")
