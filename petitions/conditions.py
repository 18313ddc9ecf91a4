"""The live checklist: which condition of the law is met, missing or cannot be checked here, each with its article.

What only the bureau can judge is declared by whoever leads the petition, and said to be no more than that.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text import law_numbers
from core.workflow import Refused
from councils.enums import Theme
from petitions import requirements, secrets
from petitions.counts import count, shown_short
from petitions.enums import Bearer, Ground, Met
from petitions.models import Petition
from spaces.enums import PaperKind
from spaces.models import Association
from territories.enums import Level

# What each organic law says where: object, mandatary, citizens, association, deposit.
ARTICLES = {
    Level.COMMUNE: ("113-14", {"object": 121, "mandatary": 122, "citizens": 123, "association": 124, "deposit": 125}),
    Level.PROVINCE: ("112-14", {"object": 112, "mandatary": 113, "citizens": 114, "association": 115, "deposit": 116}),
    Level.REGION: ("111-14", {"object": 118, "mandatary": 119, "citizens": 120, "association": 121, "deposit": 122}),
}

# What only collecting brings: all others are met or declared before a petition is opened to signatures.
SIGNED = {"signatures", "spread"}
# Where each is put right: a step of the builder (`petitions.steps`), or the association's dossier.
PLACES = {
    "written": "object", "powers": "object", "constants": "object", "interest": "bearer", "mandatary": "mandatary",
    "mandatary_age": "mandatary", "appointed": "mandatary", "association": "bearer", "representative": "bearer",
    "age": "dossier", "standing": "dossier", "democratic": "dossier", "seat": "dossier", "linked": "dossier",
    "size": "dossier",
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One condition: the ground on which its absence is a rejection, its words, how it stands (`Met`), its article,
    what to do about it, and the place where it is done."""

    key: str
    ground: str
    words: str
    met: Met
    article: str
    advice: str = ""
    place: str = ""

    @property
    def is_missing(self) -> bool:
        return self.met == Met.MISSING


def article(level: str, what: str) -> str:
    """Return "113-14, art. 123" for what ("citizens") at a level of territory, its number in its own direction."""
    return cited(level, ARTICLES[level][1][what])


def cited(level: str, number: int) -> str:
    """Return an article of the organic law of a level, as `article` does."""
    return _("%(law)s, art. %(number)s") % {"law": law_numbers(ARTICLES[level][0]), "number": number}


def conditions_of(petition: Petition, on: datetime.date | None = None) -> list[Condition]:
    """Return the conditions that the law sets for this petition, in the order in which they are met.

    Reads the rows of the petition that it needs; writes nothing.
    """
    on = on or localdate()
    checklist = _Checklist(petition, on)
    return checklist.common() + (
        checklist.of_association() if petition.bearer == Bearer.ASSOCIATION else checklist.of_citizens()
    )


def missing_in(conditions: list[Condition]) -> list[Condition]:
    return [one for one in conditions if one.is_missing]


def before_deposit(petition: Petition, on: datetime.date | None = None) -> list[Condition]:
    """Return the conditions that are still missing: with none, the petition is in order."""
    return missing_in(conditions_of(petition, on))


