"""The information bank outside our pages: an Atom feed of what is new in it, and of what is new in a space.

Each shows what everyone may read, whoever asks: a feed is read by programs that know nobody.
"""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from resources.models import Resource
from spaces.models import Space
from territories.queries import unread_of

NEWEST = 50
EVERYONE = AnonymousUser()


class ResourceFeed(Feed):
    """The resources of the whole bank, newest first; an entry is new again with each version."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def items(self, thing):
        return self.rows(thing).for_list().order_by("-published_at", "-id")[:NEWEST]

    def rows(self, thing):
        return Resource.objects.public()

    def title(self, thing):
        return _("Information bank")

    def link(self, thing):
        return reverse("resources:bank")

    def feed_guid(self, thing):
        return f"tag:{self.site},2026:resources"

    def item_title(self, resource):
        return resource.title

    def item_description(self, resource):
        return linebreaks(f"{resource.summary}\n\n{resource.get_kind_display()}", autoescape=True)

    def item_link(self, resource):
        return resource.get_absolute_url()

    def item_guid(self, resource):
        return f"tag:{self.site},2026:resource/{resource.pk}"

    def item_author_name(self, resource):
        """The body that gives it: a person is not named."""
        return resource.owner_name

    def item_pubdate(self, resource):
        return resource.published_at

    def item_updateddate(self, resource):
        return resource.changed_at or resource.published_at

    def item_categories(self, resource):
        return [resource.kind, resource.theme]


class SpaceFeed(ResourceFeed):
    """The resources of a space."""

    def get_object(self, request, slug):
        spaces = Space.objects.visible_to(EVERYONE).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def rows(self, space):
        return Resource.objects.public().of_space(space)

    def title(self, space):
        return _("Information bank of %(place)s") % {"place": space.commune.name}

    def link(self, space):
        return reverse("resources:list", args=[space.commune.slug])

    def feed_guid(self, space):
        return f"tag:{self.site},2026:resources/space/{space.pk}"
