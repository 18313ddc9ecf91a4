"""What the page of one petition shows of each part: one function for each, which gives its template's context.

`signing` is for `petitions/_sign.html`, `sheets` for `_sheets.html`, `procedure` for `_procedure.html`.
"""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language

from core import dates
from core.enums import Visibility
from petitions import actions, progress
from petitions.counts import count, shown_short
from petitions.enums import SIGNING_STATES, Bearer, PetitionState, SheetState, SignatureState


@dataclass(frozen=True)
class Signing:
    """How a petition stands with its signers: how many as of which second, what is missing, whether she has signed.

    `own_kind` is as what her signature stands, None without one; `short` the prefectures and provinces that bring too
    few, with how many each lacks (None: not shown); `held` how many wait to be looked at, for whoever looks at them.
    """

    terms: actions.Terms
    is_open: bool
    own_kind: str | None
    as_of: str
    short: list
    held: int = 0


def signing(petition, user) -> dict:
    if petition.state == PetitionState.DRAFT:
        return {}
    actions.refresh_if_old(petition)
    may_judge = user.has_perm("petitions.judge_signatures", petition)
    held = petition.signatures.filter(state=SignatureState.HELD).count() if may_judge else 0
    return {
        "signing": Signing(
            terms=actions.terms_of(petition),
            is_open=petition.state in SIGNING_STATES and petition.visibility == Visibility.VISIBLE,
            own_kind=actions.own_kind(petition, user),
            as_of=_second(petition.counted_at or petition.started_at),
            short=_short(petition),
            held=held,
        )
    }


def _second(at: datetime.datetime) -> str:
    """Return a moment to the second: its time alone today, with its day otherwise."""
    local, language = localtime(at), get_language()
    time = f"{local:%H:%M:%S}"
    return (
        time
        if local.date() == localdate()
        else f"{dates.day(local, language)}{dates.BEFORE_TIME.get(language, ' ')}{time}"
    )


def _short(petition) -> list:
    """Return the prefectures and provinces that bring too few, kept until the next count."""
    if not petition.spread_required or petition.state not in SIGNING_STATES:
        return []
    key = f"petition-short:{petition.pk}:{petition.counted_at and petition.counted_at.timestamp()}"
    return cache.get_or_set(key, lambda: shown_short(petition, count(petition, by_province=True)), 3600)


def sheets(petition, user) -> dict:
    """How the sheets stand, for whoever handles them, and whether the deposit file may be read. Two queries at most."""
    reads_file = petition.state != PetitionState.DRAFT and user.has_perm("petitions.read_file", petition)
    context = {"reads_file": reads_file}
    if petition.bearer != Bearer.CITIZENS or petition.state not in SIGNING_STATES:
        return context
    if user.has_perm("petitions.enter_sheets", petition):
        states = petition.sheets.order_by().values_list("state").annotate(number=Count("pk"))
        context["sheet_numbers"] = [(SheetState(state), number) for state, number in sorted(states)]
        context["handles_sheets"] = True
    return context


def procedure(petition, user) -> dict:
    return progress.shown(petition, user)
