"""The pages of the desk and the printed sheets: what is typed is kept, a wrong row is named, the paper can be read."""

import io
import re

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from consultations.models import Entry, Response, Sheet
from consultations.printing import sheets_pdf
from tests.consultations.papers import a_sheet, asked, desk_of, filled
from tests.debates.test_pdf import words_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return asked(title="برنامج عمل الجماعة 2027")


@pytest.fixture
def desk(place):
    return desk_of(place.consultation)


def posted(said: dict, place) -> dict:
    """What a browser sends for what a person typed."""
    ranking = f"q{place.questions['ranking'].pk}"
    numbers = {option.pk: str(number) for number, option in enumerate(place.options["ranking"], 1)}
    data = {key: ("on" if key[0] == "c" else value) for key, value in said.items()}
    if ranking in data:
        data[ranking] = " ".join(numbers[pk] for pk in data[ranking])
    single = f"q{place.questions['single'].pk}"
    data[single] = data[single][0]
    return data


def test_from_print_to_count_through_the_pages(place, desk, client):
    client.force_login(desk)
    here = f"/en/consultations/{place.consultation.pk}/sheets/"
    answer = client.post(here, {"count": 2})
    assert answer.headers["Location"].endswith("/sheets/?first=1&last=2")
    page = client.get(answer.headers["Location"]).content.decode()
    assert f"{here}1-2-fr.pdf" in page
    assert client.post(here, {"sheet": "9"}).status_code == 422
    sheet = Sheet.objects.get(number=2)
    at = f"/en/consultations/sheets/{sheet.code}/"
    assert client.post(here, {"sheet": "2"}).headers["Location"] == at
    said = filled(place)
    assert client.post(at, posted(said, place)).headers["Location"] == at
    assert Entry.objects.get().said == said
    page = client.get(at).content.decode()
    assert "once another person has typed it too" in page
    assert client.post(at, posted(said, place)).status_code == 409

    client.force_login(desk_of(place.consultation))
    page = client.get(at).content.decode()
    assert "الماء في الدوار" not in page  # she does not see what was typed
    answer = client.post(at, posted(said, place), follow=True)
    assert "typed twice alike: it is counted" in answer.content.decode()
    assert Response.objects.count() == 1


def test_differences_are_shown_and_a_third_person_decides(place, desk, client):
    sheet = a_sheet(place.consultation, desk)
    at = f"/en/consultations/sheets/{sheet.code}/"
    client.force_login(desk)
    client.post(at, posted(filled(place), place))
    client.force_login(desk_of(place.consultation))
    page = client.post(at, posted(filled(place, scale=2), place), follow=True).content.decode()
    assert "1 line was typed differently" in page
    assert "correct yours" in page
    assert 'value="2"' in page  # hers, to be corrected
    client.force_login(desk_of(place.consultation))
    assert "choose for each line" in client.get(at).content.decode()
    second = Entry.objects.order_by("-id").first()
    client.post(f"{at}decide/", {f"q{place.questions['scale'].pk}": second.pk})
    assert Response.objects.get().answers.get(question=place.questions["scale"]).number == 2


