"""Holding back by an automatic rule: always until a person has looked, never longer, and the author knows why."""

from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from core import journal
from moderation.actions import telling
from moderation.actions.acting import in_hand, open_case, write_act
from moderation.enums import ActKind, Origin, Rule
from moderation.kinds import HOLD, Kind, kinds
from moderation.models import Case


def hold_by_rule(name: str, row: Any, rule: Rule) -> Case:
    """Hold a thing that was just written, because of `rule`, and return its case: its author is told at once.

    Part of the act that wrote it: nothing is lost, and everybody else is told of it when it is shown.
    """
    kind = kinds()[name]
    with transaction.atomic():
        thing = kind.say(row)
        with in_hand(), translation.override(thing.author.language if thing.author else None):
            kind.move(row, kind.names[HOLD], by=User.objects.system(), note=str(rule.label))
        return _open(kind, row, rule)


def held_by_rule(name: str, row: Any, rule: Rule) -> Case:
    """Open the case of a thing that its room has stored as held, because of `rule`, as `hold_by_rule`."""
    with transaction.atomic():
        return _open(kinds()[name], row, rule)


def _open(kind: Kind, row: Any, rule: Rule) -> Case:
    case, _is_new = open_case(kind, row.pk, kind.say(row), origin=Origin.RULE, rule=rule)
    write_act(case, ActKind.HOLD, by=None, rule=rule)
    journal.record(case, "hold", by=User.objects.system(), data={"kind": kind.name, "key": row.pk, "rule": rule})
    telling.tell_held(case)
    telling.tell_moderators(case)
    return case
