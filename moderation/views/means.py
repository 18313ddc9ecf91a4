"""The words that hold a text back in a space, and its ready texts: whoever facilitates it keeps both."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.fitness import Unfit
from core.pages import posted
from moderation import actions
from moderation.enums import Ground, Outcome
from moderation.forms import TextForm, WordForm
from moderation.models import CannedText, ListedWord
from moderation.texts import texts_of
from moderation.views.fetch import say
from spaces.views.fetch import space_for


@require_http_methods(["GET", "HEAD", "POST"])
def words(request, slug):
    """The words of the space, and a form for one more. The common list is not shown: it would be written around."""
    space = space_for(request, slug, "moderation.keep_means")
    form = WordForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.list_word(space, **form.cleaned_data, by=request.user)
        except Unfit as unfit:
            say(form, unfit)
        else:
            messages.success(request, _("The word is in the list."))
            return redirect("moderation:words", slug=slug)
    context = {
        "space": space,
        "form": form,
        "words": ListedWord.objects.filter(space=space).order_by("language", "word"),
    }
    return render(request, "moderation/words.html", context, status=422 if form.errors else 200)


@require_POST
def take_off_word(request, slug, pk):
    """Take a word off the list of the space."""
    space = space_for(request, slug, "moderation.keep_means")
    row = get_object_or_404(ListedWord.objects.filter(space=space).select_related("space__commune"), pk=pk)
    actions.take_off_word(row, by=request.user)
    messages.success(request, _("The word is off the list."))
    return redirect("moderation:words", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request, slug):
    """The ready texts that moderators of the space choose from, and a form for one more of its own."""
    space = space_for(request, slug, "moderation.keep_means")
    form = TextForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_text(space, **form.cleaned_data, by=request.user)
        except Unfit as unfit:
            say(form, unfit)
        else:
            messages.success(request, _("The ready text is there to be chosen."))
            return redirect("moderation:texts", slug=slug)
    found = [
        {
            "pk": text.pk,
            "words": text.in_language(get_language()),
            "outcome": Outcome(text.outcome).label,
            "ground": Ground(text.ground).label if text.ground else "",
        }
        for text in texts_of(space).values()
    ]
    context = {"space": space, "form": form, "texts": found}
    return render(request, "moderation/texts.html", context, status=422 if form.errors else 200)


@require_POST
def take_off_text(request, slug, pk):
    """Take a ready text off those of the space."""
    space = space_for(request, slug, "moderation.keep_means")
    row = get_object_or_404(CannedText.objects.filter(space=space).select_related("space__commune"), pk=pk)
    actions.take_off_text(row, by=request.user)
    messages.success(request, _("The ready text is taken off."))
    return redirect("moderation:texts", slug=slug)
