"""Preparing a programme: begun, described, moved through the steps of the law, evaluated, brought up to date."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fresh import step_up
from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from deliberations.models import Decision, Session
from plans.views.fetch import say, sent_files, why_not
from programmes import actions
from programmes.enums import ARTICLES, BY_MOVE, REPEATED, StepKind
from programmes.forms import EvaluationForm, ProgrammeForm, ProgrammeMoveForm, SessionForm, StepForm
from programmes.models import Programme, Step
from programmes.views.fetch import BOTH, LEAD, PREPARE, a_form, council_of, kept, visible_programme
from programmes.workflow import EXECUTE, SEND, SUBMIT, VOTE

SAID = ("title_ar", "title_fr", "vision_ar", "vision_fr", "term_started_on", "starts_on", "ends_on", "total")
SAID_OF_STEP = ("planned_on", "done_on", "note", "link")
DECISIONS_SHOWN = 200


@require_http_methods(BOTH)
def begin(request, slug):
    """Begin the action plan of a commune."""
    council = council_of(slug)
    if not request.user.has_perm("programmes.begin", council):
        raise PermissionDenied
    form = ProgrammeForm(posted(request))
    done = kept(
        request, form, lambda: actions.begin_programme(council, by=request.user, **form.cleaned_data),
        _("The programme is begun. Write the steps of the law first: the opening meeting, the president’s decision."),
        lambda made: made.get_absolute_url(),
    )  # fmt: skip
    back = reverse("programmes:of-council", args=[slug])
    lead = _("Made within a year of the beginning of the council’s term, for six years (113-14, art. 78).")
    return done or a_form(
        request, form, title=_("Begin the action plan"), programme=None, council=council, label=_("Begin it"),
        back=back, lead=lead,
    )  # fmt: skip


@require_http_methods(BOTH)
def edit(request, pk):
    """The title, the vision, the days and the whole budget of a programme."""
    row = visible_programme(request, pk, PREPARE)
    form = ProgrammeForm(posted(request), initial={name: getattr(row, name) for name in SAID})
    done = kept(
        request, form, lambda: actions.describe_programme(row, by=request.user, **form.cleaned_data), _("Kept."),
        row.get_absolute_url(),
    )  # fmt: skip
    title = _("Title, vision, days and budget")
    return done or a_form(request, form, title=title, programme=row, back=row.get_absolute_url())


@require_http_methods(BOTH)
def discard(request, pk):
    """Throw a programme in preparation away, once asked."""
    row = visible_programme(request, pk, LEAD)
    if request.method == "POST":
        slug = row.council.territory.slug
        actions.discard_programme(row, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("programmes:of-council", slug)
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s”, with its axes and projects, is lost for good.") % {"title": isolate(row.title)},
        "label": _("Throw it away"),
        "back": row.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(BOTH)
@step_up(*Programme.MOVES)
def move(request, pk, action):
    """Move a programme to the next step of the law; asked by GET, say what that does and what is missing."""
    row = visible_programme(request, pk)
    if action not in Programme.MOVES:
        raise Http404
    shape = Programme.MOVES[action]
    if not request.user.has_perm(shape.permission, row):
        raise PermissionDenied
    asks = {VOTE: {"decision"}, SUBMIT: {"on"}, SEND: {"on"}, EXECUTE: {"on"}}.get(action, set())
    if shape.needs_note:
        asks = asks | {"note"}
    rows = Decision.objects.published().filter(council=row.council_id, deliberation__is_adopted=True, programme=None)
    form = ProgrammeMoveForm(posted(request), asks=asks, decisions=rows.order_by("-adopted_on", "-pk"))
    done = kept(
        request, form, lambda: actions.move_programme(row, action, by=request.user, **form.cleaned_data), _("Done."),
        row.get_absolute_url(),
    )  # fmt: skip
    context = {
        "programme": row, "council": row.council, "form": form, "move": shape, "action": action,
        "missing": why_not(row, action, form),
    }  # fmt: skip
    return done or render(request, "programmes/move.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def update(request, pk):
    """Begin a new version of a programme, from its third year on, once asked."""
    row = visible_programme(request, pk, LEAD)
    if request.method == "POST":
        made = actions.begin_update(row, by=request.user)
        messages.success(request, _("The new version is begun, with all that the one in force says."))
        return redirect(made)
    context = {
        "title": _("Bring it up to date"),
        "text": _(
            "A new version is prepared through the same steps (113-14, art. 80). The one in force goes on until the "
            "new one is executable; what was done goes over with it."
        ),
        "label": _("Begin the new version"),
        "back": row.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(BOTH)
def session(request, pk):
    """Say which session is to vote the programme."""
    row = visible_programme(request, pk, PREPARE)
    sessions = Session.objects.filter(council=row.council_id).order_by("-opens_from")
    form = SessionForm(posted(request), sessions=sessions, initial={"session": row.session_id})
    back = reverse("programmes:steps", args=[row.pk])
    done = kept(
        request, form, lambda: actions.set_session(row, form.cleaned_data["session"], by=request.user), _("Kept."), back
    )
    return done or a_form(request, form, title=_("Session that is to vote it"), programme=row, back=back)


# --- steps ---
@require_http_methods(BOTH)
def step(request, pk, kind):
    """Write a step of the law: its day by the timetable, or the day on which it was done with its proof."""
    row = visible_programme(request, pk, PREPARE)
    if kind not in StepKind.values or kind in BY_MOVE:
        raise Http404
    known = None if kind in REPEATED else row.steps.filter(kind=kind).first()
    return _step(request, row, StepKind(kind), known)


@require_http_methods(BOTH)
def step_edit(request, pk, key):
    """Write a step anew."""
    row = visible_programme(request, pk, PREPARE)
    known = get_object_or_404(row.steps.exclude(kind__in=BY_MOVE), pk=key)
    return _step(request, row, StepKind(known.kind), known)


def _step(request, row: Programme, kind: StepKind, known: Step | None):
    initial = {name: getattr(known, name) for name in SAID_OF_STEP} if known else None
    form = StepForm(posted(request), sent_files(request), initial=initial)
    if kind not in {StepKind.CONSULTATION, StepKind.EQUALITY}:
        del form.fields["address"]
    back = f"{reverse('programmes:steps', args=[row.pk])}#step-{kind}"
    done = kept(
        request, form, lambda: actions.write_step(row, kind, by=request.user, step=known, **form.cleaned_data),
        _("The step is kept."), back,
    )  # fmt: skip
    remove = reverse("programmes:step-remove", args=[row.pk, known.pk]) if known else ""
    return done or a_form(
        request, form, title=kind.label, lead=ARTICLES[kind], programme=row, back=back, multipart=1, remove=remove
    )


@require_POST
def step_remove(request, pk, key):
    row = visible_programme(request, pk, PREPARE)
    actions.remove_step(get_object_or_404(row.steps, pk=key), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect("programmes:steps", row.pk)


# --- the yearly report ---
@require_http_methods(BOTH)
def evaluate(request, pk):
    """Publish the evaluation report of a year: its figures are counted, the council adds what it says of them."""
    row = visible_programme(request, pk, LEAD)
    published = set(row.evaluations.values_list("year", flat=True))
    years = [year for year in row.years if year <= localdate().year and year not in published]
    form = EvaluationForm(posted(request), years=years)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = actions.publish_evaluation(row, said.pop("year"), by=request.user, **said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The report is published: it does not change any more."))
            return redirect("programmes:evaluation", row.pk, made.year)
    lead = _("Its figures are counted now from the projects, the budget and the indicators; nobody types them.")
    return a_form(
        request, form, title=_("Publish the evaluation of a year"), programme=row, back=row.get_absolute_url(),
        label=_("Publish"), lead=lead,
    )  # fmt: skip
