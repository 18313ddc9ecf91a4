"""What doors fetch: only what the person may see, so that a stranger gets 404; and how they answer a refusal."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from core.workflow import Refused, is_open
from councils.models import Council
from equality.models import Body, Opinion


def council_of(slug: str, request=None, permission: str = "") -> Council:
    """Return a council by the slug of its territory, or answer 404; 403 when the reader lacks the permission."""
    return allowed(request, get_object_or_404(Council.objects.with_place(), territory__slug=slug), permission)


def body_of(council: Council) -> Body | None:
    """Return the body of a council today, else the one whose term comes next, else the last one."""
    rows = list(Body.objects.filter(council=council).order_by("starts_on"))
    today = localdate()
    now = [row for row in rows if row.starts_on <= today <= row.ends_on]
    coming = [row for row in rows if row.starts_on > today]
    found = (now or coming or rows[-1:] or [None])[0]
    if found:
        found.council = council
    return found


def the_body(request, slug: str, permission: str) -> Body:
    """Return the body of a council to whoever has the permission; 404 when there is none."""
    found = body_of(council_of(slug))
    if found is None:
        raise Http404
    return allowed(request, found, permission)


def visible_opinion(request, pk: int, permission: str = "") -> Opinion:
    """Return an opinion, or answer 404 when the reader may not see it, 403 when she lacks the permission."""
    opinion = get_object_or_404(Opinion.objects.visible_to(request.user).for_detail(), pk=pk)
    return allowed(request, opinion, permission)


def allowed(request, thing, permission: str):
    if permission and not request.user.has_perm(permission, thing):
        raise PermissionDenied
    return thing


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def a_form(request, form, *, title: str, council: Council, back: str, label: str, **more):
    """Answer with a form on a page of its own: what was typed is kept; 422 when something is to be put right."""
    context = {"form": form, "title": title, "council": council, "back": back, "label": label, **more}
    return render(request, "equality/form.html", context, status=422 if form.errors else 200)


def why_not(thing, name: str) -> str:
    """Return, in words, what is missing before a move; nothing when it may be done."""
    if is_open(thing, name):
        return ""
    try:
        for guard in thing.MOVES[name].guards:
            guard(thing)
    except Refused as refusal:
        return str(refusal)
    return ""
