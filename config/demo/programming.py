"""The communal action plan of the first commune, voted in 2022 and brought up to date since, told by the real actions.

The council of then is entered without accounts but for its president and officer, whose mandates of today begin later.
"""

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.contrib.gis.geos import Point
from django.utils import timezone

from accounts.models import User
from config.demo import people
from councils.enums import Role as Office
from councils.models import Council, Mandate
from deliberations import actions as sessions
from deliberations.enums import Countersigner, ItemKind, Presence
from deliberations.members import in_office
from deliberations.models import Decision
from needs.models import Need, Support
from petitions.models import Petition
from programmes import actions as programmes
from programmes.models import Programme, Project
from spaces.models import Space

CONTENT = json.loads((Path(__file__).parent / "programmes.json").read_text(encoding="utf-8"))
HOME = ZoneInfo("Africa/Casablanca")
TERM = datetime.date(2021, 9, 20)
VOTED = datetime.date(2022, 5, 25)
PROOF = "https://example.org/tiznit/pac"
MEMBERS_THEN = 10
WORDS = ("title_ar", "title_fr", "aim_ar", "aim_fr")


def on(day: datetime.date, hour: int = 10) -> time_machine.travel:
    return time_machine.travel(datetime.datetime(day.year, day.month, day.day, hour, tzinfo=HOME), tick=True)


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]]) -> None:
    """Tell the programme and its update, in the first commune of the demonstration."""
    if CONTENT["commune"] in spaces:
        Telling(spaces[CONTENT["commune"]], staff[CONTENT["commune"]]).tell()


