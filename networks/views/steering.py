"""The steering group: who sits in it, what it decided; mandates given and ended, decisions recorded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.pages import page_of, posted
from networks import actions
from networks.actions.steering import eligible
from networks.forms.network import DecisionForm, MandateForm, ReasonForm
from networks.views.fetch import done, form_page, steered_network, visible_network


@login_not_required
@require_safe
def group(request, pk):
    """The mandates of today, those that ended, and the decisions, newest first."""
    network = visible_network(request, pk)
    current = network.mandates.current().select_related("user")
    past = network.mandates.exclude(pk__in=current.values("pk")).select_related("user").order_by("-starts_on")
    rows = network.decisions.visible_to(request.user).prefetch_related("took_part__user")
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "current": current,
        "past": past[:30],
        "page": page_of(request, rows),
        "steers": request.user.has_perm("networks.steer_network", network),
    }
    return render(request, "networks/steering.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def give(request, pk):
    network = steered_network(request, pk)
    people = eligible(network)
    form = MandateForm(posted(request), people=people)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.give_mandate, network=network, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The mandate is given, and the person is told."))
        return redirect("networks:steering", pk)
    lead = "" if people.exists() else _("Nobody can be chosen yet: admit members first.")
    return form_page(
        request,
        form,
        network,
        title=_("Give a mandate"),
        lead=lead,
        label=_("Give the mandate"),
        back=reverse("networks:steering", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def end(request, pk, mandate):
    """End a mandate: one's own freely, another's with a reason."""
    network = visible_network(request, pk)
    row = get_object_or_404(network.mandates.filter(ended_at=None).select_related("user"), pk=mandate)
    own = row.user_id == request.user.pk
    if not own and not request.user.has_perm("networks.steer_network", network):
        raise PermissionDenied
    form = ReasonForm(posted(request), who_reads=_("The person is told."))
    form.fields["note"].required = not own
    if request.method == "POST" and form.is_valid():
        ended = done(form, actions.end_mandate, mandate=row, by=request.user, note=form.cleaned_data["note"])
        if ended:
            messages.success(request, _("The mandate has ended."))
            return redirect("networks:steering", pk)
    context = {"network": network, "is_demo": network.is_demo, "mandate": row, "form": form, "own": own}
    return render(request, "networks/mandate_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def record(request, pk):
    network = steered_network(request, pk)
    seats = network.mandates.select_related("user").order_by("ended_at", "pk")
    form = DecisionForm(posted(request), mandates=seats)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.record_decision, network=network, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The decision is recorded."))
        return redirect("networks:steering", pk)
    return form_page(
        request,
        form,
        network,
        title=_("Record a decision"),
        lead=_("It is never changed: another decision corrects it."),
        label=_("Record it"),
        back=reverse("networks:steering", args=[pk]),
        draft=f"decision-{pk}",
    )
