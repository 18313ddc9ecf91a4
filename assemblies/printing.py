"""Minutes told in a language, and made into a PDF; the sheet that voters sign at the door.

Bytes out: who may have them is the affair of the doors.
"""

import datetime
from copy import deepcopy
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assemblies.enums import AssemblyKind, Majority, Quorum, VoteKind, VoteWay
from assemblies.models import Assembly, Minutes
from core import pdf
from core.codes import code_of
from core.workflow import Refused
from notices.paths import absolute

LANGUAGES = ("ar", "fr")  # those of associations' acts and of most readers


def told(minutes: Minutes) -> dict[str, Any]:
    """Return the facts as they are told in the active language: instants are Python's, values are words."""
    facts = _alive(deepcopy(minutes.facts))
    language = "ar" if get_language() == "ar" else "fr"
    for line in facts["organisations"]:
        line["name"] = line[language] or line["ar"]
    votes = [vote for item in facts["items"] for vote in item["votes"]]
    for vote in votes:
        vote["way_words"] = VoteWay(vote["way"]).label
        if vote["kind"] == VoteKind.RESOLUTION:
            vote["majority_words"] = Majority(vote["majority"]).label
            vote["rest"] = max(0, vote["voices"] - vote["cast"])
    return facts | {
        "body_name": facts["body"][language],
        "kind_words": AssemblyKind(facts["kind"]).label,
        "quorum_words": Quorum(facts["quorum"]).label,
        "held_at": facts["second_at"] if facts["call"] == 2 else facts["starts_at"],
        "present_organisations": [line for line in facts["organisations"] if line["how"] == "present"],
        "represented_organisations": [line for line in facts["organisations"] if line["how"] == "represented"],
        "absent_organisations": [line for line in facts["organisations"] if line["how"] == "absent"],
        "resolutions": [vote for vote in votes if vote.get("resolution")],
        "paragraphs": [line for line in minutes.text.split("\n") if line],
    }


def _alive(value: Any, key: str = "") -> Any:
    """Turn what JSON wrote as text back into instants, by the ends of names."""
    if isinstance(value, dict):
        return {name: _alive(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_alive(part) for part in value]
    return datetime.datetime.fromisoformat(value) if value and key.endswith("_at") else value


def minutes_pdf(minutes: Minutes, language: str) -> bytes:
    """Return the minutes as PDF. Raises `core.pdf.NotHere` on a machine without Pango."""
    with translation.override(language):
        address = absolute(minutes.get_absolute_url(), language)
        context = {
            "assembly": minutes.assembly,
            "told": told(minutes),
            "lang": language,
            "address": address,
            "code": code_of(address),
        }
        return pdf.render(render_to_string("assemblies/pdf/minutes.html", context))


def sheet_pdf(assembly: Assembly, language: str) -> bytes:
    """Return the list of voters with a place to sign each. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        context = {
            "assembly": assembly,
            "voters": list(assembly.voters.for_list()),
            "lang": language,
        }
        try:
            return pdf.render(render_to_string("assemblies/pdf/sheet.html", context))
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. Nothing is lost."), "no_pdf"
            ) from None
