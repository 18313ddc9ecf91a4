"""What is forgotten of who signed, and when (`core.retention`). Rows stay, and count."""

from django.db.models import Q

from core.retention import keeps
from petitions.actions import forgetting
from petitions.models import Petition, Signature


def origins(limit):
    return Signature.objects.filter(origin_key__isnull=False, at__lt=limit)


def words(_limit):
    """An authorisation of the CNDP may name other days than the setting: they are asked here."""
    limit = forgetting.words_limit()
    ended = [row.pk for row in Petition.objects.filter(state__in=forgetting.ENDED) if forgetting.ended_at(row) < limit]
    return Signature.objects.filter(~Q(sealed=b"") | Q(cin_key__isnull=False), petition__in=ended)


keeps("petitions.origins", past=origins, forget=lambda _limit: forgetting.forget_origins())
keeps("petitions.words", past=words, forget=lambda _limit: forgetting.forget_words())
