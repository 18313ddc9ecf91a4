"""A person's own pages: what everyone sees of her, what nobody sees, her contacts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, contacts, trust
from accounts.adapters import has_second_factor
from accounts.enums import Purpose
from accounts.forms import CodeForm, DeclarationForm, EmailForm, PhoneForm, ProfileForm
from accounts.fresh import fresh
from accounts.middleware import though_suspended
from accounts.models import Declaration
from accounts.rules import needs_second_factor
from accounts.views.language import remember_language
from accounts.views.steps import Step, posted, status_of
from core.enums import Channel
from core.workflow import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def me(request):
    """Show and change one's profile; show one's trust level and what the next one opens."""
    user = request.user
    first = {"display_name": user.display_name, "commune": user.commune, "language": user.language}
    form = ProfileForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user, **form.cleaned_data, by=user)
        messages.success(request, _("Your profile is saved."))
        return remember_language(redirect("people:me"), form.cleaned_data["language"])
    page = {
        "form": form,
        "steps": trust.STEPS,
        "held": {contact.field: contact for contact in contacts.of(user)},
        "has_factor": has_second_factor(user),
        "needs_factor": needs_second_factor(user),
    }
    return render(request, "accounts/me.html", page, status=status_of(form))


@though_suspended
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def declarations(request):
    """Show, change and erase what a person chose to say about herself for the counts."""
    kept = Declaration.objects.filter(user=request.user).first()
    form = DeclarationForm(posted(request), initial=_said(kept))
    if request.method == "POST" and "erase" in request.POST:
        actions.forget_declaration(request.user, by=request.user)
        messages.success(request, _("What you had said is erased."))
        return redirect("people:declarations")
    if request.method == "POST" and form.is_valid():
        actions.declare(request.user, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. What you said is kept for counts only."))
        return redirect("people:declarations")
    return render(request, "accounts/declarations.html", {"form": form, "kept": kept}, status=status_of(form))


CONTACT_FORMS = {"phone": (Channel.SMS, PhoneForm), "email": (Channel.MAIL, EmailForm)}


@never_cache
@fresh
@require_http_methods(["GET", "POST"])
def contact(request, field):
    """Take a new phone number or e-mail address, and send it a code."""
    channel, form_class = _contact_form(field)
    form = form_class(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            Step(request, Purpose.CHANGE).send(form.cleaned_data["contact"], next_url="")
        except Refused as refusal:
            form.add_error("contact", refusal.message)
        else:
            return redirect("people:contact-code")
    held = contacts.of(request.user)
    now_held = next((one for one in held if one.channel == channel), None)
    page = {"form": form, "field": field, "held": now_held, "removable": now_held and len(held) > 1}
    return render(request, "accounts/contact.html", page, status=status_of(form))


@never_cache
@fresh
@require_http_methods(["GET", "POST"])
def contact_code(request):
    """Take the code that was sent to the new contact, and put it in the place of the old one."""
    step = Step(request, Purpose.CHANGE)
    if not step.kept:
        return redirect("people:me")
    form, new = CodeForm(posted(request)), step.contact
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact(request.user, step.check(form.cleaned_data["code"]), by=request.user)
        except Refused as refusal:
            form.add_error("code", refusal.message)
        else:
            messages.success(request, _("Your contact is changed. The old one was told."))
            return redirect("people:me")
    return render(request, "accounts/code.html", {"form": form, "contact": new}, status=status_of(form))


@fresh
@require_POST
def remove_contact(request, field):
    """Take one of two contacts away."""
    channel, _form = _contact_form(field)
    actions.remove_contact(request.user, channel, by=request.user)
    messages.success(request, _("This contact is removed."))
    return redirect("people:me")


def _contact_form(field):
    if field not in CONTACT_FORMS:
        raise Http404
    return CONTACT_FORMS[field]


def _said(kept: Declaration | None) -> dict:
    if kept is None:
        return {}
    disability = {True: "yes", False: "no", None: ""}[kept.has_disability]
    return {"birth_year": kept.birth_year, "gender": kept.gender, "has_disability": disability}
