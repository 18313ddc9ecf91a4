"""A call while it is prepared: begun for a space or a council, written, corrected, thrown away."""

from typing import Any, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_led, lock_written
from calls.actions.saying import PLACES_MAX, Said, both, clean, whole
from calls.actions.telling import CORRECTED, tell_applicants
from calls.enums import ApplicationState, CallState
from calls.models import Call, Category, Criterion
from core import journal
from core.fitness import Unfit
from core.folding import fold
from core.workflow import Refused
from councils.enums import Theme
from councils.models import Council
from spaces.enums import SpaceState
from spaces.models import Space

DRAFTS_MAX = 20  # of one space
CATEGORIES_MAX, CRITERIA_MAX = 12, 20
NAME_MAX = 120  # characters
MOST_MAX, WEIGHT_MAX = 100, 100


def create(space: Space, *, by: User, council: Council | None = None, **said: Unpack[Said]) -> Call:
    """Prepare a call and return it: a draft that those who lead it see.

    Without `council` the space calls, by its facilitators; a council, by a person who speaks for it, in the space of
    its commune. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    permission, asked = ("call_for_council", council) if council else ("call_for_space", space)
    if not by.has_perm(f"calls.{permission}", asked):
        raise PermissionDenied
    if council is not None and council.territory_id != space.commune_id:
        raise Refused(_("A council calls for projects in the space of its own commune."), "elsewhere")
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: no call begins in it."), "closed")
    columns = clean(said)
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)  # twice at once is counted twice
        if space.calls.filter(state=CallState.DRAFT).count() >= DRAFTS_MAX:
            raise Refused(_("Twenty calls are in preparation here: publish or throw away one of them."), "drafts")
        row = Call(space=space, council=council, author=by, is_demo=space.is_demo, **columns)
        row.folded = _folded(row)
        row.save()
        journal.record(row, "create", by=by, axis="state", target=row.state)
    return row


def edit(call: Call, *, by: User, reason: str = "", **said: Unpack[Said]) -> Call:
    """Change what a call says, and return it; what `said` leaves out stays. Locks the call.

    Once published, only before the first application, with the `reason`. Raises as `create`.
    """
    with transaction.atomic():
        row = lock_written(call.pk, by, reason, "words")
        columns = clean(said, row)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = _folded(row)
        row.save(update_fields=[*columns, "folded"])
        _tell_of_correction(row)
    return row


def discard(call: Call, *, by: User) -> None:
    """Throw a draft away with its grid. What was published is cancelled instead."""
    with transaction.atomic():
        row = lock_led(call.pk, by)
        if row.state != CallState.DRAFT:
            raise Refused(_("It was published: cancel it, with the reason."), "published")
        row.delete()


# --- categories and criteria ---
def save_category(call: Call, *, by: User, category: Category | None = None, reason: str = "", **said: Any) -> Category:
    """Add a category, or change one, and return it: `name_ar`, `name_fr`, `theme`, `places`. Locks the call."""
    with transaction.atomic():
        row = lock_written(call.pk, by, reason, "categories")
        columns = both(said, "name", NAME_MAX, was=category)
        if said.get("theme") not in Theme.values:
            raise Unfit(_("Choose one from the list."), "theme")
        places = said.get("places")
        columns |= {
            "theme": said["theme"], "places": None if places is None else whole(places, 1, PLACES_MAX, "places"),
        }  # fmt: skip
        made = _save(row, Category, row.categories, category, columns, CATEGORIES_MAX)
        _tell_of_correction(row)
    return made


def save_criterion(
    call: Call, *, by: User, criterion: Criterion | None = None, reason: str = "", decides: bool = False, **said: Any
) -> Criterion:
    """Add a criterion, or change one, and return it: `name_ar`, `name_fr`, `most` (points), `weight`.

    `decides`: it is the one that decides between equals. Locks the call.
    """
    with transaction.atomic():
        row = lock_written(call.pk, by, reason, "criteria")
        columns = both(said, "name", NAME_MAX, was=criterion)
        columns |= {
            "most": whole(said.get("most"), 1, MOST_MAX, "most"),
            "weight": whole(said.get("weight"), 1, WEIGHT_MAX, "weight"),
        }
        made = _save(row, Criterion, row.criteria, criterion, columns, CRITERIA_MAX)
        if decides or row.tie_criterion_id is None:
            row.tie_criterion = made
            row.save(update_fields=["tie_criterion"])
        _tell_of_correction(row)
    return made


def remove_category(category: Category, *, by: User, reason: str = "") -> None:
    """Take a category out; what was begun in it has none any more. One stays once the call is published."""
    with transaction.atomic():
        row = lock_written(category.call_id, by, reason, "categories")
        _one_stays(row, row.categories)
        row.applications.filter(category=category).update(category=None)
        row.categories.filter(pk=category.pk).delete()
        _tell_of_correction(row)


def remove_criterion(criterion: Criterion, *, by: User, reason: str = "") -> None:
    """Take a criterion out; when it decided between equals the first of the others does."""
    with transaction.atomic():
        row = lock_written(criterion.call_id, by, reason, "criteria")
        _one_stays(row, row.criteria)
        row.criteria.filter(pk=criterion.pk).delete()
        if row.tie_criterion_id == criterion.pk:
            row.tie_criterion = row.criteria.first()
            row.save(update_fields=["tie_criterion"])
        _tell_of_correction(row)


def _one_stays(call: Call, rows) -> None:
    if call.state != CallState.DRAFT and rows.count() < 2:
        raise Refused(_("One stays: the call is published."), "last")


def _save(call: Call, model, rows, thing, columns: dict[str, Any], most: int):
    if thing is None:
        if rows.count() >= most:
            raise Refused(_("There are too many already: take one out first."), "full")
        position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        return model.objects.create(call=call, position=position, **columns)
    row = rows.get(pk=thing.pk)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    return row


def _tell_of_correction(call: Call) -> None:
    """Whoever is writing an application by the old rules is told of the new ones."""
    if call.state == CallState.PUBLISHED:
        tell_applicants(call, CORRECTED, {ApplicationState.DRAFT})


def _folded(row: Call) -> str:
    return fold(f"{row.title_ar} {row.title_fr} {row.purpose_ar} {row.purpose_fr}")
