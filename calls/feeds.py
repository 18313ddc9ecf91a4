"""Calls for projects of a space as Atom: what everyone may read, whoever asks."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from calls.models import Call
from spaces.models import Space
from territories.queries import unread_of

NEWEST = 50
EVERYONE = AnonymousUser()
STEPS = ("published_at", "closed_at", "awarded_at", "finished_at", "cancelled_at")


class SpaceFeed(Feed):
    """Calls of the space of a commune, the last first; an entry is new again when its call takes a step."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        self.site = request.get_host().partition(":")[0]
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, slug):
        spaces = Space.objects.visible_to(EVERYONE).select_related("commune")
        return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)

    def title(self, space):
        return _("Calls for projects of %(place)s") % {"place": space.commune.name}

    def link(self, space):
        return reverse("calls:list", args=[space.commune.slug])

    def feed_guid(self, space):
        return f"tag:{self.site},2026:calls/space/{space.pk}"

    def author_name(self, space):
        return str(space)

    def items(self, space):
        return Call.objects.public().filter(space=space).for_detail().order_by("-id")[:NEWEST]

    def item_title(self, call):
        return call.title

    def item_description(self, call):
        state = _("State: %(state)s") % {"state": call.get_state_display()}
        return linebreaks(f"{call.purpose}\n\n{state}", autoescape=True)

    def item_link(self, call):
        return call.get_absolute_url()

    def item_guid(self, call):
        return f"tag:{self.site},2026:call/{call.pk}"

    def item_pubdate(self, call):
        return call.published_at

    def item_updateddate(self, call):
        return max(at for name in STEPS if (at := getattr(call, name)))
