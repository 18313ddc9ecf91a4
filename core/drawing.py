"""Pages of docs/ drawn from the tables of the code: a test fails when one of them no longer tells the truth."""

import inspect
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation
from rules.permissions import permissions
from rules.predicates import Predicate

from core import processing
from core.management.commands.load_law import DATA, read_rules
from core.text import JOINER

NOTE = "<!-- Drawn by `manage.py draw_docs`: change the tables in the code, then run it. -->"


def pages() -> dict[str, str]:
    """Return the text of each drawn page by its path below docs/."""
    with translation.override("en"):
        drawn = {
            "law.md": law(),
            "workflows.md": workflows(),
            "permissions.md": permissions_page(),
            "privacy.md": privacy(),
        }
    # The signs that keep a law's number on one line are for pages: here it is searched for.
    return {name: text.replace(JOINER, "") for name, text in drawn.items()}


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


def privacy() -> str:
    """Return the register of processing as a page: what `core/data/processing.toml` and `personal_fields.toml` say."""
    parts = [NOTE, (DATA / "privacy.md").read_text(encoding="utf-8").rstrip(), ""]
    for purpose in processing.purposes().values():
        parts += [f"## {purpose.title} (`{purpose.key}`)", ""]
        told = [("why", purpose.why), ("who sees it", purpose.who), ("how long", purpose.end)]
        told += [("ground", purpose.basis), ("formality", purpose.formality)]
        parts += [f"- {name}: {words}" for name, words in told]
        for term in purpose.terms:
            days = f"`{term.setting}` or what an authorisation says" if term.setting else f"{term.days} days"
            parts.append(f"- job `{term.key}`: {term.does} {days} after {term.since}")
        parts += ["", "| model | columns |", "|---|---|"]
        parts += [f"| `{label}` | {', '.join(sorted(names))} |" for label, names in sorted(purpose.fields.items())]
        parts.append("")
    return "\n".join(parts)


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
    parts += ["", "## The rules in words", "", "| app | rule | in words |", "|---|---|---|"]
    parts += [f"| {app} | {_code(name)} | {words} |" for (app, name), words in sorted(rules_in_words().items())]
    return "\n".join([*parts, ""])


def rules_in_words() -> dict[tuple[str, str], str]:
    """Return the first sentences of the docstring of each simple rule that a permission asks, by app and name; empty
    for a rule without one.
    """
    leaves = {leaf for predicate in permissions.values() for leaf in _leaves(predicate)}
    return {
        (fn.__module__.partition(".")[0], name): (inspect.getdoc(fn) or "").split("\n\n")[0].replace("\n", " ")
        for name, fn in leaves
    }


def _leaves(predicate: Predicate) -> Iterator[tuple[str, Callable]]:
    """Yield the name and the function of each rule that a rule is made of, django-rules' own (`always_allow`) left
    out.
    """
    inner = [value for value in inspect.getclosurevars(predicate.fn).nonlocals.values() if isinstance(value, Predicate)]
    for part in inner:
        yield from _leaves(part)
    if not inner and not predicate.fn.__module__.startswith("rules."):
        yield predicate.name, predicate.fn


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"
