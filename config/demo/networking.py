"""The network and the partners of the demonstration, told by the real actions at real dates."""

import datetime
import json
from pathlib import Path

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from networks import actions as networks
from networks.models import Member, Network, Partner
from spaces import actions as spaces
from spaces.models import Association, Space
from territories.models import Territory

CONTENT = json.loads((Path(__file__).parent / "networks.json").read_text(encoding="utf-8"))
FOUNDED, OPENED, CHANGED, SIGNED = 120, 110, 40, 35  # days ago
REGIONS = ["08", "09", "10"]


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def day(days: int) -> datetime.date:
    """Return the day that many days from today."""
    return timezone.localdate() + datetime.timedelta(days=days)


class Story:
    """One network across the communes: its founder is the secretary of an association whose account is printed."""

    def __init__(self, accounts: dict[str, User], spaces_by_key: dict[str, Space], staff: dict[str, dict[str, User]]):
        self.accounts, self.spaces, self.staff = accounts, spaces_by_key, staff
        self.regions = list(Territory.objects.light().filter(level="region", code__in=REGIONS))
        self.associations: list[Association] = []
        self.partners: list[Partner] = []
        self.members: dict[int, Member] = {}
        self.network: Network | None = None

    @property
    def founder(self) -> User:
        return people.fresh(self.accounts["association"])

    def tell(self) -> None:
        with days_ago(FOUNDED):
            self._found()
        with days_ago(OPENED):
            self._open()
        self._decide()
        with days_ago(CHANGED):
            clauses = [(ar, fr, "") for ar, fr in CONTENT["charter"]]
            for place, (ar, fr) in CONTENT["changed"].items():
                clauses[int(place)] = (ar, fr, "")
            networks.publish_charter(self.network, by=self.founder, clauses=clauses, based_on=1)
        with days_ago(SIGNED):
            for member in list(self.members.values())[:2]:  # the others are still asked
                networks.adhere(member, by=self._speaker(member), version=2)
        self._ask()
        for said in CONTENT["publications"]:
            member = self.members[said["of"]]
            with days_ago(said["days_ago"]):
                networks.publish(member, by=self._speaker(member), title=said["title"], text=said["text"])
        self._campaign()
        self._partners()

    def _found(self) -> None:
        said = {name: value for name, value in CONTENT["network"].items() if name != "conditions"}
        self.network = networks.register_network(
            by=self.founder,
            kind="network",
            regions=self.regions,
            takes=["space", "association", "person"],
            applications_from=timezone.localdate(),
            **said,
        )
        Network.objects.filter(pk=self.network.pk).update(is_demo=True)
        clauses = [(ar, fr, "") for ar, fr in CONTENT["charter"]]
        networks.publish_charter(self.network, by=self.founder, clauses=clauses, based_on=0)
        self.network = networks.move_network(self.network, "open", by=self.founder)

    def _open(self) -> None:
        """Register the associations, admit the first members, give them mandates, ask the conditions of the next."""
        for said in CONTENT["associations"]:
            if said["commune"] in self.spaces:
                self.associations.append(self._association(said))
        facilitator = people.fresh(self.staff[next(iter(self.spaces))]["facilitator"])
        space = self.spaces[next(iter(self.spaces))]
        own = Association.objects.filter(representative=self.founder).first()
        for key, who, by in (
            *((place, {"association": one}, one.representative) for place, one in enumerate(self.associations[:2])),
            (10, {"space": space}, facilitator),
            *([(11, {"association": own}, self.founder)] if own else []),
        ):
            member = networks.apply(self.network, by=people.fresh(by), version=1, **who)
            self.members[key] = networks.decide(member, "admit", by=self.founder)
        for place, task in ((0, "أمانة المال"), (1, "التكوين")):
            person = self.members[place].association.representative
            networks.give_mandate(
                self.network,
                person,
                by=self.founder,
                task=task,
                starts_on=timezone.localdate(),
                ends_on=timezone.localdate() + datetime.timedelta(days=730),
            )
        for condition in CONTENT["network"]["conditions"]:
            networks.add_condition(self.network, by=self.founder, **condition)

    def _decide(self) -> None:
        for said in CONTENT["decisions"]:
            with days_ago(said["days_ago"]):
                networks.record_decision(
                    self.network,
                    by=self.founder,
                    taken_on=timezone.localdate(),
                    title=said["title"],
                    text=said["text"],
                    took_part=self.network.mandates.all(),
                )

    def _association(self, said: dict) -> Association:
        person = people.make_inhabitants([said["person"]])[0]
        today = timezone.localdate()
        association = spaces.register_association(
            by=person,
            seat=self.spaces[said["commune"]].commune,
            founded_on=today.replace(day=1, year=today.year - said["founded_years_ago"]),
            **{name: said[name] for name in ("name_ar", "name_fr", "purpose", "themes")},
        )
        Association.objects.filter(pk=association.pk).update(is_demo=True)
        return association

    def _speaker(self, member: Member) -> User:
        if member.association:
            return people.fresh(member.association.representative)
        return people.fresh(self.staff[next(iter(self.spaces))]["facilitator"])

    def _ask(self) -> None:
        """One application waits, with one of its conditions ticked."""
        for said, association in zip(CONTENT["associations"], self.associations, strict=False):
            if said["member"]:
                continue
            with days_ago(3):
                by = people.fresh(association.representative)
                member = networks.apply(self.network, by=by, association=association, version=2, letter=said["letter"])
            with days_ago(1):
                condition = self.network.conditions.asked_of(member.kind).first()
                networks.tick(member, condition, by=self.founder)

    def _campaign(self) -> None:
        said = CONTENT["campaign"]
        with days_ago(40):
            campaign = networks.prepare_campaign(
                self.network, by=self.founder, **{name: said[name] for name in ("title", "target", "asks", "allies")}
            )
            networks.move_campaign(campaign, "open", by=self.founder)
        for days, text in said["steps"]:
            step = networks.add_step(campaign, by=self.founder, on=day(days), text=text)
            if days < 0:
                networks.tick_step(step, by=self.founder)

    def _partners(self) -> None:
        officers = people.make_inhabitants([said["person"] for said in CONTENT["partners"]])
        coordinator = people.fresh(self.accounts["coordinator"])
        with days_ago(100):
            for said, officer in zip(CONTENT["partners"], officers, strict=True):
                named = {name: value for name, value in said.items() if name != "person"}
                partner = networks.register_partner(by=officer, regions=self.regions, **named)
                Partner.objects.filter(pk=partner.pk).update(is_demo=True)
                self.partners.append(networks.move_partner(partner, "list", by=coordinator))
        for said in CONTENT["supports"]:
            to = self.network if said["to"] == "network" else self.associations[said["to"]]
            by = self.founder if said["to"] == "network" else to.representative
            with days_ago(said["days_ago"]):
                support = networks.propose_support(
                    self.partners[said["partner"]],
                    by=people.fresh(officers[said["partner"]]),
                    to=to,
                    subject=said["subject"],
                    starts_on=timezone.localdate(),
                    amount=said["amount"],
                )
                if said["confirmed"]:
                    networks.move_support(support, "confirm", by=people.fresh(by))
        for said in CONTENT["offers"]:
            is_offer = said["kind"] == "offer"
            side = self.partners[said["partner"]] if is_offer else self.associations[said["association"]]
            by = officers[said["partner"]] if is_offer else side.representative
            networks.post_offer(
                by=people.fresh(by),
                side=side,
                territory=next((one for one in self.regions if one.code == said["region"]), None),
                until=day(said["days"]),
                **{name: said[name] for name in ("kind", "theme", "title", "text")},
            )


def tell(accounts: dict[str, User], spaces_by_key: dict[str, Space], staff: dict[str, dict[str, User]]) -> Network:
    """Tell the network of the demonstration and return it."""
    story = Story(accounts, spaces_by_key, staff)
    story.tell()
    return story.network
