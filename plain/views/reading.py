"""Reading easily: a process in short sentences, what a space says of its own, and the words explained."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.steps import local_url
from core.workflow import Refused
from debates.models import Thread
from plain import actions, glossary
from plain.easy import SHOWN_IN, easy, keys, sentences, words_of
from plain.enums import Written
from plain.forms import EasyForm


@login_not_required
@require_safe
def words(request):
    """The words of the field, explained."""
    return render(request, "plain/glossary.html", {"words": glossary.WORDS})


@login_not_required
@require_safe
def index(request):
    """Everything that is explained in short sentences."""
    language = get_language()
    return render(request, "plain/easy_index.html", {"texts": [easy(key, language) for key in keys()]})


@login_not_required
@require_safe
def process(request, key):
    """A process in short sentences with signs; `?thread=` shows first what the space says of its own debate."""
    language = get_language()
    text = easy(key, language)
    if text is None:
        raise Http404
    thread = _thread(request)
    context = {
        "text": text,
        "own": _own(thread, language) if thread else None,
        "thread": None,  # a page of no discussion
        "about": thread,
        "space": thread.space if thread else None,
        "may_write": bool(thread) and request.user.has_perm("plain.write_easy_text", thread),
        "words": [glossary.by_key()[word] for word in words_of(key)],
        "back": local_url(request, fallback=thread.path_here if thread else ""),
    }
    return render(request, "plain/easy.html", context)


def _thread(request) -> Thread | None:
    """Return the discussion that the address asks for, if she may see it."""
    asked = request.GET.get("thread", "")
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > 15:
        return None
    return Thread.objects.visible_to(request.user).for_room().filter(pk=asked).first()


def _own(thread: Thread, language: str) -> dict | None:
    """Return what its space wrote of it, in the reader's language, else in the other one."""
    wanted = SHOWN_IN.get(language, "fr")
    rows = sorted(thread.easy_texts.all(), key=lambda row: row.language != wanted)
    return {"language": rows[0].language, "sentences": sentences(rows[0].text)} if rows else None


@require_http_methods(["GET", "POST"])
def write(request, pk):
    """Write what is easy to read of a debate or a consultation of one's space, in Arabic and in French."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user).for_room(), pk=pk)
    if not request.user.has_perm("plain.write_easy_text", thread):
        raise PermissionDenied
    known = {f"text_{row.language}": row.text for row in thread.easy_texts.all()}
    form = EasyForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for language in Written.values:
                    text = form.cleaned_data[f"text_{language}"]
                    actions.write_easy(thread, by=request.user, language=language, text=text)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("Saved. The page leads to it."))
            return redirect(thread.path_here)
    context = {"about": thread, "thread": None, "space": thread.space, "form": form}
    return render(request, "plain/write.html", context, status=422 if form.errors else 200)
