"""Reading: the documents and plans of a space, a document in any version, what changed, a paragraph, what came of
something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import trust
from core.enums import Visibility
from core.pages import page_of, posted
from core.workflow import Refused
from debates.views.thread import thread_context
from plans import actions
from plans.enums import OriginKind, PassageKind
from plans.forms import RemarkForm
from plans.models import KINDS, Adoption, Paragraph, Passage, Plan, ReferenceDocument, Remark, Version
from plans.reading import called, came_of, changes, passages_of, sources
from plans.timeline import told
from plans.views.fetch import say, visible_document, visible_paragraph
from spaces.enums import SpaceState
from spaces.models import Association
from spaces.views.fetch import visible_space

CARDS = 20


@login_not_required
@require_safe
def listing(request, slug):
    """The reference documents and the joint action plans of a space, newest first."""
    space = visible_space(request, slug)
    documents = ReferenceDocument.objects.visible_to(request.user).filter(space=space)
    plans = Plan.objects.visible_to(request.user).filter(space=space)
    context = {
        "space": space,
        "documents": documents.for_list().order_by("-id")[:50],
        "page": page_of(request, plans.for_list(), size=CARDS),
        "may_begin": space.state == SpaceState.OPEN and request.user.has_perm("plans.begin", space),
    }
    return render(request, "plans/list.html", context)


@login_not_required
@require_safe
def document(request, pk):
    """A reference document in its newest published version, or the one that `?version=` names."""
    row = visible_document(request, pk)
    published = list(row.versions.published().order_by("number"))
    newest = published[-1] if published else None
    shown = _asked(request, published) or newest
    writes = request.user.has_perm("plans.write_document", row)
    adoptions = Adoption.objects.filter(version__document=row, withdrawn_at__isnull=True)
    context = {
        "document": row,
        "space": row.space,
        "versions": published,
        "newest": newest,
        "version": shown,
        "passages": passages_of(shown) if shown else [],
        "adoptions": adoptions.select_related("association", "version").order_by("-version__number", "pk"),
        "may_adopt": bool(newest) and Association.objects.represented_by(request.user).exists(),
        "phases": list(row.phases.all()),
        "plans": Plan.objects.visible_to(request.user).filter(document=row).for_list(),
        "writes": writes,
        "leads": request.user.has_perm("plans.lead_document", row),
        "moves": _moves(request, row, "plans.moderate_document"),
        "draft": row.versions.filter(state="draft").first() if writes else None,
        "history": told(row),
    }
    return render(request, "plans/document.html", context)


def _asked(request, published: list[Version]) -> Version | None:
    """Return the version of the address; 404 for one that was never published."""
    asked = request.GET.get("version", "")
    if not asked:
        return None
    found = next((one for one in published if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _moves(request, thing, permission: str) -> list[tuple]:
    """Return the moves of visibility that the reader may make now, with their names."""
    if not request.user.has_perm(permission, thing):
        return []
    axis = {name: move for name, move in thing.MOVES.items() if move.field == "visibility"}
    return [(name, move.label) for name, move in axis.items() if thing.visibility in move.sources]


@login_not_required
@require_safe
def difference(request, pk):
    """What changed between two published versions, word by word; `?from=` and `?to=`, else the last two."""
    row = visible_document(request, pk)
    published = list(row.versions.published().order_by("number"))
    if len(published) < 2:
        raise Http404
    old = _numbered(request, "from", published, published[-2])
    new = _numbered(request, "to", published, published[-1])
    found = changes(old, new)
    context = {
        "document": row,
        "space": row.space,
        "versions": published,
        "old": old,
        "new": new,
        "changes": [one for one in found if one.kind != "same"],
        "same_count": sum(one.kind == "same" for one in found),
    }
    return render(request, "plans/changes.html", context)


def _numbered(request, name: str, published: list[Version], otherwise: Version) -> Version:
    asked = request.GET.get(name, "")
    return next((one for one in published if str(one.number) == asked), otherwise)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request, pk):
    """One paragraph through the versions, what it came from, and what people say of it; a remark is sent here."""
    row = visible_paragraph(request, pk)
    published = list(row.passages.filter(version__published_at__isnull=False).select_related("version"))
    published.sort(key=lambda one: one.version.number)
    newest = row.document.versions.published().order_by("-number").first()
    current = next((one for one in published if newest and one.version_id == newest.pk), None)
    form = RemarkForm(posted(request), version=newest.number if newest else None)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if form.is_valid() and (answer := _remark(request, row, form)) is not None:
            return answer
    context = _discussion(request, row) | {
        "paragraph": row,
        "document": row.document,
        "space": row.document.space,
        "passages": published,
        "current": current,
        "number": _number_of(current) if current else 0,
        "last": published[-1] if published else None,
        "is_heading": bool(published) and published[-1].kind == PassageKind.HEADING,
        "newest": newest,
        "sources": sources(row.origins.all(), request.user),
        "remark_form": form,
        "writes": request.user.has_perm("plans.write_document", row.document),
    }
    return render(request, "plans/paragraph.html", context, status=422 if form.errors else 200)


def _number_of(passage: Passage) -> int:
    """Return the number that a paragraph has in its version: headings have none."""
    before = Passage.objects.filter(version=passage.version_id, position__lte=passage.position)
    return before.exclude(kind=PassageKind.HEADING).count()


def _remark(request, row: Paragraph, form):
    """Keep a remark and answer with the page; None, with the form saying why, when it is refused."""
    trust.require(request.user, "debates.contribute")
    said = form.cleaned_data
    version = get_object_or_404(row.document.versions.published(), number=said["version"])
    try:
        kept = actions.remark(row, version, by=request.user, text=said["text"], client_key=said["client_key"])
    except Refused as refusal:
        say(form, refusal)
        return None
    newer = row.document.versions.published().filter(number__gt=version.number).exists()
    if not kept.is_shown:
        messages.success(request, _("Received. It is shown once it has been checked."))
    elif newer:
        messages.info(
            request, _("Kept. A new version was published while you wrote: your remark says which one you had read.")
        )
    else:
        messages.success(request, _("Sent."))
    return redirect(f"{row.get_absolute_url()}#discussion")


def _discussion(request, row: Paragraph) -> dict:
    """Return what people say of a paragraph, each with the version it was said on, when the reader may read it."""
    if row.thread is None or row.document.visibility != Visibility.VISIBLE:
        return {}
    row.thread.space = row.document.space
    if not request.user.has_perm("debates.view_thread", row.thread):
        return {}
    context = thread_context(request, row.thread)
    _say_versions(row, context["contributions"])
    return context | {"apart": True}


def _say_versions(row: Paragraph, contributions: list) -> None:
    """Say on each contribution which version it was said on: the one that was read, else the one in force that day."""
    shown = [one for said in contributions for one in (said, *said.answers)]
    read = dict(
        Remark.objects.filter(contribution__in=[one.pk for one in shown]).values_list("contribution", "version__number")
    )
    dates = list(row.document.versions.published().order_by("-number").values_list("number", "published_at"))
    for one in shown:
        number = read.get(one.pk) or next((number for number, at in dates if at <= one.at), None)
        one.said_on = _("on version %(number)s") % {"number": number} if number else ""


@login_not_required
@require_safe
def came_from(request, kind, key):
    """What came of a need, a debate or a consultation: paragraphs and actions; a page, and a fragment for its page."""
    if kind not in OriginKind.values:
        raise Http404
    thing = get_object_or_404(KINDS[OriginKind(kind)].objects.visible_to(request.user), pk=key)
    paragraphs, acts = came_of(kind, key, request.user)
    context = {
        "thing": thing,
        "called": called(kind, thing),
        "space": thing.event.space if kind == OriginKind.NOTE else thing.space,
        "paragraphs": paragraphs,
        "plan_actions": acts,
    }
    name = "plans/came_of.html#items" if request.htmx else "plans/came_of.html"
    return render(request, name, context)
