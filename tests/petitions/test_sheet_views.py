"""The pages of the desk: each sheet at its code's address, nothing typed lost, nothing shown to who has no sheet."""

import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions import actions, secrets
from petitions.enums import SheetState
from petitions.models import ListRequirement, Processing, Sheet, Signature
from tests.debates.test_pdf import words_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.territories import TerritoryFactory, region
from tests.petitions.papers import a_sheet, desk_of, filled, on_paper, typed
from tests.petitions.test_paper import a_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def petition():
    return on_paper(title="Réparer la piste du douar Agard")


@pytest.fixture
def desk(petition):
    return desk_of(petition)


@pytest.fixture
def agent(client, desk):
    client.force_login(desk)
    return client


def posted(rows, total=None, **more) -> dict:
    """What a browser sends for some rows."""
    data = {"row_total": len(rows) if total is None else total}
    for row in rows:
        for name in ("name", "born_on", "address", "phone"):
            data[f"r{row.number}-{name}"] = getattr(row, name) or ""
    return data | more


def at(sheet, rest="") -> str:
    return f"/en/petitions/sheets/{sheet.code}/{rest}"


def test_a_sheet_from_print_to_count_through_the_pages(petition, agent, client, desk):
    answer = agent.post(f"/en/petitions/{petition.pk}/sheets/", {"count": 2})
    assert answer.headers["Location"].endswith("/sheets/?first=1&last=2")
    page = agent.get(answer.headers["Location"]).content.decode()
    assert "Sheets 1 to 2 are ready" in page
    assert f"/en/petitions/{petition.pk}/sheets/1-2-fr.pdf" in page
    data = agent.get(f"/en/petitions/{petition.pk}/sheets/1-2-fr.pdf")
    assert data.headers["Content-Disposition"].startswith("attachment")
    assert len(pypdf.PdfReader(io.BytesIO(data.content)).pages) == 2

    found = agent.post(f"/en/petitions/{petition.pk}/sheets/", {"sheet": "2"})
    sheet = Sheet.objects.get(petition=petition, number=2)
    assert found.headers["Location"] == at(sheet)
    assert agent.post(at(sheet), posted(filled(2))).headers["Location"] == at(sheet)
    page = agent.get(at(sheet)).content.decode()
    assert "another person has compared it with the paper" in page
    assert "Lahcen Amzil" not in page

    client.force_login(petition.author)
    page = client.get(at(sheet)).content.decode()
    assert "خديجة بنت عمر 2" in page  # the second person compares with the paper
    answer = client.post(at(sheet), {"row_total": 2, "agreed": ["1", "2"]}, follow=True)
    assert "The sheet is counted: 2 signatures." in answer.content.decode()
    assert "خديجة" not in answer.content.decode()
    assert Signature.objects.count() == 2


def test_what_cannot_be_counted_is_shown_again_as_it_was_typed(petition, agent):
    sheet = a_sheet(petition)
    rows = filled(12)
    answer = agent.post(at(sheet), posted(rows, total=15))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This sheet has 12 rows: 15 cannot be filled" in page
    assert page.count("دوار المثال") == 12
    minor = posted(rows, **{"r3-born_on": "2020-01-01", "r7-phone": "12"})
    page = agent.post(at(sheet), minor).content.decode()
    assert "under 18" in page
    assert "2 rows to put right" in page
    assert 'href="#row-3"' in page
    assert page.count("دوار المثال") == 12
    assert "r3-born_on" in page
    assert not Signature.objects.exists()
    assert agent.post(at(sheet), posted(rows, **{"r1-born_on": "31/31/1980"})).status_code == 422
    assert agent.post(at(sheet), {}).status_code == 422


def test_with_its_scan_a_sheet_is_counted_at_once_and_the_scan_comes_back_to_the_desk_alone(petition, agent, client):
    sheet = a_sheet(petition)
    scan = SimpleUploadedFile("scan.pdf", a_pdf().read())
    agent.post(at(sheet), posted(filled(1)) | {"scan": scan})
    sheet.refresh_from_db()
    assert sheet.state == SheetState.COUNTED
    answer = agent.get(at(sheet, "scan/"))
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]
    client.force_login(UserFactory())
    assert client.get(at(sheet, "scan/")).status_code == 404


