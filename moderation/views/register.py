"""The public register, its feed and its table, and the yearly reports."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from core.pages import page_of
from core.text import codes_apart
from core.workflow import Refused
from moderation.enums import ActKind, Ground, Rule
from moderation.feeds import RegisterFeed, SpaceRegisterFeed
from moderation.kinds import kinds
from moderation.models import Act
from moderation.printing import LANGUAGES, yearly_pdf
from moderation.register import COLUMNS, lines
from moderation.yearly import of_year, years_of
from spaces.views.fetch import counted_space


@login_not_required
@require_safe
def register(request, slug):
    """The acts of moderation in a space: what kind, when, under which rule, by a rule or a person."""
    space = counted_space(request, slug)
    rows = Act.objects.filter(space=space).for_list()
    context = {
        "space": space,
        "page": page_of(request, rows),
        "years": years_of(space),
        "may_moderate": request.user.has_perm("moderation.view_queue", space),
    }
    return render(request, "moderation/register.html", context)


@login_not_required
@require_safe
def acts(request):
    """The acts of moderation of the whole platform."""
    rows = Act.objects.public().for_list()
    context = {"space": None, "page": page_of(request, rows), "years": years_of(None), "may_moderate": False}
    return render(request, "moderation/register.html", context)


@login_not_required
@require_safe
def feed(request):
    """The register as Atom, in the language of the address."""
    return RegisterFeed()(request)


@login_not_required
@require_safe
def feed_of_space(request, slug):
    """The register of a space as Atom."""
    return SpaceRegisterFeed()(request, slug=slug)


@login_not_required
@require_safe
def table(request):
    """The register as CSV, sent line by line."""
    return as_open_table(lines(), "agraw-moderation.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the table means, and each code in it."""
    things = [(kind.name, kind.label) for kind in kinds().values()]
    codes = [
        (codes_apart(name), choices)
        for name, choices in (
            ("thing", things), ("act", ActKind.choices), ("ground", Ground.choices), ("rule", Rule.choices)
        )
    ]  # fmt: skip
    columns = [{"name": column.name, "words": codes_apart(column.words)} for column in COLUMNS]
    return render(request, "moderation/dictionary.html", {"columns": columns, "codes": codes})


@login_not_required
@require_safe
def year(request, year):
    """The transparency report of the platform for a year."""
    return _year(request, year, None)


@login_not_required
@require_safe
def year_of_space(request, slug, year):
    """The transparency report of a space for a year."""
    return _year(request, year, counted_space(request, slug))


@login_not_required
@require_safe
def year_pdf(request, year, language):
    """The same as PDF."""
    return _pdf(year, language, None)


@login_not_required
@require_safe
def year_pdf_of_space(request, slug, year, language):
    """The same of a space as PDF."""
    return _pdf(year, language, counted_space(request, slug))


def _year(request, year: int, space):
    years = years_of(space)
    if year not in years:
        raise Http404
    context = {"told": of_year(year, space), "space": space, "years": years, "languages": LANGUAGES}
    return render(request, "moderation/year.html", context)


def _pdf(year: int, language: str, space):
    if language not in LANGUAGES or year not in years_of(space):
        raise Http404
    try:
        data = yearly_pdf(of_year(year, space), language)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(data, content_type="application/pdf")
    name = f"agraw-moderation-{space.commune.slug if space else 'all'}-{year}-{language}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=600"
    return response
