"""Debates can be followed, while everyone may see them."""

from django.contrib.auth.models import AnonymousUser

from debates.models import Debate
from notices.enums import Topic
from notices.topics import Found, numbers, register


def _find(keys: list[str]) -> dict[str, Found]:
    rows = Debate.objects.visible_to(AnonymousUser()).filter(pk__in=numbers(keys)).select_related("space")
    return {
        str(row.pk): Found(Topic.DEBATE, str(row.pk), row.title, row.get_absolute_url(), row.space.commune_id)
        for row in rows
    }


register(Topic.DEBATE, _find)
