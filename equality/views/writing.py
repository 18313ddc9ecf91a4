"""An opinion asked for, begun, written, adopted, published, given up."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.fresh import step_up
from core.pages import posted
from core.workflow import Refused
from equality import actions
from equality.forms import AboutForm, AdoptForm, AskForm, NoteForm, RapporteurForm, WriteForm
from equality.views.fetch import a_form, say, the_body, visible_opinion, why_not
from equality.workflow import DROP, PUBLISH, REWRITE

BOTH = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(BOTH)
def ask(request, slug):
    """The president asks the body for its opinion."""
    body = the_body(request, slug, "equality.ask_opinion")
    form = AskForm(posted(request), body=body, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            opinion = actions.ask_opinion(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The body is asked: its members are told."))
            return redirect(opinion)
    return a_form(
        request, form, title=_("Ask for an opinion"), council=body.council, back=reverse("equality:body", args=[slug]),
        label=_("Ask the body"),
        lead=_("Everyone sees that it was asked. The action plan must be put to the body (decree 2-16-301, art. 7)."),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def propose(request, slug):
    """A member begins an opinion on the body's own initiative."""
    body = the_body(request, slug, "equality.propose_opinion")
    form = AboutForm(posted(request), body=body, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            opinion = actions.propose_opinion(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The opinion is begun. Only the members see it until it is published."))
            return redirect(opinion)
    return a_form(
        request, form, title=_("Begin an opinion"), council=body.council, back=reverse("equality:body", args=[slug]),
        label=_("Begin it"),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def write(request, pk):
    """Write the words of an opinion: its members alone read them until it is published."""
    opinion = visible_opinion(request, pk, "equality.draft_opinion")
    initial = {"text_ar": opinion.text_ar, "text_fr": opinion.text_fr, "version": opinion.version}
    form = WriteForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.write_opinion(opinion, by=request.user, version=said.pop("version") or 0, **said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The text is kept. Only the members read it until it is published."))
            return redirect(opinion)
    return a_form(
        request, form, title=_("Write the opinion"), lead=opinion.title, quoted=opinion.question,
        council=opinion.body.council, back=opinion.get_absolute_url(), label=_("Keep the text"),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def rapporteur(request, pk):
    """Name the member who writes an opinion."""
    opinion = visible_opinion(request, pk, "equality.adopt_opinion")
    form = RapporteurForm(posted(request), body=opinion.body, initial={"member": opinion.rapporteur_id})
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_rapporteur(opinion, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The member is named."))
            return redirect(opinion)
    return a_form(
        request, form, title=_("Name who writes it"), lead=opinion.title, council=opinion.body.council,
        back=opinion.get_absolute_url(), label=_("Name the member"),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
@step_up()
def adopt(request, pk):
    """Record the meeting that adopted an opinion, with who was there and the votes."""
    opinion = visible_opinion(request, pk, "equality.adopt_opinion")
    form = AdoptForm(posted(request), body=opinion.body, initial={"held_on": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_opinion(opinion, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The adoption is recorded. The opinion can be published."))
            return redirect(opinion)
    return a_form(
        request, form, title=_("Record the adoption"), lead=opinion.title, council=opinion.body.council,
        back=opinion.get_absolute_url(), label=_("Record it"),
        hint=_("More than half of the members in office that day must vote for it."),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
@step_up("publish")
def move(request, pk, action):
    """Publish an opinion, take it up again or give it up; asked by GET, say what that does."""
    acts = {PUBLISH: actions.publish_opinion, REWRITE: actions.rewrite_opinion, DROP: actions.drop_opinion}
    if action not in acts:
        raise Http404
    permission = "equality.drop_opinion" if action == DROP else "equality.adopt_opinion"
    opinion = visible_opinion(request, pk, permission)
    form = None if action == PUBLISH else NoteForm(posted(request))
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            acts[action](opinion, by=request.user, **(form.cleaned_data if form else {}))
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Done."))
            return (
                redirect("equality:body", opinion.body.council.territory.slug) if action == DROP else redirect(opinion)
            )
    context = {
        "opinion": opinion,
        "council": opinion.body.council,
        "move": opinion.MOVES[action],
        "action": action,
        "form": form,
        "missing": refused or why_not(opinion, action),
    }
    status = 409 if refused else 422 if form is not None and form.errors else 200
    return render(request, "equality/move.html", context, status=status)
