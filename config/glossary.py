"""The words of the field, in Arabic and French as the law writes them, with a plain explanation."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    """A term in Arabic and in French (organic law 113-14 where it has the term), and what it means."""

    key: str
    ar: str
    fr: str
    meaning: Any


WORDS = [
    Word("commune", "جماعة", "commune", _("The local authority nearest to people, with an elected council.")),
    Word(
        "council", "مجلس الجماعة", "conseil de la commune",
        _("The people elected by the inhabitants of the commune. It deliberates and decides."),
    ),
    Word(
        "president", "رئيس(ة) مجلس الجماعة", "président(e) du conseil de la commune",
        _("Elected by the council. Carries out its decisions and signs in its name."),
    ),
    Word(
        "committee", "لجنة دائمة", "commission permanente",
        _("A group of members of the council who study one field before the council decides."),
    ),
    Word("session", "دورة", "session", _("A meeting of the council over one or several days, at dates set by law.")),
    Word("decision", "مقرر", "décision du conseil", _("What the council has voted.")),
    Word(
        "space", "فضاء المجتمع المدني", "espace de la société civile",
        _("Where inhabitants and associations of a commune meet, on Agraw and in the hall."),
    ),
    Word(
        "facilitator", "ميسر(ة)", "facilitateur(trice)",
        _("Welcomes needs, joins those that are the same, and puts them before the council."),
    ),
    Word("need", "حاجة", "besoin", _("What inhabitants lack in their commune, said in their own words.")),
    Word(
        "support", "تأييد", "soutien",
        _("Joining a need that someone else has stated. Each person counts once."),
    ),
    Word(
        "answer", "جواب رسمي لمجلس الجماعة", "réponse officielle du conseil",
        _("What the council says about a need, signed by a named person who has a mandate."),
    ),
    Word("deadline", "أجل", "délai", _("The last day on which an answer is on time.")),
    Word(
        "petition", "عريضة", "pétition",
        _("A request that the law obliges the council to examine, if it has the required form and signatures."),
    ),
    Word(
        "charter", "ميثاق", "charte",
        _("The rules that the members of a space accept, in numbered clauses."),
    ),
    Word("mandate", "مدة الانتداب", "mandat", _("A person’s role in the council, from a date to a date.")),
    Word("minutes", "محضر", "procès-verbal", _("The written record of what was said and decided.")),
    Word(
        "action_plan", "برنامج عمل الجماعة", "programme d’action de la commune (PAC)",
        _("What the commune means to do over six years."),
    ),
]  # fmt: skip
