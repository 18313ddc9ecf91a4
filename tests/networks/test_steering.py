"""The steering group, what members publish, campaigns, moderation."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from core.enums import Visibility
from core.workflow import Refused
from networks import actions
from networks.actions.steering import eligible
from networks.enums import MemberState, NetworkState
from networks.models import Campaign, Decision, Publication
from notices.models import Notice
from spaces.models import Coordination
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, MemberFactory, NetworkFactory, PublicationFactory, days
from tests.factories.spaces import AssociationMemberFactory
from tests.factories.territories import region
from tests.networks.people import refused, someone, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return NetworkFactory()


@pytest.fixture
def steerer(network):
    return MandateFactory(network=network).user


def test_a_mandate_is_given_to_who_speaks_for_a_member(network, steerer):
    member = MemberFactory(network=network)
    person = member.association.representative
    stranger = MemberFactory(network=network, state=MemberState.SUSPENDED).association.representative
    assert list(eligible(network)) == [person]
    said = {"by": steerer, "task": "الخزينة", "starts_on": days(0)}
    with refused("user"):
        actions.give_mandate(network, stranger, **said)
    with refused("ends_on"):
        actions.give_mandate(network, person, **said, ends_on=days(-1))
    mandate = actions.give_mandate(network, person, **said, ends_on=days(365))
    assert person.has_perm("networks.steer_network", network)
    assert Notice.objects.filter(user=person, key=f"network.mandate.{mandate.pk}").exists()
    with pytest.raises(Refused):
        actions.give_mandate(network, person, **said)
    with pytest.raises(PermissionDenied):
        actions.give_mandate(network, stranger, **said | {"by": UserFactory()})


def test_the_last_mandate_of_an_open_network_stays(network, steerer):
    mandate = network.mandates.get()
    with refused("last"):
        actions.end_mandate(mandate, by=steerer)
    second = MandateFactory(network=network)
    with refused("note"):
        actions.end_mandate(second, by=steerer)
    actions.end_mandate(mandate, by=steerer)
    assert not steerer.has_perm("networks.steer_network", network)
    with pytest.raises(PermissionDenied):
        actions.end_mandate(second, by=steerer, note="سبب")
    network.state = NetworkState.CLOSED
    network.save()
    assert actions.end_mandate(second, by=second.user).ended_at


def test_decisions_are_numbered_and_name_who_took_part(network, steerer):
    late = MandateFactory(network=network, starts_on=days(0))
    here = network.mandates.first()
    said = {"by": steerer, "title": "برنامج السنة", "text": "اعتماد البرنامج.", "taken_on": days(-1)}
    for took_part, code in (([], "took_part"), ([here, late], "took_part"), ([MandateFactory()], "took_part")):
        with refused(code):
            actions.record_decision(network, **said, took_part=took_part)
    with refused("taken_on"):
        actions.record_decision(network, **said | {"taken_on": days(1)}, took_part=[here])
    first = actions.record_decision(network, **said, took_part=[here])
    second = actions.record_decision(network, **said, took_part=[here], is_public=False)
    assert [first.number, second.number] == [1, 2]
    assert list(Decision.objects.visible_to(UserFactory())) == [first]
    assert set(Decision.objects.visible_to(steerer)) == {first, second}


def test_only_the_member_writes_what_it_publishes(network, steerer):
    member = MemberFactory(network=network)
    secretary = AssociationMemberFactory(association=member.association).user
    said = {"title": "ورشة", "text": "ورشة في التدبير المالي."}
    file = SimpleUploadedFile("a.pdf", paper())
    publication = actions.publish(member, by=secretary, **said, file=file)
    assert publication.document.name.endswith(".pdf")
    with pytest.raises(PermissionDenied):
        actions.publish(member, by=steerer, **said)
    for act in (
        lambda: actions.change_publication(publication, by=steerer, **said),
        lambda: actions.take_away(publication, by=steerer),
        lambda: actions.moderate(publication, "hide", by=steerer, note="سبب"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with refused("file"):
        actions.publish(member, by=secretary, **said, file=SimpleUploadedFile("a.pdf", b"MZ program"))
    changed = actions.change_publication(publication, by=secretary, title="ورشتان", text="نص", drop=True)
    assert (changed.title, bool(changed.document), bool(changed.changed_at)) == ("ورشتان", False, True)
    actions.decide(member, "suspend", by=steerer, note="سبب")
    with refused("not_active"):
        actions.publish(member, by=secretary, **said)
    assert not Publication.objects.visible_to(UserFactory()).exists()
    actions.take_away(publication, by=secretary)
    assert not Publication.objects.exists()


def test_a_coordinator_hides_and_the_member_is_told_why():
    network, members = world()
    publication = PublicationFactory(member=members["association"])
    coordinator = someone("coordinator", network, members)
    hidden = actions.moderate(publication, "hide", by=coordinator, note="قذف")
    assert hidden.visibility == Visibility.HIDDEN
    told = Notice.objects.filter(user=members["association"].association.representative)
    notice = told.exclude(key__startswith="case.").get()  # how to appeal is told beside it
    assert "قذف" in notice.text
    actions.moderate(network, "hide", by=coordinator, note="سبب")
    away = UserFactory()
    Coordination.objects.create(user=away, territory=region())
    assert away.has_perm("networks.view_network", network)
    with pytest.raises(PermissionDenied):
        actions.moderate(network, "show", by=someone("coordinator_elsewhere", network, members))


def test_a_campaign_from_its_asks_to_its_outcome(network, steerer):
    said = {"title": "قانون الجمعيات", "target": "الظهير 1-58-376", "asks": "وصل في أجله\nتبسيط المساطر"}
    campaign = actions.prepare_campaign(network, by=steerer, **said, allies="جمعيات المنطقة")
    assert not Campaign.objects.visible_to(UserFactory()).exists()
    step = actions.add_step(campaign, by=steerer, on=days(3), text="لقاء مع النواب")
    actions.move_campaign(campaign, "open", by=steerer)
    assert Campaign.objects.visible_to(UserFactory()).exists()
    assert actions.tick_step(step, by=steerer).done_at
    with pytest.raises(Refused):
        actions.move_campaign(campaign, "end", by=steerer)
    ended = actions.move_campaign(campaign, "end", by=steerer, note="اعتمد النص")
    assert ended.outcome == "اعتمد النص"
    with refused("ended"):
        actions.add_step(ended, by=steerer, on=days(4), text="خطوة")
    with pytest.raises(PermissionDenied):
        actions.prepare_campaign(network, by=UserFactory(), **said)
