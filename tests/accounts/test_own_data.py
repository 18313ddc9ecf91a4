"""Own data: taken along whole, without anyone else's; erased for good."""

import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts import actions
from accounts.enums import Trust
from accounts.models import Declaration, Token, User, Voucher
from accounts.signals import erasing, exporting
from accounts.tasks import sweep
from core.models import Entry, Message
from core.workflow import Refused
from needs.models import Photo, VoiceNote
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"


@pytest.fixture
def fatima():
    user = UserFactory(
        phone=PHONE, email="fatima@example.com", display_name="Fatima", commune=TerritoryFactory(name_fr="Tiznit")
    )
    Declaration.objects.create(user=user, birth_year=1987, gender="woman", has_disability=False)
    agent = UserFactory(trust=Trust.SEEN, is_staff=True, display_name="Agent Secret")
    actions.vouch(user, by=agent, level=Trust.VOUCHED, on_behalf_of="Tifawin")
    user.refresh_from_db()
    actions.make_token(user, name="carte", scopes=["read"], by=user)
    actions.give_totp(user, "JBSWY3DPEHPK3PXP")
    return user


@pytest.fixture
def other():
    user = UserFactory(phone="+212698765432", display_name="Autrui", email="autrui@example.com")
    Declaration.objects.create(user=user, birth_year=1951)
    actions.make_token(user, name="sien", scopes=["read"], by=user)
    return user


def opened(answer) -> tuple[dict, str]:
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    return json.loads(archive.read("agraw.json")), archive.read("agraw.html").decode()


def test_export_holds_everything_of_hers_and_nothing_of_others(client, sign_in, other):
    user = UserFactory(phone=PHONE, display_name="<b>Fatima</b>", commune=TerritoryFactory(name_fr="Tiznit"))
    Declaration.objects.create(user=user, birth_year=1987, gender="woman")
    actions.make_token(user, name="carte", scopes=["read"], by=user)
    sign_in(PHONE, PHONE)
    data, page = opened(client.get("/en/me/data/download/"))
    assert data["profile"]["phone"] == PHONE
    assert data["profile"]["commune"]["name"] == "Tiznit"
    assert (data["declaration"]["birth_year"], data["declaration"]["gender"]) == (1987, "woman")
    assert [token["name"] for token in data["tokens"]] == ["carte"]
    assert data["sessions"][0]["ip"] == "127.0.0.1"
    assert "make_token" in [entry["action"] for entry in data["journal"]]
    assert "1987" in page
    assert "&lt;b&gt;Fatima" in page
    for foreign in ("Autrui", "autrui@", "98765432", "1951", "sien"):
        assert foreign not in json.dumps(data, ensure_ascii=False) + page
    digests = Token.objects.values_list("digest", flat=True)
    assert not any(digest in json.dumps(data) for digest in digests)


def test_export_names_no_voucher(fatima):
    data = actions.export(fatima, by=fatima)
    assert data["vouchers"][0]["on_behalf_of"] == "Tifawin"
    assert "Agent Secret" not in str(data)
    assert data["second_factors"][0]["type"] == "totp"
    assert "JBSWY" not in str(data)


def test_every_column_about_a_person_is_exported(fatima):
    left_out = {"id", "password", "is_superuser", "is_active", "is_staff", "is_system", "erased_at"}
    fields = {field.name for field in User._meta.get_fields() if field.concrete and not field.many_to_many}
    assert fields - left_out == set(actions.export(fatima, by=fatima)["profile"])


def test_other_apps_add_their_part(fatima):
    def add(sender, user, **kwargs):
        return {"herbs": [{"name": "za'atar", "of": user.pk}]}

    exporting.connect(add, weak=False)
    try:
        assert actions.export(fatima, by=fatima)["herbs"] == [{"name": "za'atar", "of": fatima.pk}]
    finally:
        exporting.disconnect(add)


def test_export_and_erasure_are_the_owners_alone(fatima, other):
    for act in (actions.export, actions.erase):
        with pytest.raises(PermissionDenied):
            act(fatima, by=other)


