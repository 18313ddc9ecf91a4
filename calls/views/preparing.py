"""Preparing a call: its words and dates, its categories and grid, the people who score; its moves."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions as people
from accounts.fresh import step_up
from calls import actions
from calls.actions.moving import BY_NAME
from calls.enums import ApplicationState, CallState
from calls.forms.calling import CallForm, CategoryForm, CriterionForm, RemoveForm
from calls.forms.people import EvaluatorForm
from calls.forms.shared import NoteForm, SureForm
from calls.models import Call
from calls.views.fetch import council_of, does, form_page, led_call, visible_call
from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from councils.models import Mandate
from spaces.models import Space
from spaces.views.fetch import visible_space
from territories.queries import unread_of

SAID = [name for name in CallForm.base_fields if name != "reason"]
FORM = {"GET", "HEAD", "POST"}
THINGS = {
    "categories": (CategoryForm, "category", actions.save_category, actions.remove_category, ("theme", "places")),
    "criteria": (CriterionForm, "criterion", actions.save_criterion, actions.remove_criterion, ("most", "weight")),
}
WHAT = {
    "publish": gettext_lazy(
        "Everyone sees it, and the associations of the commune are told. From the first application on, its rules stay "
        "as they are."
    ),
    "check": gettext_lazy("You say of each application whether it is eligible, and ask once for what is missing."),
    "score": gettext_lazy(
        "Each evaluator declares her or his ties, then gives points. Nobody sees a project of her own association."
    ),
    "rank": gettext_lazy(
        "No point changes any more. The means and the ranks are computed, with what decides between equals."
    ),
    "award": gettext_lazy(
        "The winners, their scores and the reasons are shown to everyone; each association is told its own."
    ),
    "run": gettext_lazy("The agreements that are signed are carried out; instalments can be paid."),
    "finish": gettext_lazy("Every project is over: the call is closed for good. Its page stays."),
    "cancel": gettext_lazy("Nothing is awarded. Who applied is told, and the page stays, with the reason."),
}


@require_http_methods(FORM)
def begin(request, slug):
    """Prepare a call of a space."""
    space = visible_space(request, slug)
    if not request.user.has_perm("calls.call_for_space", space):
        raise PermissionDenied
    return _begin(request, space, None)


@require_http_methods(FORM)
def begin_for_council(request, slug):
    """Prepare a call that a council pays for, in the space of its commune."""
    council = council_of(slug)
    if not request.user.has_perm("calls.call_for_council", council):
        raise PermissionDenied
    spaces = Space.objects.visible_to(request.user).select_related("commune")
    space = get_object_or_404(spaces.defer(*unread_of("commune")), commune=council.territory_id)
    return _begin(request, space, council)


def _begin(request, space, council):
    initial = {"seat": "present", "least_years": 1, "evaluators_min": 2, "places_by": "category", "reserve_places": 2,
               "last_tie": "draw"}  # fmt: skip
    form = CallForm(posted(request), initial=initial)
    made = []
    if request.method == "POST" and does(
        form, lambda: made.append(actions.create(space, by=request.user, council=council, **form.cleaned_data))
    ):
        return redirect("calls:build", made[0].pk)
    context = {"space": space, "council": council, "form": form, "call": None}
    return render(request, "calls/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
def edit(request, pk):
    """The words, the conditions and the dates; a correction once it is published."""
    call = led_call(request, pk)
    form = CallForm(
        posted(request), initial={name: getattr(call, name) for name in SAID}, with_reason=_is_published(call)
    )
    if request.method == "POST" and does(form, lambda: actions.edit(call, by=request.user, **form.cleaned_data)):
        return redirect("calls:build", pk)
    context = {"space": call.space, "council": call.council, "form": form, "call": call}
    return render(request, "calls/edit.html", context, status=422 if form.errors else 200)


@require_safe
def build(request, pk):
    """The page from which a call is written and published: categories, grid, evaluators."""
    call = led_call(request, pk)
    context = {
        "call": call,
        "space": call.space,
        "categories": list(call.categories.all()),
        "criteria": list(call.criteria.all()),
        "evaluators": list(call.evaluators.current().select_related("user")),
        "is_written": _is_written(call),
        "is_draft": call.state == CallState.DRAFT,
    }
    return render(request, "calls/build.html", context)


def _is_written(call: Call) -> bool:
    if call.state == CallState.DRAFT:
        return True
    return _is_published(call) and not call.applications.exclude(state=ApplicationState.DRAFT).exists()


def _is_published(call: Call) -> bool:
    return call.state != CallState.DRAFT


@require_http_methods(FORM)
def thing(request, pk, kind, key=0):
    """Add or change a category or a criterion."""
    call = led_call(request, pk)
    if kind not in THINGS:
        raise Http404
    shape, name, save, _remove, columns = THINGS[kind]
    row = get_object_or_404(getattr(call, kind), pk=key) if key else None
    initial = {column: getattr(row, column) for column in ("name_ar", "name_fr", *columns)} if row else {}
    if kind == "criteria":
        initial |= {"decides": bool(row and call.tie_criterion_id == row.pk)} | (
            {} if row else {"most": 10, "weight": 1}
        )
    form = shape(posted(request), initial=initial, with_reason=_is_published(call))
    title = {"categories": _("A category"), "criteria": _("A criterion of the grid")}[kind]
    return form_page(
        request, form, lambda: save(call, by=request.user, **{name: row}, **form.cleaned_data),
        title=title, label=_("Keep it"), space=call.space, back=reverse("calls:build", args=[pk]),
        then=reverse("calls:build", args=[pk]), done=_("It is kept."),
    )  # fmt: skip


@require_http_methods(FORM)
def remove(request, pk, kind, key):
    """Take out a category or a criterion, once asked."""
    call = led_call(request, pk)
    if kind not in THINGS:
        raise Http404
    row = get_object_or_404(getattr(call, kind), pk=key)
    form = RemoveForm(posted(request), with_reason=_is_published(call))
    return form_page(
        request, form, lambda: THINGS[kind][3](row, by=request.user, **form.cleaned_data),
        title=_("Take it out"), lead=isolate(row.name), label=_("Take it out"), danger=1, space=call.space,
        back=reverse("calls:build", args=[pk]), then=reverse("calls:build", args=[pk]), done=_("It is taken out."),
    )  # fmt: skip


@require_http_methods(FORM)
def evaluators(request, pk):
    """Name the people who score, by their contact or among the council's people."""
    call = led_call(request, pk)
    of_council = _people_of_council(call)
    by_contact = request.user.has_perm("accounts.look_for_user")
    form = EvaluatorForm(posted(request), people=of_council, by_contact=by_contact)

    def name():
        contact, person = form.cleaned_data.get("contact"), form.cleaned_data.get("person")
        user = people.look_for(contact, by=request.user) if contact else _person(call, person)
        actions.name_evaluator(call, user, by=request.user)

    if request.method == "POST" and does(form, name):
        return redirect("calls:evaluators", pk)
    context = {
        "call": call, "space": call.space, "form": form,
        "evaluators": list(call.evaluators.current().select_related("user")),
    }  # fmt: skip
    return render(request, "calls/evaluators.html", context, status=422 if form.errors else 200)


