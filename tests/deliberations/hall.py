"""A council of seven members with its people, and its sessions brought to each turn. Time stands at 10 January 2027."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from councils.enums import Role
from deliberations import actions
from deliberations.enums import Presence
from deliberations.members import in_office
from deliberations.models import Session, Sitting
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory
from tests.factories.territories import TerritoryFactory, region

NOW = datetime.datetime(2027, 1, 5, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
OPENS = datetime.date(2027, 2, 2)  # in the first week of February
HOUR = datetime.datetime(2027, 2, 2, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


def hall(members: int = 7, level: str = "commune") -> SimpleNamespace:
    """Return a council whose president, secretary, officer and director have accounts; plain members have none."""
    places = {
        "commune": TerritoryFactory,
        "region": region,
        "prefecture": lambda: TerritoryFactory(level=level, parent=region()),
    }
    council = CouncilFactory(territory=places[level]())
    committee = CommitteeFactory(council=council)
    starts_on = datetime.date(2021, 9, 1)
    made = SimpleNamespace(council=council, committee=committee)
    for role in (Role.PRESIDENT, Role.SECRETARY, Role.MEMBER, Role.OFFICER, Role.DIRECTOR):
        mandate = MandateFactory(council=council, role=role, name_fr=f"{role}", name_ar=f"{role}", starts_on=starts_on)
        setattr(made, f"{role}_mandate", mandate)
        setattr(made, str(role.value), mandate.user)
    for number in range(members - 3):
        MandateFactory(
            council=council, role=Role.MEMBER, user=None, name_fr=f"Élu {number}", name_ar=f"عضو {number}",
            starts_on=starts_on,
        )  # fmt: skip
    actions.plan_year(council, 2027)
    made.session = Session.objects.get(council=council, ordinal=1)
    made.members = in_office(council)
    return made


def with_item(made, **more):
    """Put one kept point on the agenda."""
    words = {"title_ar": "إحداث حديقة", "title_fr": "Création d’un jardin"} | more
    item = actions.propose_item(made.session, by=made.president, **words)
    return actions.keep_item(item, by=made.president)


def closed(made):
    """Choose the day, close the agenda and send it to the governor."""
    made.session = actions.choose_day(made.session, by=made.officer, on=OPENS)
    made.session = actions.close_agenda(made.session, by=made.officer)
    made.session = actions.send_agenda(made.session, by=made.officer)
    return made


def convened(made) -> Sitting:
    closed(made)
    sitting = actions.plan_sitting(made.session, by=made.officer, starts_at=HOUR, place="قاعة الاجتماعات")
    made.session = actions.convene(made.session, by=made.president)
    return sitting


def roll(made, there: int) -> dict[int, str]:
    """Return a roll on which the first members are there, the president among them."""
    return {member.pk: Presence.PRESENT for member in made.members[:there]}