class _Checklist:
    def __init__(self, petition: Petition, on: datetime.date):
        self.petition, self.on = petition, on
        self.territory = petition.council.territory
        self.level = requirements.level_of(self.territory)

    def _condition(self, key: str, ground: str, what: str, words: str, met: Any, advice: str = "") -> Condition:
        if isinstance(met, bool):
            met = Met.MET if met else Met.MISSING
        advice = advice if met == Met.MISSING else ""
        return Condition(key, ground, words, met, article(self.level, what), advice, PLACES.get(key, ""))

    def _declared(self, key: str, ground: str, what: str, words: str, is_declared: bool, advice: str) -> Condition:
        return self._condition(key, ground, what, words, Met.DECLARED if is_declared else Met.MISSING, advice)

    def common(self) -> list[Condition]:
        petition = self.petition
        parts = {"object": petition.title, "reasons": petition.reasons, "aims": petition.aims}
        unwritten = [step for step, words in parts.items() if not words]
        written = self._condition(
            "written", Ground.FORM, "deposit", _("The object, the reasons and the aims are written"),
            not unwritten, _("Write each of the three, in plain words."),
        )  # fmt: skip
        return [
            replace(written, place=unwritten[0]) if unwritten else written,
            self._declared(
                "powers", Ground.COMPETENCE, "object", _("The object is within the powers of the council"),
                petition.within_powers, _("Read what the council can do, then say that this is part of it."),
            ),
            self._declared(
                "constants", Ground.CONSTANTS, "object",
                _("Nothing in it touches the constants of article 1 of the Constitution"),
                petition.respects_constants, _("Say that it does not."),
            ),
        ]  # fmt: skip

    # --- citizens ---
    def of_citizens(self) -> list[Condition]:
        petition = self.petition
        who = secrets.unseal(petition.pk, petition.particulars) if petition.pk else {}
        born_on = who.get("born_on")
        conditions = [
            self._declared(
                "interest", Ground.INTEREST, "citizens", _("The signers have a common and direct interest in it"),
                petition.common_interest, _("Say whom it concerns, and how."),
            ),
            self._condition(
                "mandatary", Ground.MANDATARY, "mandatary", _("The mandatary is named, with an address"),
                bool(who.get("name") and who.get("address")), _("Give the mandatary’s full name and address."),
            ),
            self._condition(
                "mandatary_age", Ground.ELIGIBILITY, "citizens",
                _("The mandatary is of the age at which one may be on the electoral rolls"),
                bool(born_on and requirements.is_adult(datetime.date.fromisoformat(born_on), self.on)),
                _("Choose a mandatary who is 18 or older."),
            ),
            self._declared(
                "appointed", Ground.MANDATARY, "mandatary", _("The citizens appoint the mandatary by signing"),
                petition.appointed, _("Say that the sheets name this mandatary."),
            ),
        ]  # fmt: skip
        return [*conditions, *self._signatures()]

    def _signatures(self) -> list[Condition]:
        petition = self.petition
        required, spread = petition.required, petition.spread_required
        if not required:
            try:
                numbers = requirements.numbers_for(self.territory, self.on)
            except Refused as refusal:
                words = _("Enough valid signatures")
                return [self._condition("signatures", Ground.SIGNATURES, "citizens", words, False, str(refusal))]
            required, spread = numbers.required, numbers.spread
        missing = max(0, required - petition.valid_count)
        words = ngettext("At least %(count)d valid signature", "At least %(count)d valid signatures", required)
        advice = ngettext("%(count)d is still missing.", "%(count)d are still missing.", missing)
        found = [
            self._condition(
                "signatures", Ground.SIGNATURES, "citizens", words % {"count": required}, not missing,
                advice % {"count": missing},
            )
        ]  # fmt: skip
        if self.level == Level.REGION:
            found.append(self._spread(spread))
        return found

    def _spread(self, required: int) -> Condition:
        words = ngettext(
            "At least %(count)d valid signature from each prefecture and province of the region",
            "At least %(count)d valid signatures from each prefecture and province of the region",
            required,
        ) % {"count": required}
        if not self.petition.spread_required:  # nothing is collected yet
            return self._condition("spread", Ground.SPREAD, "citizens", words, False)
        short = shown_short(self.petition, count(self.petition, by_province=True))
        names = _(", ").join(
            province.name if missing is None else f"{province.name} ({missing})" for province, missing in short
        )
        return self._condition(
            "spread", Ground.SPREAD, "citizens", words, not short, _("Still missing: %(names)s.") % {"names": names}
        )

    # --- an association ---
    def of_association(self) -> list[Condition]:
        association = self.petition.association
        if association is None:
            return [
                self._condition(
                    "association", Ground.FORM, "association", _("The association is named"), False,
                    _("Say which association presents the petition."),
                )
            ]  # fmt: skip
        held = {paper.kind: paper for paper in association.papers.current().order_by("issued_on", "pk")}
        conditions = [
            self._condition(
                "representative", Ground.MANDATARY, "mandatary", _("Its legal representative presents the petition"),
                association.representative_id == self.petition.author_id,
                _("Only the legal representative named in the dossier may present it."),
            ),
            self._condition(
                "age", Ground.ASSOCIATION_AGE, "association", _("It was founded more than three years ago"),
                requirements.is_old_enough(association.founded_on, self.territory, self.on),
                _("Wait until the third anniversary is past, or let citizens present it."),
            ),
            self._standing(held),
            self._paper(
                held, "democratic", (PaperKind.STATUTES, PaperKind.ASSEMBLY), Ground.ASSOCIATION_STANDING,
                _("It works by democratic rules: statutes, minutes of the last general assembly"),
            ),
            self._seat(association, held),
            self._object(association),
        ]  # fmt: skip
        return [*conditions, *self._size(association, held)]

    def _standing(self, held: dict) -> Condition:
        # Without a definitive receipt within 60 days of the provisional one, it may work (dahir 1-58-376, art. 5).
        words = _("It is in good legal standing: receipt of its declaration, list of its board")
        if PaperKind.RECEIPT in held or PaperKind.PROVISIONAL in held:
            return self._paper(held, "standing", (PaperKind.BOARD,), Ground.ASSOCIATION_STANDING, words)
        advice = _("Put the receipt of the declaration into the dossier.")
        return self._condition("standing", Ground.ASSOCIATION_STANDING, "association", words, False, advice)

    def _paper(self, held: dict, key: str, kinds: tuple, ground: str, words: str) -> Condition:
        lacking = [str(PaperKind(kind).label) for kind in kinds if kind not in held]
        if lacking:
            advice = _("Not in the dossier, or out of date: %(names)s.") % {"names": _(", ").join(lacking)}
            return self._condition(key, ground, "association", words, False, advice)
        is_checked = all(held[kind].checked_by_id for kind in kinds)
        return self._condition(key, ground, "association", words, Met.MET if is_checked else Met.DECLARED)

    def _seat(self, association: Association, held: dict) -> Condition:
        code = self.territory.code
        words = _("Its seat or a branch is in the territory of the council")
        if _is_under(association.seat.code, code):
            return self._condition("seat", Ground.ASSOCIATION_SEAT, "association", words, True)
        if any(_is_under(branch.code, code) for branch in association.branches.only("code")):
            return self._paper(held, "seat", (PaperKind.BRANCH,), Ground.ASSOCIATION_SEAT, words)
        advice = _("Choose a council where it has its seat or a declared branch.")
        return self._condition("seat", Ground.ASSOCIATION_SEAT, "association", words, False, advice)

    def _object(self, association: Association) -> Condition:
        words = _("Its activity is linked to the object of the petition")
        theme = self.petition.theme
        if theme != Theme.OTHER and theme in association.themes:
            return self._condition("linked", Ground.ASSOCIATION_OBJECT, "association", words, True)
        return self._condition("linked", Ground.ASSOCIATION_OBJECT, "association", words, Met.UNKNOWN)

    def _size(self, association: Association, held: dict) -> list[Condition]:
        over = requirements.members_over(self.territory, self.on)
        if over is None:
            return []
        words = ngettext("It has more than %(count)d member", "It has more than %(count)d members", over)
        words = words % {"count": over}
        if association.member_count is None or association.member_count <= over:
            advice = _("Write how many members it has into the dossier; below that, let citizens present it.")
            return [self._condition("size", Ground.ASSOCIATION_SIZE, "association", words, False, advice)]
        return [self._paper(held, "size", (PaperKind.HEADCOUNT,), Ground.ASSOCIATION_SIZE, words)]


def _is_under(code: str, above: str) -> bool:
    """Tell whether a territory's code is that of `above` or under it: a region's is the start of its communes'."""
    return code == above or code.startswith(f"{above}.")
