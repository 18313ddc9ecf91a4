"""The register of processing (law 09-08): each purpose with its data, its basis, who sees it and how long it is kept.

`core/data/processing.toml` says it in words, `personal_fields.toml` names the columns. Pages, forms, jobs and
docs read it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"
FALLBACK = "fr"  # what Amazigh is read in until an attested text is there

BASES = {
    "consent": _("your consent (law 09-08, art. 4)"),
    "law": _("an obligation of the law (law 09-08, art. 4)"),
    "mission": _("a mission of public interest (law 09-08, art. 4)"),
}
FORMALITIES = {
    "declaration": _("declaration to the CNDP (law 09-08, art. 12 and 19)"),
    "authorisation": _("authorisation of the CNDP (law 09-08, art. 12)"),
}
ENDS = {
    "delete": pgettext_lazy("what happens to data", "deleted"),
    "empty": pgettext_lazy("what happens to data", "emptied"),
    "anonymise": pgettext_lazy("what happens to data", "made anonymous"),
}

# What forms say of who sees it where their purpose says another thing (`collects_says` of a form).
SEEN_BY_ALL = _("Everyone sees what is given here.")
TO_FIND = _("The number or address only serves to find the account; it is not kept here.")

# Columns that can hold something of a person: what is typed or sent, and whatever names one.
TYPED = (
    models.TextField, models.CharField, models.EmailField, models.JSONField, models.BinaryField, models.FileField,
    models.GenericIPAddressField,
)  # fmt: skip
NAMES = re.compile(r"gender|birth|age_band|disab|access$|phone|^ip$|location|^point$|address")


@dataclass(frozen=True)
class Term:
    """After `days` (or what the setting says) from `since`, a job `key` (`core.retention`) does `then`."""

    key: str
    days: int
    since: str
    then: str
    setting: str = ""

    @property
    def length(self) -> int:
        """Days, as this installation keeps it."""
        return getattr(settings, self.setting) if self.setting else self.days

    @property
    def does(self) -> Any:
        return ENDS[self.then]


@dataclass(frozen=True)
class Purpose:
    """One purpose; its texts are read in the language of the moment."""

    key: str
    texts: Mapping[str, Mapping[str, str]]
    basis_key: str
    formality_key: str
    terms: tuple[Term, ...]
    fields: Mapping[str, frozenset[str]]

    def _said(self, name: str) -> str:
        texts = self.texts[name]
        return texts.get(get_language() or FALLBACK) or texts[FALLBACK]

    title = property(lambda self: self._said("title"))
    why = property(lambda self: self._said("why"))
    who = property(lambda self: self._said("who"))
    end = property(lambda self: self._said("end"))
    name = property(lambda self: self._said("name"), doc="Who sees the name of whoever fills the form in.")
    basis = property(lambda self: BASES[self.basis_key])
    formality = property(lambda self: FORMALITIES[self.formality_key])

    @property
    def receipt(self) -> str:
        """The number of the CNDP's receipt or authorisation; empty while the formality is pending."""
        return settings.CNDP_RECEIPTS.get(self.key, "")


@cache
def purposes() -> dict[str, Purpose]:
    """Return every purpose by its key, in the order of the register."""
    rows = tomllib.loads((DATA / "processing.toml").read_text(encoding="utf-8"))["purpose"]
    fields = _fields()
    return {
        row["key"]: Purpose(
            row["key"],
            {name: row[name] for name in ("title", "why", "who", "name", "end")},
            row["basis"],
            row["formality"],
            tuple(Term(**term) for term in row.get("terms", [])),
            fields.get(row["key"], {}),
        )
        for row in rows
    }


def terms() -> dict[str, Term]:
    """Return every term by the key of its job."""
    return {term.key: term for purpose in purposes().values() for term in purpose.terms}


def left_out() -> Mapping[str, frozenset[str]]:
    """Return the columns that were looked at and hold nothing of a person, by model."""
    return _fields()["nobody"]


def personal_columns(labels: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (model, column) for each column of the apps `labels` that can hold something of a person."""
    person = settings.AUTH_USER_MODEL
    for model in apps.get_models():
        if model._meta.app_label not in labels:
            continue
        for field in model._meta.concrete_fields:
            if _is_personal(field, person):
                yield model._meta.label, field.name


def _is_personal(field: models.Field, person: str) -> bool:
    if field.is_relation:
        return field.related_model._meta.label == person
    return bool(NAMES.search(field.name)) or (isinstance(field, TYPED) and not field.choices)


@cache
def _fields() -> dict[str, dict[str, frozenset[str]]]:
    tables = tomllib.loads((DATA / "personal_fields.toml").read_text(encoding="utf-8"))
    return {key: {label: frozenset(names.split()) for label, names in rows.items()} for key, rows in tables.items()}
