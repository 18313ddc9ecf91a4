"""The PDFs of minutes: Arabic that can be read and searched, our own files alone, made once, made again when asked."""

import hashlib
import io
import unicodedata

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from accounts import actions as accounts
from core import pdf
from core.journal import history
from debates import actions, tasks
from debates.models import Minutes
from debates.report import told
from tests.debates.played import conclude, played

pytestmark = pytest.mark.django_db

PAGE = '<html lang="{lang}" dir="{dir}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def page(body: str, *, lang="ar", dir="rtl", title="محضر", head="") -> str:
    return PAGE.format(lang=lang, dir=dir, title=title, head=head, body=body)


def words_of(data: bytes) -> str:
    """Return the text of a PDF, letters as they are typed, without the signs of direction."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


@pytest.fixture
def place():
    place = played()
    conclude(place)
    return place


def kept(place, language: str) -> bytes:
    place.minutes.refresh_from_db()
    return getattr(place.minutes, f"pdf_{language}").read()


def test_the_worker_makes_both_and_the_journal_keeps_their_digests(place, work):
    work()
    arabic, french = kept(place, "ar"), kept(place, "fr")
    assert {entry.data["language"]: entry.data["sha256"] for entry in history(place.minutes)} == {
        "ar": hashlib.sha256(arabic).hexdigest(),
        "fr": hashlib.sha256(french).hexdigest(),
    }
    assert all(entry.by.is_system for entry in history(place.minutes))
    for data, lang in ((arabic, "ar"), (french, "fr")):
        reader = pypdf.PdfReader(io.BytesIO(data))
        root = reader.trailer["/Root"]
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (lang, True)
        assert place.debate.title in reader.metadata.title
        words = words_of(data)
        for expected in (
            "ماء الشرب بالدوار الفوقاني",
            "نطلب صهريجا مؤقتا",
            "Le puits n° 3 est à sec",
            "Jean-Marc Amzil",
            "حتى نهاية شتنبر",
            "Répartition de l’eau de la séguia",
            f"/{lang}/debates/{place.debate.pk}/minutes/1/",
        ):
            assert expected in words, (lang, expected)
    assert "9 août 2026 à 15:02" in words_of(french)


def test_arabic_comes_out_in_order_with_names_in_the_other_direction_whole():
    words = words_of(pdf.render(page("<p>افتتحت الجلسة \u2068Najat Exemple (12)\u2069 ثم أخذت الكلمة فاطمة</p>")))
    line = next(line for line in words.splitlines() if "Najat" in line)
    assert "Najat Exemple (12)" in line
    assert "ثم أخذت الكلمة فاطمة" in line
    assert "افتتحت الجلسة" in line


def test_every_letter_that_is_met_here_has_its_sign():
    letters = "ڭ گ پ ڤ چ ڨ ؟ ، ؛ ٱ ﷲ Ḥ ḍ ɣ ɛ ẓ œ « » ’ … – € ⴰⴳⵔⴰⵡ 1\u202f234"
    data = pdf.render(page(f"<p>{letters}</p>"))
    named = {font for page in pypdf.PdfReader(io.BytesIO(data)).pages for font in fonts_of(page)}
    assert named
    assert all("Agraw" in name for name in named), named


def fonts_of(page) -> list[str]:
    return [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "file:../manage.py",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "data:image/png;base64,iVBORw0KGgo=",
        "//example.org/x.png",
        "gopher://x",
    ],
)
@pytest.mark.parametrize(
    "how",
    [
        '<img src="{}" alt="">',
        '<object data="{}"></object>',
        '<embed src="{}">',
        '<svg><image href="{}" width="9" height="9"/></svg>',
        '<link rel="stylesheet" href="{}">',
        '<style>@import url("{}"); body {{ background: url("{}") }}</style>',
        '<link rel="attachment" href="{}">',
    ],
)
def test_nothing_is_fetched_but_our_own_fonts(address, how, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "urllib.request.OpenerDirector.open", lambda self, request, *args, **kwargs: asked.append(request)
    )
    monkeypatch.setattr(pdf, "_style", lambda: "")  # its fonts are asked of the same opener
    assert pdf.render(page(how.replace("{}", address).replace("{{", "{").replace("}}", "}"))).startswith(b"%PDF")
    assert asked == []


def test_the_same_page_makes_the_same_file(place):
    place.minutes.refresh_from_db()
    html = actions.minutes._page(place.minutes, "ar")
    assert pdf.render(html) == pdf.render(html)


def test_made_again_it_is_made_once(place, work):
    assert actions.print_minutes(place.minutes, "ar")
    assert not actions.print_minutes(Minutes.objects.get(), "ar")
    assert not actions.print_minutes(place.minutes, "ar")  # by a worker that read the row before
    work()
    assert history(place.minutes).filter(data__language="ar").count() == 1


def test_a_worker_that_died_leaves_nothing_behind_and_the_next_one_makes_it(place, work, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "render", lambda html: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError), transaction.atomic():
            tasks.print_minutes(place.minutes.pk, "ar")
    place.minutes.refresh_from_db()
    assert not place.minutes.pdf_ar
    work()
    assert kept(place, "ar").startswith(b"%PDF")


def test_without_pango_everything_but_the_pdf_is_there(place, work, monkeypatch, client, caplog):
    def missing():
        raise pdf.NotHere("libpango")

    monkeypatch.setattr(pdf, "_printer", missing)
    assert not pdf.is_here()
    work()
    assert "lacks Pango" in caplog.text
    place.minutes.refresh_from_db()
    assert not place.minutes.pdf_ar
    answer = client.get(f"/en/debates/{place.debate.pk}/minutes/1/")
    assert answer.status_code == 200
    assert client.get(f"/en/debates/{place.debate.pk}/minutes/1/ar.pdf").status_code == 404
    monkeypatch.undo()
    tasks.print_missing(0)
    work()
    assert kept(place, "fr").startswith(b"%PDF")
    assert actions.print_missing() == 0


def test_what_is_hidden_leaves_the_pdfs_too(place, work, django_capture_on_commit_callbacks):
    work()
    assert "نطلب صهريجا مؤقتا" in words_of(kept(place, "ar"))
    before = {file.name for file in (place.minutes.pdf_ar, place.minutes.pdf_fr)}
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_contribution(place.said[0], "hide", by=place.facilitator, note="سبب واضح")
    assert not any(default_storage.exists(name) for name in before)
    work()
    words = words_of(kept(place, "ar"))
    assert "نطلب صهريجا مؤقتا" not in words
    assert "نريد جدولا زمنيا مكتوبا" in words
    assert history(place.minutes).filter(data__language="ar").count() == 2


def test_whoever_leaves_leaves_the_pdfs_too(place, work, django_capture_on_commit_callbacks):
    work()
    assert "Paul (Tassoumt)" in words_of(kept(place, "fr"))
    with django_capture_on_commit_callbacks(execute=True):
        accounts.erase(place.paul, by=place.paul)
    work()
    assert "Paul (Tassoumt)" not in words_of(kept(place, "fr"))
    assert "Le puits n° 3" in words_of(kept(place, "fr"))


def test_what_people_typed_is_text_in_a_pdf(place):
    row = place.minutes
    row.facts["title"] = '<img src="file:///etc/hostname">{{ 1 }}<script>'
    assert told(row)["title"] == row.facts["title"]
    html = actions.minutes._page(row, "fr")
    assert "<img" not in html
    assert "<script" not in html
