"""A council's page, its settings, the texts its answers start from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from core.workflow import Refused
from councils import actions
from councils.enums import Role
from councils.filters import ReferralFilter
from councils.forms import PledgeForm, TemplateForm
from councils.models import Answer, AnswerTemplate, Council, ElectionPeriod, Mandate, Referral
from councils.queries import numbers_of
from councils.rules import holds_mandate
from councils.signals import commented

LATEST = 3
PAGE = 20
ORDER = [
    Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.DIRECTOR, Role.OFFICER,
]  # fmt: skip


def council_of(slug: str) -> Council:
    """Return the council of a territory by its slug, or answer 404."""
    return get_object_or_404(Council.objects.for_list(), territory__slug=slug)


def members_of(council) -> list[tuple[str, list[Mandate]]]:
    """Return today's mandates by role, the president first."""
    mandates = Mandate.objects.current().filter(council=council).select_related("committee").order_by("id")
    by_role = {role: [] for role in ORDER}
    for mandate in mandates:
        by_role[mandate.role].append(mandate)
    return [(role.label, held) for role, held in by_role.items() if held]


@login_not_required
@require_safe
def detail(request, slug):
    """Who sits, what was asked, what was answered, what is late."""
    council = council_of(slug)
    matters = Referral.objects.visible_to(request.user).filter(council=council)
    found = ReferralFilter(request.GET, queryset=matters.for_list(), request=request, councils=[council.pk])
    context = {
        "council": council,
        "filter": found,
        "page": page_of(request, found.qs),
        "searching": is_searching(request),
    }
    if request.htmx:
        return render(request, "councils/detail.html#results", context)
    answers = Answer.objects.published().visible_to(request.user).filter(referral__council=council)
    context |= {
        "members": members_of(council),
        "committees": council.committees.all(),
        "numbers": numbers_of([council], Referral.objects.all(), Answer.objects.all())[council.pk],
        "said": next((said for _receiver, said in commented.send(Council, council=council) if said), None),
        "answers": answers.for_list().order_by("-published_at")[:LATEST],
        "late": matters.overdue().for_list().order_by("due_on", "id")[:LATEST],
        "election": ElectionPeriod.objects.running(),
        "is_inside": holds_mandate(council, request.user),
        "may_edit": request.user.has_perm("councils.edit_council", council),
    }
    return render(request, "councils/detail.html", context)


def _news(request, template, rows, *order):
    """Answer a few lines: the fragment for htmx, a page without it. `?space=` narrows them to a territory's council."""
    page = page_of(request, rows, *order, size=LATEST if request.htmx else PAGE)
    return render(request, f"{template}#items" if request.htmx else template, {"page": page, "rows": page.rows})


@login_not_required
@require_safe
def latest_answers(request):
    """What councils answered last."""
    answers = Answer.objects.published().visible_to(request.user).for_list()
    if slug := _slug(request):
        answers = answers.filter(referral__council__territory__slug=slug)
    return _news(request, "councils/answers.html", answers, "-published_at", "-id")


@login_not_required
@require_safe
def overdue(request):
    """What councils are late with, the latest first."""
    late = Referral.objects.visible_to(request.user).overdue().for_list()
    if slug := _slug(request):
        late = late.filter(council__territory__slug=slug)
    return _news(request, "councils/overdue.html", late, "due_on", "id")


def _slug(request) -> str:
    return request.GET.get("space", "").replace("\x00", "")[:80]


def managed(request, slug) -> Council:
    """Return a council whose settings this person may change."""
    council = council_of(slug)
    if not request.user.has_perm("councils.edit_council", council):
        raise PermissionDenied
    return council


def settings(request, slug):
    """The council's own promise to answer."""
    council = managed(request, slug)
    form = PledgeForm(request.POST or None, initial={"days": council.pledge_days, "kind": council.pledge_days_kind})
    if request.method == "POST" and form.is_valid():
        actions.set_pledge(council, by=request.user, **form.cleaned_data)
        messages.success(request, _("The promise is saved. It holds for what is received from now on."))
        return redirect(council)
    return render(request, "councils/settings.html", {"council": council, "form": form})


@require_safe
def templates(request, slug):
    """The texts that the answers of a council start from."""
    council = managed(request, slug)
    found = AnswerTemplate.objects.visible_to(request.user).filter(council=council)
    return render(request, "councils/templates.html", {"council": council, "templates": found})


def template(request, slug, pk=None):
    """Write or change one text."""
    council = managed(request, slug)
    found = AnswerTemplate.objects.visible_to(request.user).filter(council=council)
    row = get_object_or_404(found, pk=pk) if pk else None
    # A form that does not save writes on the row it is given: it is given its own.
    form = TemplateForm(request.POST or None, instance=found.get(pk=pk) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_template(council, by=request.user, template=row, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The text is saved."))
            return redirect("councils:templates", slug)
    return render(request, "councils/template_form.html", {"council": council, "form": form, "row": row})
