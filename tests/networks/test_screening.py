"""What an automatic rule holds back in networks: a publication, an offer; shown by the Lab, and told then."""

import pytest

from moderation import actions as moderation
from moderation.enums import Outcome
from moderation.models import Case
from networks import actions
from networks.models import Offer, Publication
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.networks import MemberFactory, OfficerFactory, days
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory
from tests.networks.people import world

pytestmark = pytest.mark.django_db
LINK = "اشتروا من www.boutique-amina.ma"


@pytest.fixture
def lab():
    return UserFactory(is_superuser=True)


def test_a_publication_waits_until_the_lab_has_read_it(lab):
    network, _members = world()
    member = MemberFactory(network=network)
    secretary = AssociationMemberFactory(association=member.association).user
    publication = actions.publish(member, by=secretary, title="ورشة", text=LINK)
    assert publication.visibility == "held"
    assert not Publication.objects.visible_to(UserFactory()).filter(pk=publication.pk).exists()
    case = Case.objects.get()
    assert (case.kind, case.author, case.rule, case.space) == ("publication", secretary, "links", None)
    moderation.decide(case, outcome=Outcome.KEPT, by=lab)
    publication.refresh_from_db()
    assert publication.visibility == "visible"
    changed = actions.change_publication(publication, by=secretary, title="ورشة", text="ولد القحبة")
    assert changed.visibility == "held"


def test_an_offer_waits_and_tells_whom_it_fits_once_it_is_shown(lab):
    association, officer = AssociationFactory(), OfficerFactory()
    by = association.representative
    said = {"theme": "water", "title": "مضخة", "until": days(30)}
    actions.post_offer(by=by, kind="ask", side=association, text="مضخة للسقي.", **said)
    offer = actions.post_offer(by=officer.user, kind="offer", side=officer.partner, text=LINK, **said)
    assert offer.visibility == "held"
    assert not Offer.objects.current().filter(pk=offer.pk).exists()
    told = Notice.objects.filter(user=by, key=f"offer.{offer.pk}")
    assert not told.exists()
    moderation.decide(Case.objects.get(), outcome=Outcome.KEPT, by=lab)
    assert told.count() == 1


def test_what_no_rule_stops_is_shown_at_once():
    officer = OfficerFactory()
    said = {"theme": "water", "title": "مضخة", "text": "مضخة للسقي.", "until": days(30)}
    assert actions.post_offer(by=officer.user, kind="offer", side=officer.partner, **said).visibility == "visible"
    assert not Case.objects.exists()
