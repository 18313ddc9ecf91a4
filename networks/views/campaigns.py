"""Advocacy campaigns: read by everyone once started, prepared and followed by the steering group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import posted
from networks import actions
from networks.enums import CampaignState
from networks.forms.network import CampaignForm, StepForm
from networks.models import Campaign, Network, Step
from networks.views.fetch import EVERYONE, asked_move, done, form_page, moves_of, steered_network
from networks.workflow import END

SAID = ["title", "target", "asks", "allies"]


def visible_campaign(request, pk: int) -> Campaign:
    """Return a campaign of a visible network, or answer 404."""
    rows = Campaign.objects.visible_to(request.user).select_related("network")
    return get_object_or_404(rows.filter(network__in=Network.objects.visible_to(request.user)), pk=pk)


def _led(request, pk: int) -> Campaign:
    campaign = visible_campaign(request, pk)
    if not request.user.has_perm("networks.lead_campaign", campaign):
        raise PermissionDenied
    return campaign


def _page(request, campaign: Campaign, form=None):
    leads = request.user.has_perm("networks.lead_campaign", campaign) and campaign.state != CampaignState.ENDED
    context = {
        "network": campaign.network,
        "is_demo": campaign.network.is_demo,
        "campaign": campaign,
        "asks": campaign.asks.splitlines(),
        "allies": campaign.allies.splitlines(),
        "steps": campaign.steps.all(),
        "leads": leads,
        "form": (form or StepForm()) if leads else None,
        "moves": moves_of(campaign, request.user, "networks:campaign-move", primary="open"),
    }
    return render(request, "networks/campaign.html", context, status=422 if form and form.errors else 200)


@login_not_required
@require_safe
def detail(request, pk):
    return _page(request, visible_campaign(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request, pk):
    network = steered_network(request, pk)
    form = CampaignForm(posted(request))
    if request.method == "POST" and form.is_valid():
        campaign = done(form, actions.prepare_campaign, network=network, by=request.user, **form.cleaned_data)
        if campaign:
            messages.success(request, _("The campaign is in preparation: plan its steps, then start it."))
            return redirect(campaign)
    return form_page(
        request,
        form,
        network,
        title=_("Prepare a campaign"),
        lead=_("Only the steering group sees it until it is started."),
        label=_("Prepare it"),
        back=network.get_absolute_url(),
        draft=f"campaign-of-{pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    campaign = _led(request, pk)
    form = CampaignForm(posted(request), initial={name: getattr(campaign, name) for name in SAID})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.change_campaign, campaign=campaign, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return redirect(campaign)
    return form_page(
        request,
        form,
        campaign.network,
        title=_("Change the campaign"),
        label=_("Keep the changes"),
        back=campaign.get_absolute_url(),
    )


@require_POST
def add_step(request, pk):
    campaign = _led(request, pk)
    form = StepForm(request.POST)
    if form.is_valid() and done(form, actions.add_step, campaign=campaign, by=request.user, **form.cleaned_data):
        return redirect(campaign)
    return _page(request, campaign, form)


@require_POST
def tick_step(request, pk):
    step = get_object_or_404(Step.objects.select_related("campaign__network"), pk=pk)
    campaign = _led(request, step.campaign_id)
    actions.tick_step(step, by=request.user)
    return redirect(campaign)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    campaign = visible_campaign(request, pk)

    def act(note):
        return actions.move_campaign(campaign, action, by=request.user, note=note)

    context = {"network": campaign.network, "is_demo": campaign.network.is_demo, "back": campaign.get_absolute_url()}
    label = _("What came of it") if action == END else None
    return asked_move(request, campaign, action, act, context=context, reads=EVERYONE, label=label)
