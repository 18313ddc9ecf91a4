"""The words that hold a text back in a space, and its ready texts, which whoever facilitates it keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from core.fitness import Unfit
from core.models import Entry
from debates.actions import contribute
from moderation import actions
from moderation.actions import means
from moderation.enums import Ground, Outcome
from moderation.figures import shipped_texts
from moderation.models import CannedText, ListedWord
from moderation.texts import texts_of
from tests.moderation.people import place

pytestmark = pytest.mark.django_db
TEXT = {"outcome": "hidden", "ground": "spam", "ar": "هذا إشهار.", "fr": "C’est une publicité.", "en": "This is an ad."}


@pytest.fixture
def here():
    return place()


def page_of(here, what: str) -> str:
    return f"/fr/spaces/{here.space.commune.slug}/moderation/{what}/"


def test_a_word_that_is_listed_holds_a_text_back_until_it_is_taken_off(client, here):
    client.force_login(here.facilitator)
    sent = client.post(page_of(here, "words"), {"word": "Bouzbal", "language": "ary"}, follow=True)
    assert "<bdi>Bouzbal</bdi>" in sent.content.decode()
    assert contribute(here.said.thread, by=here.citizen, text="bouzbal dyal nass").visibility == "held"
    row = ListedWord.objects.get()
    assert client.post(f"{page_of(here, 'words')}{row.pk}/remove/").status_code == 302
    assert contribute(here.said.thread, by=here.citizen, text="wakha bouzbal").visibility == "visible"
    told = Entry.objects.filter(action__in=["list_word", "take_off_word"])
    assert [entry.data for entry in told] == [{"word": row.pk}] * 2  # whoever reads the journal does not learn the word


def test_a_word_of_the_common_list_is_let_through(client, here):
    client.force_login(here.facilitator)
    client.post(page_of(here, "words"), {"word": "pute", "language": "fr", "is_allowed": "on"})
    assert contribute(here.said.thread, by=here.citizen, text="on en dispute la pute").visibility == "visible"


@pytest.mark.parametrize("word", ["", "   ", "؟!", "x" * 61])
def test_what_is_no_word_is_sent_back_with_what_was_typed(client, here, word):
    client.force_login(here.facilitator)
    sent = client.post(page_of(here, "words"), {"word": word, "language": "fr"})
    assert sent.status_code == 422
    assert word.strip() in sent.content.decode()
    assert not ListedWord.objects.exists()


def test_a_word_stands_once_however_it_is_written_and_a_list_has_an_end(here, monkeypatch):
    by = here.facilitator
    actions.list_word(here.space, "أحمق", language="ar", by=by)
    with pytest.raises(Unfit):
        actions.list_word(here.space, "احمق", language="ar", by=by)
    monkeypatch.setattr(means, "MOST_WORDS", 1)
    with pytest.raises(Unfit):
        actions.list_word(here.space, "آخر", language="ar", by=by)
    other = place()
    actions.list_word(other.space, "أحمق", language="ar", by=other.facilitator)
    assert ListedWord.objects.count() == 2


def test_a_ready_text_is_chosen_and_each_author_reads_her_language(client, here):
    client.force_login(here.facilitator)
    seen = client.post(page_of(here, "texts"), TEXT, follow=True).content.decode()
    assert "C’est une publicité." in seen
    (own,) = (text for text in texts_of(here.space).values() if text.pk)
    assert [own.in_language(code) for code in ("ar", "fr", "en", "zgh")] == [
        "هذا إشهار.", "C’est une publicité.", "This is an ad.", "C’est une publicité.",
    ]  # fmt: skip
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.SPAM).case
    here.author.language = "en"
    here.author.save()
    client.force_login(here.moderator)
    decided = {"outcome": "hidden", "ground": "spam", "text": own.key}
    assert client.post(f"/fr/moderation/cases/{case.pk}/decide/", decided).status_code == 302
    case.refresh_from_db()
    assert case.note == "This is an ad."
    client.force_login(here.facilitator)
    assert client.post(f"{page_of(here, 'texts')}{own.pk}/remove/").status_code == 302
    assert not CannedText.objects.exists()
    case.refresh_from_db()
    assert case.note == "This is an ad."


def test_a_ready_text_needs_arabic_and_french(client, here, monkeypatch):
    client.force_login(here.facilitator)
    for missing in ("ar", "fr"):
        sent = client.post(page_of(here, "texts"), TEXT | {missing: " "})
        assert sent.status_code == 422
        assert "This is an ad." in sent.content.decode()
    assert not CannedText.objects.exists()
    with pytest.raises(Unfit):
        actions.add_text(here.space, **TEXT | {"ar": "..."}, by=here.facilitator)
    monkeypatch.setattr(means, "MOST_TEXTS", 0)
    assert client.post(page_of(here, "texts"), TEXT).status_code == 422


def test_every_shipped_text_is_in_three_languages():
    assert [text.key for text in shipped_texts() if not (text.ar and text.fr and text.en)] == []


def test_moderators_and_other_spaces_do_not_keep_them(client, here):
    word = actions.list_word(here.space, "bouzbal", language="ary", by=here.facilitator)
    text = actions.add_text(here.space, outcome=Outcome.HIDDEN, ar="إشهار", fr="publicité", by=here.facilitator)
    other = place()
    client.force_login(here.moderator)
    for what in ("words", "texts"):
        assert client.get(page_of(here, what)).status_code == 403
    for act in (
        lambda: actions.list_word(here.space, "x", language="fr", by=here.moderator),
        lambda: actions.take_off_word(word, by=other.facilitator),
        lambda: actions.add_text(here.space, **TEXT, by=other.facilitator),
        lambda: actions.take_off_text(text, by=here.moderator),
    ):
        with pytest.raises(PermissionDenied):
            act()
    client.force_login(other.facilitator)
    assert client.post(f"{page_of(other, 'words')}{word.pk}/remove/").status_code == 404
    assert client.post(f"{page_of(other, 'texts')}{text.pk}/remove/").status_code == 404
    assert (ListedWord.objects.count(), CannedText.objects.count()) == (1, 1)
