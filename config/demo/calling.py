"""The call for projects of the demonstration, told by the real actions at real dates: nine winning projects.

Three in culture, three in sport, three in social affairs; each figure on its pages is computed from what is told here.
"""

import datetime
import json
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from calls import actions as calls
from calls.actions import funding, moving
from calls.models import Application, Call, Project
from config.demo import people
from config.demo.petitioning import blank_page, days_ago
from councils.models import Council
from spaces import actions as spaces
from spaces.enums import PaperKind
from spaces.models import Association, Space

CONTENT = json.loads((Path(__file__).parent / "calls.json").read_text(encoding="utf-8"))
# Days ago: registered, published, sent, closed, scored, awarded, agreed.
REGISTERED, PUBLISHED, SENT, OPEN_DAYS, SCORED, AWARDED, AGREED = 300, 120, 100, 30, 80, 60, 45
PLACES = 3  # of each category
UNDER_WAY = 4  # projects whose agreement is signed
DUTIES = "إنجاز المشروع كما ورد في ملف الترشيح، وتقديم تقرير عن كل دفعة. (تجربة)"


def tell(spaces_by_key: dict[str, Space], staff: dict[str, dict[str, User]], coordinator: User) -> None:
    """Tell the call of the first commune of the demonstration, when it was opened."""
    if "tiznit" in spaces_by_key:
        Told(spaces_by_key["tiznit"], staff["tiznit"], coordinator).tell()