def _people_of_council(call: Call) -> list[tuple[int, str]]:
    if call.council_id is None:
        return []
    held = Mandate.objects.filter(council=call.council_id, user__isnull=False).current()
    return [(one.pk, f"{one.name} · {one.get_role_display()}") for one in held.order_by("pk")]


def _person(call: Call, mandate: int | None):
    row = Mandate.objects.filter(council=call.council_id, pk=mandate).current().select_related("user").first()
    return row.user if row else None


@require_http_methods({"POST"})
def end_evaluator(request, pk, key):
    call = led_call(request, pk)
    actions.end_evaluator(get_object_or_404(call.evaluators.select_related("call"), pk=key), by=request.user)
    return redirect("calls:evaluators", pk)


@require_http_methods(FORM)
def discard(request, pk):
    """Throw a draft away, once asked."""
    call = led_call(request, pk)
    if _is_published(call):
        return redirect(call)
    form = SureForm(posted(request))
    return form_page(
        request, form, lambda: actions.discard(call, by=request.user),
        title=_("Throw this draft away"), lead=_("The call, its categories and its grid are lost for good."),
        label=_("Throw it away"), danger=1, space=call.space, back=reverse("calls:build", args=[pk]),
        then=reverse("calls:list", args=[call.space.commune.slug]), done=_("The draft is thrown away."),
    )  # fmt: skip


@require_http_methods(FORM)
@step_up("award")
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    call = visible_call(request, pk)
    if action not in BY_NAME:
        raise Http404
    shape = Call.MOVES[action]
    if not request.user.has_perm(shape.permission, call):
        raise PermissionDenied
    form = NoteForm(posted(request)) if shape.needs_note else SureForm(posted(request))
    missing = "" if request.method == "POST" else _why_not(call, action)
    return form_page(
        request, form, lambda: actions.move(call, action, by=request.user, **form.cleaned_data),
        title=shape.label, lead=WHAT[action], label="" if missing else shape.label, missing=missing,
        danger=1 if action == "cancel" else "", space=call.space, back=call.get_absolute_url(),
        then=call.get_absolute_url(), done=_("Done."),
    )  # fmt: skip


def _why_not(call: Call, action: str) -> str:
    """Return, in words, what is missing before a move."""
    shape = Call.MOVES[action]
    if call.state not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(call)
    except Refused as refusal:
        return str(refusal)
    return ""
