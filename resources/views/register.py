"""The bank as open data: the table as CSV with its dictionary, and the feeds."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from core.text import codes_apart
from resources.enums import FileKind, Language, Licence, Reader, ResourceKind
from resources.feeds import ResourceFeed, SpaceFeed
from resources.register import COLUMNS, lines

CODES = {"kind": ResourceKind, "languages": Language, "roles": Reader, "licence": Licence, "file": FileKind}


@login_not_required
@require_safe
def table(request):
    """The bank, sent line by line: it is never whole in memory."""
    return as_open_table(lines(), "agraw-resources.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the table means, and each code in it."""
    codes = [(codes_apart(name), kind.choices) for name, kind in CODES.items()]
    columns = [{"name": column.name, "words": codes_apart(column.words)} for column in COLUMNS]
    return render(request, "resources/register.html", {"columns": columns, "codes": codes})


@login_not_required
@require_safe
def feed(request):
    """What is new in the whole bank as Atom, in the language of the address."""
    return ResourceFeed()(request)


@login_not_required
@require_safe
def feed_of_space(request, slug):
    """What is new in a space as Atom, in the language of the address."""
    return SpaceFeed()(request, slug=slug)
