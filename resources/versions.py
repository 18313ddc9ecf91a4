"""What changed between two versions of a resource, paragraph by paragraph and word by word."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.dates import day
from resources.models import Version
from spaces.difference import SAME, Change, compare

NAMES = {
    "title_ar": _("Title in Arabic"), "title_fr": _("Title in French"), "title_zgh": _("Title in Amazigh"),
    "summary_ar": _("What the resource is for, in Arabic"), "summary_fr": _("What the resource is for, in French"),
    "summary_zgh": _("What the resource is for, in Amazigh"),
    "text_ar": _("Text in Arabic"), "text_fr": _("Text in French"), "text_zgh": _("Text in Amazigh"),
    "url": _("Address of a page"), "phone": _("Phone"), "email": _("E-mail"), "address": _("Place"),
    "source": _("Author or source"), "licence": _("Licence"), "issued_on": _("Date of the document"),
    "file": _("File"),
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One thing that changed: its `name` in words, its `changes`."""

    name: Any
    changes: list[Change]


def differences(before: Version | None, after: Version) -> list[Difference]:
    """Return what changed from one version to the next, in the order of the page; nothing for the first one."""
    if before is None:
        return []
    found = []
    for field, name in NAMES.items():
        old, new = _paragraphs(before, field), _paragraphs(after, field)
        changes = [change for change in compare(old, new) if change.kind != SAME]
        if changes:
            found.append(Difference(name, changes))
    return found


def _paragraphs(version: Version, field: str) -> list[str]:
    if field == "licence":
        return [version.get_licence_display()]
    if field == "issued_on":
        return [day(version.issued_on, get_language())] if version.issued_on else []
    if field == "file":
        # Two files are compared by what is known of them: another name in the store is another file.
        return (
            [f"{version.get_file_kind_display()} · {version.size} · {version.file.name[-12:]}"] if version.file else []
        )
    return [block.removeprefix("## ") for block in getattr(version, field).split("\n\n") if block]
