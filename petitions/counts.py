"""What the signatures of a petition come to, counted from the rows themselves."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from core.hiding import hide_places
from petitions.enums import SIGNATURE_KINDS, SignatureKind, SignatureState
from petitions.models import Petition, Signature
from territories.enums import Level
from territories.models import Territory
from territories.queries import UNREAD


@dataclass
class Counts:
    """People, by kind, whose row is valid; `rows` and `last` are all rows in whatever state, `kept` those of them that
    the count before saw already; `by_province` counts valid signatures (support left out) by the code of the prefecture
    or province that their signer lives in."""

    support: int = 0
    online: int = 0
    paper: int = 0
    held: int = 0
    rows: int = 0
    last: int = 0
    kept: int = 0
    by_province: Counter = field(default_factory=Counter)

    @property
    def valid(self) -> int:
        """Valid signatures: initial support is none."""
        return self.online + self.paper


def count(petition: Petition, *, by_province: bool = False) -> Counts:
    """Count the rows of a petition at one moment. One query, two for a region's provinces."""
    rows = Signature.objects.filter(petition=petition).order_by()
    seen = Count("pk", filter=Q(pk__lte=petition.last_row))
    counts = Counts()
    groups = rows.values_list("state", "kind").annotate(number=Count("pk"), last=Max("pk"), kept=seen)
    for state, kind, number, last, kept in groups:
        counts.rows += number
        counts.kept += kept
        counts.last = max(counts.last, last)
        if state == SignatureState.VALID:
            setattr(counts, SignatureKind(kind).value, number)
        elif state == SignatureState.HELD:
            counts.held += number
    if by_province:
        signed = rows.filter(state=SignatureState.VALID, kind__in=SIGNATURE_KINDS)
        # A commune's parent is its province; an arrondissement's is its commune.
        province = Coalesce("territory__parent__code", "territory__code")
        for code, number in signed.values_list(province).annotate(number=Count("pk")):
            counts.by_province[code] += number
    return counts


def provinces_of(region: Territory) -> list[Territory]:
    """Return the prefectures and provinces of a region, without their shapes."""
    wanted = Territory.objects.filter(parent=region, level__in=[Level.PROVINCE, Level.PREFECTURE])
    return list(wanted.defer(*UNREAD).order_by("code"))


def short_of(petition: Petition, counts: Counts) -> list[tuple[Territory, int]]:
    """Return each prefecture or province that brings too few, with how many it lacks (111-14, art. 120)."""
    if not petition.spread_required:
        return []
    lacking = (
        (province, petition.spread_required - counts.by_province[province.code])
        for province in provinces_of(petition.council.territory)
    )
    return [(province, missing) for province, missing in lacking if missing > 0]


def shown_short(petition: Petition, counts: Counts) -> list[tuple[Territory, int | None]]:
    """Return what `short_of` does as everyone may read it: None in place of what would tell of few people."""
    if not (lacking := short_of(petition, counts)):
        return []
    shown = hide_places(
        {place.code: counts.by_province[place.code] for place in provinces_of(petition.council.territory)}
    )
    return [(place, None if shown[place.code] is None else missing) for place, missing in lacking]
