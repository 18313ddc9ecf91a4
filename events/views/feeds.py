"""Events outside our pages: iCalendars, an Atom feed, open data. They show what everyone may read, whoever asks.

One's own registrations are a calendar too, for its owner alone.
"""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from events.enums import EventKind, EventState
from events.ical import calendar as ical
from events.models import Event
from events.table import COLUMNS, lines
from spaces.models import Space
from territories.queries import unread_of

NEWEST = 30
EVERYONE = AnonymousUser()


def _space(slug: str) -> Space:
    spaces = Space.objects.visible_to(EVERYONE).select_related("commune")
    return get_object_or_404(spaces.defer(*unread_of("commune")), commune__slug=slug)


def _calendar(events, name: str, file: str) -> HttpResponse:
    body = ical(events, name=name, language=get_language())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@login_not_required
@require_safe
def calendar(request, pk):
    """One event, for a person's calendar."""
    event = get_object_or_404(Event.objects.visible_to(EVERYONE), pk=pk)
    return _calendar([event], event.title, f"event-{pk}")


@login_not_required
@require_safe
def calendar_in_space(request, slug):
    """The events of a space, for a person's calendar."""
    space = _space(slug)
    events = Event.objects.public().filter(space=space).order_by("starts_at", "pk")
    return _calendar(events, _("Events of %(place)s") % {"place": space.commune.name}, f"events-{slug}")


@never_cache
@require_safe
def my_calendar(request):
    """The events for which a person has a place or waits."""
    events = Event.objects.visible_to(request.user).filter(
        registrations__user=request.user, registrations__standing__in=["placed", "waiting"]
    )
    return _calendar(events.order_by("starts_at", "pk"), _("My events"), "my-events")


class SpaceFeed(Feed):
    """The events of a space that were announced, the newest announcement first."""

    feed_type = Atom1Feed

    def get_object(self, request, slug):
        self.site = request.get_host()
        return _space(slug)

    def title(self, space):
        return _("Events of %(place)s") % {"place": space.commune.name}

    def link(self, space):
        return reverse("events:list", args=[space.commune.slug])

    def feed_guid(self, space):
        return f"tag:{self.site.partition(':')[0]},2026:events/{space.commune.slug}"

    def items(self, space):
        return Event.objects.public().filter(space=space).order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, event):
        return event.title

    def item_description(self, event):
        return linebreaks("\n\n".join(one for one in (event.slogan, event.about, event.venue) if one), autoescape=True)

    def item_link(self, event):
        return event.get_absolute_url()

    def item_guid(self, event):
        return f"tag:{self.site.partition(':')[0]},2026:event/{event.pk}"

    def item_author_name(self, event):
        return event.organisers or _("Agraw")

    def item_pubdate(self, event):
        return event.published_at

    def item_updateddate(self, event):
        return event.closed_at or event.changed_at


@login_not_required
@require_safe
def atom(request, slug):
    """The feed of a space's events, in the language of the address."""
    return SpaceFeed()(request, slug=slug)


@login_not_required
@require_safe
def table(request):
    """The events as CSV, sent line by line."""
    return as_open_table(lines(), "agraw-events.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the open data means, and each code in it."""
    states = [one for one in EventState.choices if one[0] != EventState.DRAFT]
    context = {"columns": COLUMNS, "codes": [("kind", EventKind.choices), ("state", states)]}
    return render(request, "events/dictionary.html", context)
