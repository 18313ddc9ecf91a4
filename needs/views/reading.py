"""Reading needs: the list, the map, one need, its photos and voice."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.journal import history
from core.pages import is_searching, page_of
from core.parts import give
from core.problems import unreadable
from core.workflow import Refused
from debates.views.thread import thread_context
from needs import mapping, rules
from needs.filters import NeedFilter
from needs.forms import NoteForm, PhotoForm, QuestionForm, ReplyForm
from needs.models import Need, Photo, VoiceNote
from needs.pages import COLUMNS
from needs.timeline import told
from spaces.models import Space

LATEST = 3


def visible_space(request, slug: str) -> Space:
    """Return the space of a commune by its slug, or answer 404 when the reader may not see it."""
    spaces = Space.objects.visible_to(request.user).select_related("commune")
    return get_object_or_404(spaces.defer("commune__boundary", "commune__outline"), commune__slug=slug)


def visible_need(request, pk: int) -> Need:
    """Return a need with what its page shows, or answer 404 when the reader may not see it."""
    needs = Need.objects.visible_to(request.user).for_detail().for_viewer(request.user)
    return get_object_or_404(needs, pk=pk)


@login_not_required
@require_safe
def listing(request, slug):
    """The needs of a space: filter, sort, search, page by cursor."""
    space = visible_space(request, slug)
    needs = Need.objects.visible_to(request.user).filter(space=space).standing()
    found = NeedFilter(request.GET, queryset=needs, request=request)
    page = page_of(request, found.qs.for_list(), *COLUMNS[found.order])
    context = {"space": space, "filter": found, "page": page, "searching": is_searching(request)}
    return render(request, "needs/list.html#results" if request.htmx else "needs/list.html", context)


@login_not_required
@require_safe
def on_map(request, slug):
    space = visible_space(request, slug)
    context = {"space": space, "tiles": settings.MAP_TILES_URL, "tiles_credit": settings.MAP_TILES_CREDIT}
    return render(request, "needs/map.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    rows = Need.objects.visible_to(request.user).for_detail().for_viewer(request.user).with_parts()
    need = get_object_or_404(rows, pk=pk)
    referral = need.referral
    context = {
        "need": need,
        "space": need.space,
        "acts": rules.acts(need, request.user),
        "history": told(history(need)),
        "answers": referral.answers.published().for_list() if referral else [],
        "pause": referral.pauses.filter(ended_on__isnull=True).first() if need.is_paused else None,
        "photos": need.photos.all() if need.has_photos else [],
        "questions": need.detail_requests.select_related("asked_by", "replied_by") if need.has_questions else [],
        "merged": _merged(need, request.user) if need.has_merged else [],
        "into": _into(need, request.user),
        "voices": {"yes": need.yes, "no": need.no} if need.state in {"said_done", "confirmed"} else None,
        "note_form": NoteForm(),
        "question_form": QuestionForm(),
        "reply_form": ReplyForm(),
        "photo_form": PhotoForm(),
        **_discussion(request, need),
    }
    return render(request, "needs/detail.html", context)


def _discussion(request, need: Need) -> dict:
    """Return what people say about the need, when the reader may read it: what is held back is not discussed."""
    need.thread.space = need.space  # the same row: what the rules of a thread ask for is at hand
    if not request.user.has_perm("debates.view_thread", need.thread):
        return {}
    return thread_context(request, need.thread)


def _merged(need: Need, user):
    return Need.objects.visible_to(user).filter(merged_into=need).for_list()


def _into(need: Need, user) -> Need | None:
    """Return the need that this one was joined to, when the reader may see that one too."""
    if not need.merged_into_id:
        return None
    return Need.objects.visible_to(user).for_list().filter(pk=need.merged_into_id).first()


def _latest(request, needs, title):
    context = {"needs": needs.for_list()[:LATEST], "title": title, "htmx": bool(request.htmx)}
    return render(request, "needs/latest.html#items" if request.htmx else "needs/latest.html", context)


@login_not_required
@require_safe
def latest_in_space(request, slug):
    """What was asked last in a space: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    return _latest(request, Need.objects.visible_to(request.user).filter(space=space).standing().waiting(), space)


@login_not_required
@require_safe
def latest(request):
    """What was asked last in every open space: a fragment of the home page, and a page."""
    return _latest(request, Need.objects.visible_to(request.user).standing().waiting(), None)


@login_not_required
@require_safe
def points(request, slug):
    """Needs of a space in a box of the map, as GeoJSON; clusters when there are many."""
    space = visible_space(request, slug)
    needs, asked = Need.objects.filter(space=space), request.GET
    try:
        found = mapping.collection(needs, bbox=asked.get("bbox", ""), zoom=asked.get("zoom", ""))
    except Refused as refusal:
        return unreadable(refusal)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _file(request, file, content_type: str) -> HttpResponse:
    response = give(request, file, content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@login_not_required
@require_safe
def photo(request, pk, size="full"):
    """A photo, only to those who may see its need."""
    row = get_object_or_404(Photo.objects.visible_to(request.user), pk=pk)
    return _file(request, row.thumbnail if size == "small" else row.image, "image/jpeg")


@login_not_required
@require_safe
def voice(request, pk):
    """A voice note, only to those who may see its need."""
    row = get_object_or_404(VoiceNote.objects.visible_to(request.user), pk=pk)
    return _file(request, row.audio, row.media_type)
