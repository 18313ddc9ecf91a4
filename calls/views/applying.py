"""An association's application: begun, written step by step, looked at, sent, completed, withdrawn."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.enums import Dossier
from calls import actions, conditions
from calls.actions import applying
from calls.enums import ApplicationState
from calls.forms.applying import ApplyForm, BudgetForm, DocumentForm, WordsForm
from calls.forms.shared import NoteForm, SureForm
from calls.models import Application, Attachment
from calls.queries import PREPARING
from calls.scores import by_criterion, is_apart
from calls.ties import tied_to
from calls.timeline import told_of_application
from calls.views.fetch import a_file, does, form_page, say, visible_application, visible_call
from core.pages import page_of, posted
from core.text import isolate
from core.workflow import Refused, available
from spaces.enums import PaperKind
from spaces.models import Association
from spaces.queries import positions_of

FORM = {"GET", "HEAD", "POST"}
WRITTEN = ["title", "category", "summary", "objectives", "audience", "beneficiaries", "calendar"]


@never_cache
@require_safe
def mine(request):
    """The applications of the associations whose files this person prepares, newest first."""
    rows = Application.objects.filter(association__in=_prepared(request.user)).with_all()
    return render(request, "calls/mine.html", {"page": page_of(request, rows)})


def _prepared(user) -> list[int]:
    return [pk for pk, position in positions_of(user).items() if position in PREPARING]


@never_cache
@require_http_methods(FORM)
def apply(request, pk):
    """Begin an application: for which association, and its title."""
    call = visible_call(request, pk)
    associations = Association.objects.filter(pk__in=_prepared(request.user)).for_list()
    form = ApplyForm(posted(request), associations=associations)
    if len(associations) == 1:
        form.initial["association"] = associations[0].pk
    made = []

    def begin():
        association = Association.objects.get(pk=form.cleaned_data["association"])
        made.append(actions.begin(call, association, by=request.user, title=form.cleaned_data["title"]))

    if request.method == "POST" and does(form, begin):
        if made[0].state == ApplicationState.DRAFT:
            return redirect("calls:write", made[0].pk)
        return redirect(made[0])
    context = {"call": call, "space": call.space, "form": form, "associations": associations,
               "is_open": call.takes_applications()}  # fmt: skip
    return render(request, "calls/apply.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def detail(request, pk):
    """An application: for its association where it stands, its scores and reasons; for the organisers, its checks."""
    row = visible_application(request, pk)
    call = row.call
    leads = request.user.has_perm("calls.check_application", row)
    prepares = request.user.has_perm("calls.prepare_application", row)
    is_known = call.is_decided() and row.mean is not None
    context = {
        **_about(row),
        "leads": leads,
        "prepares": prepares,
        "acts": available(row, request.user),
        "is_ruled": call.is_decided(),
        "means": by_criterion(row, list(call.criteria.all())) if is_known else [],
        "is_apart": is_known and is_apart(row),
        "kept": conditions.kept_lines(row),
        "history": told_of_application(row),
        "missing": [PaperKind(kind).label for kind in row.missing],
        "is_late": row.complete_until is not None and row.complete_until <= now(),
        "project": getattr(row, "project", None),
        "may_send": request.user.has_perm("calls.send_application", row),
    }
    if leads and row.state != ApplicationState.DRAFT:
        if not prepares:
            audit.note(request, row, Dossier.APPLICATION)
        context |= {
            "standing": conditions.standing(call, row.association),
            "papers": conditions.papers(call, row.association),
            "awards": other_awards(row),
            **_judged(request, row),
        }
    return render(request, "calls/application.html", context)


def _judged(request, row: Application) -> dict:
    """Return what the organisers read of its evaluators: the ties they declared, and, once ranked, their comments
    without a name. Nothing of an association of the reader's own."""
    if tied_to(request.user, [row.association_id]):
        return {"conflicts": [], "comments": []}
    reviews = list(row.reviews.select_related("evaluator__user"))
    return {
        "conflicts": [(one.evaluator.user.public_name, one.conflict_words) for one in reviews if one.has_conflict],
        "comments": [one.comment for one in reviews if one.given_at] if row.call.ranked_at else [],
    }


def _about(row: Application) -> dict:
    return {
        "application": row,
        "call": row.call,
        "space": row.call.space,
        "budget": list(row.budget.all()),
        "attachments": list(row.attachments.all()),
    }


def other_awards(row: Application) -> list[Application]:
    """Return the other retained projects of the same association, in any call: they may pay for the same thing."""
    rows = Application.objects.filter(association=row.association_id, state=ApplicationState.AWARDED)
    return list(rows.filter(call__awarded_at__isnull=False).exclude(pk=row.pk).with_all().order_by("-pk")[:20])


def awards_of(call, rows) -> dict[int, int]:
    """Return how many projects of each association (by its key) other calls retained. One query."""
    found = Application.objects.filter(
        association__in={row.association_id for row in rows}, state=ApplicationState.AWARDED
    ).exclude(call=call)
    return dict(found.order_by().values_list("association").annotate(n=Count("pk")))


