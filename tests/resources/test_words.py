"""The search: spellings that meet, words that do not, typing slips, what is ranked first."""

import pytest

from resources.models import Resource
from resources.words import ASKED_MAX, asked, vector
from tests.factories.resources import ResourceFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def found(text):
    return list(Resource.objects.public().search(text).order_by("pk"))


@pytest.mark.parametrize(
    ("title", "ask"),
    [
        ("طلبُ الحصولِ على المعلومات", "معلومات"), ("الجمعيّة وملفّها", "جمعية"), ("ملف جمعية", "الجمعيه"),
        ("إعداد الميزانية", "اعداد ميزانيه"), ("أجندة الدورات", "اجنده"), ("تدبير القاعات بالجماعة", "جماعة"),
        ("Procès-verbal d’assemblée générale", "proces verbal assemblee"), ("Demande de salle", "salles demandes"),
        ("DOSSIER de l’association", "l'association dossier"), ("ⴰⵙⵇⵇⵉⵎ ⵏ ⵜⵊⵎⴰⵄⵜ", "ⵜⵊⵎⴰⵄⵜ"),
        ("Guide du budget 2026", "budg 2026"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_meet(title, ask):
    row = ResourceFactory(
        published=True, title_ar=title, title_fr="", summary_ar="س", summary_fr="", text_ar="", text_fr=""
    )
    ResourceFactory(
        published=True, title_ar="شيء آخر", title_fr="Autre", summary_ar="", summary_fr="", text_ar="ن", text_fr=""
    )
    assert found(ask) == [row]


def test_every_word_is_asked_for_and_empty_ones_are_not():
    row = ResourceFactory(published=True, title_fr="Demande d’une salle", text_fr="à la commune")
    assert found("la salle de la commune") == [row]
    assert found("salle gymnase") == []


def test_a_slip_finds_what_it_meant_when_nothing_is_spelt_so():
    row = ResourceFactory(published=True, title_fr="Convocation d’une assemblée générale", title_ar="دعوة لجمع عام")
    assert found("convocaton assemblee") == [row]
    assert found("زرافة") == []


def test_signs_of_the_query_language_are_words_like_others():
    row = ResourceFactory(published=True, title_fr="Eau & assainissement")
    for text in ("eau & (assainissement", "eau' | !x:*", "'eau':A", "\\eau\\", "eau:*"):
        assert set(found(text)) <= {row}, text
    assert found("eau &") == [row]
    assert asked(" &|!():*' ") == ""
    assert asked("كلمة " * 2_000) == asked("كلمة")
    assert asked(" ".join(f"mot{n}" for n in range(2_000))).count("&") == ASKED_MAX - 1


def test_a_text_as_long_as_it_may_be_is_kept_whole_enough():
    made = vector([("A", "عنوان"), ("C", "كلمة " * 5_000), ("C", "آخر")])
    assert "'عنوان':1A" in made
    assert made.count(",") < 256


def test_the_readers_place_comes_first_then_titles_before_texts():
    commune = TerritoryFactory()
    words = {"title_fr": "", "summary_ar": "", "summary_fr": "س"}
    text = ResourceFactory(published=True, title_ar="دليل", text_ar="مسطرة القاعة", text_fr="", **words)
    title = ResourceFactory(published=True, title_ar="طلب القاعة", text_ar="نص", text_fr="", **words)
    near = ResourceFactory(
        published=True, title_ar="قائمة", text_ar="القاعة هنا", text_fr="", territory=commune, **words
    )
    rows = Resource.objects.public().search("قاعة")
    assert rows.ranked("قاعة").first() == title
    assert list(rows.ranked("قاعة", commune.code)) == [near, title, text]


def test_a_place_finds_what_holds_it_and_what_it_holds():
    commune, other = TerritoryFactory(), TerritoryFactory()
    province = commune.parent
    here, there = (ResourceFactory(published=True, territory=place) for place in (commune, other))
    above, nowhere = ResourceFactory(published=True, territory=province), ResourceFactory(published=True)
    assert set(Resource.objects.about(commune.code)) == {here, above}
    assert set(Resource.objects.about(province.code)) == {here, there, above}
    assert nowhere not in Resource.objects.about(province.code)
