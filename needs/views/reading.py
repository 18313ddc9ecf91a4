"""Reading needs: the list, the map, one need, its photos and voice."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from core.enums import Load
from core.journal import entries_of
from core.pages import first_page_of, is_searching, page_of
from core.parts import give_apart
from core.problems import resting, unreadable
from core.switches import RESTING, is_on
from core.workflow import Refused
from councils.timeline import Names
from debates.views.thread import thread_context
from needs import mapping, rules
from needs.enums import Order
from needs.filters import NeedFilter
from needs.forms import QuestionForm, ReplyForm
from needs.models import Need, Photo, VoiceNote
from needs.pages import COLUMNS
from needs.queries import NEWEST_FOR_INHABITANT, for_page
from needs.timeline import told
from spaces.enums import SpaceState
from spaces.models import Space
from spaces.queries import holds_no_role
from spaces.views.fetch import visible_space

LATEST = 3


def with_blank(response, space: Space):
    """Name the blank form of the space, so that the device of who may write there has it without a network too."""
    response.headers["X-Blank"] = reverse("needs:blank", args=[space.commune.slug])
    return response


def visible_need(request, pk: int) -> Need:
    """Return a need with what its page shows, or answer 404 when the reader may not see it."""
    need = for_page(request.user, pk)
    if need is None:
        raise Http404
    return need


@login_not_required
@require_safe
def listing(request, slug):
    """The needs of a space: filter, sort, search, page by cursor."""
    space = visible_space(request, slug)
    needs = Need.objects.visible_to(request.user).filter(space=space).standing()
    found = NeedFilter(request.GET, queryset=needs, request=request)
    if not request.GET and holds_no_role(request.user):
        page = first_page_of(request, NEWEST_FOR_INHABITANT(request.user.pk, space.pk), *COLUMNS[Order.NEWEST])
    else:
        page = page_of(request, found.qs.for_cards(), *COLUMNS[found.order])
    context = {"space": space, "filter": found, "page": page, "searching": is_searching(request)}
    response = render(request, "needs/list.html#results" if request.htmx else "needs/list.html", context)
    return with_blank(response, space) if request.user.is_authenticated and space.state == SpaceState.OPEN else response


@login_not_required
@require_safe
def on_map(request, slug):
    space = visible_space(request, slug)
    context = {
        "space": space,
        "tiles": settings.MAP_TILES_URL,
        "tiles_credit": settings.MAP_TILES_CREDIT,
        "resting": "" if is_on(Load.MAP) else RESTING[Load.MAP],
    }
    return render(request, "needs/map.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    need = visible_need(request, pk)
    referral = need.referral
    context = {
        "need": need,
        "space": need.space,
        "acts": rules.acts(need, request.user),
        "may_transcribe": rules.may_transcribe(need, request.user),
        "history": told(entries_of(need), Names(referral.council) if referral else None),
        "answers": referral.answers.published().for_list() if referral else [],
        "pause": referral.pauses.filter(ended_on__isnull=True).first() if need.is_paused else None,
        "photos": need.photos.shown() if need.has_photos else [],
        "questions": need.detail_requests.select_related("asked_by", "replied_by") if need.has_questions else [],
        "merged": _merged(need, request.user) if need.has_merged else [],
        "into": _into(need, request.user),
        "voices": {"yes": need.yes, "no": need.no} if need.state in {"said_done", "confirmed"} else None,
        "question_form": QuestionForm,  # made where it is shown
        "reply_form": ReplyForm,
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
    return Need.objects.visible_to(user).filter(merged_into=need).for_cards()


def _into(need: Need, user) -> Need | None:
    """Return the need that this one was joined to, when the reader may see that one too."""
    if not need.merged_into_id:
        return None
    return Need.objects.visible_to(user).for_list().filter(pk=need.merged_into_id).first()


def _latest(request, needs, title):
    rows = needs.for_cards() if title else needs.for_cards_of_many()
    context = {"needs": rows[:LATEST], "title": title, "htmx": bool(request.htmx)}
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
@conditional_page
@cache_control(no_cache=True)
def points(request, slug):
    """Needs of a space in a box of the map, as GeoJSON; clusters when there are many. A box that was seen before costs
    a few bytes while nothing in it has changed.
    """
    if not is_on(Load.MAP):
        return resting(Load.MAP)
    space = visible_space(request, slug)
    needs, asked = Need.objects.filter(space=space), request.GET
    try:
        found = mapping.collection(needs, bbox=asked.get("bbox", ""), zoom=asked.get("zoom", ""))
    except Refused as refusal:
        return unreadable(refusal)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def photo(request, pk, size="full"):
    """A photo, only to those who may see its need."""
    row = get_object_or_404(Photo.objects.visible_to(request.user), pk=pk)
    return give_apart(request, row.thumbnail if size == "small" else row.image, "image/jpeg")


@login_not_required
@require_safe
def voice(request, pk):
    """A voice note, only to those who may see its need."""
    row = get_object_or_404(VoiceNote.objects.visible_to(request.user), pk=pk)
    return give_apart(request, row.audio, row.media_type)
