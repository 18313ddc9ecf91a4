"""The pages of networks and partners: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from networks.models import Network
from tests import world_of_networks as making
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a network in preparation, members in each state, what is hidden."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    of = SimpleNamespace(space=world.space, who=who | {"author": who["association"]})
    made = making.make(of)
    made.told = Network.objects.filter(is_demo=True).earliest("pk")
    return made


def visits(world) -> list[Visit]:
    return [*public(world), *joining(world), *steering(world), *partners(world)]


def page(network) -> str:
    return f"networks/{network.pk}/"


def public(world) -> list[Visit]:
    made = world.networks
    opened, told = page(made.open), page(made.told)
    return [
        Visit("networks/"), Visit("networks/?q=qqqqq", languages=FEW), Visit(told), Visit(opened, "citizen"),
        Visit(f"{told}charter/"), Visit(f"{told}charter/?version=1", languages=FEW), Visit(f"{told}members/"),
        Visit(f"{told}members/?q=qqqqq", languages=FEW), Visit(f"{told}publications/"), Visit(f"{told}steering/"),
        Visit(f"{opened}members/{made.association.pk}/"), Visit(f"networks/publications/{made.publication.pk}/"),
        Visit(f"networks/campaigns/{made.campaign.pk}/"), Visit(page(made.draft), status=404, languages=FEW),
    ]  # fmt: skip


def joining(world) -> list[Visit]:
    made = world.networks
    opened = page(made.open)
    own = f"{opened}members/{made.association.pk}/"
    return [
        Visit(f"{opened}apply/", "citizen"), Visit(f"{opened}apply/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{opened}apply/", "facilitator", languages=FEW), Visit(f"{opened}charter/adhere/", "association"),
        Visit(f"{opened}charter/adhere/", "citizen", languages=FEW), Visit(own, "association"),
        Visit(f"{own}moves/withdraw/", "association", languages=FEW), Visit(f"{own}publish/", "association"),
        Visit(f"{own}publish/", "association", sends_nothing, 0, FEW),
        Visit(f"networks/publications/{made.publication.pk}/", "association", languages=FEW),
        Visit(f"networks/publications/{made.publication.pk}/edit/", "association", languages=FEW),
        Visit(f"networks/publications/{made.publication.pk}/take-away/", "association", languages=FEW),
        Visit(f"networks/publications/{made.publication.pk}/moves/hide/", "coordinator", languages=FEW),
    ]  # fmt: skip


def steering(world) -> list[Visit]:
    made = world.networks
    opened, draft = page(made.open), page(made.draft)
    applied, suspended = (f"{opened}members/{row.pk}/" for row in (made.applied, made.suspended))
    forms = ["edit/", "charter/edit/", "steering/decisions/", "steering/mandates/", "campaigns/new/"]
    return [
        Visit("networks/new/", "association"), Visit("networks/new/", "association", sends_nothing, 0, FEW),
        Visit("networks/", "association", languages=FEW), Visit(opened, "association"),
        Visit(f"{opened}manage/", "association"), Visit(f"{draft}manage/", "association", languages=FEW),
        Visit(applied, "association"), Visit(f"{applied}moves/admit/", "association", languages=FEW),
        Visit(f"{applied}moves/refuse/", "association", sends_nothing, 0, FEW),
        Visit(suspended, "association", languages=FEW),
        Visit(f"{suspended}moves/restore/", "association", languages=FEW),
        *(Visit(f"{opened}{form}", "association", languages=FEW) for form in forms),
        *(Visit(f"{opened}{form}", "association", sends_nothing, 0, FEW) for form in forms[1:4]),
        Visit(f"{opened}steering/mandates/{made.mandate.pk}/end/", "association", languages=FEW),
        Visit(f"{opened}moves/close/", "association", languages=FEW),
        Visit(f"networks/campaigns/{made.planned.pk}/", "association"),
        Visit(f"networks/campaigns/{made.planned.pk}/edit/", "association", languages=FEW),
        Visit(f"networks/campaigns/{made.planned.pk}/moves/open/", "association", languages=FEW),
    ]  # fmt: skip


def partners(world) -> list[Visit]:
    made = world.networks
    partner = f"networks/partners/{made.partner.pk}/"
    return [
        Visit("networks/partners/"), Visit(partner), Visit(partner, "officer", languages=FEW),
        Visit("networks/partners/new/", "citizen", languages=FEW),
        Visit("networks/partners/new/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{partner}edit/", "officer", languages=FEW), Visit(f"{partner}supports/new/", "officer"),
        Visit(f"{partner}supports/new/?q=network", "officer", languages=FEW),
        Visit(f"{partner}supports/new/?to=network-{made.open.pk}", "officer", languages=FEW),
        Visit(f"networks/supports/{made.proposed.pk}/moves/confirm/", "association", languages=FEW),
        Visit(f"networks/partners/{made.waiting.pk}/moves/list/", "coordinator", languages=FEW),
        Visit("networks/offers/"), Visit("networks/asks/"), Visit(f"networks/offers/{made.ask.pk}/"),
        Visit("networks/offers/new/", "association"), Visit("networks/offers/new/", "citizen", languages=FEW),
        Visit("networks/offers/new/", "association", sends_nothing, 0, FEW),
        Visit(f"networks/offers/{made.ask.pk}/moves/close/", "association", languages=FEW),
    ]  # fmt: skip
