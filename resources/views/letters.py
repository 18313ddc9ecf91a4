"""Filling in a model letter: what is typed comes back as a file, and is stored nowhere."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import networks
from core import pdf
from core.workflow import Refused
from resources import letters, printing
from resources.enums import ResourceKind, ResourceState
from resources.forms import FillForm
from resources.views.fetch import gone, posted, visible_resource

PDFS_MAX, WINDOW = 30, 600  # letters laid out for one network in so many seconds: each takes a while
MIMES = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}


@never_cache
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request, pk):
    """Fill in the blanks of a letter, in the language that `?in=` names, and take it as text or PDF.

    Withdrawn meanwhile, the page says so and gives back what was typed.
    """
    resource = visible_resource(request, pk)
    if resource.kind != ResourceKind.LETTER:
        raise Http404
    written = [one for one in resource.written_in if getattr(resource, f"text_{one}")]
    language = request.GET.get("in", request.LANGUAGE_CODE)
    language = language if language in written else next(iter(written), "ar")
    text, title = (getattr(resource, f"{name}_{language}") for name in ("text", "title"))
    form = FillForm(posted(request), text=text)
    if resource.state == ResourceState.WITHDRAWN:
        return gone(request, resource, typed=form.typed if request.method == "POST" else [])
    if request.method == "POST" and form.is_valid():
        filled = letters.fill(text, form.values)
        kind = "pdf" if request.POST.get("as") == "pdf" else "txt"
        try:
            if kind == "pdf":
                _is_not_too_often(request)
            data = printing.letter_pdf(title, filled, language) if kind == "pdf" else printing.letter_text(filled)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _given(data, kind, f"agraw-letter-{resource.pk}-{language}.{kind}")
    context = {
        "resource": resource, "space": resource.space, "form": form, "language": language, "languages": written,
        "title": title or resource.title, "text": text, "has_pdf": pdf.is_here(),
    }  # fmt: skip
    return render(request, "resources/fill.html", context, status=422 if form.errors else 200)


def _is_not_too_often(request) -> None:
    """Count a PDF of this network, and raise `Refused` for one too many; the text is always given."""
    key = f"letter-pdf:{networks.of(request)}"
    cache.add(key, 0, WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # it has just expired
        count = 1
    if count > PDFS_MAX:
        raise Refused(
            _("Many letters were made from your network just now: take the text, or try again in ten minutes."), "often"
        )


def _given(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MIMES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
