"""The opinions of a council's body as Atom: what everyone may read, whoever asks."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from councils.models import Council
from equality.models import Opinion

NEWEST = 50
EXCERPT = 600  # characters


class BodyFeed(Feed):
    """Published opinions of the body of a council, the newest first; new again when the council replies."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, slug):
        return get_object_or_404(Council.objects.with_place(), territory__slug=slug)

    def title(self, council):
        return _("Opinions of the equality body, %(council)s") % {"council": council}

    def link(self, council):
        return reverse("equality:body", args=[council.territory.slug])

    def feed_guid(self, council):
        return f"tag:{self.site},2026:opinions/council/{council.pk}"

    def author_name(self, council):
        return str(council)

    def items(self, council):
        rows = Opinion.objects.published().filter(body__council=council).select_related("referral")
        return rows.order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, opinion):
        return opinion.title

    def item_description(self, opinion):
        return linebreaks(Truncator(opinion.text).chars(EXCERPT), autoescape=True)

    def item_link(self, opinion):
        return opinion.get_absolute_url()

    def item_guid(self, opinion):
        return f"tag:{self.site},2026:opinion/{opinion.pk}"

    def item_pubdate(self, opinion):
        return opinion.published_at

    def item_updateddate(self, opinion):
        return opinion.referral.answered_at or opinion.published_at

    def item_categories(self, opinion):
        return [opinion.theme, opinion.subject]
