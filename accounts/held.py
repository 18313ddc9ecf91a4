"""What any room holds of a person, found by the register of processing: so that no room forgets to hand it over.

A room says what it holds in its own words (`accounts.signals.exporting`); what it left out is added from here.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile

from accounts.models import User
from accounts.signals import exporting_files
from core.processing import purposes

# The columns by which a row is hers: she wrote it, asked for it, holds it, took part by it.
HERS = ("user", "author", "holder", "by", "asked_by", "replied_by")
SENT_BY_HER = ("author", "user", "added_by")  # the same for files: an office that checks one did not send it
# What was told to her has rules of its own: a notice of what was hidden since is not shown to her here either.
TOLD = {"notices.Notice", "core.Message"}
# She did it in an office: those are files of others.
IN_OFFICE = {
    "accounts.Suspension",
    "accounts.Voucher",
    "core.Entry",
    "admin.LogEntry",
    "councils.Pause",
    "networks.Tick",
}
MADE = {"folded", "password", "session_key", "endpoint", "p256dh", "auth", "key", "body", "html"}  # keys; made by us
TEXTS = (models.TextField, models.CharField)


def texts_of(user: User, copy: str) -> dict[str, list[dict[str, Any]]]:
    """Return `{"calls.Call": [{"id": 3, "title_fr": "…"}]}`: the texts of her rows that `copy` (JSON) does not hold."""
    found: dict[str, list[dict[str, Any]]] = {}
    for label, names in _columns():
        model = apps.get_model(label)
        texts = [name for name in names - MADE if isinstance(model._meta.get_field(name), TEXTS)]
        keys = [name for name in HERS if name in names and _is_person(model, name)]
        if not texts or not keys or label in TOLD | IN_OFFICE:
            continue
        hers = models.Q(*[(key, user) for key in keys], _connector=models.Q.OR)
        for row in model._base_manager.filter(hers).order_by("pk").values("pk", *sorted(texts)):
            left = {name: text for name, text in row.items() if name != "pk" and text and not _stands_in(text, copy)}
            if left:
                found.setdefault(label, []).append({"id": row["pk"]} | left)
    return found


def files_of(user: User) -> Iterator[tuple[str, FieldFile]]:
    """Yield each file that she sent, with its name in her copy: photos, voice notes, documents."""
    for label, names in _columns():
        model = apps.get_model(label)
        files = [name for name in sorted(names) if isinstance(model._meta.get_field(name), models.FileField)]
        keys = [name for name in SENT_BY_HER if name in names and _is_person(model, name)]
        if not files or not keys:
            continue
        hers = models.Q(*[(key, user) for key in keys], _connector=models.Q.OR)
        for row in model._base_manager.filter(hers).order_by("pk").only("pk", *files):
            yield from _named(label, row.pk, {name: getattr(row, name) for name in files})
    for _receiver, more in exporting_files.send(sender=User, user=user):
        for label, pk, file in more or ():
            yield from _named(label, pk, {"file": file})


def _named(label: str, pk: int, files: dict[str, FieldFile]) -> Iterator[tuple[str, FieldFile]]:
    for name, file in files.items():
        if file and name != "thumbnail" and file.storage.exists(file.name):
            yield f"files/{label.lower()}-{pk}-{name}.{file.name.rpartition('.')[2]}", file


def _columns() -> Iterator[tuple[str, frozenset[str]]]:
    for purpose in purposes().values():
        yield from purpose.fields.items()


def _is_person(model: type[models.Model], name: str) -> bool:
    return model._meta.get_field(name).related_model is User


def _stands_in(text: str, copy: str) -> bool:
    return encoded(text)[1:-1] in copy


def encoded(value: Any) -> str:
    """Return a value as JSON, the way her copy is written."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
