"""Following a topic: its button, the page of its news, its feed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.hiding import SMALL
from core.workflow import Refused
from notices import actions, paths, topics
from notices.models import Following, News

NEWEST = 50


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request, kind, key):
    """The news of a topic, and the button that follows it; for htmx the button alone.

    Everyone may read it. A press of a visitor leads to the door, and comes back here.
    """
    found = _found(kind, key, request)
    here = reverse("notices:topic", args=[kind, key])
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(here)
    if request.method == "POST":
        is_wanted = request.POST.get("follow", "yes") != "no"
        try:
            (actions.follow if is_wanted else actions.unfollow)(kind, key, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(here)
        if not request.htmx:
            messages.success(request, _said(is_wanted, found))
            return redirect(paths.in_language(found.path) if found else reverse("notices:followed"))
    followers = Following.objects.topic(kind, key).filter(user__is_active=True).count()
    context = {
        "topic": found,
        "here": here,
        "follows": Following.objects.of(request.user).filter(kind=kind, key=key).exists(),
        "follower_count": followers if followers >= SMALL else 0,
    }
    if request.htmx:
        return render(request, "notices/topic.html#button", context)
    news = News.objects.visible_to(request.user).topic(kind, key)[:NEWEST]
    context["news"] = [{"text": _words(one), "url": paths.in_language(one.url), "at": one.at} for one in news]
    return render(request, "notices/topic.html", context)


def _found(kind: str, key: str, request):
    """Return the topic; None when it is not public any more and she leaves it. Raises `Http404`."""
    found = topics.find(kind, key)
    is_leaving = request.method == "POST" and request.POST.get("follow") == "no" and not request.htmx
    if found is None and not (is_leaving and Following.objects.of(request.user).filter(kind=kind, key=key).exists()):
        raise Http404
    return found


def _said(is_wanted: bool, found) -> str:
    if found is None:
        return _("You do not follow it any more.")
    words = _("You follow “%(title)s”.") if is_wanted else _("You do not follow “%(title)s” any more.")
    return words % {"title": found.title}


def _words(news: News) -> str:
    return news.words.get(get_language()) or news.words.get("ar", "")


class TopicFeed(Feed):
    """The public news of one topic, newest first, in the language of the address."""

    feed_type = Atom1Feed

    def get_object(self, request, kind, key):
        self.site = request.get_host().partition(":")[0]
        found = topics.find(kind, key)
        if found is None:
            raise Http404
        return found

    def title(self, found):
        return _("News of %(title)s") % {"title": found.title}

    def link(self, found):
        return paths.in_language(found.path)

    def feed_guid(self, found):
        return f"tag:{self.site},2026:news/{found.kind}/{found.key}"

    def author_name(self, found):
        return _("Agraw")

    def items(self, found):
        return News.objects.filter(is_shown=True).topic(found.kind, found.key)[:NEWEST]

    def item_title(self, news):
        return _words(news)

    def item_description(self, news):
        return ""

    def item_link(self, news):
        return paths.in_language(news.url)

    def item_guid(self, news):
        return f"tag:{self.site},2026:news/{news.pk}"

    def item_pubdate(self, news):
        return news.at

    def item_updateddate(self, news):
        return news.at


@login_not_required
@require_safe
def atom(request, kind, key):
    """The feed of a topic."""
    return TopicFeed()(request, kind=kind, key=key)
