"""A small corpus in Arabic, French and Darija, and what people type into a search: each with what they hope to see."""

from django.utils.timezone import now

from councils.enums import Theme
from search import actions
from search.kinds import kinds
from tests.factories.needs import NeedFactory
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory

NEEDS = {
    "water": ("توفير الماء الصالح للشرب بدوار أيت علي", "الساكنة تنقل المياه من بئر بعيدة كل يوم.", Theme.WATER),
    "hole": ("7ofra kbira f tri9 dyal sou9", "l7ofra kat3ti mochkil l tomobilat bzaf", Theme.ROADS),
    "lamp": ("Éclairage public en panne au quartier Nahda", "Les lampadaires sont éteints.", Theme.LIGHTING),
    "road": ("تعبيد الطريق المؤدية إلى المدرسة", "الطريق مليئة بالحفر والتلاميذ يتأخرون.", Theme.ROADS),
    "rubbish": ("Ramassage des ordures ménagères", "La collecte se fait une fois par semaine seulement.", Theme.WASTE),
    "nurse": ("غياب الممرضة بالمستوصف القروي", "المستوصف مغلق منذ أسابيع.", Theme.HEALTH),
    "bus": ("النقل المدرسي لفائدة التلميذات", "الفتيات ينقطعن عن الدراسة لبعد الإعدادية.", Theme.TRANSPORT),
    "garden": ("Aménagement d’un jardin pour enfants", "Il n’y a aucun espace vert au centre.", Theme.GREEN),
    "market": ("تنظيم السوق الأسبوعي", "الباعة يحتلون الرصيف يوم الثلاثاء.", Theme.MARKETS),
    "bridge": ("بناء قنطرة على الواد", "الدوار معزول عند كل فيضان.", Theme.ROADS),
    "stadium": ("Réparation du terrain de football", "Les jeunes réparent eux-mêmes les filets.", Theme.CULTURE),
    "ramp": ("ولوجيات للأشخاص في وضعية إعاقة بمقر الجماعة", "لا يوجد ممر للكراسي المتحركة.", Theme.SOCIAL),
}  # fmt: skip
RESOURCES = {
    "guide": ("دليل تقديم العرائض", "Guide pour présenter une pétition", "شروط تقديم العريضة وعدد التوقيعات."),
    "budget": ("ميزانية المواطن", "Budget citoyen 2026", "Les recettes et les dépenses de la commune."),
    "letter": ("رسالة طلب قاعة", "Lettre de demande d’une salle", "نموذج رسالة إلى رئيس المجلس."),
}
ASSOCIATIONS = {
    "women": ("جمعية نساء الأطلس للتنمية", "Association Femmes de l’Atlas pour le développement"),
    "argan": ("تعاونية أركان إداوسملال", "Coopérative argan Idaousmlal"),
}
PLACES = {
    "ouarzazate": ("ورزازات", "Ouarzazate"),
    "lqliaa": ("القليعة", "Lqliaa"),
    "tiznit": ("تيزنيت", "Tiznit"),
}

# What is typed, and the first thing that must be found: (the kind, its name above).
EXPECTED = [
    # Arabic: forms of letters, vowel signs, tatweel, the article, plurals, what is written together
    ("الماء", "need", "water"),
    ("ماء", "need", "water"),
    ("المَاءُ", "need", "water"),
    ("الـمـاء الصالح", "need", "water"),
    ("مدرسة", "need", "road"),
    ("المدرسه", "need", "road"),
    ("بالمدرسة", "need", "road"),
    ("وللمدرسة", "need", "road"),
    ("ايت علي", "need", "water"),
    ("أيت على", "need", "water"),
    ("مستوصف", "need", "nurse"),
    ("ممرضة", "need", "nurse"),
    ("السوق الاسبوعى", "need", "market"),
    ("قنطرة", "need", "bridge"),
    ("القناطر", "need", "bridge"),
    ("إعاقة", "need", "ramp"),
    ("الاعاقه", "need", "ramp"),
    ("العريضة", "resource", "guide"),
    ("ميزانية", "resource", "budget"),
    ("نساء الأطلس", "association", "women"),
    ("تلميذات", "need", "bus"),
    ("النقل المدرسي", "need", "bus"),
    ('"الماء الصالح للشرب"', "need", "water"),
    ("«مقر الجماعة»", "need", "ramp"),
    # French: accents, plurals, verbs, apostrophes
    ("eclairage", "need", "lamp"),
    ("ÉCLAIRAGES", "need", "lamp"),
    ("lampadaire", "need", "lamp"),
    ("ordure", "need", "rubbish"),
    ("collecter les ordures", "need", "rubbish"),
    ("jardins", "need", "garden"),
    ("l'enfant", "need", "garden"),
    ("réparer terrain", "need", "stadium"),
    ("petition", "resource", "guide"),
    ("budget citoyen", "resource", "budget"),
    ('"espace vert"', "need", "garden"),
    ("femmes atlas", "association", "women"),
    # one language for another, Darija in Latin letters
    ("eau potable", "need", "water"),
    ("lma", "need", "water"),
    ("l7ofra", "need", "hole"),
    ("7ofra tri9", "need", "hole"),
    ("9antra", "need", "bridge"),
    ("pont", "need", "bridge"),
    ("9ali3a", "place", "lqliaa"),
    ("warzazat", "place", "ouarzazate"),
    ("ورزازات", "place", "ouarzazate"),
    ("tiznit", "place", "tiznit"),
    ("تزنيت", "place", "tiznit"),
    # slips of the finger, beginnings
    ("eclairgae", "need", "lamp"),
    ("المستوسف", "need", "nurse"),
    ("ميزانة", "resource", "budget"),
    ("stadum footbal", "need", "stadium"),
    ("lampad", "need", "lamp"),
    ("تعاون", "association", "argan"),
    ("ménagèr", "need", "rubbish"),
]


def make() -> dict[str, dict[str, object]]:
    """Make the corpus in one open space, and index it; return what was made by kind and name."""
    space = SpaceFactory(commune=TerritoryFactory(name_ar="أكلو", name_fr="Aglou", slug="aglou"))
    made = {
        "need": {
            name: NeedFactory(space=space, title=title, text=text, theme=theme, place="")
            for name, (title, text, theme) in NEEDS.items()
        },
        "resource": {
            name: ResourceFactory(
                title_ar=arabic, title_fr=french, summary_ar=text, state="published", version=1, published_at=now()
            )
            for name, (arabic, french, text) in RESOURCES.items()
        },
        "association": {
            name: AssociationFactory(name_ar=arabic, name_fr=french, seat=space.commune, purpose="")
            for name, (arabic, french) in ASSOCIATIONS.items()
        },
        "place": {
            name: TerritoryFactory(name_ar=arabic, name_fr=french, slug=name)
            for name, (arabic, french) in PLACES.items()
        },
    }
    for name, things in made.items():
        actions.index(kinds()[name], [thing.pk for thing in things.values()])
    return made | {"space": space}
