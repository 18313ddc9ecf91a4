"""The published decisions of a council as an Atom feed: what everyone may read, whoever asks."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from councils.models import Council
from deliberations.models import Decision

NEWEST = 50


class DecisionFeed(Feed):
    """The decisions of one council, the last published first."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, slug):
        return get_object_or_404(Council.objects.with_place(), territory__slug=slug)

    def title(self, council):
        return _("Decisions of the %(council)s") % {"council": council}

    def link(self, council):
        return reverse("deliberations:decisions", args=[council.territory.slug])

    def feed_guid(self, council):
        return f"tag:{self.site},2026:decisions/council/{council.pk}"

    def items(self, council):
        return Decision.objects.published().filter(council=council).for_list().order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, decision):
        return f"{decision.reference} · {decision.title}"

    def item_description(self, decision):
        return linebreaks(decision.text, autoescape=True)

    def item_link(self, decision):
        return decision.get_absolute_url()

    def item_guid(self, decision):
        return f"tag:{self.site},2026:decision/{decision.address}"

    def item_author_name(self, decision):
        return str(decision.council)

    def item_pubdate(self, decision):
        return decision.published_at

    def item_updateddate(self, decision):
        return decision.changed_at
