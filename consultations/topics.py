"""Consultations can be followed, while everyone may see them."""

from django.contrib.auth.models import AnonymousUser

from consultations.models import Consultation
from notices.enums import Topic
from notices.topics import Found, numbers, register


def _find(keys: list[str]) -> dict[str, Found]:
    rows = Consultation.objects.visible_to(AnonymousUser()).filter(pk__in=numbers(keys)).select_related("space")
    return {
        str(row.pk): Found(Topic.CONSULTATION, str(row.pk), row.title, row.get_absolute_url(), row.space.commune_id)
        for row in rows
    }


register(Topic.CONSULTATION, _find)
