"""The body of a council: its page for everyone, its setting up by the council's people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import look_for
from core.pages import page_of, posted
from core.text import isolate
from core.workflow import Refused
from equality import actions
from equality.forms import BodyForm, CallForm, MemberForm
from equality.models import Body, Opinion
from equality.queries import composition_of
from equality.views.fetch import a_form, body_of, council_of, say, the_body

BOTH = ["GET", "HEAD", "POST"]
MANAGE = "equality.manage_body"


@login_not_required
@require_safe
def body(request, slug):
    """Who sits in the body, in names and in sums; its opinions, each with the council's reply."""
    council = council_of(slug)
    found = body_of(council)
    opinions = Opinion.objects.visible_to(request.user).filter(body__council=council)
    seated = found.members.seated() if found else None
    context = {
        "council": council,
        "body": found,
        "members": seated.select_related("association") if found else [],
        "sums": composition_of(seated) if found else None,
        "is_in_office": bool(found) and found.starts_on <= localdate() <= found.ends_on,
        "former": Body.objects.filter(council=council, ends_on__lt=localdate()).exclude(pk=found.pk if found else 0),
        "page": page_of(request, opinions.for_list()),
        "may_set_up": request.user.has_perm("equality.set_up_body", council),
        "may_manage": bool(found) and request.user.has_perm(MANAGE, found),
        "may_ask": bool(found) and request.user.has_perm("equality.ask_opinion", found),
        "may_propose": bool(found) and request.user.has_perm("equality.propose_opinion", found),
    }
    return render(request, "equality/body.html", context)


@never_cache
@require_http_methods(BOTH)
def set_up(request, slug):
    """Set up the body of a council for a term."""
    council = council_of(slug, request, "equality.set_up_body")
    form = BodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_body(council, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The body is set up. Now name its members."))
            return redirect("equality:body", slug)
    return a_form(
        request, form, title=_("Set up the equality body"), council=council,
        back=reverse("equality:body", args=[slug]), label=_("Set it up"),
        lead=_("A consultative body with civil society, on equity, equal opportunity and gender (113-14, art. 120)."),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def call(request, slug):
    """Call for candidates, change the call, or take it back."""
    found = the_body(request, slug, MANAGE)
    initial = {"call_ar": found.call_ar, "call_fr": found.call_fr, "until": found.call_until}
    form = CallForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_for_candidates(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The call is kept."))
            return redirect("equality:body", slug)
    return a_form(
        request, form, title=_("Call for candidates"), council=found.council,
        back=reverse("equality:body", args=[slug]), label=_("Keep the call"),
        lead=_("Everyone reads it until the last day. Left empty, it is taken back."),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def member(request, slug):
    """Name a member of the body."""
    found = the_body(request, slug, MANAGE)
    form = MemberForm(posted(request), body=found)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        contact = said.pop("contact")
        try:
            said["user"] = look_for(contact, by=request.user) if contact else None
        except Refused as refusal:
            form.add_error("contact", str(refusal))
        else:
            try:
                named = actions.add_member(found, by=request.user, **said)
            except Refused as refusal:
                say(form, refusal)
            else:
                messages.success(request, _("%(name)s sits in the body.") % {"name": isolate(named.name)})
                return redirect("equality:body", slug)
    return a_form(
        request, form, title=_("Name a member"), council=found.council, back=reverse("equality:body", args=[slug]),
        label=_("Name the member"),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
def member_end(request, slug, pk):
    """End a member's term; asked by GET, say what that does."""
    found = the_body(request, slug, MANAGE)
    row = get_object_or_404(found.members, pk=pk)
    back = reverse("equality:body", args=[slug])
    if request.method == "POST":
        actions.end_member(row, by=request.user)
        messages.success(request, _("The term is ended."))
        return redirect(back)
    context = {
        "title": _("End a member’s term"),
        "text": _("%(name)s sits in the body no more from today. What was adopted stays.")
        % {"name": isolate(row.name)},
        "label": _("End the term"),
        "back": back,
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)
