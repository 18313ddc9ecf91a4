"""The demonstration, told by the real actions at real dates: each need lives its life up to its `end`."""

import datetime
import itertools
import json
from pathlib import Path

import time_machine
from django.contrib.gis.geos import Point
from django.utils import timezone

from accounts.models import User
from config.demo import (
    assembling,
    associating,
    calling,
    consulting,
    debating,
    deliberating,
    gathering,
    mediating,
    moderating,
    networking,
    noticing,
    observing,
    people,
    petitioning,
    planning,
    presiding,
    programming,
    sharing,
    teaching,
    voicing,
)
from councils import actions as councils
from councils.enums import Role as Office
from councils.enums import Verdict
from councils.models import Committee, Council, Mandate
from needs import actions as needs
from needs.models import Need
from spaces import actions as spaces
from spaces.enums import Role
from spaces.models import Coordination, Space
from territories.models import Territory

CONTENT = json.loads((Path(__file__).parent / "content.json").read_text(encoding="utf-8"))
OPENED_DAYS_AGO = 330
FIRST_COMMUNE = "tiznit"  # where the printed accounts hold their roles
ANSWER_AFTER = 20  # days after the referral
ENDS = {
    "planned": Verdict.PLANNED,
    "said_done": Verdict.DONE,
    "confirmed": Verdict.DONE,
    "contested": Verdict.DONE,
    "declined": Verdict.DECLINED,
}