def test_a_broken_scan_keeps_what_was_typed(petition, agent):
    sheet = a_sheet(petition)
    answer = agent.post(at(sheet), posted(filled(1)) | {"scan": SimpleUploadedFile("scan.pdf", b"%PDF-1.4 nothing")})
    assert answer.status_code == 422
    assert "دوار المثال 1" in answer.content.decode()


def test_the_number_of_a_sheet_of_another_petition_is_refused_in_words(petition, agent):
    other = on_paper()
    foreign = actions.print_sheets(other, by=other.author, count=4)[3]
    own = a_sheet(petition)
    address = f"/en/petitions/{petition.pk}/sheets/"
    for given, said in (
        (foreign.code.lower(), f"belongs to another petition ({other.pk})"),
        ("4", "its sheets go from 1 to 1"),
        ("0", "No sheet 0"),
        ("9" * 30, "its sheets go from 1 to 1"),
        ("ABCD", "compare them"),
        ("", "required"),
    ):
        answer = agent.post(address, {"sheet": given})
        assert answer.status_code == 422
        assert said in answer.content.decode(), given
    spaced = f" {own.code[:4]} {own.code[4:]} ".lower()
    assert agent.post(address, {"sheet": spaced}).headers["Location"] == at(own)
    assert agent.get(at(foreign)).status_code == 404


@pytest.mark.parametrize("count", ["0", "31", "x", ""])
def test_a_number_of_sheets_that_cannot_be_is_refused(petition, agent, count):
    assert agent.post(f"/en/petitions/{petition.pk}/sheets/", {"count": count}).status_code == 422
    assert not Sheet.objects.exists()


def test_strangers_find_no_sheet(petition, client):
    sheet = typed(a_sheet(petition)).sheet
    addresses = [at(sheet), f"/en/petitions/{petition.pk}/sheets/", f"/en/petitions/{petition.pk}/sheets/1-1-ar.pdf"]
    for address in addresses:
        assert client.get(address).status_code == 302  # to the door
    for stranger in (UserFactory(), desk_of(on_paper())):
        client.force_login(stranger)
        assert [client.get(address).status_code for address in addresses] == [404, 403, 403]
        for rest in ("give-back/", "refuse/"):
            assert client.post(at(sheet, rest), {"note": "لا"}).status_code == 404
    assert client.get(at(sheet, "give-back/")).status_code == 405


def test_pages_that_were_never_printed_are_not_there(petition, agent):
    a_sheet(petition)
    for span in ("2-3-ar", "1-1-en", "3-1-ar", "1-99-fr"):
        assert agent.get(f"/en/petitions/{petition.pk}/sheets/{span}.pdf").status_code == 404


def test_a_sheet_given_back_comes_with_what_was_typed(petition, agent, client):
    sheet = typed(a_sheet(petition)).sheet
    assert agent.post(at(sheet, "give-back/"), {"note": " "}).status_code == 409
    agent.post(at(sheet, "give-back/"), {"note": "السطر 2"})
    page = agent.get(at(sheet)).content.decode()
    assert "This sheet was given back" in page
    assert 'value="1961-03-09"' in page
    agent.post(at(sheet, "refuse/"), {"note": "ضاعت"})
    page = agent.get(at(sheet)).content.decode()
    assert "refused" in page
    assert "دوار المثال" not in page
    assert agent.post(at(sheet), posted(filled(1))).status_code == 409


def test_the_second_person_who_disagrees_counts_nothing(petition, agent):
    sheet = typed(a_sheet(petition), filled(3)).sheet
    answer = agent.post(at(sheet), {"row_total": 3, "agreed": ["1", "3"]})
    assert answer.status_code == 422
    assert "Row 2 is not as on the paper" in answer.content.decode()
    assert answer.content.decode().count(" checked") == 2
    assert agent.post(at(sheet), {"row_total": 3, "agreed": ["77"]}).status_code == 422
    assert agent.post(at(sheet), {"row_total": 2, "agreed": ["1", "2", "3"]}).status_code == 422
    assert not Signature.objects.exists()


