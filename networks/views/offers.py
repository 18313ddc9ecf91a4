"""Offers and needs of support: for each the ones that fit it, by theme and place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.pages import is_searching, page_of, posted
from networks import actions
from networks.filters import OfferFilter
from networks.forms.partner import OfferForm
from networks.models import Offer
from networks.sides import sides_of
from networks.views.fetch import asked_move, done, moves_of
from networks.workflow import CLOSE

SHOWN = 3  # of those that fit one row of the list


@login_not_required
@require_safe
def listing(request, kind):
    """The needs with the offers that fit each, or the offers with the needs; one query for all."""
    rows = Offer.objects.current().with_fitting(kind, SHOWN)
    found = OfferFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, found.qs.for_list())
    name = "name_ar" if get_language() == "ar" else "name_fr"
    for row in page.rows:
        for one in row.fits:
            one["name"] = one[name]
    context = {
        "kind": kind,
        "filter": found,
        "page": page,
        "searching": is_searching(request),
    }
    return render(request, "networks/offers.html#results" if request.htmx else "networks/offers.html", context)


def visible_offer(request, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.visible_to(request.user).for_list(), pk=pk)


@login_not_required
@require_safe
def detail(request, pk):
    offer = visible_offer(request, pk)
    context = {
        "offer": offer,
        "fitting": Offer.objects.fitting_one(offer).for_list().order_by("-id")[:20],
        "moves": moves_of(offer, request.user, "networks:offer-move"),
    }
    return render(request, "networks/offer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request):
    """Offer or ask, on behalf of a side for which the person speaks."""
    sides = sides_of(request.user)
    initial = {"kind": request.GET.get("kind", "")}
    form = OfferForm(posted(request), sides=sides, initial=initial)
    if request.method == "POST" and form.is_valid():
        offer = done(form, actions.post_offer, by=request.user, **form.said)
        if offer:
            if offer.visibility == "visible":
                messages.success(request, _("It is posted. Those whose posts fit it are told."))
            else:
                messages.warning(request, _("It is kept, and waits until a person of the Lab has read it."))
            return redirect(offer)
    context = {"form": form, "sides": sides}
    return render(request, "networks/offer_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    offer = visible_offer(request, pk)

    def act(note):
        if action == CLOSE:
            return actions.close_offer(offer, by=request.user)
        return actions.moderate(offer, action, by=request.user, note=note)

    return asked_move(request, offer, action, act, context={"back": offer.get_absolute_url()})
