"""The directory of associations: found by words in any script, theme, place, language, standing; what everyone sees."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from core.fitness import Unfit
from spaces import actions
from spaces.enums import PaperKind
from spaces.filters import AssociationApiFilter, AssociationFilter
from spaces.models import Association, Paper
from spaces.names import number_of
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, region
from tests.races import refusals, together

pytestmark = pytest.mark.django_db
ASKED = (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY)


def registered(name_ar="جمعية الأفق", name_fr="Association Horizon", by=None, **more):
    said = {"seat": TerritoryFactory(), "founded_on": datetime.date(2017, 3, 4), "themes": ["water"]} | more
    return actions.register_association(by=by or UserFactory(), name_ar=name_ar, name_fr=name_fr, **said)


def documented(association, *, checked=True, **more):
    """Put every document that is asked for into the dossier."""
    checker = UserFactory()
    for kind in ASKED:
        paper = Paper.objects.create(
            association=association, kind=kind, file="a.pdf", added_by=association.representative,
            **{"issued_on": localdate() - datetime.timedelta(days=9)} | more,
        )  # fmt: skip
        if checked:
            checker.is_superuser = True
            actions.check_paper(paper, by=checker)
    return Association.objects.get(pk=association.pk)


def found(filterset=AssociationFilter, **asked):
    form = filterset(asked, queryset=Association.objects.all())
    assert form.is_valid(), form.errors
    return set(form.qs)


# --- searching ---
@pytest.mark.parametrize("words", ["أفق", "الافق", "horizon", "HORIZ", "ouarzazate", "warzazat", "ورزازات"])
def test_it_is_found_in_any_script_and_spelling(words):
    one = registered("جمعية الأفق بورزازات ورززات", "Association Horizon d’Ouarzazate")
    registered("جمعية النور", "Association Lumière")
    assert found(q=words) == {one}


def test_each_filter_chooses():
    here = TerritoryFactory()
    one = registered(seat=here, themes=["water", "health"], languages=["ar", "zgh"])
    two = registered("جمعية النور", "Association Lumière", themes=["roads"], languages=["fr"])
    actions.add_branch(two, here, by=two.representative)
    assert found(theme="health") == {one}
    assert found(language="zgh") == {one}
    assert found(place=here.name_fr) == {one, two}  # a seat, a branch
    assert found(place="Nowhere at all") == set()
    assert found(region=region().code) == {one, two}
    assert found(AssociationApiFilter, commune=two.seat.code) == {two}
    assert found(AssociationApiFilter, region=region().code) == {one, two}
    assert found(in_order="on") == set()
    assert found(q="", theme="") == {one, two}


# --- standing ---
def test_a_dossier_complete_and_checked_says_so_until_a_document_ends(time_machine, client):
    one = documented(registered())
    bare, unchecked = registered("جمعية النور", "Association Lumière"), registered("جمعية الخير", "Association Bien")
    documented(unchecked, checked=False)
    assert found(in_order="on") == {one}
    assert one.checked_on == localdate()
    actions.check_paper(
        Paper.objects.create(
            association=one, kind=PaperKind.BOARD, file="b.pdf", issued_on=localdate(), added_by=one.representative,
            expires_on=localdate() + datetime.timedelta(days=30),
        ),
        by=UserFactory(is_superuser=True),
    )  # fmt: skip
    for row, is_said in ((one, True), (bare, False), (unchecked, False)):
        text = client.get(f"/fr/associations/{row.pk}/").text
        assert ("tag-done" in text.split("<main")[1].split("</main")[0]) == is_said
    time_machine.move_to(now() + datetime.timedelta(days=31))
    assert found(in_order="on") == set()
    assert actions.refresh_due() == 1
    one.refresh_from_db()
    assert one.holds_until is None  # the older list of the board, which has no end, counts again
    assert found(in_order="on") == {one}


def test_what_changes_takes_the_standing_back():
    one = documented(registered())
    actions.describe_association(
        one, by=one.representative, name_ar="جمعية أخرى", name_fr="Autre", seat=one.seat, founded_on=one.founded_on
    )
    assert not Association.objects.get().is_in_order
    two = documented(registered())
    actions.add_branch(two, TerritoryFactory(), by=two.representative)
    assert not Association.objects.get(pk=two.pk).is_in_order  # the declaration of the branch is asked for now
    actions.remove_branch(two, two.branches.get(), by=two.representative)
    assert Association.objects.get(pk=two.pk).is_in_order


# --- receipts ---
@pytest.mark.parametrize("written", ["12/2017", "N° 012-2017", "رقم ١٢/٢٠١٧", "12 2017"])
def test_a_receipt_has_one_number_however_it_is_written(written):
    assert number_of(written) == "12/2017"


def test_two_associations_of_a_province_have_not_the_same_receipt():
    one = registered(receipt_number="12/2017")
    neighbour = {"name_ar": "جمعية النور", "name_fr": "Association Lumière", "seat": TerritoryFactory()}
    with pytest.raises(Unfit) as refusal:
        registered(**neighbour, receipt_number="رقم ١٢-٢٠١٧")
    assert refusal.value.field == "receipt_number"
    with pytest.raises(Unfit) as refusal:
        registered(**neighbour, receipt_number="غير موجود")
    assert refusal.value.field == "receipt_number"
    two = registered(**neighbour, receipt_number="13/2017")
    with pytest.raises(Unfit):
        actions.describe_association(
            two, by=two.representative, **neighbour, founded_on=two.founded_on, receipt_number="12/2017"
        )
    assert actions.describe_association(
        one, by=one.representative, name_ar=one.name_ar, name_fr=one.name_fr, seat=one.seat,
        founded_on=one.founded_on, receipt_number="N° 12/2017",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_take_one_number():
    people, seats = [UserFactory(), UserFactory()], [TerritoryFactory(), TerritoryFactory()]
    results = together(
        *[
            lambda by=by, seat=seat, n=n: registered(
                f"جمعية {n} س", f"Association {n} s", by, seat=seat, receipt_number="7"
            )
            for n, (by, seat) in enumerate(zip(people, seats, strict=True))
        ]
    )
    assert len(refusals(results)) == 1
    assert Association.objects.count() == 1


# --- ways to reach it ---
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"site": "javascript:alert(1)"}, "site"),
        ({"shown": ["address"]}, "shown"),
        ({"languages": ["tlh"]}, "languages"),
    ],
)
def test_what_cannot_be_reached_is_named(more, field):
    with pytest.raises(Unfit) as refusal:
        registered(**more)
    assert refusal.value.field == field


def test_only_what_was_chosen_is_public(client):
    one = registered(
        email="horizon@example.org", phone="0612345678", site="https://horizon.example.org", shown=["site"],
        receipt_number="77/2017",
    )  # fmt: skip
    csv_text = b"".join(client.get("/open-data/associations.csv").streaming_content).decode()
    texts = [
        client.get(f"/ar/associations/{one.pk}/").text, client.get("/ar/associations/").text, csv_text,
        client.get(f"/api/v1/associations/{one.pk}/").text, client.get("/ar/associations/feed/").text,
    ]  # fmt: skip
    for text in texts:
        for private in ("horizon@example.org", "612345678", "77/2017"):
            assert private not in text
    assert all("https://horizon.example.org" in text for text in (texts[0], texts[2], texts[3]))
    client.force_login(one.representative)
    assert "77/2017" in client.get(f"/ar/associations/{one.pk}/").text


# --- pages, API, open data ---
@pytest.mark.parametrize("count", [1, 3])
def test_each_list_costs_the_same_for_one_and_three(client, count, django_assert_num_queries):
    for number in range(count):
        documented(registered(f"جمعية رقم {number}", f"Association numéro {number}"))
    address = reverse("spaces:directory")
    with django_assert_num_queries(2):  # the associations, the regions of the filter
        assert len(client.get(address).context["page"].rows) == count
    with django_assert_num_queries(4):  # the place, the region chosen
        page = client.get(address, {"place": "تيزنيت", "region": region().code, "q": "رقم"})
        assert page.status_code == 200
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/associations/").json()["results"]) == count


def test_a_refused_filter_is_said_and_htmx_gets_the_list_alone(client):
    registered()
    assert client.get("/api/v1/associations/", {"receipt_number": "1"}).status_code == 400
    assert client.get(reverse("spaces:directory"), {"theme": "war"}).status_code == 200
    part = client.get(reverse("spaces:directory"), {"q": "horizon"}, headers={"HX-Request": "true"}).text
    assert "<main" not in part
    assert "Horizon" in part or "الأفق" in part


def test_the_open_data_has_a_line_each_and_no_formula(client):
    registered("=1+1 جمعية", "Association Horizon")
    text = b"".join(client.get("/open-data/associations.csv").streaming_content).decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name_ar"] for row in rows] == ["'=1+1 جمعية"]
    assert rows[0]["founded"] == "2017"
    words = client.get(reverse("spaces:associations-data")).text
    assert all(f"<code>{name}</code>" in words for name in rows[0])


def test_the_api_gives_public_fields_alone(client):
    one = documented(registered(seat=SpaceFactory().commune))
    data = client.get(f"/api/v1/associations/{one.pk}/").json()
    assert data["checked_on"] == localdate().isoformat()
    assert (data["founded"], data["email"], data["seat"]["slug"]) == (2017, None, one.seat.slug)
    assert not {"representative", "purpose", "member_count", "receipt_number", "founded_on"} & data.keys()


# --- the people's pages ---
def test_a_person_is_invited_takes_her_place_and_takes_over(client):
    association = AssociationFactory()
    leader, person = association.representative, UserFactory(email="x1@example.org", display_name="خديجة")
    client.force_login(leader)
    people = reverse("spaces:association-people", args=[association.pk])
    sent = {"contact": "x1@example.org", "position": "secretary"}
    wrong = client.post(
        reverse("spaces:association-invite", args=[association.pk]), sent | {"contact": "no@example.org"}
    )
    assert wrong.status_code == 422
    assert 'value="no@example.org"' in wrong.text
    assert client.post(reverse("spaces:association-invite", args=[association.pk]), sent).url.endswith("/people/")
    assert "خديجة" not in client.get(people).text  # a number is not to tell whose it is
    client.force_login(person)
    place = association.members.get()
    assert str(association) in client.get(reverse("spaces:my-associations")).text
    assert client.get(people).status_code == 404
    client.post(reverse("spaces:place-accept", args=[place.pk]))
    assert client.get(people).status_code == 200
    assert client.get(reverse("spaces:association-edit", args=[association.pk])).status_code == 404
    client.force_login(leader)
    assert "خديجة" in client.get(people).text
    assert client.get(reverse("spaces:hand-over", args=[place.pk])).status_code == 200
    client.post(reverse("spaces:hand-over", args=[place.pk]))
    offer = association.hand_overs.get()
    client.force_login(person)
    client.post(reverse("spaces:hand-over-answer", args=[offer.pk]), {"answer": "yes"})
    association.refresh_from_db()
    assert association.representative == person


def test_a_strangers_doors_to_people_are_shut(client):
    place = AssociationMemberFactory()
    offer = actions.offer_hand_over(place.association, place, by=place.association.representative)
    client.force_login(UserFactory())
    assert client.get(reverse("spaces:association-people", args=[place.association_id])).status_code == 404
    for name, pk in (
        ("association-invite", place.association_id),
        ("place-accept", place.pk), ("place-decline", place.pk), ("place-end", place.pk), ("place-position", place.pk),
        ("hand-over", place.pk), ("hand-over-answer", offer.pk),
    ):  # fmt: skip
        assert client.post(reverse(f"spaces:{name}", args=[pk]), {}).status_code == 404, name


def test_the_representative_ends_a_place_for_a_reason(client):
    place = AssociationMemberFactory()
    client.force_login(place.association.representative)
    address = reverse("spaces:place-end", args=[place.pk])
    assert client.post(address, {"note": " "}).status_code == 422
    assert client.post(address, {"note": "نهاية الولاية"}).status_code == 302
    place.refresh_from_db()
    assert place.ended_at
