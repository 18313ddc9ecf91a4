"""An assembly at each step of its life, told by the real actions."""

import datetime

import time_machine
from django.utils.timezone import now

from assemblies import actions
from assemblies.enums import AssemblyKind, Presence
from assemblies.models import Assembly, Voter
from spaces.enums import Position
from tests.factories.networks import MandateFactory, MemberFactory, NetworkFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory

RULES = {"notice_days": 15, "quorum_first": "majority", "quorum_second": "third", "proxies_max": 1}


def network(members: int = 5, **rules):
    """Return a network with that many associations, and who steers it; its rules are written."""
    mandate = MandateFactory()
    body = mandate.network
    for _number in range(members):
        MemberFactory(network=body)
    actions.set_bylaws(body, AssemblyKind.ORDINARY, by=mandate.user, **RULES | rules)
    return body, mandate.user


def association(members: int = 3, **rules):
    """Return an association with its secretary and that many members besides, and the secretary."""
    body = AssociationFactory()
    secretary = AssociationMemberFactory(association=body).user
    for _number in range(members):
        AssociationMemberFactory(association=body, position=Position.MEMBER)
    actions.set_bylaws(body, AssemblyKind.ORDINARY, by=secretary, **RULES | rules)
    return body, secretary


def drafted(body, by, *, days: int = 20, items=("التقرير الأدبي", "التقرير المالي"), **said) -> Assembly:
    said = {
        "title": "الجمع العام العادي",
        "starts_at": now() + datetime.timedelta(days=days),
        "place": "دار الشباب",
    } | said
    assembly = actions.create_assembly(body, by=by, **said)
    for title in items:
        actions.add_item(assembly, by=by, title=title)
    return assembly


class Hall:
    """An assembly that was convened, on its day once `with` is entered: its voters by number, who leads it."""

    def __init__(self, members: int = 5, *, body=None, by=None, **rules):
        self.body, self.by = (body, by) if body else network(members, **rules)
        self.assembly = drafted(self.body, self.by)
        actions.convene(self.assembly, by=self.by)
        self.assembly.refresh_from_db()

    def __enter__(self):
        self.clock = time_machine.travel(self.assembly.starts_at + datetime.timedelta(minutes=5), tick=False)
        self.clock.start()
        return self

    def __exit__(self, *gone):
        self.clock.stop()

    def voter(self, number: int) -> Voter:
        return self.assembly.voters.select_related("speaker").get(number=number)

    def come(self, *numbers: int) -> None:
        for number in numbers:
            actions.mark(self.voter(number), Presence.PRESENT, by=self.by)

    def leave(self, *numbers: int) -> None:
        for number in numbers:
            actions.mark(self.voter(number), Presence.LEFT, by=self.by)

    def gives(self, giver: int, holder: int):
        voter = self.voter(giver)
        return actions.give_proxy(voter, self.voter(holder), by=voter.speaker)

    def opens(self, *numbers: int) -> None:
        """Have these voters come, and open the session."""
        self.come(*numbers)
        self.assembly = actions.open_assembly(self.assembly, by=self.by)

    def vote(self, item: int = 1, **said):
        """Prepare a vote on a point of the agenda, and open it."""
        said = {"question": "المصادقة على التقرير"} | said
        vote = actions.prepare_vote(self.assembly.items.get(position=item), by=self.by, **said)
        return actions.open_vote(vote, by=self.by)

    def casts(self, vote, number: int, **said):
        voter = self.voter(number)
        return actions.cast(vote, vote.rights.get(voter=voter), by=voter.speaker, **said)


__all__ = ["Hall", "NetworkFactory", "association", "drafted", "network"]