def test_erase_page_asks_and_erases(client, sign_in, other):
    user = UserFactory(phone=PHONE, display_name="Fatima", commune=TerritoryFactory())
    sign_in(PHONE, PHONE)
    assert client.post("/en/me/erase/", {}).status_code == 422
    answer = client.post("/en/me/erase/", {"sure": "on"})
    assert answer.url == reverse("home")
    user.refresh_from_db()
    assert user.erased_at
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=other.pk).display_name == "Autrui"


def test_erase_leaves_a_neutral_name_and_nothing_else(fatima, other):
    pk = fatima.pk
    UserSession.objects.create(user=fatima, ip="192.0.2.1", session_key="x" * 32, user_agent="x")
    row = actions.erase(fatima, by=fatima)
    assert (row.phone, row.email, row.display_name, row.commune, row.trust) == (None, None, "", None, Trust.DECLARED)
    assert not any([row.is_active, row.is_staff, row.is_superuser, row.phone_verified, row.has_usable_password()])
    assert row.public_name == "A person who has left"
    for model in (Declaration, Token, Authenticator, UserSession, Voucher):
        assert not model.objects.filter(user=pk).exists()
    assert Entry.objects.filter(subject=f"accounts.user:{pk}", action="erase", by=pk).exists()
    assert Declaration.objects.filter(user=other).exists()


def test_erase_forgets_what_was_written_to_her(client):
    client.post("/en/accounts/login/", {"contact": PHONE})
    user = UserFactory(phone=PHONE)
    actions.erase(user, by=user)
    assert not Message.objects.filter(to=PHONE).exists()


def test_erased_contact_is_free_for_a_new_account(client, sign_in):
    user = UserFactory(phone=PHONE)
    actions.erase(user, by=user)
    assert sign_in(PHONE, PHONE).url.startswith("/en/welcome/")


def test_erase_is_all_or_nothing(fatima):
    def refuse(sender, user, **kwargs):
        raise Refused("not yet")

    erasing.connect(refuse, weak=False)
    try:
        with pytest.raises(Refused):
            actions.erase(fatima, by=fatima)
    finally:
        erasing.disconnect(refuse)
    fatima.refresh_from_db()
    assert fatima.erased_at is None
    assert Declaration.objects.filter(user=fatima).exists()


def test_a_spaces_only_facilitator_reads_why_she_stays(client, sign_in, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    user = UserFactory(phone=PHONE, display_name="Fatima", commune=TerritoryFactory())
    role = MembershipFactory(user=user, role=Role.FACILITATOR)
    Declaration.objects.create(user=user, birth_year=1987)
    sign_in(PHONE, PHONE)
    page = client.post("/en/me/erase/", {"sure": "on"})
    assert page.status_code == 409
    assert page.templates[0].name == "accounts/erase.html"
    assert "only facilitator: appoint another one first, or close the space" in page.content.decode()
    user.refresh_from_db()
    role.refresh_from_db()
    assert (user.phone, user.display_name, user.erased_at, role.ended_at) == (PHONE, "Fatima", None, None)
    assert Declaration.objects.filter(user=user).exists()
    assert client.session["_auth_user_id"] == str(user.pk)


def test_system_account_cannot_be_erased():
    system = User.objects.system()
    User.objects.filter(pk=system.pk).update(is_active=True)
    system.refresh_from_db()
    with pytest.raises(Refused):
        actions.erase(system, by=system)


def test_sweep_forgets(client):
    client.post("/en/accounts/login/", {"contact": PHONE})
    sweep(0)
    assert Message.objects.get().to == PHONE


def test_the_copy_holds_the_files_that_she_sent_and_no_other(client, sign_in):
    user, other = UserFactory(phone=PHONE), UserFactory()
    need = NeedFactory(author=user)
    files = {"image": ContentFile(b"x", "a.jpg"), "thumbnail": ContentFile(b"x", "b.jpg")}
    mine, theirs = (Photo.objects.create(need=need, added_by=by, **files) for by in (user, other))
    voice = VoiceNote.objects.create(need=need, audio=ContentFile(b"x", "a.ogg"), seconds=3)
    sign_in(PHONE, PHONE)
    answer = client.get("/en/me/data/download/")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert any(name.startswith(f"files/needs.photo-{mine.pk}-image.") for name in names)
    assert any(name.startswith(f"files/needs.voicenote-{voice.pk}-file.") for name in names)
    assert not any(f"-{theirs.pk}-" in name for name in names if "photo" in name)
