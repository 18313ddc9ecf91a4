"""The pages: who reads what, what a form keeps, what lists cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from networks import actions
from networks.enums import MemberKind, MemberState, NetworkState, OfferKind
from networks.models import Campaign, Member, Network, Offer, Publication, Support
from spaces.models import Coordination
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.networks import (
    CharterFactory,
    MandateFactory,
    MemberFactory,
    NetworkFactory,
    OfferFactory,
    OfficerFactory,
    PartnerFactory,
    PublicationFactory,
    days,
)
from tests.factories.spaces import AssociationFactory
from tests.factories.territories import TerritoryFactory, region
from tests.networks.people import world

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"networks:{name}", args=args)


@pytest.fixture
def signed_in(client):
    """Sign a person in and return the client."""

    def enter(user):
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def network(db):
    network = NetworkFactory(name_ar="شبكة الواحات", presentation_ar="شبكة الجمعيات في الواحات.")
    network.territories.add(region())
    CharterFactory(network=network)
    return network


@pytest.fixture
def steerer(network):
    return MandateFactory(network=network, user=UserFactory(display_name="منسقة الشبكة")).user


def test_a_stranger_reads_a_network_and_what_to_do(client, network, steerer):
    member = MemberFactory(network=network)
    hidden = MemberFactory(network=network, a_person=True, is_listed=False)
    PublicationFactory(member=member, title="ورشة مفتوحة")
    actions.record_decision(
        network, by=steerer, taken_on=days(0), title="فتح باب الانضمام", text="نص", took_part=network.mandates.all()
    )
    content = client.get(network.get_absolute_url()).content.decode()
    for words in ("شبكة الواحات", "ورشة مفتوحة", "فتح باب الانضمام", "منسقة الشبكة", page("apply", network.pk)):
        assert words in content
    for name in ("list", "partners", "offers", "asks"):
        assert client.get(page(name)).status_code == 200
    for name in ("charter", "members", "publications", "steering"):
        answer = client.get(page(name, network.pk))
        assert answer.status_code == 200
        assert hidden.user.display_name not in answer.content.decode()
    assert client.get(member.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404
    network.state = NetworkState.DRAFT
    network.save()
    for name in ("detail", "charter", "members", "publications", "steering"):
        assert client.get(page(name, network.pk)).status_code == 404
    assert client.get(page("publication", Publication.objects.get().pk)).status_code == 404


def test_an_application_from_the_form_to_the_decision(signed_in, network, steerer):
    association = AssociationFactory(name_ar="جمعية النخيل", name_fr="Association Palmier")
    browser = signed_in(association.representative)
    url = page("apply", network.pk)
    assert "جمعية النخيل" in browser.get(url).content.decode()
    said = {"version": 1, "who": f"association-{association.pk}", "letter": "نعمل في الواحات", "is_listed": "on"}
    wrong = browser.post(url, said | {"who": "space-1"})
    assert wrong.status_code == 422
    assert "نعمل في الواحات" in wrong.content.decode()
    answer = browser.post(url, said)
    member = Member.objects.get()
    assert answer.url == member.get_absolute_url()
    again = browser.post(url, said)
    assert again.status_code == 422
    # The steering group sees the dossier line by line, and ticks.
    actions.add_condition(network, by=steerer, text_ar="وصل نهائي", text_fr="Récépissé définitif")
    condition = network.conditions.get()
    browser = signed_in(steerer)
    assert "جمعية النخيل" in browser.get(page("manage", network.pk)).content.decode()
    content = browser.get(member.get_absolute_url()).content.decode()
    assert "نعمل في الواحات" in content
    assert "وصل نهائي" in content
    admit = page("member-move", network.pk, member.pk, "admit")
    assert browser.post(admit).status_code == 422
    browser.post(page("tick", network.pk, member.pk), {"condition": condition.pk})
    assert browser.get(admit).status_code == 200
    assert browser.post(admit).status_code == 302
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
    suspend = page("member-move", network.pk, member.pk, "suspend")
    assert browser.post(suspend, {"note": ""}).status_code == 422
    assert browser.post(suspend, {"note": "غياب متكرر"}).status_code == 302
    assert "غياب متكرر" not in signed_in(UserFactory()).get(member.get_absolute_url()).content.decode()
    assert "غياب متكرر" in signed_in(association.representative).get(member.get_absolute_url()).content.decode()
    leave = page("member-move", network.pk, member.pk, "withdraw")
    assert signed_in(steerer).post(leave).status_code == 403
    assert signed_in(association.representative).post(leave).status_code == 302
    member.refresh_from_db()
    assert member.state == MemberState.WITHDRAWN
    assert signed_in(steerer).post(page("member-move", network.pk, member.pk, "dance")).status_code == 404


def test_the_charter_is_compared_published_and_adhered_to(signed_in, network, steerer):
    member = MemberFactory(network=network)
    browser = signed_in(steerer)
    url = page("charter-edit", network.pk)
    form = {"based_on": 1, "ar_1": "الاستقلالية عن الأحزاب.", "fr_1": "L’indépendance des partis.", "zgh_1": ""}
    content = browser.post(url, form).content.decode()
    assert "<ins>" in content
    assert "<del>" in content
    assert network.charters.count() == 1
    assert browser.post(url, form | {"publish": 1}).status_code == 302
    stale = browser.post(url, form | {"publish": 1, "ar_1": "الاستقلالية عن كل جهة."})
    assert stale.status_code == 422
    assert "الاستقلالية عن كل جهة." in stale.content.decode()
    browser = signed_in(member.association.representative)
    assert page("adhere", network.pk) in browser.get(network.get_absolute_url()).content.decode()
    old = browser.post(page("adhere", network.pk), {"member": member.pk, "version": 1})
    assert old.status_code == 409
    assert browser.post(page("adhere", network.pk), {"member": member.pk, "version": 2}).status_code == 302
    assert page("adhere", network.pk) not in browser.get(network.get_absolute_url()).content.decode()
    other = MemberFactory(network=network)
    assert browser.post(page("adhere", network.pk), {"member": other.pk, "version": 2}).status_code == 404
    assert browser.get(page("charter", network.pk) + "?version=1").status_code == 200
    assert browser.get(page("charter", network.pk) + "?version=9").status_code == 404
    assert browser.get(url).status_code == 403


def test_a_member_publishes_and_the_network_cannot_touch_it(signed_in, network, steerer):
    member = MemberFactory(network=network)
    browser = signed_in(member.association.representative)
    url = page("publish", network.pk, member.pk)
    file = SimpleUploadedFile("note.pdf", paper(), content_type="application/pdf")
    assert browser.post(url, {"title": "ورشة", "text": "نص", "file": file}).status_code == 302
    publication = Publication.objects.get()
    bad = SimpleUploadedFile("note.pdf", b"GIF89a", content_type="application/pdf")
    answer = browser.post(page("publication-edit", publication.pk), {"title": "عنوان آخر", "text": "نص", "file": bad})
    assert answer.status_code == 422
    assert "عنوان آخر" in answer.content.decode()
    document = browser.get(page("document", publication.pk))
    assert document.content.startswith(b"%PDF-")
    assert document.headers["X-Content-Type-Options"] == "nosniff"
    browser = signed_in(steerer)
    for name in ("publication-edit", "publication-take-away"):
        assert browser.post(page(name, publication.pk), {"title": "تغيير", "text": "نص"}).status_code == 403
    assert browser.post(page("publication-move", publication.pk, "hide"), {"note": "سبب"}).status_code == 403
    coordinator = UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    browser = signed_in(coordinator)
    assert browser.post(page("publication-move", publication.pk, "hide"), {"note": "سبب"}).status_code == 302
    assert signed_in(steerer).get(page("document", publication.pk)).status_code == 404
    browser = signed_in(member.association.representative)
    assert browser.post(page("publication-take-away", publication.pk)).status_code == 302


def test_a_network_is_registered_described_and_opened(signed_in):
    founder = UserFactory()
    browser = signed_in(founder)
    said = {"kind": "forum", "name_ar": "منتدى", "name_fr": "Forum", "takes": ["association"], "regions": [region().pk]}
    wrong = browser.post(page("new"), said | {"name_fr": "", "applications_to": days(3)})
    assert wrong.status_code == 422
    assert browser.post(page("new"), said | {"applications_from": days(0)}).status_code == 302
    network = Network.objects.get()
    commune = TerritoryFactory(name_ar="تافراوت", name_fr="Tafraout")
    browser.post(page("places", network.pk), {"place": commune.slug})
    assert set(network.territories.all()) == {region(), commune}
    browser.post(page("edit", network.pk), said | {"regions": []})
    assert set(network.territories.all()) == {commune}
    browser.post(page("places", network.pk), {"remove": commune.pk})
    assert browser.post(page("conditions", network.pk), {"text_ar": "شرط", "text_fr": ""}).status_code == 422
    browser.post(page("conditions", network.pk), {"text_ar": "شرط", "text_fr": "Condition"})
    browser.post(page("conditions", network.pk), {"retire": network.conditions.get().pk})
    assert browser.post(page("network-move", network.pk, "open")).status_code == 422
    actions.publish_charter(network, by=founder, clauses=[("بند", "Clause", "")], based_on=0)
    assert browser.post(page("network-move", network.pk, "open")).status_code == 302
    network.refresh_from_db()
    assert network.state == NetworkState.OPEN
    for name in ("edit", "manage", "mandate-new", "decision-new", "campaign-new"):
        assert browser.get(page(name, network.pk)).status_code == 200
        assert signed_in(UserFactory()).get(page(name, network.pk)).status_code == 403
        browser = signed_in(founder)


def test_mandates_decisions_and_campaigns_by_their_forms(signed_in, network, steerer):
    person = MemberFactory(network=network).association.representative
    browser = signed_in(steerer)
    said = {"user": person.pk, "task": "التكوين", "starts_on": days(0)}
    assert browser.post(page("mandate-new", network.pk), said | {"ends_on": days(-1)}).status_code == 422
    assert browser.post(page("mandate-new", network.pk), said).status_code == 302
    mandate = network.mandates.get(user=person)
    decided = {"taken_on": days(0), "title": "قرار", "text": "نص", "took_part": [mandate.pk], "is_public": "on"}
    assert browser.post(page("decision-new", network.pk), decided).status_code == 302
    ending = page("mandate-end", network.pk, mandate.pk)
    assert browser.post(ending, {"note": ""}).status_code == 422
    assert browser.post(ending, {"note": "سفر طويل"}).status_code == 302
    assert "سفر طويل" not in browser.get(page("steering", network.pk)).content.decode()
    asked = {"title": "حملة", "target": "قانون الجمعيات", "asks": "مطلب أول\nمطلب ثان"}
    browser.post(page("campaign-new", network.pk), asked)
    campaign = Campaign.objects.get()
    browser.post(page("campaign-step", campaign.pk), {"on": days(2), "text": "لقاء"})
    assert browser.post(page("campaign-step", campaign.pk), {"on": "", "text": "لقاء"}).status_code == 422
    browser.post(page("campaign-step-done", campaign.steps.get().pk))
    assert browser.post(page("campaign-edit", campaign.pk), asked | {"allies": "حليف"}).status_code == 302
    assert signed_in(UserFactory()).get(campaign.get_absolute_url()).status_code == 404
    browser = signed_in(steerer)
    assert browser.post(page("campaign-move", campaign.pk, "open")).status_code == 302
    assert browser.post(page("campaign-move", campaign.pk, "end"), {"note": "اعتمد النص"}).status_code == 302
    assert "اعتمد النص" in signed_in(UserFactory()).get(campaign.get_absolute_url()).content.decode()


def test_partners_support_and_offers_by_their_forms(signed_in, network, steerer):
    browser = signed_in(officer := UserFactory())
    said = {"kind": "donor", "name_ar": "مؤسسة", "name_fr": "Fondation", "regions": [region().pk]}
    assert browser.post(page("partner-new"), said | {"website": "ftp://x"}).status_code == 422
    assert browser.post(page("partner-new"), said).status_code == 302
    partner = officer.partner_offices.get().partner
    assert signed_in(UserFactory()).get(partner.get_absolute_url()).status_code == 404
    coordinator = UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    assert signed_in(coordinator).post(page("partner-move", partner.pk, "list")).status_code == 302
    browser = signed_in(officer)
    look = page("support-new", partner.pk)
    assert f"network-{network.pk}" in browser.get(look, {"q": "الواحات"}).content.decode()
    url = f"{look}?to=network-{network.pk}"
    assert browser.post(url, {"subject": "تكوين", "starts_on": "", "amount": "0"}).status_code == 422
    assert browser.post(url, {"subject": "تكوين", "starts_on": days(0), "amount": "20000"}).status_code == 302
    assert "تكوين" not in signed_in(UserFactory()).get(partner.get_absolute_url()).content.decode()
    support = Support.objects.get()
    assert signed_in(steerer).post(page("support-move", support.pk, "confirm")).status_code == 302
    assert "تكوين" in signed_in(UserFactory()).get(network.get_absolute_url()).content.decode()
    browser = signed_in(steerer)
    asked = {
        "kind": "ask", "side": f"network-{network.pk}", "theme": "water", "title": "خبير في الماء", "text": "نص",
        "until": days(20), "region": region().pk,
    }  # fmt: skip
    assert browser.post(page("offer-new"), asked | {"side": f"partner-{partner.pk}"}).status_code == 422
    assert browser.post(page("offer-new"), asked).status_code == 302
    offer = OfferFactory(partner=partner, title="دعم تقني للماء")
    ask = Offer.objects.get(kind=OfferKind.ASK)
    assert "دعم تقني للماء" in browser.get(ask.get_absolute_url()).content.decode()
    assert "دعم تقني للماء" in browser.get(page("asks")).content.decode()
    assert "خبير في الماء" in browser.get(page("offers")).content.decode()
    assert browser.post(page("offer-move", offer.pk, "close")).status_code == 403
    assert browser.post(page("offer-move", ask.pk, "close")).status_code == 302
    assert "خبير في الماء" not in browser.get(page("asks")).content.decode()


def test_the_directory_is_filtered_by_kind_theme_and_place(client, network):
    near = TerritoryFactory()
    far = TerritoryFactory(code="05.071.01.01", slug="far")
    made = {
        "near": MemberFactory(network=network, association=AssociationFactory(seat=near, themes=["water"])),
        "far": MemberFactory(network=network, association=AssociationFactory(seat=far, themes=["health"])),
        "space": MemberFactory(network=network, a_space=True, themes=["water"]),
        "person": MemberFactory(network=network, a_person=True, place=far),
    }
    shown = {
        "?kind=association": {"near", "far"},
        "?theme=water": {"near", "space"},
        "?region=09": {"near", "space"},
        f"?q={made['far'].association.name_fr.replace(' ', '+')}": {"far"},
        "?kind=person&region=05": set(),
        "?q=zzz": set(),
    }
    TerritoryFactory(code="05", level="region", slug="region-05", parent=None, boundary=None, point=None)
    shown["?kind=person&region=05"] = {"person"}
    for query, names in shown.items():
        content = client.get(page("members", network.pk) + query).content.decode()
        found = {name for name, member in made.items() if f'href="{member.get_absolute_url()}"' in content}
        assert found == names, query


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    for _ in range(count):
        network = NetworkFactory()
        network.territories.add(TerritoryFactory())
        partner = PartnerFactory()
        partner.territories.add(TerritoryFactory())
        OfferFactory(partner=partner, territory=TerritoryFactory())
        OfferFactory(kind=OfferKind.ASK, partner=None, association=AssociationFactory())
    for kind in MemberKind:
        for _ in range(count):
            trait = {} if kind == MemberKind.ASSOCIATION else {f"a_{kind}": True}
            PublicationFactory(member=MemberFactory(network=network, **trait))
    officer = OfficerFactory(partner=partner)
    for _ in range(count):
        support = actions.propose_support(
            partner, by=officer.user, to=AssociationFactory(), subject="دعم", starts_on=days(0)
        )
        actions.move_support(support, "confirm", by=support.association.representative)
    costs = {
        page("list"): 3,
        page("partners"): 3,
        page("offers"): 2,
        page("asks"): 2,
        page("members", network.pk): 5,
        page("publications", network.pk): 3,
        page("partner", partner.pk): 4,
        page("detail", network.pk): 7,
    }
    for url, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(url).status_code == 200


def test_what_was_described_reads_the_same(signed_in):
    network, members = world(themes=["water", "health"])
    assert members["space"].where == members["space"].space.commune
    browser = signed_in(members["person"].user)
    content = browser.get(network.get_absolute_url()).content.decode()
    assert members["person"].get_absolute_url() in content
