"""The pages of signing: at most three, without JavaScript, and nobody's name in any of them."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.enums import Visibility
from petitions import actions, secrets
from petitions.enums import SignatureState
from petitions.models import Signature
from spaces.enums import Role
from territories.enums import Level
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory
from tests.petitions.signers import accept_online, ask_for_cards, signed_by
from tests.signs import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ATTESTS = {"attests": "on", "telling": "inbox"}


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


@pytest.fixture
def person(client, petition):
    person = UserFactory(commune=petition.space.commune)
    client.force_login(person)
    return person


def page(name, petition) -> str:
    return reverse(f"petitions:{name}", args=[petition.pk])


def buttons(text: str) -> list[str]:
    return re.findall(r'<a class="button"[^>]*href="([^"]+)"', text)


def test_three_pages_from_the_petition_to_thanks(client, petition, person):
    first = client.get(page("detail", petition)).text
    assert page("sign", petition) in buttons(first)
    second = client.get(page("sign", petition))
    assert second.status_code == 200
    third = client.post(page("sign", petition), ATTESTS, follow=True)

    assert third.redirect_chain == [(page("signed", petition), 302)]
    assert third.status_code == 200
    assert Signature.objects.count() == 1
    assert page("take-back", petition) in client.get(page("detail", petition)).text


def test_a_visitor_is_led_through_the_door_and_back(client, petition):
    door = f"{reverse('account_login')}?next={page('sign', petition)}"

    assert door in buttons(client.get(page("detail", petition)).text)
    assert client.get(page("sign", petition)).url == door
    assert client.post(page("sign", petition), ATTESTS).url == door
    assert not Signature.objects.exists()


def test_a_repeat_sees_the_same_page(client, petition, person):
    texts = [client.post(page("sign", petition), ATTESTS, follow=True).text for _ in range(2)]

    assert texts[0].split("<main")[1] == texts[1].split("<main")[1]
    assert Signature.objects.count() == 1


def test_signing_costs_three_queries(client, petition, person, settings, django_assert_num_queries):
    """The session with its person, the petition with its terms, the row; no office is asked for."""
    settings.SECOND_FACTOR_ENFORCED = True
    cache.clear()
    UserSession.objects.create(session_key=client.session.session_key, user=person, ip="10.0.0.1", user_agent="")
    with django_assert_num_queries(3):  # eight at most; twice a second at most another asks for a count
        client.post(page("sign", petition), ATTESTS)


@pytest.mark.parametrize("missing", [{"telling": "inbox"}, {"attests": "on"}, {"attests": "on", "telling": "pigeon"}])
def test_what_is_missing_is_said_and_nothing_is_kept(client, petition, person, missing):
    response = client.post(page("sign", petition), missing)

    assert response.status_code == 422
    assert not Signature.objects.exists()


# --- what is asked ---
@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("required", [True, False])
def test_name_and_card_have_a_field_only_where_the_list_needs_them(client, petition, person, online, required):
    if online:
        accept_online(petition)
    if required:
        ask_for_cards(petition)

    text = client.get(page("sign", petition)).text

    assert ('name="name"' in text) is online
    assert ('name="cin"' in text) is (online and required)


@pytest.mark.parametrize("cin", ["", "A1", "123456", "AB١٢٣"])
def test_a_card_that_is_none_is_refused_beside_its_field(client, petition, person, cin):
    accept_online(petition)
    ask_for_cards(petition)

    response = client.post(page("sign", petition), ATTESTS | {"name": "فاطمة المثال", "cin": cin})

    assert response.status_code == 422
    assert 'id="id_cin_error"' in response.text
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("level", "article", "electoral"),
    [(Level.COMMUNE, "113-14", True), (Level.PROVINCE, "112-14", True), (Level.REGION, "111-14", False)],
)
def test_the_page_asks_what_the_law_of_the_level_asks(client, person, level, article, electoral):
    territory = TerritoryFactory(level=level, **{"parent": None} if level == Level.REGION else {})
    petition = PetitionFactory(collecting=True, council__territory=territory)

    text = client.get("/en" + page("sign", petition)[3:]).text

    assert article in read(text)
    assert ("electoral rolls" in text) is electoral


# --- who and when ---
@pytest.mark.parametrize("name", ["sign", "signed"])
def test_what_is_not_shown_is_not_found(client, petition, person, name):
    type(petition).objects.filter(pk=petition.pk).update(visibility=Visibility.HIDDEN)

    assert client.get(page(name, petition)).status_code == 404
    assert client.post(page("sign", petition), ATTESTS).status_code == 404


def test_a_petition_in_the_councils_hands_says_so(client, person):
    petition = PetitionFactory(deposited=True)

    assert client.get(page("sign", petition)).status_code == 409
    assert client.post(page("sign", petition), ATTESTS).status_code == 409
    assert not Signature.objects.exists()


# --- taking it back ---
def test_a_signature_is_taken_back_after_a_question(client, petition, person):
    signed_by(petition, person)

    assert client.get(page("take-back", petition)).status_code == 200
    assert Signature.objects.get().state == SignatureState.VALID
    response = client.post(page("take-back", petition), follow=True)

    assert response.redirect_chain[0][0] == page("detail", petition)
    assert Signature.objects.get().state == SignatureState.WITHDRAWN
    assert page("sign", petition) in buttons(response.text)


def test_only_who_has_signed_can_take_back(client, petition, person):
    assert client.get(page("take-back", petition)).status_code == 404
    assert client.get(reverse("petitions:take-back", args=[0])).status_code == 404


def test_a_signature_is_taken_back_from_what_is_hidden_too(client, petition, person):
    signed_by(petition, person)
    type(petition).objects.filter(pk=petition.pk).update(visibility=Visibility.HIDDEN)

    response = client.get(page("take-back", petition))

    assert petition.title not in response.text
    assert client.post(page("take-back", petition)).url == reverse("home")
    assert Signature.objects.get().state == SignatureState.WITHDRAWN


def test_after_the_deposit_the_page_says_what_stays(client, person):
    petition = PetitionFactory(deposited=True)
    key = secrets.fingerprint(petition.pk, "account", str(person.pk))
    SignatureFactory(petition=petition, person_key=key, sealed=secrets.seal(petition.pk, {"user": person.pk}))

    assert "in the council’s hands" in client.get("/en" + page("take-back", petition)[3:]).text
    client.post(page("take-back", petition))

    row = Signature.objects.get()
    assert (row.state, bytes(row.sealed)) == (SignatureState.VALID, b"")


# --- counts ---
def test_kinds_stand_apart_with_their_second(client, petition):
    accept_online(petition)
    SignatureFactory.create_batch(3, petition=petition, kind="support")
    SignatureFactory.create_batch(2, petition=petition, kind="online")
    actions.refresh(petition)

    text = " ".join(client.get("/en" + page("detail", petition)[3:]).text.split())

    assert "2 valid signatures of 100 required" in text
    assert "98 valid signatures are still missing." in text
    assert re.search(r"as of \d\d:\d\d:\d\d", text)
    assert re.search(r"initial support, not counted as signatures</dt> <dd> 3 </dd>", text)
    assert re.search(r"signatures online</dt> <dd> 2 </dd>", text)


def test_a_region_says_which_provinces_bring_too_few(client):
    region = TerritoryFactory(level=Level.REGION, parent=None)
    first, second = (TerritoryFactory(level=Level.PROVINCE, parent=region) for _ in range(2))
    petition = PetitionFactory(collecting=True, spread_required=2, council__territory=region)
    commune = TerritoryFactory(level=Level.COMMUNE, parent=first)
    SignatureFactory.create_batch(2, petition=petition, kind="online", territory=commune)
    SignatureFactory(petition=petition, kind="support", territory=TerritoryFactory(level="commune", parent=second))
    actions.refresh(petition)

    text = client.get("/fr" + page("detail", petition)[3:]).text

    panel = text.split('id="sign"')[1].split("</section>")[0]
    assert second.name_fr in panel
    assert first.name_fr not in panel


def test_no_page_names_a_signer(client, petition):
    signer = UserFactory(display_name="زهرة المستترة", email="zahra@example.com")
    facilitator = MembershipFactory(space=petition.space, role=Role.FACILITATOR).user
    accept_online(petition)
    ask_for_cards(petition)
    signed_by(petition, signer, name="زهرة المثال", cin="ZX98765")
    Signature.objects.update(state=SignatureState.HELD)
    actions.refresh(petition)

    for reader in (None, petition.author, facilitator, UserFactory(is_superuser=True)):
        client.logout()
        if reader:
            client.force_login(reader)
        for name in ("detail", "sign", "signed", "judge"):
            text = client.get(page(name, petition), follow=True).text
            assert not any(word in text for word in ("زهرة", "ZX98765", signer.phone[4:], "zahra"))


# --- held signatures ---
@pytest.fixture
def facilitator(client, petition):
    facilitator = MembershipFactory(space=petition.space, role=Role.FACILITATOR).user
    client.force_login(facilitator)
    return facilitator


def test_held_signatures_are_looked_at_by_group(client, petition, facilitator):
    SignatureFactory.create_batch(3, petition=petition, state="held", origin_key=b"a" * 32)
    SignatureFactory(petition=petition, state="held", origin_key=b"b" * 32)
    text = client.get(page("judge", petition)).text
    assert page("judge", petition) in client.get(page("detail", petition)).text
    groups = re.findall(r'name="group" value="([^"]+)"', text)
    assert len(groups) == 2
    note = {"note": "ورشة في دار الشباب"}

    wrong = client.post(page("judge", petition), {"group": groups[1], "act": "invalidate"} | note)
    assert wrong.status_code == 422
    client.post(page("judge", petition), {"group": groups[0], "act": "release"} | note)
    client.post(page("judge", petition), {"group": groups[1], "act": "invalidate", "reason": "abuse"} | note)

    assert (
        sorted(petition.signatures.values_list("state", "invalidity")) == [("invalid", "abuse")] + [("valid", "")] * 3
    )
    again = client.post(page("judge", petition), {"group": groups[0], "act": "release"} | note)
    assert again.status_code == 422


def test_only_who_moderates_looks_at_held_signatures(client, petition, person):
    assert client.get(page("judge", petition)).status_code == 403
    client.force_login(petition.author)
    assert client.get(page("judge", petition)).status_code == 403


def test_the_page_of_a_petition_costs_the_same_however_many_sign(client, petition, person):
    counts = []
    for _ in range(2):
        SignatureFactory.create_batch(3, petition=petition)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(page("detail", petition))
        counts.append(len(queries))
    assert counts[0] == counts[1]
