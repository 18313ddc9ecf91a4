"""What is alike, in whatever script it is written."""

import pytest
from django.contrib.gis.geos import Point

from needs import actions, likeness
from needs.likeness import similar
from needs.words import key_of, keys_of
from tests.factories.accounts import UserFactory

SAME = {
    "water cut": ["الما مقطوع ف الدوار", "lma me9tou3 f douar", "coupure d'eau au douar", "انقطاع الماء بالدوار"],
    "road hole": ["الطريق فيها حفر كثيرة", "tri9 fiha l7fari bzaf", "nids de poule sur la route"],
    "light broken": ["الضوء خاسر فالحومة", "daw khaser f l7ouma", "lampadaire en panne dans le quartier"],
    "waste collect": ["الازبال ما كيجمعهاش الكاميو", "zbel makayjich lcamio", "ordures : le camion ne passe pas"],
    "school teacher": ["المدرسة بلا أستاذ", "lmdrasa bla ostad", "école sans enseignant"],
    "dispensary doctor": ["السبيطار ما فيه طبيب", "sbitar bla tbib", "dispensaire sans médecin"],
    "bridge flood": ["القنطرة داها الواد فالحملة", "l9antra dat-ha l7amla", "pont emporté par la crue"],
    "stadium youth": ["بغينا تيران للشباب", "bghina tiran l chabab", "un terrain pour les jeunes"],
}
PAIRS = [(one, other) for texts in SAME.values() for one in texts for other in texts if one != other]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_same_need_in_two_scripts_shares_its_strong_keys(one, other):
    strong = [{key for key in keys_of(text) if key.startswith("=")} for text in (one, other)]
    assert len(strong[0] & strong[1]) >= 2


@pytest.mark.parametrize(("one", "other"), [("رمان", "rommane"), ("الزيتون", "zitoun"), ("ورزازات", "warzazat")])
def test_a_word_outside_the_lexicon_is_known_by_its_sound(one, other):
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize("word", ["في", "de", "f", "dial", "😀", "12"])
def test_a_word_that_says_nothing_has_no_key(word):
    assert keys_of(word) == []


def test_a_long_text_has_sixty_keys_at_most():
    assert len(keys_of(" ".join(f"{a}r{b}z{c}" for a in "bdfjkl" for b in "mnst" for c in "bdfjkl"))) == 60


@pytest.fixture
def posted(town):
    def post(title, place="دوار المثال", theme="other", **fields):
        return actions.post(town.space, by=UserFactory(), title=title, theme=theme, place=place, **fields)

    return post


@pytest.mark.django_db
@pytest.mark.parametrize("script", [0, 1, 2])
def test_it_is_found_while_writing_in_any_script(town, posted, script):
    needs = {subject: posted(texts[script]) for subject, texts in SAME.items()}
    found = {(subject, text): similar(town.space, text)[:1] for subject, texts in SAME.items() for text in texts}
    assert found == {(subject, text): [needs[subject]] for subject, texts in SAME.items() for text in texts}


@pytest.mark.django_db
def test_what_is_not_alike_is_not_shown(town, posted):
    posted("الازبال ما كيجمعهاش الكاميو")
    assert similar(town.space, "المدرسة بلا أستاذ") == []
    assert similar(town.space, "الدوار") == []
    assert similar(town.space, "") == []
    assert similar(town.space, "😀 12") == []


@pytest.mark.django_db
def test_the_nearer_one_comes_first(town, posted):
    far = posted("الما مقطوع", location=Point(-9.24, 29.74, srid=4326))
    near = posted("الما مقطوع", location=Point(-9.2, 29.7, srid=4326))
    assert similar(town.space, "coupure d'eau", Point(-9.2001, 29.7001, srid=4326)) == [near, far]


@pytest.mark.django_db
def test_what_shares_most_is_found_among_many_newer_ones_that_share_less(town, posted, monkeypatch):
    monkeypatch.setattr(likeness, "POOL", 2)
    alike = posted("الما مقطوع فالمدرسة")
    for _ in range(3):
        posted("الما مقطوع")
    assert similar(town.space, "coupure d'eau à l'école")[0] == alike


@pytest.mark.django_db
def test_only_open_visible_unmerged_needs_of_the_space(town, posted):
    main, merged, hidden = posted("الما مقطوع"), posted("الما مقطوع"), posted("الما مقطوع")
    actions.merge(merged, into=main, by=town.facilitator)
    actions.hide(hidden, by=town.moderator, note="مكرر")
    assert similar(town.space, "lma me9tou3") == [main]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(town, posted, count, django_assert_num_queries):
    for _ in range(count):
        posted("الما مقطوع", location=Point(-9.2, 29.7, srid=4326))
    with django_assert_num_queries(3):
        found = similar(town.space, "lma me9tou3", Point(-9.2, 29.7, srid=4326), user=town.citizen)
    assert len(found) == count
