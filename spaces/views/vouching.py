"""Vouching for a person who stands at the desk: one form, then one question that shows the public name found."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.enums import Dossier, Trust
from accounts.fresh import step_up
from accounts.models import User
from core.workflow import Refused
from spaces import actions
from spaces.forms import VouchForm
from spaces.views.fetch import found, space_for

MINUTES = 15  # for which the question may wait for its answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def vouch(request, slug):
    """Ask who, how and for whom; show the public name of the person found; on a yes, raise her trust."""
    space = space_for(request, slug, "spaces.vouch_in_space")
    actions.check_voucher(space, by=request.user)
    if request.method == "POST" and "asked" in request.POST:
        return _vouched(request, space)
    desk = _("Desk of the space of %(place)s") % {"place": space.commune.name}
    form = VouchForm(request.POST if request.method == "POST" else None, initial={"desk": desk})
    context = {"space": space, "is_demo": space.is_demo, "form": form}
    if form.is_valid() and (person := found(form, actions.find_person, space, by=request.user)):
        audit.note(request, person, Dossier.CONTACTS, owner=person)
        level, desk = form.cleaned_data["level"], form.cleaned_data["desk"]
        asked = signing.dumps([person.pk, level, desk], salt=_salt(space, request.user))
        context |= {"person": person, "level": Trust(level).label, "desk": desk, "asked": asked}
        return render(request, "spaces/vouch_confirm.html", context)
    return render(request, "spaces/vouch.html", context, status=422 if form.errors else 200)


def _vouched(request, space):
    try:
        asked = signing.loads(request.POST["asked"], salt=_salt(space, request.user), max_age=MINUTES * 60)
    except signing.BadSignature:
        raise Refused(_("This question waited too long. Nothing was changed: start again."), "too_old") from None
    pk, level, desk = asked
    person = get_object_or_404(User, pk=pk)
    actions.vouch(space, person, by=request.user, level=level, desk=desk)
    messages.success(request, _("It is recorded, and the person is told."))
    return redirect("spaces:vouch", space.commune.slug)


def _salt(space, user) -> str:
    """The question is answered by the agent who was asked it, in the same space."""
    return f"spaces.vouch.{space.pk}.{user.pk}"
