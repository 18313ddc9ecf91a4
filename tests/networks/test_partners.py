"""Partners, what they support, offers and needs matched by theme and place."""

import pytest
from django.core.exceptions import PermissionDenied

from core.workflow import Refused, perform
from networks import actions
from networks.enums import OfferKind, PartnerState, SupportState
from networks.models import Offer, Support
from networks.workflow import CONFIRM, DECLINE, END, SUPPORT_MOVES
from notices.models import Notice
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, NetworkFactory, OfferFactory, OfficerFactory, PartnerFactory, days
from tests.factories.spaces import AssociationFactory
from tests.factories.territories import TerritoryFactory, region
from tests.networks.people import refused

pytestmark = pytest.mark.django_db


def test_a_partner_waits_for_the_lab():
    person, coordinator = UserFactory(), UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    said = {"kind": "donor", "name_ar": "مؤسسة", "name_fr": "Fondation"}
    partner = actions.register_partner(by=person, **said, website="https://example.org/")
    assert partner.state == PartnerState.WAITING
    with refused("name_ar"):
        actions.register_partner(by=person, **said)
    for website in ("http://example.org", "https://a:b@example.org", "javascript:alert(1)"):
        with refused("website"):
            actions.register_partner(by=person, kind="donor", name_ar="أخرى", name_fr="Autre", website=website)
    with pytest.raises(PermissionDenied):
        actions.move_partner(partner, "list", by=person)
    assert actions.move_partner(partner, "list", by=coordinator).state == PartnerState.LISTED
    assert Notice.objects.filter(user=person, url__contains="partners").exists()


def test_support_counts_once_both_sides_say_it():
    officer = OfficerFactory()
    association = AssociationFactory()
    said = {"subject": "تجهيز المقر", "starts_on": days(-30), "amount": 50_000}
    support = actions.propose_support(officer.partner, by=officer.user, to=association, **said)
    assert not Support.objects.visible_to(UserFactory()).exists()
    assert list(Support.objects.waiting_for(association.representative)) == [support]
    with refused("already"):
        actions.propose_support(officer.partner, by=officer.user, to=association, **said)
    with pytest.raises(PermissionDenied):
        actions.move_support(support, CONFIRM, by=officer.user)
    actions.move_support(support, CONFIRM, by=association.representative)
    assert Support.objects.visible_to(UserFactory()).get().amount == 50_000
    assert actions.move_support(support, END, by=officer.user).state == SupportState.ENDED
    assert Support.objects.visible_to(UserFactory()).exists()
    with pytest.raises(PermissionDenied):
        actions.propose_support(officer.partner, by=association.representative, to=association, **said)
    for wrong, code in (({"amount": 0}, "amount"), ({"ends_on": days(-31)}, "ends_on"), ({"subject": "12"}, "subject")):
        with refused(code):
            actions.propose_support(officer.partner, by=officer.user, to=association, **said | wrong)
    with refused("to"):
        actions.propose_support(officer.partner, by=officer.user, to=NetworkFactory(state="draft"), **said)


def test_the_grid_of_a_support():
    by = UserFactory(is_superuser=True)
    allowed = {("proposed", CONFIRM), ("proposed", DECLINE), ("proposed", END), ("confirmed", END)}
    for state in SupportState:
        for action in SUPPORT_MOVES:
            support = Support.objects.create(
                partner=PartnerFactory(), network=NetworkFactory(), subject="دعم", starts_on=days(0), said_by=by,
                state=state,
            )  # fmt: skip
            if (state, action) in allowed:
                perform(support, action, by=by, note="سبب")
            else:
                with pytest.raises(Refused):
                    perform(support, action, by=by, note="سبب")


@pytest.fixture
def places(db):
    commune = TerritoryFactory()
    return {"region": region(), "commune": commune, "other": TerritoryFactory(), "none": None}


def test_offers_fit_by_theme_and_place(places):
    """A region holds its communes, and no place at all is every place; a code that begins alike is another place."""
    elsewhere = TerritoryFactory(code="091.001.01.01", slug="other")
    made = {name: OfferFactory(territory=place) for name, place in places.items()}
    made["elsewhere"] = OfferFactory(territory=elsewhere)
    OfferFactory(theme="health", territory=None)
    OfferFactory(until=days(-1), territory=None)
    OfferFactory(partner=PartnerFactory(state="waiting"), territory=None)
    OfferFactory(visibility="hidden", territory=None)
    OfferFactory(state="closed", territory=None)
    fits = {
        "region": {"region", "commune", "other", "none"},
        "commune": {"region", "commune", "none"},
        "none": {"region", "commune", "other", "none", "elsewhere"},
    }
    for name, expected in fits.items():
        ask = OfferFactory(kind=OfferKind.ASK, partner=None, association=AssociationFactory(), territory=places[name])
        keys = {made[one].pk for one in expected}
        assert {one.pk for one in Offer.objects.fitting_one(ask)} == keys, name
        row = Offer.objects.with_fitting(OfferKind.ASK, most=10).get(pk=ask.pk)
        assert {one["id"] for one in row.fits} == keys, name
        assert row.fit_count == len(keys)
        assert row.fits[0]["name_fr"].startswith("Fondation")
        # The other way round.
        for one in made.values():
            back = Offer.objects.with_fitting(OfferKind.OFFER, most=10).get(pk=one.pk)
            assert (ask.pk in {found["id"] for found in back.fits}) == (one.pk in keys), name


def test_all_matches_cost_one_query(django_assert_num_queries, places):
    for _ in range(3):
        OfferFactory(territory=places["commune"])
        OfferFactory(kind=OfferKind.ASK, partner=None, association=AssociationFactory(), territory=places["region"])
    with django_assert_num_queries(1):
        rows = list(Offer.objects.current().with_fitting(OfferKind.ASK))
        assert [row.fit_count for row in rows] == [3, 3, 3]


def test_posting_tells_those_whom_it_fits(places):
    association = AssociationFactory()
    said = {"theme": "water", "title": "مضخة", "text": "مضخة للسقي.", "until": days(30)}
    by = association.representative
    with pytest.raises(PermissionDenied):
        actions.post_offer(by=UserFactory(), kind="ask", side=association, **said)
    actions.post_offer(by=by, kind="ask", side=association, territory=places["commune"], **said)
    with refused("already"):
        actions.post_offer(by=by, kind="ask", side=association, **said)
    officer = OfficerFactory()
    offer = actions.post_offer(by=officer.user, kind="offer", side=officer.partner, territory=places["region"], **said)
    assert Notice.objects.filter(user=by, key=f"offer.{offer.pk}").exists()
    for wrong in ({"until": days(-1)}, {"until": days(400)}, {"theme": "war"}, {"kind": "gift"}, {"title": "7"}):
        with pytest.raises(Refused):
            actions.post_offer(**{"by": officer.user, "kind": "offer", "side": officer.partner} | said | wrong)
    with pytest.raises(PermissionDenied):
        actions.close_offer(offer, by=by)
    assert actions.close_offer(offer, by=officer.user).closed_at


def test_a_network_asks_by_whoever_steers_it():
    mandate = MandateFactory()
    said = {"theme": "water", "title": "خبير", "text": "خبير في الماء.", "until": days(30)}
    ask = actions.post_offer(by=mandate.user, kind="ask", side=mandate.network, **said)
    assert ask.side == mandate.network
