"""The register as Atom: of the whole platform, and of a space."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from moderation.models import Act
from spaces.models import Space
from territories.queries import unread_of

NEWEST = 50
EVERYONE = AnonymousUser()


class RegisterFeed(Feed):
    """The acts of moderation, the newest first."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def items(self, thing):
        return self.rows(thing).for_list().order_by("-id")[:NEWEST]

    def rows(self, thing):
        return Act.objects.public()

    def title(self, thing):
        return _("Register of moderation")

    def link(self, thing):
        return reverse("moderation:acts")

    def feed_guid(self, thing):
        return f"tag:{self.site},2026:moderation"

    def item_title(self, act):
        return f"{act.kind_label}: {act.get_act_display()}"

    def item_description(self, act):
        who = _("by an automatic rule") if act.is_by_rule else _("by a person")
        return linebreaks(" · ".join(filter(None, [act.under, who])), autoescape=True)

    def item_link(self, act):
        here = reverse("moderation:register", args=[act.space.commune.slug]) if act.space_id else self.link(None)
        return f"{here}#act-{act.pk}"

    def item_guid(self, act):
        return f"tag:{self.site},2026:moderation/act/{act.pk}"

    def item_author_name(self, act):
        return str(act.space) if act.space_id else _("The Citizenship Lab")

    def item_pubdate(self, act):
        return act.at

    def item_updateddate(self, act):
        return act.at

    def item_categories(self, act):
        return [act.act, act.kind]


class SpaceRegisterFeed(RegisterFeed):
    """The acts in one space."""

    def get_object(self, request, slug):
        spaces = Space.objects.visible_to(EVERYONE).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def rows(self, space):
        return Act.objects.public().filter(space=space)

    def title(self, space):
        return _("Register of moderation, %(place)s") % {"place": space.commune.name}

    def link(self, space):
        return reverse("moderation:register", args=[space.commune.slug]) if space else reverse("moderation:acts")

    def feed_guid(self, space):
        return f"tag:{self.site},2026:moderation/space/{space.pk}"
