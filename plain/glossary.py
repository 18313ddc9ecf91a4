"""The words of the field, in Arabic and French as the law writes them, with a plain explanation and the article.

The Amazigh word is given where it is attested, and nowhere else: decision 0003 and the review list say from where.
"""

import functools
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LAW, DECREE = "113-14", "2-16-301"


@dataclass(frozen=True)
class Word:
    """A term in Arabic and in French, and what it means; `zgh` where attested; `articles` of the organic law 113-14
    (or of `law`) that have the term, empty when none does.
    """

    key: str
    ar: str
    fr: str
    meaning: Any
    zgh: str = ""
    articles: str = ""
    law: str = LAW


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
        "bureau", "مكتب المجلس", "bureau du conseil",
        _("The president and the vice-presidents. It checks whether a petition meets the conditions."),
        articles="125",
    ),
    Word(
        "committee", "لجنة دائمة", "commission permanente",
        _("A group of members of the council who study one field before the council decides."), articles="25–28",
    ),
    Word("mandate", "مدة الانتداب", "mandat", _("A person’s role in the council, from a date to a date.")),
    Word(
        "session", "دورة", "session", _("A meeting of the council over one or several days, at dates set by law."),
        articles="33–37",
    ),
    Word(
        "ordinary_session", "دورة عادية", "session ordinaire",
        _("A session that the law itself calls: in February, in May and in October."), articles="33",
    ),
    Word(
        "extraordinary_session", "دورة استثنائية", "session extraordinaire",
        _("A session called between two ordinary ones, for an agenda of its own."), articles="36–37",
    ),
    Word(
        "sitting", "جلسة", "séance",
        _("One meeting within a session or a debate. The council’s are open to the public."),
        articles="48",
    ),
    Word(
        "agenda", "جدول الأعمال", "ordre du jour",
        _("The list of points that a session deals with. The president makes it with the bureau."), articles="38–40",
    ),
    Word(
        "quorum", "النصاب القانوني", "quorum",
        _("How many members must be there for the council to deliberate: more than half when the session opens."),
        articles="42",
    ),
    Word(
        "deliberation", "مداولة", "délibération",
        _("The council’s discussion of a point before it votes. It leads to a decision."), articles="42–43",
    ),
    Word(
        "decision", "مقرر", "décision du conseil", _("What the council has voted."), zgh="ⵜⴰⵖⵜⴰⵙⵜ", articles="43",
    ),
    Word(
        "order", "قرار الرئيس", "arrêté",
        _("An act of the president alone, not of the council."),
    ),
    Word(
        "minutes", "محضر", "procès-verbal", _("The written record of what was said and decided."), articles="47, 273",
    ),
    Word(
        "written_question", "سؤال كتابي", "question écrite",
        _("A question that a member of the council puts in writing, a month before the session."), articles="46",
    ),
    Word(
        "petition", "عريضة", "pétition",
        _("A request that the law obliges the council to examine, if it has the required form and signatures."),
        articles="121–125",
    ),
    Word(
        "mandatary", "وكيل(ة) العريضة", "mandataire de la pétition",
        _("The person whom those who sign a petition choose to follow it before the council."), articles="122",
    ),
    Word(
        "legal_representative", "الممثل(ة) القانوني(ة) للجمعية", "représentant(e) légal(e)",
        _("The person who acts in the name of an association."), articles="122",
    ),
    Word(
        "signature", "توقيع", "signature", _("One’s name and hand under a petition: each person signs once."),
        zgh="ⴰⵙⴳⵎⴹ",
    ),
    Word(
        "threshold", "العدد الأدنى المطلوب من التوقيعات", "seuil de signatures",
        _("How many signatures a petition needs. It depends on the size of the commune; its page says how many."),
        articles="123",
    ),
    Word(
        "receipt", "وصل", "récépissé",
        _("The paper that the council gives at once when it receives a petition. The time limit runs from it."),
        articles="125",
    ),
    Word(
        "reasoned_rejection", "رفض معلل", "rejet motivé",
        _("A refusal that says why. The council notifies it within three months."), articles="125",
    ),
    Word(
        "equality_body", "هيئة المساواة وتكافؤ الفرص ومقاربة النوع",
        "instance de l’équité, de l’égalité des chances et de l’approche genre",
        _("People of the civil society whom the council consults on equality."), articles="120",
    ),
    Word(
        "action_plan", "برنامج عمل الجماعة", "programme d’action de la commune (PAC)",
        _("What the commune means to do over six years."), articles="78–80",
    ),
    Word(
        "diagnosis", "تشخيص تشاركي", "diagnostic participatif",
        _("What inhabitants, associations and the commune find together: what is there and what is lacking."),
        articles="78",
    ),
    Word(
        "indicator", "مؤشر", "indicateur", _("A number that shows whether a project reaches its aim."), articles="271",
    ),
    Word("progress_rate", "نسبة الإنجاز", "taux d’avancement", _("How much of a project is done, out of a hundred.")),
    Word(
        "visa", "تأشيرة", "visa",
        _("The agreement of the governor, which some decisions need. After 20 days of silence it is given."),
        articles="118",
    ),
    Word(
        "space", "فضاء المجتمع المدني", "espace de la société civile",
        _("Where inhabitants and associations of a commune meet, on Agraw and in the hall."),
    ),
    Word(
        "facilitator", "ميسر(ة)", "facilitateur(trice)",
        _("Welcomes needs, joins those that are the same, and puts them before the council."),
    ),
    Word(
        "debate", "نقاش عمومي", "débat public",
        _("A question that everyone may talk about, until a day that is said beforehand, with a written conclusion."),
        zgh="ⴰⵎⵙⴰⵡⴰⵍ",
    ),
    Word(
        "consultation", "استشارة عمومية", "consultation publique",
        _("Questions put to the inhabitants, each answering once; the result is published."),
    ),
    Word("need", "حاجة", "besoin", _("What inhabitants lack in their commune, said in their own words.")),
    Word(
        "support", "تأييد", "soutien",
        _("Joining a need that someone else has stated. Each person counts once."),
    ),
    Word(
        "answer", "جواب رسمي لمجلس الجماعة", "réponse officielle du conseil",
        _("What the council says about a need, signed by a named person who has a mandate."), zgh="ⵜⴰⵎⵔⴰⵔⵓⵜ",
    ),
    Word("deadline", "أجل", "délai", _("The last day on which an answer is on time.")),
    Word(
        "charter", "ميثاق", "charte",
        _("The rules that the members of a space accept, in numbered clauses."),
    ),
    Word(
        "association", "جمعية", "association",
        _("People who put together what they know and do, for an aim that is not profit."), zgh="ⵜⴰⵎⵙⵎⵓⵏⵜ",
        articles="1", law="1-58-376",
    ),
    Word(
        "assembly", "جمع عام", "assemblée générale", _("The meeting of all members of an association. It decides."),
        zgh="ⴰⴳⵔⴰⵡ ⴰⵎⴰⵜⴰⵢ",
    ),
    Word(
        "proxy", "توكيل", "procuration", _("A paper by which a member lets another one vote in her name."),
    ),
    Word(
        "call", "دعوة لتقديم المشاريع", "appel à projets",
        _("An offer of money or help for projects, by written rules."),
    ),
    Word(
        "conflict", "تنازع المصالح", "conflit d’intérêts",
        _("When a person has something of her own to gain from what she decides. She then stands aside."),
        articles="65",
    ),
]  # fmt: skip


@functools.cache
def by_key() -> dict[str, Word]:
    """Return the words by their keys."""
    return {word.key: word for word in WORDS}


def label(word: Word, language: str) -> str:
    """Return a word as it stands in a sentence of `language`."""
    return {"ar": word.ar, "fr": word.fr, "zgh": word.zgh or word.fr}.get(language, word.key.replace("_", " "))
