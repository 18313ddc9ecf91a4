"""One matter before a council, and what its people do about it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.journal import history
from core.workflow import Refused
from councils import rules
from councils.actions.answer import draft_of
from councils.actions.holes import holes_in
from councils.actions.people import acting_mandate
from councils.models import Answer, AnswerTemplate, Referral
from councils.timeline import Names, told
from councils.views.acts import ACTS, PRIMARY
from notices.paths import in_language


def visible(request, pk: int) -> Referral:
    """Return a matter with what its page shows, or answer 404 when the reader may not see it."""
    matters = Referral.objects.visible_to(request.user).for_list().select_related("referred_by")
    return get_object_or_404(matters, pk=pk)


def shown(request, referral) -> dict[str, Any]:
    """Return what every page about a matter shows."""
    moves = [name for name in rules.moves_for(referral, request.user) if name in ACTS]
    primary = next((name for name in PRIMARY if name in moves), "")
    return {
        "referral": referral,
        "council": referral.council,
        "clock": referral.clock,
        "behind": in_language(referral.url),
        "moves": [(name, ACTS[name].label) for name in sorted(moves, key=lambda name: name != primary)],
        "primary": primary,
    }


@login_not_required
@require_safe
def detail(request, pk):
    """What is asked, where it stands, what was answered; for the council's people, what they can do."""
    referral = visible(request, pk)
    is_inside = request.user.has_perm("councils.view_drafts", referral)
    entries = history(referral)
    names = Names(referral.council)
    context = shown(request, referral) | {
        "answers": Answer.objects.filter(referral=referral).published().for_list().order_by("-published_at"),
        "pauses": referral.pauses.all(),
        "history": told(entries, names, is_inside=is_inside),
        "is_inside": is_inside,
        "draft": draft_of(referral) if is_inside else None,
        "takes": not any(rules.assigns_to_others(m) for m in rules.mandates_in(referral.council_id, request.user)),
    }
    return render(request, "councils/referral.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("publish")
def move(request, pk, action):
    """Ask for what an act needs, then do it. A refusal keeps what was typed."""
    if action not in ACTS:
        raise Http404
    referral, act = visible(request, pk), ACTS[action]
    mandate = acting_mandate(referral.council_id, request.user, act.gives, referral)
    is_post = request.method == "POST"
    if not is_post and action not in rules.moves_for(referral, request.user):
        return redirect(referral)
    draft = draft_of(referral)
    initial = _initial(request, action, draft)
    form = act.form(request.POST if is_post else None, referral=referral, user=request.user, initial=initial)
    if is_post and form.is_valid():
        try:
            act.run(referral, request.user, form.cleaned_data)
        except Refused as refused:
            return _page(request, referral, action, form, mandate, refused)
        messages.success(request, act.done)
        return redirect(referral)
    return _page(request, referral, action, form, mandate)


def _page(request, referral, action, form, mandate, refused=None):
    """Answer the act's page; after a refusal with its words, what was typed, and the draft as it now is."""
    draft = draft_of(referral)
    if refused:
        form.add_error(None, str(refused.message))
        if refused.code == "draft_changed":
            # Sent again, the act is about the draft that is now shown, knowingly.
            form.data = form.data.copy()
            form.data["version"] = draft.version if draft else 0
    context = shown(request, referral) | {
        "action": action,
        "act": ACTS[action],
        "form": form,
        "draft": draft,
        "mandate": mandate,
        "other": getattr(refused, "draft", None),
        "holes": holes_in(referral, draft.text) if draft and ACTS[action].shows_draft else [],
    }
    if action == "draft":
        context["templates"] = AnswerTemplate.objects.visible_to(request.user).for_council(referral.council_id)
    return render(request, "councils/act.html", context, status=409 if refused else 200)


def _initial(request, action, draft):
    """Return what the form starts with: the draft, or the text of the template that was picked."""
    start = {"version": draft.version if draft else 0}
    if action != "draft":
        return start
    if draft:
        start |= {"verdict": draft.verdict, "text": draft.text, "planned_for": draft.planned_for}
    picked = request.GET.get("template", "")
    if picked.isdecimal() and len(picked) < 16:
        template = AnswerTemplate.objects.visible_to(request.user).filter(pk=picked).first()
        start |= {"verdict": template.verdict, "text": template.text} if template else {}
    return start
