"""What every act of moderation does: open a case, find its thing, write a line of the register.

The order of locks: the thing (by its room's act), then its case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from accounts.models import User
from core.folding import fold
from moderation.enums import WAITING, Origin
from moderation.kinds import Kind, Thing, kinds
from moderation.models import Act, Case
from moderation.models.case import FOLDED_MAX
from moderation.people import duties_on

_in_hand: ContextVar[bool] = ContextVar("moderation_in_hand", default=False)


@contextmanager
def in_hand() -> Iterator[None]:
    """Say that moderation itself moves a thing: it records that and tells the author, the room need not."""
    token = _in_hand.set(True)
    try:
        yield
    finally:
        _in_hand.reset(token)


def is_in_hand() -> bool:
    """Tell whether moderation itself moves the thing now: then it tells the author, with the rule and the appeal."""
    return _in_hand.get()


def thing_of(case: Case) -> tuple[Kind | None, Any, Thing | None]:
    """Return the kind, the row and what is said of the thing of a case; None for what is gone."""
    kind = kinds().get(case.kind)
    row = kind.rows().filter(pk=case.key).first() if kind else None
    return kind, row, kind.say(row) if row is not None else None


def open_case(kind: Kind, key: int, thing: Thing, **columns: Any) -> tuple[Case, bool]:
    """Return the case that waits about a thing, locked, and whether it was opened now with `columns`."""
    waiting = Case.objects.locked().filter(kind=kind.name, key=key, state__in=WAITING)
    if case := waiting.first():
        return case, False
    columns.setdefault("origin", Origin.REPORTS)
    try:
        with transaction.atomic():
            case = Case.objects.create(
                space=thing.space,
                kind=kind.name,
                key=key,
                author=thing.author,
                folded=fold(f"{thing.title} {thing.text}")[:FOLDED_MAX],
                assigned=on_duty(thing.space, besides=thing.author),
                is_demo=bool(thing.space and thing.space.is_demo),
                **columns,
            )
    except IntegrityError:  # opened by somebody else at the same moment
        return waiting.get(), False
    return case, True


def on_duty(space: Any, *, besides: User | None = None) -> User | None:
    """Return who is on duty in a space today, the one with fewest cases waiting; None when nobody is.

    Who does not moderate there any more, or is suspended, is on no duty, whatever the rota says.
    """
    if space is None:
        return None
    duties = duties_on(space, localdate())
    if besides is not None:
        duties = duties.exclude(user=besides)
    load = Count("user__cases_assigned", filter=Q(user__cases_assigned__state__in=WAITING))
    duty = duties.annotate(load=load).order_by("load", "pk").first()
    return duty.user if duty else None


def write_act(case: Case, act: str, *, by: User | None, ground: str = "", rule: str = "", clause=None) -> Act:
    """Write a line of the public register, and return it; `by` None for an automatic rule."""
    return Act.objects.create(
        case=case,
        space_id=case.space_id,
        act=act,
        kind=case.kind,
        ground=ground,
        rule=rule,
        clause=clause,
        by=by,
        is_demo=case.is_demo,
    )


def most_named(case: Case) -> str:
    """Return the reason that most reports of a case give; empty without reports."""
    counted = case.reports.order_by().values("ground").annotate(n=Count("pk")).order_by("-n", "ground")
    return next((row["ground"] for row in counted), "")
