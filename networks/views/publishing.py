"""What a member publishes under its own name; only its own people come through these doors, and who moderates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.pages import posted
from core.text import isolate
from networks import actions
from networks.forms.member import PublicationChangeForm, PublicationForm
from networks.views.fetch import asked_move, done, form_page, visible_member
from networks.views.reading import visible_publication


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk, member):
    row = visible_member(request, pk, member)
    if not request.user.has_perm("networks.write_for_member", row):
        raise PermissionDenied
    form = PublicationForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        publication = done(form, actions.publish, member=row, by=request.user, **form.cleaned_data)
        if publication:
            if publication.visibility == "visible":
                messages.success(request, _("It is published under the name of the member."))
            else:
                messages.warning(request, _("It is kept, and waits until a person of the Lab has read it."))
            return redirect(publication)
    return form_page(
        request,
        form,
        row.network,
        title=_("Publish as %(member)s") % {"member": row.name},
        lead=_(
            "Everyone reads it on the page of the network, under the member’s name. Nobody but its people changes it."
        ),
        label=_("Publish"),
        back=row.get_absolute_url(),
        draft=f"publication-{row.pk}",
        files=True,
    )


def _own(request, pk: int):
    row = visible_publication(request, pk)
    if not request.user.has_perm("networks.edit_publication", row):
        raise PermissionDenied
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    row = _own(request, pk)
    make = PublicationChangeForm if row.document else PublicationForm
    form = make(posted(request), request.FILES or None, initial={"title": row.title, "text": row.text})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.change_publication, publication=row, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return redirect(row)
    return form_page(
        request,
        form,
        row.member.network,
        title=_("Change the publication"),
        label=_("Keep the changes"),
        back=row.get_absolute_url(),
        files=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request, pk):
    row = _own(request, pk)
    back = reverse("networks:publications", args=[row.member.network_id])
    if request.method == "POST":
        actions.take_away(row, by=request.user)
        messages.success(request, _("It is taken away."))
        return redirect(back)
    context = {
        "title": _("Take this publication away"),
        "text": _("“%(title)s” and its PDF are lost for good.") % {"title": isolate(row.title)},
        "label": _("Take it away"),
        "back": row.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    """Hold, hide or show again: the Lab’s coordinators, never the network."""
    row = visible_publication(request, pk)

    def act(note):
        return actions.moderate(row, action, by=request.user, note=note)

    network = row.member.network
    context = {"network": network, "is_demo": network.is_demo, "back": row.get_absolute_url()}
    words = _("The member is told why, and still sees it.") if action != "show" else ""
    return asked_move(request, row, action, act, context=context, words=words)