# --- writing a draft ---
@never_cache
@require_http_methods(FORM)
def write(request, pk):
    """First step: what the project is."""
    row = _draft(request, pk)
    if row is None:
        return redirect("calls:application", pk)
    known = {name: getattr(row, name) for name in WRITTEN} | {"category": row.category_id}
    form = WordsForm(posted(request), initial=known, categories=row.call.categories.all())
    if request.method == "POST" and does(form, lambda: actions.write(row, by=request.user, **form.cleaned_data)):
        return redirect("calls:budget", pk)
    context = _about(row) | {"form": form, "step": 1}
    return render(request, "calls/write.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(FORM)
def budget(request, pk):
    """Second step: the budget, line by line."""
    row = _draft(request, pk)
    if row is None:
        return redirect("calls:application", pk)
    form = BudgetForm(posted(request), lines=list(row.budget.all()))
    if request.method == "POST" and does(form, lambda: actions.write_budget(row, form.lines(), by=request.user)):
        return redirect("calls:budget" if "more" in request.POST else "calls:documents", pk)
    context = _about(row) | {"form": form, "step": 2}
    return render(request, "calls/budget.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(FORM)
def documents(request, pk):
    """Third step: the documents beside it; the papers of the association come from its dossier."""
    row = visible_application(request, pk, "calls.prepare_application")
    if row.state not in {ApplicationState.DRAFT, ApplicationState.COMPLETING}:
        return redirect(row)
    form = DocumentForm(posted(request), request.FILES or None)
    if request.method == "POST" and does(form, lambda: actions.attach(row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The document is added."))
        return redirect(request.path)
    context = _about(row) | {"form": form, "step": 3, "papers": conditions.papers(row.call, row.association)}
    return render(request, "calls/documents.html", context, status=422 if form.errors else 200)


@require_http_methods({"POST"})
def detach(request, pk, key):
    row = visible_application(request, pk, "calls.prepare_application")
    actions.detach(get_object_or_404(row.attachments, pk=key), by=request.user)
    messages.success(request, _("The document is taken away."))
    return redirect("calls:documents", pk)


@never_cache
@require_http_methods(FORM)
def send(request, pk):
    """Last step: look at everything, then send. What is refused is said here, and the draft stays."""
    row = _draft(request, pk)
    if row is None:
        return redirect("calls:application", pk)
    form = SureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.send(row, by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(
                request, _("Your application is sent. Its number is %(number)s.") % {"number": sent.number}
            )
            return redirect(sent)
    context = _about(row) | {
        "form": form,
        "step": 4,
        "standing": conditions.standing(row.call, row.association),
        "papers": conditions.papers(row.call, row.association),
        "may_send": request.user.has_perm("calls.send_application", row),
        "is_open": row.call.takes_applications(),
        "server_now": now(),
    }
    return render(request, "calls/send.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
def complete(request, pk):
    """Send again what was to be completed."""
    row = visible_application(request, pk, "calls.send_application")
    if row.state != ApplicationState.COMPLETING:
        return redirect(row)
    return form_page(
        request, SureForm(posted(request)), lambda: actions.complete(row, by=request.user),
        title=_("Send what was missing"), label=_("Send it again"), space=row.call.space,
        lead=_("The dossier of your association is looked at as it is now, with the documents you added."),
        back=row.get_absolute_url(), then=row.get_absolute_url(), done=_("It is sent again."),
    )  # fmt: skip


@require_http_methods(FORM)
def withdraw(request, pk):
    """Take an application back, with the reason."""
    row = visible_application(request, pk, "calls.send_application")
    form = NoteForm(posted(request))
    return form_page(
        request, form, lambda: actions.withdraw(row, by=request.user, note=form.cleaned_data["note"]),
        title=_("Withdraw the application"), lead=_("It is judged no more. Until the call closes you may apply again."),
        label=_("Withdraw it"), danger=1, space=row.call.space, back=row.get_absolute_url(),
        then=row.get_absolute_url(), done=_("It is withdrawn."),
    )  # fmt: skip


@require_http_methods(FORM)
def discard(request, pk):
    """Throw a draft away, once asked."""
    row = _draft(request, pk)
    if row is None:
        return redirect("calls:application", pk)
    return form_page(
        request, SureForm(posted(request)), lambda: applying.discard(row, by=request.user),
        title=_("Throw this draft away"), lead=isolate(row.title), label=_("Throw it away"), danger=1,
        space=row.call.space, back=row.get_absolute_url(), then=reverse("calls:detail", args=[row.call_id]),
        done=_("The draft is thrown away."),
    )  # fmt: skip


@never_cache
@require_safe
def attachment(request, pk):
    """A document of an application, to those who may see it."""
    seen = Application.objects.visible_to(request.user)
    row = get_object_or_404(Attachment.objects.filter(application__in=seen), pk=pk)
    return a_file(request, row.file, f"agraw-{row.application_id}-{row.pk}.pdf", "application/pdf")


def _draft(request, pk: int) -> Application | None:
    """Return a draft to those who write it; None for what was sent."""
    row = visible_application(request, pk)
    if not request.user.has_perm("calls.prepare_application", row):
        raise Http404
    return row if row.state == ApplicationState.DRAFT else None
