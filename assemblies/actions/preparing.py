"""Before the members are convened: the rules of the body, the assembly, its agenda."""

import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.actions.locking import lock_draft
from assemblies.enums import AssemblyKind, Openness
from assemblies.models import AgendaItem, Assembly, Bylaws
from assemblies.models.assembly import RULED
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from networks.models import Network
from spaces.models import Association

NOTICE_MAX = 120  # days
PROXIES_MAX = 10
TITLE_MAX, WORDS_MAX, PLACE_MAX, ITEM_MAX, ITEM_TEXT_MAX = 160, 2_000, 200, 200, 2_000  # characters
ITEMS_MAX = 40
FURTHEST = datetime.timedelta(days=2 * 366)


class Said(TypedDict, total=False):
    """What a convener says of an assembly."""

    kind: str
    title: str
    words: str
    starts_at: datetime.datetime
    place: str
    link: str
    openness: str


def key_of(body: Network | Association) -> dict[str, Any]:
    """Return the column of a body: {"network": …} or {"association": …}."""
    return {"network" if isinstance(body, Network) else "association": body}


def _may(body, by: User) -> None:
    if not by.has_perm("assemblies.hold_assembly", body):
        raise PermissionDenied


def set_bylaws(body: Network | Association, kind: str, *, by: User, **rules: Any) -> Bylaws:
    """Write what the statutes of a body say of its assemblies of one kind, and return it.

    `rules` are columns of `assemblies.models.assembly.Ruled`. An assembly that was convened keeps those of its day. The
    journal keeps each change. Raises `PermissionDenied`, `Unfit` which names the field.
    """
    _may(body, by)
    if unknown := rules.keys() - set(RULED):
        raise ValueError(f"no such rules: {sorted(unknown)}")
    for name in ("notice_days", "second_notice_days"):
        if rules.get(name, 0) > NOTICE_MAX:
            raise Unfit(_("A notice is of 120 days at most."), name)
    if rules.get("proxies_max", 0) > PROXIES_MAX:
        raise Unfit(_("One person holds ten proxies at most."), "proxies_max")
    with transaction.atomic():
        # The body's row stands for rules that are not written yet: two people write them one after the other.
        type(body)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
        values = rules | {"changed_by": by}
        row, _made = Bylaws.objects.update_or_create(**key_of(body), kind=AssemblyKind(kind), defaults=values)
        journal.record(row, "set_bylaws", by=by, data={name: getattr(row, name) for name in RULED})
    return row


def create_assembly(body: Network | Association, *, by: User, **said: Unpack[Said]) -> Assembly:
    """Begin the draft of an assembly of a network or an association, and return it.

    Raises `PermissionDenied`; `Refused` when the body's rules are not written; `Unfit` which names the field.
    """
    _may(body, by)
    fit = _fit(said)
    with transaction.atomic():
        rules = Bylaws.objects.filter(**key_of(body), kind=fit["kind"]).first()
        if rules is None:
            raise Refused(
                _("Write first what your statutes say of assemblies of this kind: notice, quorum, proxies."), "no_rules"
            )
        copied = {name: getattr(rules, name) for name in RULED}
        row = Assembly.objects.create(**key_of(body), **copied, **fit, author=by)
        journal.record(row, "create", by=by, axis="state", target=row.state)
    return row


def edit_assembly(assembly: Assembly, *, by: User, **said: Unpack[Said]) -> Assembly:
    """Change a draft, and return it. Raises as `create_assembly`."""
    with transaction.atomic():
        row = lock_draft(assembly.pk, by)
        for name, value in _fit(said | {"kind": row.kind}).items():
            setattr(row, name, value)
        row.save()
        journal.record(row, "edit", by=by)
    return row


def discard(assembly: Assembly, *, by: User) -> None:
    """Throw a draft away."""
    with transaction.atomic():
        row = lock_draft(assembly.pk, by)
        journal.record(row, "discard", by=by)
        row.delete()


def add_item(assembly: Assembly, *, by: User, title: str, text: str = "") -> AgendaItem:
    """Add a point at the end of the agenda of a draft, and return it."""
    title, text = _item(title, text)
    with transaction.atomic():
        row = lock_draft(assembly.pk, by)
        last = row.items.aggregate(last=Max("position"))["last"] or 0
        if row.items.count() >= ITEMS_MAX:
            raise Refused(_("An agenda has at most forty points."), "full")
        return AgendaItem.objects.create(assembly=row, position=last + 1, title=title, text=text)


def change_item(item: AgendaItem, *, by: User, title: str, text: str = "") -> AgendaItem:
    """Change a point of a draft's agenda, and return it."""
    title, text = _item(title, text)
    with transaction.atomic():
        lock_draft(item.assembly_id, by)
        item.title, item.text = title, text
        item.save(update_fields=["title", "text"])
    return item


def remove_item(item: AgendaItem, *, by: User) -> None:
    """Take a point off a draft's agenda, with the votes that were prepared for it."""
    with transaction.atomic():
        row = lock_draft(item.assembly_id, by)
        item.delete()
        _number(row, list(row.items.all()))


def put_item(item: AgendaItem, place: int, *, by: User) -> None:
    """Move a point of a draft's agenda to a place, 1 being the first."""
    with transaction.atomic():
        row = lock_draft(item.assembly_id, by)
        items = [one for one in row.items.all() if one.pk != item.pk]
        items.insert(min(max(place, 1), len(items) + 1) - 1, item)
        _number(row, items)


def _number(assembly: Assembly, items: list[AgendaItem]) -> None:
    for place, item in enumerate(items, 1):
        item.position = place
    AgendaItem.objects.bulk_update(items, ["position"])


def _item(title: str, text: str) -> tuple[str, str]:
    title = fits(clean_line(title), ITEM_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what is on the agenda."), "title")
    return title, fits(clean_text(text), ITEM_TEXT_MAX, "text")


def _fit(said: Said) -> dict[str, Any]:
    """Return what was said, fit to be kept. Raises `Unfit`."""
    title = fits(clean_line(said.get("title", "")), TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Give the assembly a title, in words."), "title")
    starts_at = said.get("starts_at")
    if starts_at is None or not now() < starts_at < now() + FURTHEST:
        raise Unfit(_("Choose a day and an hour that are still to come."), "starts_at")
    return {
        "kind": AssemblyKind(said.get("kind", AssemblyKind.ORDINARY)),
        "title": title,
        "words": fits(clean_text(said.get("words", "")), WORDS_MAX, "words"),
        "starts_at": starts_at,
        "place": fits(clean_line(said.get("place", "")), PLACE_MAX, "place"),
        "link": said.get("link", ""),
        "openness": Openness(said.get("openness", Openness.MEMBERS)),
    }
