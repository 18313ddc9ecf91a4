"""Orders and written questions of a council as Atom: what everyone may read, whoever asks."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from councils.models import Council
from presidency.models import Order, WrittenQuestion

NEWEST = 50
EXCERPT = 600  # characters


class CouncilFeed(Feed):
    """Things of one council, the newest first; an entry is new again when its thing takes a step."""

    feed_type = Atom1Feed
    name = ""

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, slug):
        return get_object_or_404(Council.objects.with_place(), territory__slug=slug)

    def feed_guid(self, council):
        return f"tag:{self.site},2026:{self.name}s/council/{council.pk}"

    def author_name(self, council):
        return str(council)

    def item_link(self, row):
        return row.get_absolute_url()

    def item_guid(self, row):
        return f"tag:{self.site},2026:{self.name}/{row.pk}"


class OrderFeed(CouncilFeed):
    """The orders of a council's president."""

    name = "order"

    def title(self, council):
        return _("Orders of the president, %(council)s") % {"council": council}

    def link(self, council):
        return reverse("presidency:orders", args=[council.territory.slug])

    def items(self, council):
        return Order.objects.public().filter(council=council).order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, order):
        return f"{order.cited} · {order.title}"

    def item_description(self, order):
        state = _("State: %(state)s") % {"state": order.get_state_display()}
        return linebreaks(f"{Truncator(order.text).chars(EXCERPT)}\n\n{state}", autoescape=True)

    def item_pubdate(self, order):
        return order.published_at

    def item_updateddate(self, order):
        return order.repealed_at or order.published_at

    def item_categories(self, order):
        return [order.kind, order.state]


class QuestionFeed(CouncilFeed):
    """The written questions of a council's members, with their answers."""

    name = "written-question"

    def title(self, council):
        return _("Written questions, %(council)s") % {"council": council}

    def link(self, council):
        return reverse("presidency:questions", args=[council.territory.slug])

    def items(self, council):
        rows = WrittenQuestion.objects.public().filter(council=council).select_related("mandate")
        return rows.order_by("-pk")[:NEWEST]

    def item_title(self, question):
        return question.title

    def item_description(self, question):
        said = question.reply if question.state == "answered" else question.text
        state = _("State: %(state)s") % {"state": question.get_state_display()}
        return linebreaks(f"{Truncator(said).chars(EXCERPT)}\n\n{state}", autoescape=True)

    def item_author_name(self, question):
        return question.mandate.name

    def item_pubdate(self, question):
        return question.asked_at

    def item_updateddate(self, question):
        return question.answered_at or question.withdrawn_at or question.asked_at

    def item_categories(self, question):
        return [question.theme, question.state]