class Telling:
    """Tells it once. The president leads; her account is read anew each time, as her mandates depend on the day."""

    def __init__(self, space: Space, staff: dict[str, User]):
        self.space, self.staff = space, staff
        self.council = Council.objects.select_related("territory").get(territory=space.commune_id)
        self.today = timezone.localdate()
        self.made: list[tuple[Project, dict[str, Any]]] = []

    @contextmanager
    def president(self, day: datetime.date, hour: int = 10) -> Iterator[User]:
        """Bring a day back, and give the president as she was then."""
        with on(day, hour):
            yield people.fresh(self.staff["president"])

    def tell(self) -> None:
        self._seat_then()
        programme = self._prepare()
        self._vote(programme, VOTED, datetime.date(2022, 6, 20))
        for project, item in self.made:
            self._follow(project, item)
        for year, arabic, french in CONTENT["reports"]:
            with self.president(datetime.date(year, 12, 28)) as by:
                programmes.publish_evaluation(programme, year, by=by, comment_ar=arabic, comment_fr=french)
        self._update(programme)

    def _seat_then(self) -> None:
        until = Mandate.objects.filter(council=self.council, user=self.staff["president"]).earliest("starts_on")
        days = {"starts_on": TERM, "ends_on": until.starts_on - datetime.timedelta(days=1)}
        Mandate.objects.create(
            council=self.council, user=self.staff["president"], role=Office.PRESIDENT, may_publish=True,
            name_ar=until.name_ar, name_fr=until.name_fr, **days,
        )  # fmt: skip
        for number in range(1, MEMBERS_THEN + 1):
            Mandate.objects.create(
                council=self.council, role=Office.MEMBER, name_ar=f"العضو(ة) {number} (شخصية تجريبية)",
                name_fr=f"Membre {number} (personnage fictif)", **days,
            )  # fmt: skip

    # --- preparation ---
    def _prepare(self) -> Programme:
        said = {name: CONTENT[name] for name in ("title_ar", "title_fr", "vision_ar", "vision_fr")}
        cost = sum(line[3] for axis in CONTENT["axes"] for one in axis["projects"] for line in one["lines"])
        with self.president(datetime.date(2021, 10, 5)) as by:
            programme = programmes.begin_programme(
                self.council, by=by, term_started_on=TERM, starts_on=datetime.date(2022, 1, 1), total=cost, **said
            )
        for kind, day, note in CONTENT["steps"]:
            with self.president(date(day), 17) as by:
                programmes.write_step(programme, kind, by=by, done_on=date(day), note=note, link=f"{PROOF}/{kind}")
                if kind == "order":
                    programmes.move_programme(programme, "diagnose", by=by)
        with self.president(datetime.date(2022, 4, 14)) as by:
            for item in CONTENT["axes"]:
                axis = programmes.write_axis(programme, by=by, **{name: item[name] for name in WORDS})
                self.made += [(self._project(axis, one, by), one) for one in item["projects"]]
            programmes.move_programme(programme, "draft", by=by)
            programmes.move_programme(programme, "submit", by=by)
        return programme

    def _project(self, axis, item: dict[str, Any], by: User) -> Project:
        said = {name: item.get(name, "") for name in ("title_ar", "title_fr", "theme", "place", "service", "partners")}
        middle = self.space.commune.point
        point = Point(middle.x + item["dx"], middle.y + item["dy"], srid=4326) if "dx" in item else None
        days = {name: date(item[name]) for name in ("starts_on", "due_on")}
        cost = sum(line[3] for line in item["lines"])
        project = programmes.add_project(axis, by=by, location=point, cost=cost, **said, **days)
        for year, source, name, amount in item["lines"]:
            programmes.write_line(project, by=by, year=year, source=source, source_name=name, amount=amount)
        for title, _reached in item.get("milestones", []):
            programmes.add_milestone(project, by=by, title=title)
        if "indicator" in item:
            name_ar, name_fr, unit, baseline, target, _values = item["indicator"]
            programmes.add_indicator(
                project, by=by, name_ar=name_ar, name_fr=name_fr, unit=unit, baseline=Decimal(baseline),
                target=Decimal(target),
            )  # fmt: skip
        return project

    # --- the vote, in an extraordinary session ---
    def _vote(self, programme: Programme, day: datetime.date, executable: datetime.date) -> None:
        decision = self._decide(programme, day)
        with self.president(day, 16) as by:
            programmes.move_programme(programme, "vote", by=by, decision=decision)
            sessions.follow_visa(decision, "send", by=by)
        with self.president(executable) as by:
            sessions.follow_visa(decision, "grant", by=by)

    def _decide(self, programme: Programme, day: datetime.date) -> Decision:
        with self.president(day - datetime.timedelta(days=12)) as by:
            session = sessions.call_extraordinary(self.council, by=by, purpose="برنامج عمل الجماعة", on=day)
            item = sessions.propose_item(
                session, by=by, title_ar=programme.title_ar, title_fr=programme.title_fr, kind=ItemKind.PLAN
            )
            item = sessions.keep_item(item, by=by)
            session = sessions.close_agenda(session, by=by)
            session = sessions.send_agenda(session, by=by)
            starts_at = datetime.datetime(day.year, day.month, day.day, 10, tzinfo=HOME)
            sitting = sessions.plan_sitting(session, by=by, starts_at=starts_at, place="قاعة الاجتماعات بمقر الجماعة")
            sessions.convene(session, by=by)
        with self.president(day, 11) as by:
            members = in_office(self.council)
            sitting = sessions.open_sitting(sitting, by=by, roll={one.pk: Presence.PRESENT for one in members})
            counts = sessions.Counts(
                for_count=len(members) // 2 + 1, abstain_count=len(members) - len(members) // 2 - 1
            )
            made = sessions.deliberate(
                item, by=by, sitting=sitting, summary="عرض البرنامج ونوقش.", counts=counts, takes_up=True
            )
            decision = sessions.write_decision(
                made, by=by, title_ar=f"الموافقة على {programme.title_ar}",
                text_ar="وافق المجلس على برنامج عمل الجماعة.",
                title_fr=f"Approbation : {programme.title_fr}", text_fr="Le conseil approuve le programme d’action.",
            )  # fmt: skip
            decision = sessions.publish_decision(decision, by=by, **self._second_hand())
            sessions.close_session(session, by=by)
            return decision

    def _second_hand(self) -> dict[str, Any]:
        """Return who signs beside the president: the secretary of the council, or a member named for the sitting."""
        secretary = Mandate.objects.current().filter(council=self.council, role=Office.SECRETARY).first()
        if secretary:
            return {"countersigned_by": secretary}
        return {
            "countersigned_by": in_office(self.council)[1], "countersigned_role": Countersigner.NAMED,
            "no_countersign_reason": "لم ينتخب المجلس كاتبا له بعد. (تجربة)",
        }  # fmt: skip

    # --- what became of it ---
    def _follow(self, project: Project, item: dict[str, Any]) -> None:
        rows = dict(project.milestones.values_list("title", "pk"))
        for title, day in item.get("milestones", []):
            if day and date(day) < self.today:
                with self.president(date(day)) as by:
                    programmes.reach_milestone(project.milestones.get(pk=rows[title]), by=by)
        for day, value in item.get("indicator", [None] * 6)[5] or []:
            with self.president(date(day)) as by:
                programmes.measure(project.indicators.get(), by=by, on=date(day), value=Decimal(str(value)))
        self._spend(project, item)
        if end := item.get("end"):
            with self.president(datetime.date(2025, 1, 15)) as by:
                due_on = date(item.get("new_due"))
                programmes.move_project(project, end, by=by, note=item.get("reason", ""), due_on=due_on)

    def _spend(self, project: Project, item: dict[str, Any]) -> None:
        if item.get("end") in {"abandon", "postpone"}:
            return
        for line in project.lines.filter(year__lte=2025):
            with self.president(datetime.date(line.year, 12, 20)) as by:
                paid = line.amount if item.get("end") == "finish" else line.amount * Decimal("0.6")
                programmes.spend(line, by=by, committed=line.amount, paid=paid)

    # --- the update, with what inhabitants asked for since ---
    def _update(self, programme: Programme) -> None:
        with self.president(ago(85)) as by:
            update = programmes.begin_update(programme, by=by)
            extra = sum(line[3] for item in CONTENT["added"] for line in item["lines"])
            names = ("title_ar", "title_fr", "vision_ar", "vision_fr", "term_started_on", "starts_on", "ends_on")
            said = {name: getattr(update, name) for name in names}
            cost = sum(project.cost for project in update.projects.all()) + extra
            update = programmes.describe_programme(update, by=by, total=cost, **said)
        for kind, days in CONTENT["update_steps"]:
            with self.president(ago(days)) as by:
                programmes.write_step(update, kind, by=by, done_on=ago(days), link=f"{PROOF}/2/{kind}")
                if kind == "order":
                    programmes.move_programme(update, "diagnose", by=by)
        axes = list(update.axes.all())
        with self.president(ago(67)) as by:
            days = {"starts_on": f"{ago(67)}", "due_on": f"{update.ends_on}"}
            made = [(self._project(axes[one["axis"]], one | days, by), one) for one in CONTENT["added"]]
            for project, item in made:
                self._came_from(project, item, by)
            programmes.move_programme(update, "draft", by=by)
            programmes.move_programme(update, "submit", by=by)
        self._vote(update, ago(36), ago(25))
        for project, item in made:
            with self.president(ago(20)) as by:
                programmes.move_project(project, "start", by=by)
                programmes.follow_up(project, by=by, text="انطلقت الأشغال.")
            if item["end"] == "finish":
                self._finish(project, item)

    def _came_from(self, project: Project, item: dict[str, Any], by: User) -> None:
        for kind, title in item["from"]:
            model = {"need": Need, "petition": Petition}[kind]
            thing = model.objects.filter(space=self.space, title=title).first()
            if thing is not None:
                programmes.name_origin(project, thing, by=by)

    def _finish(self, project: Project, item: dict[str, Any]) -> None:
        with self.president(ago(9)) as by:
            for line in project.lines.all():
                programmes.spend(line, by=by, committed=line.amount, paid=line.amount)
            programmes.move_project(project, "finish", by=by)
        supports = Support.objects.filter(need__in=project.origins.values("need")).order_by("pk")
        for support in supports.select_related("user")[: item["confirmed_by"]]:
            with on(ago(6)):
                programmes.say_done(project, by=people.fresh(support.user))
