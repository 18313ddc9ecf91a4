"""Needs can be followed, while everyone may see them."""

from django.contrib.auth.models import AnonymousUser

from needs.models import Need
from notices.enums import Topic
from notices.topics import Found, numbers, register


def _find(keys: list[str]) -> dict[str, Found]:
    rows = Need.objects.visible_to(AnonymousUser()).filter(pk__in=numbers(keys)).select_related("space")
    return {
        str(row.pk): Found(Topic.NEED, str(row.pk), row.title, row.get_absolute_url(), row.space.commune_id)
        for row in rows
    }


register(Topic.NEED, _find)
