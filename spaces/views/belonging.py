"""The people of an association: places offered, taken, changed and ended; its representation handed over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import page_of
from core.text import isolate
from core.workflow import Refused
from spaces import actions
from spaces.forms import EndPlaceForm, InviteForm, PositionForm
from spaces.models import Association, AssociationMember, HandOver


@require_safe
def start(request):
    """How a person acts for an association: the one that is here already, or one that she registers."""
    return render(request, "spaces/association_start.html")


@require_safe
def mine(request):
    """Her associations and what she is in each; what she is offered."""
    places = AssociationMember.objects.current().filter(user=request.user)
    context = {
        "represented": Association.objects.represented_by(request.user).for_list().order_by("pk"),
        "places": places.exclude(association__representative=request.user).for_list(),
        "offers": AssociationMember.objects.offered().filter(user=request.user).for_list().order_by("pk"),
        "hand_overs": HandOver.objects.waiting()
        .filter(to=request.user)
        .select_related("association", "given_by")
        .order_by("pk"),
    }
    return render(request, "spaces/my_associations.html", context)


def association_of(request, pk: int) -> Association:
    """Return an association in which she has her place, or answer 404."""
    return get_object_or_404(Association.objects.of(request.user).for_list(), pk=pk)


@require_safe
def people(request, pk):
    """Who is in the association, for those who are; its representative gives places here."""
    association = association_of(request, pk)
    return render(request, "spaces/association_people.html", _people(request, association, InviteForm()))


@require_POST
def invite(request, pk):
    association = association_of(request, pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            person = actions.find_to_invite(association, form.cleaned_data["contact"], by=request.user)
            actions.invite(association, person, form.cleaned_data["position"], by=request.user)
        except Refused as refusal:
            form.add_error("contact", str(refusal))
        else:
            messages.success(request, _("The person is told. The place counts once it is taken."))
            return redirect("spaces:association-people", pk)
    return render(request, "spaces/association_people.html", _people(request, association, form), status=422)


def _people(request, association: Association, form: InviteForm) -> dict:
    leads = request.user.has_perm("spaces.bind_association", association)
    context = {
        "is_demo": association.is_demo,
        "association": association,
        "leads": leads,
        "page": page_of(request, association.members.current().select_related("user")),
        "form": form,
    }
    if leads:
        # Whoever has not answered stays without a name: a phone number is not to tell whose it is.
        context["offered"] = association.members.offered().order_by("-pk")
        context["waiting"] = association.hand_overs.waiting().select_related("to").first()
    return context


def _own_place(request, pk: int) -> AssociationMember:
    rows = AssociationMember.objects.filter(user=request.user, ended_at__isnull=True)
    return get_object_or_404(rows.for_list(), pk=pk)


@require_POST
def accept(request, pk):
    place = _own_place(request, pk)
    actions.accept_place(place, by=request.user)
    messages.success(request, _("You have your place in the association."))
    return redirect(place.association)


@require_POST
def decline(request, pk):
    actions.decline_place(_own_place(request, pk), by=request.user)
    messages.success(request, _("You have declined. Nothing else has changed."))
    return redirect("spaces:my-associations")


def _place(request, pk: int) -> tuple[AssociationMember, bool]:
    """Return a place that has not ended, her own or another's where she represents; and whether it is her own."""
    rows = AssociationMember.objects.filter(association__in=Association.objects.of(request.user), ended_at__isnull=True)
    place = get_object_or_404(rows.for_list(), pk=pk)
    own = place.user_id == request.user.pk
    if not own and not request.user.has_perm("spaces.bind_association", place.association):
        raise PermissionDenied
    return place, own


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    """Ask (another's place: for the reason), then end a place."""
    place, own = _place(request, pk)
    asks = not own and not place.is_offered
    form = EndPlaceForm(request.POST or None)
    if request.method == "POST" and (not asks or form.is_valid()):
        actions.end_place(place, by=request.user, note=form.cleaned_data["note"] if asks else "")
        messages.success(request, _("The place has ended."))
        if own:
            return redirect("spaces:my-associations")
        return redirect("spaces:association-people", place.association_id)
    context = {"association": place.association, "place": place, "own": own, "asks": asks, "form": form}
    return render(request, "spaces/place_end.html", context, status=422 if asks and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def position(request, pk):
    """Give a member another place, or offer the representation to her."""
    place, own = _place(request, pk)
    if own or place.is_offered:
        raise PermissionDenied
    form = PositionForm(request.POST or None, initial={"position": place.position})
    if request.method == "POST" and form.is_valid():
        actions.change_position(place, form.cleaned_data["position"], by=request.user)
        messages.success(request, _("Kept, and the person is told."))
        return redirect("spaces:association-people", place.association_id)
    context = {"association": place.association, "place": place, "form": form}
    return render(request, "spaces/place.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk):
    """Ask, then offer the representation to the member of this place."""
    place, own = _place(request, pk)
    if own or place.is_offered:  # who has not taken the place is not named
        raise PermissionDenied
    if request.method == "POST":
        actions.offer_hand_over(place.association, place, by=request.user)
        messages.success(request, _("The person is asked. You represent the association until the answer is yes."))
        return redirect("spaces:association-people", place.association_id)
    words = {"name": isolate(str(place.association)), "person": isolate(place.user.public_name)}
    context = {
        "title": _("Hand over the association %(name)s") % words,
        "text": _(
            "%(person)s becomes its legal representative after saying yes: petitions and commitments go on under that "
            "name, and you stay a member. The list of the board is then checked again."
        )
        % words,
        "label": _("Ask the person"),
        "back": reverse("spaces:association-people", args=[place.association_id]),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Say yes or no to becoming the representative; who offered it takes the offer back here."""
    rows = HandOver.objects.waiting().concerning(request.user).select_related("association", "given_by", "to")
    offer = get_object_or_404(rows, pk=pk)
    is_asked = offer.to_id == request.user.pk
    if request.method == "POST":
        if is_asked and request.POST.get("answer") == "yes":
            actions.accept_hand_over(offer, by=request.user)
            messages.success(request, _("You are now its legal representative."))
            return redirect(offer.association)
        actions.decline_hand_over(offer, by=request.user)
        messages.success(request, _("Nothing has changed in the association."))
        return redirect("spaces:my-associations")
    context = {"offer": offer, "association": offer.association, "is_asked": is_asked}
    return render(request, "spaces/hand_over.html", context)
