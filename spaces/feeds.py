"""The associations registered last, as an Atom feed: what everyone may read of them, whoever asks."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from councils.enums import Theme
from spaces.models import Association

NEWEST = 50
EVERYONE = AnonymousUser()


class AssociationFeed(Feed):
    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def title(self):
        return _("Associations on Agraw")

    def link(self):
        return reverse("spaces:directory")

    def feed_guid(self):
        return f"tag:{self.site},2026:associations"

    def items(self):
        return Association.objects.visible_to(EVERYONE).for_directory().order_by("-id")[:NEWEST]

    def item_title(self, association):
        return str(association)

    def item_description(self, association):
        return association.seat.name

    def item_link(self, association):
        return association.get_absolute_url()

    def item_guid(self, association):
        return f"tag:{self.site},2026:association/{association.pk}"

    def item_author_name(self, association):
        return str(association)

    def item_pubdate(self, association):
        return association.created_at

    def item_updateddate(self, association):
        return association.created_at

    def item_categories(self, association):
        return [theme for theme in association.themes if theme in Theme.values]