# --- the number of the identity card ---
def authorise(petition):
    ListRequirement.objects.create(council=petition.council, reference="L 12", entered_by=petition.author)
    Processing.objects.create(number="A-1/2026", granted_on="2026-01-01", entered_by=petition.author)


def test_the_card_is_asked_for_only_where_the_law_lets_it_be(petition, agent, client):
    sheet = a_sheet(petition)
    assert "r1-cin" not in agent.get(at(sheet)).content.decode()
    agent.post(at(sheet), posted(filled(1), **{"r1-cin": "AB123456"}))
    client.force_login(petition.author)
    assert "AB123456" not in client.get(at(sheet)).content.decode()
    authorise(petition)
    sheet = a_sheet(petition)
    assert "r1-cin" in agent.get(at(sheet)).content.decode()
    for wrong in ("123456", "AB12", "AB123456789", "ABC12345", "<script>"):
        answer = agent.post(at(sheet), posted(filled(1), **{"r1-cin": wrong}))
        assert answer.status_code == 422, wrong
        assert "not the number of an identity card" in answer.content.decode()
    scan = SimpleUploadedFile("scan.pdf", a_pdf().read())
    assert agent.post(at(sheet), posted(filled(1), **{"r1-cin": " ab 123 456"}) | {"scan": scan}).status_code == 302
    assert Signature.objects.get().cin_key is not None


def test_in_a_region_each_row_says_its_commune(agent, client, petition):
    commune = petition.council.territory
    agadir = TerritoryFactory(parent=commune.parent)
    regional = on_paper(space=petition.space, council=CouncilFactory(territory=region()))
    sheet = a_sheet(regional)
    page = agent.get(at(sheet)).content.decode()
    assert 'list="communes"' in page
    answer = agent.post(at(sheet), posted(filled(1), **{"r1-commune": "Nulle part"}))
    assert "No commune of this region has this name" in answer.content.decode()
    scan = SimpleUploadedFile("scan.pdf", a_pdf().read())
    rows = posted(filled(2), **{"r1-commune": agadir.name_ar, "r2-commune": agadir.name_fr.lower()})
    assert agent.post(at(sheet), rows | {"scan": scan}).status_code == 302
    assert [row.territory for row in Signature.objects.all()] == [agadir, agadir]


# --- what the sheet says ---
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_sheet_carries_what_a_signer_must_know(petition, agent, language):
    sheets = actions.print_sheets(petition, by=petition.author, count=3)
    data = agent.get(f"/en/petitions/{petition.pk}/sheets/1-3-{language}.pdf").content
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 3
    assert pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Lang"] == language
    for page, sheet in zip(pages, sheets, strict=True):
        words = words_of(one_page(page))
        for expected in ("Réparer la piste du douar Agard", "نجاة المثال", "113-14", "09-08", sheet.code,
                         f"/{language}/petitions/{petition.pk}/"):  # fmt: skip
            assert expected in words, (language, expected)
        assert [str(number) for number in range(1, 13)] == [
            line.strip() for line in words.splitlines() if line.strip().isdecimal()
        ]


def one_page(page) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_long_object_and_a_name_of_ninety_words_stay_on_one_page(petition, agent):
    petition.title = ("Réfection de la piste reliant le douar au chef-lieu (PK 7+300) دار الطالبة " * 4)[:200]
    petition.particulars = secrets.seal(petition.pk, {"name": " ".join(["بنت", "Ben", "أيت"] * 30)})
    petition.save()
    a_sheet(petition)
    for language in ("ar", "fr"):
        data = agent.get(f"/en/petitions/{petition.pk}/sheets/1-1-{language}.pdf").content
        assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1


def test_the_list_of_sheets_costs_the_same_for_one_and_for_three(petition, agent, django_assert_num_queries):
    address = f"/en/petitions/{petition.pk}/sheets/"
    a_sheet(petition)
    agent.get(address)
    with django_assert_num_queries(7):
        agent.get(address)
    for step in range(2):
        typed(a_sheet(petition), filled(1, 5 * step + 1), by=UserFactory(is_superuser=True))
    with django_assert_num_queries(7):
        agent.get(address)
