"""What doors fetch: only what the person may see, so that a stranger gets 404; and how they answer a refusal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from core.parts import give
from core.workflow import Refused, is_open
from councils.models import Council
from deliberations.models import Session
from presidency.models import InformationReport, Order, WrittenQuestion


def council_of(slug: str, request=None, permission: str = "") -> Council:
    """Return a council by the slug of its territory, or answer 404; 403 when the reader lacks the permission."""
    return allowed(request, get_object_or_404(Council.objects.with_place(), territory__slug=slug), permission)


def visible_order(request, pk: int, permission: str = "") -> Order:
    return allowed(request, get_object_or_404(Order.objects.visible_to(request.user).for_detail(), pk=pk), permission)


def visible_question(request, pk: int, permission: str = "") -> WrittenQuestion:
    rows = WrittenQuestion.objects.visible_to(request.user).for_detail()
    return allowed(request, get_object_or_404(rows, pk=pk), permission)


def visible_report(request, pk: int, permission: str = "") -> InformationReport:
    rows = InformationReport.objects.visible_to(request.user).for_detail()
    return allowed(request, get_object_or_404(rows, pk=pk), permission)


def visible_session(request, pk: int, permission: str = "") -> Session:
    """Return an ordinary session, or answer 404; the permission is asked of its council."""
    rows = Session.objects.visible_to(request.user).ordinary().for_detail()
    session = get_object_or_404(rows, pk=pk)
    allowed(request, session.council, permission)
    return session


def allowed(request, thing, permission: str):
    if permission and not request.user.has_perm(permission, thing):
        raise PermissionDenied
    return thing


def sent_files(request):
    """Return the files that were sent, None when the page is only read."""
    return request.FILES if request.method == "POST" else None


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def a_form(request, form, *, title: str, council: Council, back: str, label: str, **more):
    """Answer with a form on a page of its own: what was typed is kept; 422 when something is to be put right."""
    context = {"form": form, "title": title, "council": council, "back": back, "label": label, **more}
    return render(request, "presidency/form.html", context, status=422 if form.errors else 200)


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


def a_file(request, file, name: str):
    """Answer with a PDF that is saved, never run in a page of ours."""
    response = give(request, file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