def test_what_cannot_be_kept_is_shown_again_as_it_was_typed(place, desk, client):
    sheet = a_sheet(place.consultation, desk)
    client.force_login(desk)
    data = posted(filled(place), place) | {
        f"q{place.questions['scale'].pk}": "9",
        f"q{place.questions['ranking'].pk}": "1 1",
    }
    answer = client.post(f"/en/consultations/sheets/{sheet.code}/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The same number stands twice" in page
    assert "نحتاج إلى الماء" in page
    assert Entry.objects.count() == 0


def test_strangers_find_no_sheet(place, desk, client):
    sheet = a_sheet(place.consultation, desk)
    client.force_login(UserFactory())
    assert client.get(f"/en/consultations/sheets/{sheet.code}/").status_code == 404
    assert client.get(f"/en/consultations/{place.consultation.pk}/sheets/").status_code == 403
    assert client.get(f"/en/consultations/{place.consultation.pk}/sheets/1-1-ar.pdf").status_code == 403
    client.force_login(desk)
    assert client.get(f"/en/consultations/{place.consultation.pk}/sheets/1-1-en.pdf").status_code == 404


def test_the_list_of_sheets_costs_the_same_for_one_as_for_three(
    place, desk, client, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(desk)
    here = f"/en/consultations/{place.consultation.pk}/sheets/"
    client.get(here)
    a_sheet(place.consultation, desk)
    with django_assert_max_num_queries(20) as counted:
        client.get(here)
    a_sheet(place.consultation, desk), a_sheet(place.consultation, desk)
    with django_assert_num_queries(len(counted)):
        client.get(here)


def table_of(client, place) -> list[str]:
    """Return the names of the columns, as the empty table gives them."""
    answer = client.get(f"/en/consultations/{place.consultation.pk}/sheets/table.csv")
    return answer.content.decode("utf-8-sig").strip().split(",")


def test_a_table_is_taken_row_by_row_whole_or_not_at_all(place, desk, client):
    sheets = [a_sheet(place.consultation, desk) for _step in range(3)]
    elsewhere = a_sheet(asked().consultation)
    client.force_login(desk)
    keys = [name.split()[0] for name in table_of(client, place)]
    assert keys[0] == "sheet"
    full = ["1", "1 2", "3 2 1", "4", "الماء", "نص", "3", "2026-03-09", "1", "0", "1", ""]
    rows = [
        [sheets[0].code, *full],
        [elsewhere.code, *full],
        ["NOSUCHSHEET", *full],
        [sheets[1].code, "7", *full[1:]],  # no such option
        [sheets[0].code, *full],  # the same sheet again
        [sheets[2].code, *full[:9], "maybe", *full[10:]],
    ]
    text = "\r\n".join(",".join(row) for row in [keys, *rows])
    here = f"/en/consultations/{place.consultation.pk}/sheets/import/"

    def bring():
        file = SimpleUploadedFile("sheets.csv", ("\ufeff" + text).encode())
        return client.post(here, {"file": file}).content.decode()

    page = bring()
    assert page.count("refused:") == 5
    assert f"another consultation ({elsewhere.consultation_id})" in page
    assert "No sheet has these letters" in page
    assert [(entry.sheet_id, len(entry.said)) for entry in Entry.objects.all()] == [(sheets[0].pk, 11)]

    client.force_login(desk_of(place.consultation))
    assert "counted" in bring()
    response = Response.objects.get()
    assert response.answers.get(question=place.questions["ranking"]).options == [
        option.pk for option in reversed(place.options["ranking"])
    ]
    assert response.answers.get(question=place.questions["multiple"]).options == [
        option.pk for option in place.options["multiple"][:2]
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"name,q1\nx,1\n", "first column"),
        (b"sheet,q999999\nx,1\n", "not asked in this consultation"),
        (b'sheet\n"x', "No sheet has these letters"),
    ],
)
def test_a_table_that_is_none_is_refused_in_words(place, desk, client, data, words):
    client.force_login(desk)
    file = SimpleUploadedFile("sheets.csv", data)
    page = client.post(f"/en/consultations/{place.consultation.pk}/sheets/import/", {"file": file}).content.decode()
    assert words in page
    assert Entry.objects.count() == 0


def bare(text: str) -> str:
    """Return the words of a text: where its numbers stand in what a PDF gives depends on the reader."""
    return re.sub(r"[\d()؟?]", "", text).strip()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_paper_can_be_read_and_searched(place, desk, language):
    sheets = [a_sheet(place.consultation, desk), a_sheet(place.consultation, desk)]
    data = sheets_pdf(place.consultation, sheets, language)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == language
    words = words_of(data)
    assert bare(place.consultation.title) in words
    for sheet in sheets:
        assert sheet.code in words
    with translation.override(language):
        for thing in (*place.questions.values(), *place.statements, *place.candidates, *place.options["single"]):
            assert bare(str(thing)) in words.replace("\n", " ")
    pages = [page.extract_text() for page in reader.pages]
    assert all(any(sheet.code in page for sheet in sheets) for page in pages)  # no page without its sheet
