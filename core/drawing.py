"""Pages of docs/ drawn from the tables of the code: a test fails when one of them no longer tells the truth."""

import inspect
import sys
from itertools import groupby
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation
from rules.permissions import permissions
from rules.predicates import Predicate

from core.management.commands.load_law import DATA, read_rules

NOTE = "<!-- Drawn by `manage.py draw_docs`: change the tables in the code, then run it. -->"


def pages() -> dict[str, str]:
    """Return the text of each drawn page by its path below docs/."""
    with translation.override("en"):
        return {"law.md": law(), "workflows.md": workflows(), "permissions.md": permissions_page()}


def folder() -> Path:
    return settings.BASE_DIR / "docs"


def law() -> str:
    parts = [NOTE, (DATA / "law.md").read_text(encoding="utf-8")]
    for section, rules in groupby(read_rules(), key=lambda rule: rule["section"]):
        parts += [f"## {section}", "", "| key | level | figure | article | from | |", "|---|---|---|---|---|---|"]
        for rule in rules:
            figure = f"{rule['value']:,} {_unit(rule)}"
            words = rule["says"] + (f" « {rule['quote']} »" if "quote" in rule else "")
            status = "" if rule["status"] == "read" else " *(recalled)*"
            cells = [f"`{rule['key']}`", rule.get("level", "every"), figure, rule["citation"] + status]
            parts.append(f"| {' | '.join([*cells, str(rule['valid_from']), words])} |")
        parts.append("")
    return "\n".join(parts)


def _unit(rule: dict) -> str:
    unit = f"{rule['days']} {rule['unit']}" if "days" in rule else rule["unit"]
    return unit if rule["value"] == 1 or unit == "percent" else f"{unit}s"


def models_with_a_life() -> list:
    """Return every model that carries a table of moves, in the order of the floors."""
    return [model for model in apps.get_models() if hasattr(model, "MOVES")]


def workflows() -> str:
    parts = [
        NOTE, "# The lives of things", "",
        "One function performs every move (`core.workflow.perform`): it locks the row, asks the permission (who) and "
        "the guards (when), writes, records in the journal, and tells the floors above.", "",
    ]  # fmt: skip
    for model in models_with_a_life():
        parts += [f"## {model._meta.label}", ""]
        for axis in dict.fromkeys(move.field for move in model.MOVES.values()):
            moves = {name: move for name, move in model.MOVES.items() if move.field == axis}
            parts += [f"### {axis}", "", *_diagram(model, axis, moves), "", *_table(moves), ""]
    return "\n".join(parts)


def _diagram(model, axis: str, moves: dict) -> list[str]:
    first = model._meta.get_field(axis).default
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    for name, move in moves.items():
        lines += [f"    {source} --> {move.target}: {name}" for source in sorted(map(str, move.sources))]
    return [*lines, "```"]


def _table(moves: dict) -> list[str]:
    lines = ["| move | words | from | to | permission | guards | stamp | reason |", "|---|---|---|---|---|---|---|---|"]
    for name, move in moves.items():
        cells = [
            f"`{name}`", str(move.label), ", ".join(sorted(map(str, move.sources))), str(move.target),
            f"`{move.permission}`", ", ".join(guard.__name__ for guard in move.guards), move.stamp,
            "asked for" if move.needs_note else "",
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def permissions_page() -> str:
    parts = [
        NOTE, "# Who may", "",
        "Each permission is a rule (django-rules) asked of one object; lists ask `visible_to`, and a test holds the "
        "two equal. A superuser passes every rule, and no guard.", "",
        "| permission | rule |", "|---|---|",
    ]  # fmt: skip
    for name, predicate in sorted(permissions.items()):
        parts.append(f"| `{name}` | {_code(predicate.name)} |")
    parts += ["", "## The rules in words", "", "| rule | in words |", "|---|---|"]
    parts += [f"| {_code(name)} | {words} |" for name, words in sorted(_words_of_rules().items())]
    return "\n".join([*parts, ""])


def _words_of_rules() -> dict[str, str]:
    """Return the first sentence of each simple rule's docstring by its name, for those that have one."""
    words = {}
    for config in apps.get_app_configs():
        module = sys.modules.get(f"{config.name}.rules")
        for predicate in vars(module).values() if module else ():
            if isinstance(predicate, Predicate) and (text := inspect.getdoc(predicate.fn)):
                words[predicate.name] = text.split("\n\n")[0].replace("\n", " ")
    return words


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"
