"""The rota of a space: who looks at what comes in, which day, and how much each has to do."""

import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.pages import posted
from core.workflow import Refused
from moderation import actions
from moderation.forms import DutyForm
from moderation.models import Duty
from moderation.people import load_of, moderators_of
from moderation.views.fetch import say
from moderation.views.queue import SINCE
from spaces.views.fetch import space_for

SHOWN = datetime.timedelta(days=60)


@require_http_methods(["GET", "HEAD", "POST"])
def rota(request, slug):
    """The days to come, and a form to share them out for whoever facilitates the space."""
    space = space_for(request, slug, "moderation.view_queue")
    people = moderators_of(space)
    form = DutyForm(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        user = get_object_or_404(User, pk=form.cleaned_data["user"])
        try:
            actions.put_on_duty(space, user=user, day=form.cleaned_data["day"], by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The rota is kept."))
            return redirect("moderation:rota", slug=slug)
    today = localdate()
    duties = Duty.objects.filter(space=space, day__gte=today, day__lte=today + SHOWN).select_related("user")
    context = {
        "space": space,
        "form": form,
        "duties": duties,
        "load": load_of(space, now() - SINCE),
        "may_run": request.user.has_perm("moderation.run_rota", space),
    }
    return render(request, "moderation/rota.html", context, status=422 if form.errors else 200)


@require_POST
def take_off(request, slug, pk):
    """Take a line out of the rota."""
    space = space_for(request, slug, "moderation.run_rota")
    duty = get_object_or_404(Duty.objects.filter(space=space).select_related("space__commune"), pk=pk)
    actions.take_off_duty(duty, by=request.user)
    messages.success(request, _("The rota is kept."))
    return redirect("moderation:rota", slug=slug)
