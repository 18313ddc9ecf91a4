"""The builder: one question a page, resumed where it was left, the same with and without JavaScript."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.workflow import Refused
from needs.likeness import similar as similar_needs
from needs.models import Need
from petitions import actions, secrets, steps
from petitions.addressees import addressees
from petitions.enums import Bearer, PetitionState
from petitions.forms.building import AimsForm, BearerForm, CouncilForm, MandataryForm, ObjectForm, ReasonsForm
from petitions.likeness import similar
from petitions.models import Petition
from petitions.views.fetch import own_petition
from spaces.models import Association
from spaces.views.fetch import visible_space

LOOK_FROM = 4  # letters: before that, nothing is looked for


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, slug):
    """The first question, which council; `?need=` is the need that it grows from, `?association=` who presents it."""
    space = visible_space(request, slug)
    trust.require(request.user, "petitions.begin")
    if not request.user.has_perm("petitions.begin_petition", space):
        raise PermissionDenied
    need, association = _asked_need(request, space), _asked_association(request)
    places = addressees(space)
    free = [place for place in places if not place.why_not]
    initial = {"council": str(free[0].council.pk)} if len(free) == 1 else {}
    form = CouncilForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        bearer = Bearer.ASSOCIATION if association else Bearer.CITIZENS
        try:
            petition = actions.begin(
                space, by=request.user, need=need, bearer=bearer, association=association, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("council" if getattr(refusal, "field", "") == "council" else None, str(refusal))
        else:
            return redirect("petitions:build", petition.pk, "object")
    grown = Petition.objects.public().filter(need=need).for_list() if need else []
    context = {
        "space": space,
        "form": form,
        "places": places,
        "need": need,
        "association": association,
        "grown": grown,
        **_likely(space, need.title if need else "", besides_need=need),
    }
    return render(request, "petitions/begin.html", context, status=422 if form.errors else 200)


def _asked_need(request, space) -> Need | None:
    number = request.GET.get("need", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    return Need.objects.visible_to(request.user).filter(space=space, pk=int(number)).first()


def _asked_association(request) -> Association | None:
    number = request.GET.get("association", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    return Association.objects.represented_by(request.user).filter(pk=int(number)).first()


@require_safe
def resume(request, pk):
    """Go on where the draft was left."""
    petition = own_petition(request, pk)
    if petition.state != PetitionState.DRAFT:
        return redirect(petition)
    return redirect("petitions:build", pk, steps.first_open(petition))


@require_http_methods(["GET", "HEAD", "POST"])
def build(request, pk, step):
    """One step: ask, keep the answer, go on; a refusal keeps every word."""
    petition = own_petition(request, pk)
    if step not in steps.BY_NAME:
        raise Http404
    if petition.state != PetitionState.DRAFT:
        return redirect(petition)
    if step == "annexes":
        return redirect("petitions:annexes", pk)
    if step == "check":
        return _check(request, petition)
    form = _form(step, petition, request)
    looking = "look" in request.POST
    if request.method == "POST" and not looking and form.is_valid():
        try:
            SAVED[step](petition, request.user, form.cleaned_data)
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            return _onwards(request, petition, step)
    context = steps.context(petition, step) | {"form": form, "looking": looking}
    if step == "object":
        words = request.POST.get("title", petition.title)
        context |= _likely(petition.space, words, besides=petition.pk, besides_need=petition.need)
    if step == "council":
        context["places"] = form.places
    is_wrong = request.method == "POST" and not looking and bool(form.errors)
    return render(request, "petitions/build.html", context, status=422 if is_wrong else 200)


def _onwards(request, petition: Petition, step: str):
    if "later" in request.POST:
        messages.success(request, _("Your draft is kept. Go on whenever you like."))
        return redirect("petitions:mine")
    return redirect("petitions:build", petition.pk, "check" if "check" in request.GET else steps.after(step))


def _check(request, petition: Petition):
    who = secrets.unseal(petition.pk, petition.particulars)
    context = steps.context(petition, "check") | {"who": who, "annexes": petition.annexes.all()}
    return render(request, "petitions/check.html", context)


# --- each step: its form, and the act that keeps its answer ---
def _form(step: str, petition: Petition, request):
    data = request.POST or None
    if step == "council":
        places = addressees(petition.space)
        form = CouncilForm(data, places=places, initial={"council": str(petition.council_id)})
        form.places = places
        return form
    if step == "object":
        if "look" in request.POST:
            return ObjectForm(initial=request.POST.dict())
        # No theme is chosen for her: a draft without words has had none yet.
        initial = {name: getattr(petition, name) for name in ("title", "within_powers", "respects_constants")}
        return ObjectForm(data, initial=initial | ({"theme": petition.theme} if petition.title else {}))
    if step == "bearer":
        mine = Association.objects.represented_by(request.user).for_list()
        initial = {
            "bearer": petition.bearer,
            "association": petition.association_id and str(petition.association_id),
            "common_interest": petition.common_interest,
        }
        return BearerForm(data, associations=mine, initial=initial)
    if step == "mandatary":
        return MandataryForm(
            data, by_association=petition.bearer == Bearer.ASSOCIATION, initial=_known(petition, request.user)
        )
    form_class = {"reasons": ReasonsForm, "aims": AimsForm}[step]
    return form_class(data, initial={step: getattr(petition, step)})


def _known(petition: Petition, user) -> dict:
    """Return what is known of the mandatary: what she wrote before, else how her account reaches her."""
    who = secrets.unseal(petition.pk, petition.particulars)
    return (who or {"phone": user.phone, "email": user.email}) | {"appointed": petition.appointed}


def _name_mandatary(petition: Petition, user, data: dict) -> None:
    actions.name_mandatary(petition, by=user, **data)


def _write(petition: Petition, user, data: dict) -> None:
    actions.write(petition, by=user, **data)


SAVED: dict[str, Callable] = {
    "council": _write,
    "object": _write,
    "reasons": _write,
    "aims": _write,
    "bearer": _write,
    "mandatary": _name_mandatary,
}


# --- what looks like it ---
def _likely(space, words: str, *, besides: int | None = None, besides_need: Need | None = None) -> dict:
    words = words.strip()[:500]
    if len(words) < LOOK_FROM:
        return {"likely": [], "likely_needs": []}
    needs = [need for need in similar_needs(space, words) if besides_need is None or need.pk != besides_need.pk]
    return {"likely": similar(space, words, besides=besides), "likely_needs": needs[:3]}


@require_POST
def likely(request, slug):
    """A fragment: petitions and needs like what is being written. By POST: what people write stays out of addresses."""
    space = visible_space(request, slug)
    context = {"space": space} | _likely(space, request.POST.get("title", ""))
    return render(request, "petitions/_likely.html", context)


# --- acts ---
@require_POST
def start(request, pk):
    petition = own_petition(request, pk)
    petition = actions.start(petition, by=request.user)
    messages.success(request, _("Your petition is open to everyone."))
    return redirect(petition)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    petition = own_petition(request, pk)
    if petition.state != PetitionState.DRAFT:
        return redirect(petition)
    if request.method == "POST":
        actions.discard(petition, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("petitions:mine")
    context = {
        "title": _("Throw this draft away"),
        "text": _("Its words and its annexes are deleted for good. Nobody but you has seen them."),
        "label": _("Throw it away"),
        "back": petition.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)