class Story:
    """Tells the demonstration once. Asks for the territories and the law to be loaded."""

    def __init__(self):
        self.accounts = people.make_accounts()
        self.inhabitants = people.make_inhabitants(CONTENT["inhabitants"])
        self.spaces: dict[str, Space] = {}
        self.staff: dict[str, dict[str, User]] = {}

    def tell(self) -> None:
        for territory in Territory.objects.filter(level="region", code__in=["08", "09", "10"]).light():
            Coordination.objects.create(user=self.accounts["coordinator"], territory=territory)
        teaching.prepare(OPENED_DAYS_AGO + 1)
        for commune in CONTENT["communes"]:
            with self._days_ago(OPENED_DAYS_AGO):
                self._open(commune)
        for number, need in enumerate(sorted(CONTENT["needs"], key=lambda one: -one["days_ago"])):
            self._live(need, number)
        deliberating.tell(self.spaces, self.staff, self.inhabitants)  # before what is put on an agenda
        debating.tell(self.spaces, self.staff, self.inhabitants)
        consulting.tell(self.spaces, self.staff, self.inhabitants)
        petitioning.tell(self.accounts, self.spaces, self.staff, self.inhabitants)
        first = self.spaces[FIRST_COMMUNE], self.staff[FIRST_COMMUNE]
        teaching.tell(*first, self.accounts["coordinator"], self.inhabitants)
        associating.tell(self.accounts, self.spaces, self.staff, self.inhabitants)
        calling.tell(self.spaces, self.staff, self.accounts["coordinator"])
        networking.tell(self.accounts, self.spaces, self.staff)
        assembling.tell(self.accounts)  # the network's, once it is told
        planning.tell(self.spaces, self.staff, self.inhabitants)
        programming.tell(self.spaces, self.staff)
        sharing.tell(self.spaces, self.staff)
        gathering.tell(self.spaces, self.staff, self.inhabitants)
        presiding.tell(*first)
        moderating.tell(self.spaces, self.staff, self.inhabitants, FIRST_COMMUNE)
        noticing.tell(self.accounts, self.spaces, self.inhabitants)
        mediating.tell(*first)
        voicing.tell(*first)
        observing.tell(self.spaces, self.staff, self.inhabitants, FIRST_COMMUNE)  # last: all that there is to count
        self.accounts["citizen"].commune = self.spaces[FIRST_COMMUNE].commune
        self.accounts["citizen"].save(update_fields=["commune"])

    def _days_ago(self, days: float) -> time_machine.travel:
        return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)

    # --- a commune opens its doors ---
    def _open(self, commune: dict) -> None:
        territory = Territory.objects.light().get(code=commune["code"])
        coordinator = people.fresh(self.accounts["coordinator"])
        space = spaces.open_from_template(territory, by=coordinator, is_demo=True)
        is_first = commune["key"] == FIRST_COMMUNE
        staff = self._staff(territory, is_first)
        spaces.appoint(space, staff["facilitator"], Role.FACILITATOR, by=coordinator)
        facilitator = people.fresh(staff["facilitator"])
        spaces.describe(
            space,
            by=facilitator,
            welcome_ar="هذا الفضاء للتجربة: الجماعة حقيقية، والأشخاص والحاجيات والأجوبة من نسج الخيال.",
            welcome_fr="Espace de démonstration : la commune est réelle, les personnes, besoins et réponses inventés.",
            contact="دار الشباب · الاثنين والخميس، 15:00–18:00 (تجربة)",
        )
        self.spaces[commune["key"]] = spaces.open_space(space, by=people.fresh(coordinator))
        self.staff[commune["key"]] = staff
        self._seat(Council.objects.get(territory=territory), staff, commune.get("pledge_days"))

    def _staff(self, territory: Territory, is_first: bool) -> dict[str, User]:
        if is_first:
            return {key: self.accounts[key] for key in ("facilitator", "officer", "president")}
        names = ["ميسرة النقاش", "موظف جماعي", "رئيسة المجلس"]
        made = people.make_inhabitants([f"{name}، {territory.name_ar}" for name in names])
        return dict(zip(("facilitator", "officer", "president"), made, strict=True))

    def _seat(self, council: Council, staff: dict[str, User], pledge_days: int | None) -> None:
        works = Committee.objects.create(
            council=council,
            name_ar="لجنة المرافق العمومية والخدمات",
            name_fr="Commission des services publics et des prestations",
            themes=["water", "roads", "lighting", "waste", "transport", "safety"],
        )
        Committee.objects.create(
            council=council,
            name_ar="لجنة الميزانية والشؤون المالية والبرمجة",
            name_fr="Commission du budget, des finances et de la programmation",
            themes=["administration", "markets"],
        )
        start = timezone.localdate() - datetime.timedelta(days=300)
        seats = [
            ("president", Office.PRESIDENT, "نجاة (شخصية تجريبية)", "Najat (personnage fictif)", None, "", True),
            (
                "officer",
                Office.OFFICER,
                "لحسن (شخصية تجريبية)",
                "Lahcen (personnage fictif)",
                None,
                "مكتب الضبط",
                False,
            ),
            (None, Office.CHAIR, "عائشة (شخصية تجريبية)", "Aïcha (personnage fictif)", works, "", False),
        ]
        for key, role, name_ar, name_fr, committee, delegation, may_publish in seats:
            Mandate.objects.create(
                council=council, user=staff[key] if key else None, role=role, name_ar=name_ar, name_fr=name_fr,
                committee=committee, delegation=delegation, may_publish=may_publish, starts_on=start,
            )  # fmt: skip
        if pledge_days:
            councils.set_pledge(council, by=people.fresh(staff["president"]), days=pledge_days)

    # --- a need lives its life ---
    def _live(self, item: dict, number: int) -> None:
        space, staff, ago, end = (
            self.spaces[item["commune"]],
            self.staff[item["commune"]],
            item["days_ago"],
            item["end"],
        )
        people_in_turn = itertools.islice(itertools.cycle(self.inhabitants), number * 5, None)
        author = next(people_in_turn)
        with self._days_ago(ago):
            need = self._voice(item, space, author)
        for day in range(item["supports"] - 1):
            # Everyone joins within the first two days, before anything else happens.
            with self._days_ago(ago - 0.1 - day / 10):
                needs.join(need, by=people.fresh(next(people_in_turn)))
        facilitator = people.fresh(staff["facilitator"])
        if end == "merged":
            into = Need.objects.get(space=space, title=item["into"])
            with self._days_ago(1):
                needs.merge(need, into=into, by=facilitator, note="نفس المصابيح في نفس الزقاق.")
        elif end == "held":
            with self._days_ago(0.5):
                needs.hold(need, by=facilitator, note=item["note"])
        elif end != "voiced":
            with self._days_ago(ago - 2):
                need = needs.refer(need, by=facilitator)
            self._at_the_council(item, need, staff, author)

    def _voice(self, item: dict, space: Space, author: User) -> Need:
        middle = space.commune.point
        fields = {name: item[name] for name in ("title", "text", "theme", "place", "beneficiary")}
        point = Point(middle.x + item["dx"], middle.y + item["dy"], srid=4326)
        return needs.post(space, by=author, location=point, **fields)

    def _at_the_council(self, item: dict, need: Need, staff: dict[str, User], author: User) -> None:
        ago, end, referral = item["days_ago"], item["end"], need.referral
        officer, president = people.fresh(staff["officer"]), people.fresh(staff["president"])
        if end == "heard":
            return
        with self._days_ago(ago - 4):
            councils.assign(referral, by=officer, mandate=officer.mandates.get())
        if end == "paused":
            with self._days_ago(ago - 10):
                councils.pause(referral, by=president, reason=item["pause"], detail=item["pause_detail"])
        if end == "drafted":
            with self._days_ago(1):
                councils.save_draft(
                    referral, by=officer, verdict=Verdict.PLANNED,
                    text="Un passage piéton et un ralentisseur sont prévus devant le dispensaire.",
                )  # fmt: skip
        if end in ENDS:
            self._answer(item, referral, officer, president)
        if end == "confirmed":
            with self._days_ago(ago - ANSWER_AFTER - 8):
                needs.confirm(Need.objects.get(pk=need.pk), by=people.fresh(author))
        if end == "contested":
            with self._days_ago(9):
                needs.contest(Need.objects.get(pk=need.pk), by=people.fresh(author), note=item["contest"])

    def _answer(self, item: dict, referral, officer: User, president: User) -> None:
        with self._days_ago(item["days_ago"] - ANSWER_AFTER):
            promised = None
            if "planned_in_days" in item:
                promised = timezone.localdate() + datetime.timedelta(days=item["planned_in_days"])
            councils.save_draft(
                referral, by=officer, verdict=ENDS[item["end"]], text=item["answer"], planned_for=promised
            )
        with self._days_ago(item["days_ago"] - ANSWER_AFTER - 1):
            councils.publish(referral, by=president)
