"""Orders as open data (CSV with its dictionary); orders and written questions as feeds."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from presidency.enums import OrderKind, OrderState
from presidency.feeds import OrderFeed, QuestionFeed
from presidency.register import COLUMNS, lines


@login_not_required
@require_safe
def table(request):
    """The register of orders, sent line by line."""
    return as_open_table(lines(), "agraw-orders.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the register means, and each code in it."""
    states = [one for one in OrderState.choices if one[0] != OrderState.DRAFT]
    codes = [("kind", OrderKind.choices), ("state", states)]
    return render(request, "presidency/register.html", {"columns": COLUMNS, "codes": codes})


@login_not_required
@require_safe
def orders_feed(request, slug):
    """The orders of a council as Atom, in the language of the address."""
    return OrderFeed()(request, slug=slug)


@login_not_required
@require_safe
def questions_feed(request, slug):
    """The written questions of a council as Atom, in the language of the address."""
    return QuestionFeed()(request, slug=slug)
