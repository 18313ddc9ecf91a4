"""A reference document in two versions and the joint action plan that carries it out, told by the real actions."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from councils.models import Council
from debates.models import Debate
from needs.models import Need
from plans import actions as plans
from plans.models import Action, Axis, Passage, ReferenceDocument
from spaces.models import Association, Space

CONTENT = json.loads((Path(__file__).parent / "plans.json").read_text(encoding="utf-8"))
BEGUN = 60  # days ago


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def day_in(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User]) -> None:
    """Tell the document, then the plan that carries it out, in the first commune of the demonstration."""
    if CONTENT["commune"] in spaces:
        Telling(spaces[CONTENT["commune"]], staff[CONTENT["commune"]]["facilitator"], inhabitants).tell()


class Telling:
    """Tells both once. `by` is the facilitator of the space."""

    def __init__(self, space: Space, facilitator: User, inhabitants: list[User]):
        self.space, self.by, self.inhabitants = space, people.fresh(facilitator), inhabitants
        self.council = Council.objects.filter(territory=space.commune_id).first()
        self.association = Association.objects.filter(seat=space.commune_id, is_demo=True).order_by("pk").first()

    def tell(self) -> None:
        document = self._document(CONTENT["document"])
        self._plan(CONTENT["plan"], document)

    # --- the document ---
    def _document(self, item: dict[str, Any]) -> ReferenceDocument:
        with days_ago(BEGUN):
            said = {name: item[name] for name in ("title_ar", "title_fr", "purpose_ar", "purpose_fr")}
            document = plans.begin_document(self.space, by=self.by, **said)
        for kind, first, last, text_ar, text_fr in item["phases"]:
            days = {"starts_on": day_in(first), "ends_on": day_in(last)}
            plans.set_phase(document, kind, by=self.by, text_ar=text_ar, text_fr=text_fr, **days)
        first, second = item["versions"]
        written = {}
        with days_ago(first["days_ago"]):
            draft = document.versions.get()
            for one in first["passages"]:
                written[one["key"]] = self._passage(draft, one)
            plans.publish_version(draft, by=self.by)
        for number, (key, text) in enumerate(item["remarks"]):
            with days_ago(first["days_ago"] - 2 - number):
                author = people.fresh(self.inhabitants[number * 3])
                plans.remark(written[key].paragraph, draft, by=author, text=text)
        self._adopt(draft, first["days_ago"] - 8)
        with days_ago(second["days_ago"]):
            self._second(document, second, written)
        return ReferenceDocument.objects.get(pk=document.pk)

    def _second(self, document: ReferenceDocument, item: dict[str, Any], written: dict[str, Passage]) -> None:
        draft = plans.begin_version(document, by=self.by)
        plans.summarize(draft, by=self.by, summary_ar=item["summary_ar"], summary_fr=item["summary_fr"])
        now = {row.paragraph_id: row for row in draft.passages.all()}
        for key, texts in item["changes"].items():
            row = now[written[key].paragraph_id]
            plans.edit_passage(row, by=self.by, revision=1, kind=row.kind, text_ar=texts["ar"], text_fr=texts["fr"])
        for key in item["removed"]:
            plans.remove_passage(now[written[key].paragraph_id], by=self.by, revision=1)
        for one in item["added"]:
            self._passage(draft, one)
        plans.publish_version(draft, by=self.by)

    def _passage(self, draft, one: dict[str, Any]) -> Passage:
        made = plans.add_passage(draft, by=self.by, kind=one["kind"], text_ar=one["ar"], text_fr=one["fr"])
        self._came_from(made.paragraph, one)
        return made

    def _adopt(self, version, ago: float) -> None:
        if self.association is not None:
            with days_ago(ago):
                plans.adopt(version, self.association, by=people.fresh(self.association.representative))

    def _came_from(self, of, item: dict[str, Any]) -> None:
        """Name the need or the debate that something came from, where the demonstration has it."""
        for model, name in ((Need, "need"), (Debate, "debate")):
            if name in item:
                thing = model.objects.filter(space=self.space, title=item[name]).first()
                if thing is not None:
                    plans.name_origin(of, thing, by=self.by)

    # --- the plan ---
    def _plan(self, item: dict[str, Any], document: ReferenceDocument) -> None:
        with days_ago(item["days_ago"]):
            said = {name: item[name] for name in ("title_ar", "title_fr", "purpose_ar", "purpose_fr")}
            days = {"starts_on": timezone.localdate(), "ends_on": day_in(item["ends"] + item["days_ago"])}
            plan = plans.begin_plan(self.space, by=self.by, document=document, **said, **days)
            made = []
            for one in item["axes"]:
                words = {name: one[name] for name in ("title_ar", "title_fr", "aim_ar", "aim_fr")}
                axis = plans.write_axis(plan, by=self.by, **words)
                made += [(self._action(axis, each, item["days_ago"]), each) for each in one["actions"]]
            plans.move_plan(plan, "publish", by=self.by)
        for action, each in made:
            self._follow(action, each)

    def _action(self, axis: Axis, item: dict[str, Any], ago: int) -> Action:
        owner: dict[str, Any] = {"owner_kind": item["owner"], "owner_name": item.get("service", "")}
        if item["owner"] == "council":
            owner["council"] = self.council
        elif item["owner"] == "association" and self.association is not None:
            owner["association"] = self.association
        elif item["owner"] == "association":
            owner["owner_kind"] = "space"
        # Written so many days ago: a day is counted from today.
        due_on = day_in(item["due"] + ago)
        said = {"title_ar": item["title_ar"], "title_fr": item["title_fr"], "partners": item.get("partners", "")}
        action = plans.add_action(axis, by=self.by, due_on=due_on, **said, **owner)
        self._came_from(action, item)
        for title, _reached in item.get("milestones", []):
            plans.add_milestone(action, by=self.by, title=title)
        if "indicator" in item:
            name_ar, name_fr, unit, baseline, target, _values = item["indicator"]
            plans.add_indicator(
                action, by=self.by, name_ar=name_ar, name_fr=name_fr, unit=unit, baseline=Decimal(baseline),
                target=Decimal(target),
            )  # fmt: skip
        return action

    def _follow(self, action: Action, item: dict[str, Any]) -> None:
        by = self.by
        if item["owner"] == "association" and self.association is not None:
            by = people.fresh(self.association.representative)
        for ago, text, progress in item["updates"]:
            with days_ago(ago):
                plans.follow_up(action, by=by, text=text, progress=progress)
        for milestone, (_title, reached) in zip(action.milestones.all(), item.get("milestones", []), strict=True):
            if reached is not None:
                with days_ago(-reached):
                    plans.reach_milestone(milestone, by=self.by)
        if "indicator" in item:
            for days, value in item["indicator"][5]:
                with days_ago(-days):
                    plans.measure(action.indicators.get(), by=self.by, on=timezone.localdate(), value=Decimal(value))
        if end := item.get("end"):
            with days_ago(5):
                due_on = day_in(item["new_due"]) if "new_due" in item else None
                plans.move_action(action, end, by=self.by, note=item.get("reason", ""), due_on=due_on)
