"""Partners and donors: the list, one partner with what it supports and offers, what its officers write."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import trust
from core.pages import is_searching, page_of, posted
from core.text import isolate
from networks import actions
from networks.filters import PartnerFilter
from networks.forms.partner import LookForm, PartnerForm, SupportForm
from networks.models import Network, Offer, Partner, Support
from networks.views.fetch import asked_move, done, form_page, moves_of
from networks.views.reading import themes_of
from spaces.enums import SpaceState
from spaces.models import Association, Space
from territories.queries import unread_of

PRESENTED = ["kind", "name_ar", "name_fr", "presentation", "website", "themes"]
FOUND = 8  # of each kind


@login_not_required
@require_safe
def listing(request):
    found = PartnerFilter(request.GET, queryset=Partner.objects.visible_to(request.user), request=request)
    context = {"filter": found, "page": page_of(request, found.qs.for_list()), "searching": is_searching(request)}
    return render(request, "networks/partners.html#results" if request.htmx else "networks/partners.html", context)


def visible_partner(request, pk: int) -> Partner:
    return get_object_or_404(Partner.objects.visible_to(request.user).prefetch_related("territories"), pk=pk)


@login_not_required
@require_safe
def detail(request, pk):
    partner = visible_partner(request, pk)
    supports = list(Support.objects.visible_to(request.user).filter(partner=partner).for_list())
    for row in supports:
        row.buttons = moves_of(row, request.user, "networks:support-move", primary="confirm")
    context = {
        "partner": partner,
        "is_demo": partner.is_demo,
        "works_on": themes_of(partner.themes),
        "supports": supports,
        "offers": Offer.objects.current().filter(partner=partner).for_list()[:20],
        "acts": request.user.has_perm("networks.act_for_partner", partner),
        "moves": moves_of(partner, request.user, "networks:partner-move", primary="list"),
    }
    return render(request, "networks/partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    trust.require(request.user, "networks.register")
    form = PartnerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        partner = done(form, actions.register_partner, by=request.user, **form.cleaned_data)
        if partner:
            messages.success(request, _("The partner is registered. The Lab puts it on the list once it has looked."))
            return redirect(partner)
    return form_page(
        request,
        form,
        title=_("Register a partner"),
        lead=_("You act for it under your own sign-in. Everyone sees it once the Lab has put it on the list."),
        label=_("Register it"),
        back=reverse("networks:partners"),
        draft="partner",
    )


def _acted(request, pk: int) -> Partner:
    partner = visible_partner(request, pk)
    if not request.user.has_perm("networks.act_for_partner", partner):
        raise PermissionDenied
    return partner


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    partner = _acted(request, pk)
    initial = {name: getattr(partner, name) for name in PRESENTED}
    initial["regions"] = [place.pk for place in partner.territories.all()]
    form = PartnerForm(posted(request), initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.describe_partner, partner=partner, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return redirect(partner)
    return form_page(
        request,
        form,
        title=isolate(str(partner)),
        label=_("Keep it"),
        back=partner.get_absolute_url(),
        is_demo=partner.is_demo,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    partner = visible_partner(request, pk)

    def act(note):
        return actions.move_partner(partner, action, by=request.user, note=note)

    context = {"partner": partner, "is_demo": partner.is_demo, "back": partner.get_absolute_url()}
    return asked_move(request, partner, action, act, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    """First look for who is supported, then say how."""
    partner = _acted(request, pk)
    chosen = _chosen(request.GET.get("to", ""))
    context = {"partner": partner, "is_demo": partner.is_demo, "chosen": chosen}
    if chosen is None:
        look = LookForm(request.GET if "q" in request.GET else None)
        words = look.cleaned_data["q"].strip() if look.is_valid() else ""
        context |= {"look": look, "asked": bool(words), "found": _found(words) if words else []}
        return render(request, "networks/support_form.html", context)
    form = SupportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, actions.propose_support, partner=partner, by=request.user, to=chosen, **said):
            messages.success(request, _("Kept. Everyone sees it once the other side confirms it."))
            return redirect(partner)
    return render(request, "networks/support_form.html", context | {"form": form}, status=422 if form.errors else 200)


def _spaces():
    return Space.objects.exclude(state=SpaceState.DRAFT).select_related("commune").defer(*unread_of("commune"))


def _chosen(value: str):
    """Return what `to` names ("association-12"), or nothing."""
    kind, _dash, key = value.partition("-")
    rows = {"network": Network.objects.public(), "association": Association.objects.for_list(), "space": _spaces()}
    if kind not in rows or not key.isdecimal() or len(key) > 15:
        return None
    return rows[kind].filter(pk=int(key)).first()


def _found(words: str) -> list[tuple[str, object]]:
    """Return what bears these words in its name, each with its value for `to`."""
    named = Q(name_ar__icontains=words) | Q(name_fr__icontains=words)
    communes = Q(commune__name_ar__icontains=words) | Q(commune__name_fr__icontains=words)
    rows = (
        *Network.objects.public().filter(named).order_by("pk")[:FOUND],
        *Association.objects.for_list().filter(named).order_by("pk")[:FOUND],
        *_spaces().filter(communes).order_by("pk")[:FOUND],
    )
    return [(f"{one._meta.model_name}-{one.pk}", one) for one in rows]


@require_http_methods(["GET", "HEAD", "POST"])
def move_support(request, pk, action):
    support = get_object_or_404(Support.objects.visible_to(request.user).for_list(), pk=pk)

    def act(note):
        return actions.move_support(support, action, by=request.user, note=note)

    context = {"partner": support.partner, "is_demo": support.partner.is_demo, "back": support.get_absolute_url()}
    return asked_move(request, support, action, act, context=context)