class Told:
    """Leads the call from its draft to the first reports."""

    def __init__(self, space: Space, staff: dict[str, User], coordinator: User):
        self.space, self.staff, self.coordinator = space, staff, coordinator
        self.juror = people.make_inhabitants(["سعاد"])[0]

    def by(self, key: str = "facilitator") -> User:
        return people.fresh(self.staff[key])

    def tell(self) -> None:
        with days_ago(REGISTERED):
            associations = [self._register(names, number) for number, names in enumerate(CONTENT["associations"])]
        with days_ago(PUBLISHED):
            call = calls.publish(self._write(), by=self.by())
        rows = []
        for number, item in enumerate(CONTENT["projects"]):
            with days_ago(SENT - number / 4):
                rows.append(self._apply(call, associations[number], item))
        with days_ago(PUBLISHED - OPEN_DAYS):
            moving.close_due()
            calls.check(call, by=self.by())
            for row in rows:
                calls.accept(row, by=self.by())
            calls.score(call, by=self.by())
        with days_ago(SCORED):
            self._score(rows)
            calls.rank(call, by=self.by())
            reasons = {row.number: item["reasons"] for row, item in zip(rows, CONTENT["projects"], strict=True)}
            calls.write_reasons(call, reasons, by=self.by())
        with days_ago(AWARDED):
            calls.award(call, by=self.by())
        self._fund(call)

    def _register(self, names: list[str], number: int) -> Association:
        representative = people.make_inhabitants([f"ممثلة جمعية {number + 1}"])[0]
        today = timezone.localdate()
        association = spaces.register_association(
            by=representative,
            name_ar=names[0],
            name_fr=names[1],
            purpose="جمعية من نسج الخيال.",
            themes=["culture", "social"],
            seat=self.space.commune,
            founded_on=today.replace(day=1, year=today.year - 3 - number % 5),
        )
        Association.objects.filter(pk=association.pk).update(is_demo=True)
        spaces.add_paper(association, by=representative, kind=PaperKind.STATUTES, file=blank_page(), issued_on=today)
        return association

    def _write(self) -> Call:
        now, by = timezone.now(), self.by("president")
        said = {name: CONTENT[name] for name in ("title_ar", "title_fr", "purpose_ar", "purpose_fr", "partner")}
        call = calls.create(
            self.space,
            by=by,
            council=Council.objects.get(territory=self.space.commune),
            envelope=300_000,
            ceiling=40_000,
            seat="present",
            least_years=1,
            papers=[PaperKind.STATUTES],
            is_blind=True,
            evaluators_min=2,
            reserve_places=1,
            opens_at=now,
            closes_at=now + datetime.timedelta(days=OPEN_DAYS),
            results_on=timezone.localdate() + datetime.timedelta(days=PUBLISHED - AWARDED),
            **said,
        )
        for category in CONTENT["categories"]:
            calls.save_category(call, by=by, places=PLACES, **category)
        for criterion in CONTENT["criteria"]:
            calls.save_criterion(call, by=by, **criterion)
        for user in (self.staff["officer"], self.coordinator, self.juror):
            calls.name_evaluator(call, user, by=by)
        return call

    def _apply(self, call: Call, association: Association, item: dict) -> Application:
        by = people.fresh(association.representative)
        row = calls.begin(call, association, by=by, title=item["title"])
        calls.write(
            row,
            by=by,
            category=list(call.categories.all())[item["category"]].pk,
            summary=f"{item['title']}: مشروع من ستة أشهر في أحياء الجماعة ودواويرها. (تجربة)",
            objectives="إشراك ساكنة لم يصلها شيء من هذا بعد، وترك ما يدوم بعد انتهاء المشروع. (تجربة)",
            audience="ساكنة الجماعة",
            beneficiaries=item["people"],
            calendar="الشهران الأولان: الإعداد. ثلاثة أشهر: الإنجاز. الشهر الأخير: التقييم.",
        )
        asked, own = item["asked"], item["own"]
        half = asked // 2
        calls.write_budget(
            row,
            [
                {"label": "التأطير", "cost": half + own, "asked": half, "own": own, "others": 0},
                {"label": "المعدات والتنقل", "cost": asked - half, "asked": asked - half, "own": 0, "others": 0},
            ],
            by=by,
        )
        return calls.send(row, by=by)

    def _score(self, rows: list[Application]) -> None:
        users = [self.staff["officer"], self.coordinator, self.juror]
        for row, item in zip(rows, CONTENT["projects"], strict=True):
            grid = list(row.call.criteria.all())
            for place, user in enumerate(users):
                if user is self.juror and row is rows[0]:
                    calls.declare(row, by=user, has_conflict=True, words="أختي في مكتب هذه الجمعية. (تجربة)")
                    continue
                calls.declare(row, by=people.fresh(user), has_conflict=False)
                marks = {one.pk: value for one, value in zip(grid, item["marks"][place], strict=True)}
                calls.give(row, by=people.fresh(user), marks=marks, comment="تنقيط من التجربة.")

    def _fund(self, call: Call) -> None:
        projects = list(Project.objects.filter(application__call=call).for_detail().order_by("pk"))
        for number, project in enumerate(projects[:UNDER_WAY]):
            with days_ago(AGREED - number):
                day = timezone.localdate()
                first = project.granted // 2
                funding.plan(
                    project,
                    by=self.by(),
                    starts_on=day,
                    ends_on=day + datetime.timedelta(days=180),
                    duties=DUTIES,
                    instalments=[
                        (first, day + datetime.timedelta(days=5)),
                        (project.granted - first, day + datetime.timedelta(days=90)),
                    ],
                    milestones=[
                        ("انطلاق المشروع", day + datetime.timedelta(days=10)),
                        ("نصف الطريق", day + datetime.timedelta(days=90)),
                    ],
                )
                funding.agree(project, by=self.by())
                funding.pay(project.instalments.get(number=1), by=self.by())
        with days_ago(20):
            calls.run(call, by=self.by())
            by = people.fresh(projects[0].application.association.representative)
            funding.report(
                projects[0].instalments.get(number=1),
                by=by,
                text="انطلقت الورشات في ثلاث مدارس، وحضرها أكثر من خمسين تلميذا. (تجربة)",
                spent=projects[0].granted // 2 - 1_000,
            )
