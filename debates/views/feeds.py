"""Debates outside our pages: an Atom feed of what is said and done, iCalendars of the sittings.

Both show what everyone may read, whoever asks: a feed is read by programs that know nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from debates.ical import calendar as ical
from debates.models import Contribution, Debate, Sitting
from debates.timeline import told
from spaces.models import Space

NEWEST = 50
EVERYONE = AnonymousUser()
NOT_NEWS = {"create"}  # before it was announced


@dataclass(frozen=True)
class News:
    """One entry of the feed; `key` names it for ever, within its debate."""

    key: str
    at: datetime
    changed_at: datetime
    title: str
    text: str
    author: str
    link: str


def _public_debate(pk: int) -> Debate:
    return get_object_or_404(Debate.objects.visible_to(EVERYONE).for_detail(), pk=pk)


class DebateFeed(Feed):
    """What was said and done in one debate, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request, pk):
        self.site = request.get_host()
        return _public_debate(pk)

    def title(self, debate):
        return debate.title

    def subtitle(self, debate):
        return debate.question

    def link(self, debate):
        return debate.get_absolute_url()

    def feed_guid(self, debate):
        return f"tag:{self.site.partition(':')[0]},2026:debate/{debate.pk}"

    def items(self, debate):
        found = [*self._said(debate), *self._done(debate)]
        return sorted(found, key=lambda one: one.at, reverse=True)[:NEWEST]

    def _said(self, debate):
        rows = Contribution.objects.visible_to(EVERYONE).filter(thread=debate.thread_id)
        for one in rows.for_list().order_by("-seq")[:NEWEST]:
            words = one.words or _("voice note")
            yield News(
                key=f"contribution/{one.pk}",
                at=one.at,
                changed_at=one.edited_at or one.at,
                title=Truncator(" ".join(words.split())).chars(80),
                text=words,
                author=one.name or _("An inhabitant"),
                link=one.get_absolute_url(),
            )

    def _done(self, debate):
        for number, one in enumerate(told(debate, list(debate.sittings.all()))):
            if one.action not in NOT_NEWS:
                link = f"{debate.get_absolute_url()}#history"
                yield News(f"event/{number}", one.at, one.at, one.words, one.note, one.who, link)

    def item_title(self, news):
        return news.title

    def item_description(self, news):
        return linebreaks(news.text, autoescape=True)

    def item_link(self, news):
        return news.link

    def item_guid(self, news):
        return f"tag:{self.site.partition(':')[0]},2026:{news.key}"

    def item_author_name(self, news):
        return news.author or _("Agraw")

    def item_pubdate(self, news):
        return news.at

    def item_updateddate(self, news):
        return news.changed_at


@login_not_required
@require_safe
def atom(request, pk):
    """The feed of a debate, in the language of the address."""
    return DebateFeed()(request, pk=pk)


def _calendar(sittings, name: str, file: str) -> HttpResponse:
    """Answer with the calendar of public sittings."""
    body = ical(sittings.select_related("debate").order_by("starts_at", "pk"), name=name, language=get_language())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@login_not_required
@require_safe
def calendar(request, pk):
    """The sittings of a debate, for a person's calendar."""
    debate = _public_debate(pk)
    return _calendar(Sitting.objects.visible_to(EVERYONE).filter(debate=debate), debate.title, f"debate-{pk}")


@login_not_required
@require_safe
def calendar_in_space(request, slug):
    """The sittings of every debate of a space, for a person's calendar."""
    space = get_object_or_404(Space.objects.visible_to(EVERYONE).select_related("commune"), commune__slug=slug)
    sittings = Sitting.objects.visible_to(EVERYONE).filter(debate__space=space)
    return _calendar(sittings, _("Public debates of %(place)s") % {"place": space.commune.name}, f"debates-{slug}")
