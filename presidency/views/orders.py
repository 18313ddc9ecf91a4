"""The register of a council's orders: read by everyone, written by its people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.fitness import Unfit
from core.pages import is_searching, page_of, posted
from core.text import isolate
from core.workflow import Refused
from presidency import actions
from presidency.enums import OrderState
from presidency.filters import OrderFilter
from presidency.forms import NoteForm, OrderForm, SentForm
from presidency.guards import may_be_sent
from presidency.models import Order
from presidency.timeline import ORDER, told
from presidency.views.fetch import a_file, a_form, council_of, say, sent_files, visible_order, why_not
from presidency.workflow import PUBLISH, REPEAL

BOTH = ["GET", "HEAD", "POST"]
WRITE = "presidency.write_order"
SEND = "send"  # no move: the order stays where it stands
LABEL_OF_SENDING = gettext_lazy("It was sent to the governor")
DONE = {
    PUBLISH: gettext_lazy("The order is published."),
    REPEAL: gettext_lazy("The order is repealed."),
    SEND: gettext_lazy("The day is recorded."),
}
WRITTEN = (
    "number", "year", "kind", "title_ar", "title_fr", "signed_on", "article", "text_ar", "text_fr", "version",
)  # fmt: skip


@login_not_required
@require_safe
def listing(request, slug):
    """The orders of a council, newest first: filter, search, page by cursor."""
    council = council_of(slug)
    rows = Order.objects.visible_to(request.user).filter(council=council)
    found = OrderFilter(request.GET, queryset=rows.exclude(state=OrderState.DRAFT), request=request)
    context = {
        "council": council,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
    }
    if request.htmx:
        return render(request, "presidency/orders.html#results", context)
    context["drafts"] = rows.filter(state=OrderState.DRAFT).for_list().order_by("-id")[:20]
    context["may_write"] = request.user.has_perm("presidency.prepare_acts", council)
    return render(request, "presidency/orders.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    """One order at its permanent address: in force or not, with what it replaces and what replaced it."""
    order = visible_order(request, pk)
    missing = why_not(order, PUBLISH) if order.state == OrderState.DRAFT else ""
    context = {
        "order": order,
        "council": order.council,
        "replaced": order.replaced.defer("text_ar", "text_fr") if order.state != OrderState.DRAFT else [],
        "will_replace": order.repeals.defer("text_ar", "text_fr") if order.state == OrderState.DRAFT else [],
        "history": told(order, ORDER),
        "may_write": request.user.has_perm(WRITE, order),
        "may_sign": request.user.has_perm("presidency.sign_order", order),
        "may_send": not _why_not_sent(order) and request.user.has_perm(WRITE, order),
        "missing": missing,
    }
    return render(request, "presidency/order.html", context)


@login_not_required
@require_safe
def cited(request, slug, year, number):
    """Lead from the way people cite an order (number and year) to its permanent address."""
    council = council_of(slug)
    rows = Order.objects.visible_to(request.user).filter(council=council)
    return redirect(get_object_or_404(rows.only("pk"), year=year, number=number))


@login_not_required
@require_safe
def file(request, pk):
    """The signed order as PDF."""
    order = visible_order(request, pk)
    if not order.file:
        raise Http404
    return a_file(request, order.file, f"agraw-order-{order.year}-{order.number}-{order.pk}.pdf")


@never_cache
@require_http_methods(BOTH)
def write(request, slug):
    """Enter an order in the register: a draft that the council's people see."""
    council = council_of(slug, request, "presidency.prepare_acts")
    year = localdate().year
    initial = {"year": year, "number": actions.next_number(council, year), "signed_on": localdate()}
    return _written(request, council, None, initial)


@never_cache
@require_http_methods(BOTH)
def edit(request, pk):
    """Write a draft anew."""
    order = visible_order(request, pk, WRITE)
    initial = {name: getattr(order, name) for name in WRITTEN} | {"repeals": list(order.repeals.all())}
    return _written(request, order.council, order, initial)


def _written(request, council, order, initial):
    form = OrderForm(posted(request), sent_files(request), initial=initial, council=council)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["version"] = said["version"] if order else None
        try:
            kept = actions.write_order(council, by=request.user, order=order, **said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The draft is kept. Only the council’s people see it until it is published."))
            return redirect(kept)
    back = order.get_absolute_url() if order else reverse("presidency:orders", args=[council.territory.slug])
    title = _("Change the order") if order else _("Enter an order")
    return a_form(request, form, title=title, council=council, back=back, label=_("Keep the draft"), multipart=True)


@never_cache
@require_http_methods(BOTH)
@step_up("publish", "repeal")
def move(request, pk, action):
    """Publish or repeal an order, or record that it was sent to the governor; asked by GET, say what that does."""
    if action not in {PUBLISH, REPEAL, SEND}:
        raise Http404
    order = visible_order(request, pk, WRITE if action == SEND else "presidency.sign_order")
    kind = {REPEAL: NoteForm, SEND: SentForm}.get(action)
    form = kind(posted(request)) if kind else None
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is None:
                sent = request.POST.get("version", "")
                version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None
                actions.publish_order(order, by=request.user, version=version)
            elif action == SEND:
                actions.send_order(order, by=request.user, **form.cleaned_data)
            else:
                actions.repeal_order(order, by=request.user, **form.cleaned_data)
        except Unfit as unfit:
            say(form, unfit)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, str(DONE[action]))
            return redirect(order)
    context = {
        "order": order,
        "council": order.council,
        "label": LABEL_OF_SENDING if action == SEND else order.MOVES[action].label,
        "action": action,
        "form": form,
        "will_replace": order.repeals.defer("text_ar", "text_fr") if action == PUBLISH else [],
        "missing": refused or (_why_not_sent(order) if action == SEND else why_not(order, action)),
    }
    status = 409 if refused else 422 if form is not None and form.errors else 200
    return render(request, "presidency/order_move.html", context, status=status)


def _why_not_sent(order: Order) -> str:
    """Return, in words, why an order cannot be recorded as sent; nothing when it can."""
    try:
        may_be_sent(order)
    except Refused as refusal:
        return str(refusal)
    return ""


@never_cache
@require_http_methods(BOTH)
def discard(request, pk):
    """Throw a draft away; asked by GET, say what is lost."""
    order = visible_order(request, pk, WRITE)
    if request.method == "POST":
        actions.discard_order(order, by=request.user)
        messages.success(request, _("The draft is thrown away: its number is free again."))
        return redirect("presidency:orders", order.council.territory.slug)
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s”, with its file, is lost for good.") % {"title": isolate(order.title)},
        "label": _("Throw it away"),
        "back": order.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)
