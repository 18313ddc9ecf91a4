"""A person's receipt: what was written for her, where to ask, how to take it back or over. A5, or a strip of 80 mm."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from consultations.models import Consultation
from core import pdf, secrets
from core.codes import code_of as drawn
from mediation import references
from mediation.consent import LANGUAGES
from mediation.enums import ActKind
from mediation.models import Claim, Registration
from needs.models import Need
from notices.paths import absolute
from petitions.models import Petition

__all__ = ["LANGUAGES", "PAPERS", "lines_of", "name_in", "receipt_pdf"]

PAPERS = ("a5", "80mm")
SHORT = 2  # things that fit on the shorter strip
KINDS = {ActKind.NEED: Need, ActKind.SUPPORT: Need, ActKind.ANSWER: Consultation, ActKind.SIGNATURE: Petition}


@dataclass(frozen=True)
class Line:
    """One thing on a receipt. `number` is the one to quote; `place` is where on paper she signed; empty `title` when it
    is not shown any more."""

    kind: str
    number: int
    title: str
    url: str
    at: datetime.datetime
    place: tuple[str, ...] = ()

    @property
    def label(self) -> Any:
        return ActKind(self.kind).label


def lines_of(registration: Registration) -> list[Line]:
    """Return what was written for a person, oldest first. Four queries at the most."""
    acts = [(act.kind, act.subject, act.at, "") for act in registration.acts.order_by("pk")]
    acts += [
        (one["kind"], one["subject"], datetime.datetime.fromisoformat(one["at"]), one["place"])
        for one in references.sealed_of(registration).get("acts", [])
    ]
    numbers: dict[type, set[int]] = {}
    for kind, subject, _at, _place in acts:
        numbers.setdefault(KINDS[kind], set()).add(_number(subject))
    things = {model: model.objects.only("pk", "title").in_bulk(pks) for model, pks in numbers.items()}
    lines = []
    for kind, subject, at, place in sorted(acts, key=lambda act: act[2]):
        thing = things[KINDS[kind]].get(_number(subject))
        title, url = (thing.title, thing.get_absolute_url()) if thing else ("", "")
        where = tuple(place.split("/")) if place else ()
        lines.append(Line(kind, _number(subject), title, url, at, where))
    return lines


def receipt_pdf(registration: Registration, paper: str, language: str) -> bytes:
    """Return a receipt as PDF on one of `PAPERS`, in one of `LANGUAGES`. Raises `core.pdf.NotHere`.

    It bears what she needs and nothing of her: the name by which the desk knows her is not printed. The code that takes
    it over is made from the installation's key in this moment.
    """
    with translation.override(language):
        address = absolute(reverse("mediation:receipt", args=[registration.written]), language)
        context = {
            "registration": registration,
            "desk": registration.desk,
            "lines": (lines := lines_of(registration)),
            "is_long": len(lines) > SHORT,
            "lang": language,
            "paper": paper,
            "address": address,
            "door": absolute(reverse("mediation:claim"), language),
            "code": references.written(references.code_of(registration.nonce)),
            "qr": drawn(address),
            "is_demo": registration.desk.space.is_demo,
        }
        return pdf.render(render_to_string("mediation/pdf/receipt.html", context))


def name_in(claim: Claim) -> str:
    """Return the name that somebody typed who claims a receipt."""
    return secrets.unseal(references.scope_of(claim.registration), claim.sealed).get("name", "")


def _number(subject: str) -> int:
    return int(subject.partition(":")[2])
