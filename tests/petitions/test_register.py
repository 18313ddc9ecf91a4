"""The register as open data, the feeds, and small counts that give nobody away."""

import csv
import datetime
import io
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from core.cells import neutral
from core.hiding import SMALL, hide_places
from petitions import secrets
from petitions.models import Deposit, Ruling
from petitions.register import COLUMNS
from tests.factories.councils import MandateFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import SpaceFactory
from tests.petitions.papers import WHO

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/open-data/petitions.csv"


def read(client) -> list[dict[str, str]]:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


# --- small counts ---
@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"a": 3}, {"a": None}),
        ({"a": 5, "b": 9}, {"a": 5, "b": 9}),
        ({"a": 4, "b": 9, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 4, "b": 2, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 0, "b": 40}, {"a": None, "b": None}),
        ({"a": 0, "b": 3, "c": 7, "d": 40}, {"a": None, "b": None, "c": None, "d": 40}),
    ],
)
def test_small_counts_are_masked_and_never_one_alone(counts, shown):
    assert hide_places(counts) == shown


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=2, max_size=9))
def test_no_subtraction_gives_a_small_count_away(counts):
    shown = hide_places(counts)
    hidden = [place for place, number in shown.items() if number is None]
    assert all(number is None or number >= SMALL for number in shown.values())
    assert len(hidden) != 1
    assert not hidden or len(hidden) == len(counts) or sum(counts[place] for place in hidden) >= SMALL
    assert all(shown[place] in {None, number} for place, number in counts.items())


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "|x"])
def test_no_cell_is_a_formula(text):
    assert neutral(text).startswith("'")
    assert neutral("برمجة = إصلاح") == "برمجة = إصلاح"


# --- the register ---
@pytest.mark.django_db
def test_the_register_tells_delays_and_outcomes_of_public_petitions_and_nobody_who_signed(client):
    petition = PetitionFactory(deposited=True, title='=HYPERLINK("https://example.org")')
    petition.particulars = secrets.seal(petition.pk, WHO)
    petition.save()
    SignatureFactory(petition=petition, sealed=secrets.seal(petition.pk, {"name": "canarysigner"}))
    mandate = MandateFactory(council=petition.council, president=True)
    signed = {"signed_by": mandate, "signed_role": mandate.role}
    start = localdate() - datetime.timedelta(days=100)
    Deposit.objects.create(
        petition=petition, council=petition.council, number="2026/0001", way="agraw", deposited_on=start,
        entered_by=petition.author, **signed,
    )  # fmt: skip
    limit = start + datetime.timedelta(days=92)
    Ruling.objects.create(
        petition=petition, is_accepted=False, grounds=["form", "interest"], reasons="=1", notified_on=localdate(),
        notify_by=limit, **signed,
    )  # fmt: skip
    silent = PetitionFactory(deposited=True)
    type(silent).objects.filter(pk=silent.pk).update(notify_by=localdate() - datetime.timedelta(days=1))
    PetitionFactory()
    PetitionFactory(collecting=True, visibility="hidden")
    PetitionFactory(collecting=True, visibility="held")

    first, second = read(client)
    assert list(first) == [column.name for column in COLUMNS]
    assert (first["id"], first["council"]) == (str(petition.pk), petition.council.territory.code)
    assert first["object"].startswith("'=HYPERLINK")
    assert (first["days_to_notify"], first["late"], first["ruling"], first["grounds"]) == (
        "100", "1", "rejected", "form interest",
    )  # fmt: skip
    assert (first["deposited_on"], first["receipt"]) == (start.isoformat(), "2026/0001")
    assert (second["late"], second["ruling"], second["notified_on"], second["required"]) == ("1", "", "", "100")
    text = str([first, second])
    for secret in (*WHO.values(), "canarysigner", petition.author.public_name, mandate.name_fr):
        assert secret not in text, secret


@pytest.mark.django_db
def test_the_register_costs_one_query_whatever_it_holds(client, django_assert_num_queries):
    PetitionFactory(collecting=True)
    with django_assert_num_queries(1):
        assert len(read(client)) == 1
    PetitionFactory(deposited=True)
    PetitionFactory(collecting=True, of_association=True)
    with django_assert_num_queries(1):
        assert len(read(client)) == 3


@pytest.mark.django_db
def test_its_dictionary_says_what_each_column_and_code_means(client):
    page = client.get("/en/open-data/petitions/").content.decode()
    for column in COLUMNS:
        assert f"<code>{column.name}</code>" in page
    for code in ("lapsed", "association_age", "partly", "citizens"):
        assert f"<code>{code}</code>" in page
    assert ADDRESS in page


# --- feeds ---
def entries(client, name, slug) -> list[ElementTree.Element]:
    answer = client.get(reverse(f"petitions:{name}", args=[slug]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


@pytest.mark.django_db
def test_a_space_and_a_council_have_their_feeds(client, django_assert_num_queries):
    petition = PetitionFactory(collecting=True, title="طريق <الدوار>", aims="هدف & غاية")
    other = PetitionFactory(collecting=True, space=petition.space, of_association=True, council=petition.council)
    PetitionFactory(collecting=True, space=petition.space, council=petition.council, visibility="hidden")
    elsewhere = PetitionFactory(deposited=True)
    slug = petition.space.commune.slug
    for name, key in (("atom-of-space", slug), ("atom-of-council", slug)):
        newest, oldest = entries(client, name, key)
        assert oldest.find(f"{ATOM}title").text == "طريق <الدوار>"
        assert str(petition.author.public_name) not in ElementTree.tostring(oldest, encoding="unicode")
        assert newest.find(f"{ATOM}author/{ATOM}name").text == str(other.association)
        assert {one.get("term") for one in oldest.findall(f"{ATOM}category")} == {petition.theme, "collecting"}
    (only,) = entries(client, "atom-of-council", elsewhere.council.territory.slug)
    assert only.find(f"{ATOM}id").text.endswith(f"petition/{elsewhere.pk}")
    with django_assert_num_queries(2):
        client.get(reverse("petitions:atom-of-space", args=[slug]))


@pytest.mark.django_db
def test_a_space_in_preparation_has_no_feed(client):
    space = SpaceFactory(state="draft")
    assert client.get(reverse("petitions:atom-of-space", args=[space.commune.slug])).status_code == 404
    assert client.get(reverse("petitions:atom-of-council", args=["nowhere"])).status_code == 404
