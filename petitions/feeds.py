"""Petitions outside our pages: an Atom feed of those of a space, and of those to a council.

Each shows what everyone may read, whoever asks: a feed is read by programs that know nobody.
"""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from councils.models import Council
from petitions.models import Petition
from spaces.models import Space
from territories.queries import unread_of

NEWEST = 50
EVERYONE = AnonymousUser()
STEPS = ("started_at", "threshold_reached_at", "deposited_at", "decided_at")


class PetitionFeed(Feed):
    """Petitions, those that were begun last first; an entry is new again when its petition takes a step.

    `rows(thing)` of each feed below says which petitions of a thing it holds.
    """

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def items(self, thing):
        rows = self.rows(thing).select_related("council__territory", "association", "ruling", "hearing")
        shapes = unread_of("council__territory")
        return rows.defer(*shapes, "folded", "keys", "particulars").order_by("-id")[:NEWEST]

    def item_title(self, petition):
        return petition.title

    def item_description(self, petition):
        state = _("State: %(state)s") % {"state": petition.get_state_display()}
        return linebreaks(f"{petition.aims}\n\n{state}", autoescape=True)

    def item_link(self, petition):
        return petition.get_absolute_url()

    def item_guid(self, petition):
        return f"tag:{self.site},2026:petition/{petition.pk}"

    def item_author_name(self, petition):
        """The council that it goes to and the association that presents it are public bodies; a person is not named."""
        return str(petition.association) if petition.association_id else _("Citizens")

    def item_pubdate(self, petition):
        return petition.started_at

    def item_updateddate(self, petition):
        moments = [getattr(petition, name) for name in STEPS]
        moments += [row.at for name in ("ruling", "hearing") if (row := getattr(petition, name, None))]
        return max(moment for moment in moments if moment)

    def item_categories(self, petition):
        return [petition.theme, petition.state]


class SpaceFeed(PetitionFeed):
    """Petitions begun in the space of a commune."""

    def get_object(self, request, slug):
        spaces = Space.objects.visible_to(EVERYONE).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def rows(self, space):
        return Petition.objects.public().filter(space=space)

    def title(self, space):
        return _("Petitions of %(place)s") % {"place": space.commune.name}

    def link(self, space):
        return reverse("petitions:list", args=[space.commune.slug])

    def feed_guid(self, space):
        return f"tag:{self.site},2026:petitions/space/{space.pk}"


class CouncilFeed(PetitionFeed):
    """Petitions to a council."""

    def get_object(self, request, slug):
        shapes = unread_of("territory")
        return get_object_or_404(Council.objects.select_related("territory").defer(*shapes), territory__slug=slug)

    def rows(self, council):
        return Petition.objects.public().filter(council=council)

    def title(self, council):
        return _("Petitions to the %(council)s") % {"council": council}

    def link(self, council):
        return council.get_absolute_url()

    def feed_guid(self, council):
        return f"tag:{self.site},2026:petitions/council/{council.pk}"
