"""What can be followed of councils: one of them, a person with a mandate, a theme anywhere or in one commune."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from councils.enums import Theme
from councils.models import Council, Mandate, Referral
from notices.enums import Topic
from notices.topics import Found, numbers, register
from territories.models import Territory
from territories.queries import UNREAD, unread_of


def _councils(keys: list[str]) -> dict[str, Found]:
    rows = Council.objects.filter(territory__slug__in=keys).select_related("territory")
    rows = rows.defer(*unread_of("territory"))
    return {
        row.territory.slug: Found(Topic.COUNCIL, row.territory.slug, str(row), row.get_absolute_url(), row.territory_id)
        for row in rows
    }


def _referrals(keys: list[str]) -> dict[str, Found]:
    rows = Referral.objects.visible_to(AnonymousUser()).filter(pk__in=numbers(keys)).select_related("council")
    return {
        str(row.pk): Found(Topic.REFERRAL, str(row.pk), row.title, row.get_absolute_url(), row.council.territory_id)
        for row in rows
    }


def _mandates(keys: list[str]) -> dict[str, Found]:
    rows = Mandate.objects.current().filter(pk__in=numbers(keys)).select_related("council__territory")
    rows = rows.defer(*unread_of("council__territory"))
    return {
        str(row.pk): Found(
            Topic.MANDATE, str(row.pk), row.name, row.council.get_absolute_url(), row.council.territory_id
        )
        for row in rows
    }


def _themes(keys: list[str]) -> dict[str, Found]:
    """A theme alone leads to the search of communes, a theme of a commune to its page."""
    parts = {key: key.partition("@") for key in keys}
    slugs = {slug for _theme, _at, slug in parts.values() if slug}
    places = {row.slug: row for row in Territory.objects.filter(slug__in=slugs).defer(*UNREAD)} if slugs else {}
    found = {}
    for key, (theme, at, slug) in parts.items():
        if theme not in Theme.values or (at and slug not in places):
            continue
        label = str(Theme(theme).label)
        if at:
            title = _("%(theme)s in %(place)s") % {"theme": label, "place": places[slug].name}
            found[key] = Found(Topic.THEME, key, title, places[slug].get_absolute_url(), places[slug].pk)
        else:
            found[key] = Found(Topic.THEME, key, label, "/")
    return found


register(Topic.COUNCIL, _councils)
register(Topic.REFERRAL, _referrals)
register(Topic.MANDATE, _mandates)
register(Topic.THEME, _themes)
