"""What is asked of a person, as fields of a page; and what came back from one, as `consultations.said` reads it.

A field is drawn from what she gave, fit or not, so that nothing she wrote is lost. Names in a form: `q12` a question,
`q12_o34` one of several choices, `q12_r34` the place of a choice, `s5` a statement, `c7` a proposal; `asked` tells what
the page asked, since an unticked box sends nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.actions.desk import DESK_MAX
from consultations.asked import Asked
from consultations.enums import UNDER_BUDGET, Method, QuestionKind
from consultations.given import Given
from consultations.models import Answer, Candidate, Option, Part, Question
from consultations.values import LONG_MAX, SHORT_MAX
from core.text import clean_line
from spaces.enums import ConsentWay

KEYED = re.compile(r"^([qsc])([0-9]{1,18})$", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its words, whether it is chosen, and its place among those put in order."""

    name: str
    value: int
    text: str
    is_chosen: bool = False
    place: Any = ""
    about: str = ""
    cost: int | None = None

    @property
    def id(self) -> str:
        return f"id_{self.name}" if "_" in self.name or self.name.startswith("c") else f"id_{self.name}_{self.value}"


@dataclass(frozen=True)
class QuestionField:
    """A question as a page draws it. `given` is what came from the form, or from what is kept (`given_by`)."""

    question: Question
    given: Any = None
    fault: str = ""

    @property
    def name(self) -> str:
        return f"q{self.question.pk}"

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def described(self) -> str:
        """The ids of what explains the field, for those who hear the page."""
        return " ".join(
            f"{self.name}_{part}" for part, words in (("help", self.question.help), ("fault", self.fault)) if words
        )

    @property
    def longest(self) -> int:
        return SHORT_MAX if self.kind == QuestionKind.SHORT else LONG_MAX

    @property
    def choices(self) -> list[Choice]:
        if self.kind == QuestionKind.SCALE:
            return self._steps()
        return [self._choice(option) for option in self.question.choices]

    def _choice(self, option: Option) -> Choice:
        chosen = self.given if isinstance(self.given, list) else [self.given]
        is_chosen = option.pk in chosen or str(option.pk) in chosen
        if self.kind == QuestionKind.MULTIPLE:
            return Choice(f"{self.name}_o{option.pk}", 1, option.text, is_chosen)
        if self.kind == QuestionKind.RANKING:
            places = self.given if isinstance(self.given, Mapping) else {}
            place = places.get(option.pk, places.get(str(option.pk), ""))
            return Choice(f"{self.name}_r{option.pk}", 1, option.text, place=place)
        return Choice(self.name, option.pk, option.text, is_chosen)

    def _steps(self) -> list[Choice]:
        settings = self.question.settings
        low, high = settings.get("low", 1), settings.get("high", 5)
        words = {low: _in_language(settings, "low"), high: _in_language(settings, "high")}
        return [
            Choice(self.name, step, words.get(step, ""), str(self.given) == str(step)) for step in range(low, high + 1)
        ]

    @property
    def unit(self) -> str:
        return _in_language(self.question.settings, "unit")

    @property
    def lat(self) -> Any:
        return self.given.get("lat", "") if isinstance(self.given, Mapping) else ""

    @property
    def lon(self) -> Any:
        return self.given.get("lon", "") if isinstance(self.given, Mapping) else ""


def _in_language(settings: Mapping[str, Any], name: str) -> str:
    arabic, french = settings.get(f"{name}_ar", ""), settings.get(f"{name}_fr", "")
    return (arabic or french) if get_language() == "ar" else (french or arabic)


@dataclass(frozen=True)
class PriorityFields:
    """The proposals of priorities, as a page draws them by the method that was chosen."""

    part: Part
    candidates: list[Candidate]
    given: Mapping[int, Any]
    faults: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"p{self.part.pk}"

    @property
    def fault(self) -> str:
        own = [self.faults.get(f"c{row.pk}") for row in self.candidates]
        return self.faults.get(self.name) or next((words for words in own if words), "")

    @property
    def is_ticked(self) -> bool:
        return self.part.method == Method.APPROVAL or self.part.method in UNDER_BUDGET

    @property
    def choices(self) -> list[Choice]:
        return [
            Choice(f"c{row.pk}", 1, row.text, bool(value), value or "", row.about, row.cost)
            for row in self.candidates
            for value in [self.given.get(row.pk)]
        ]

    @property
    def total(self) -> int:
        """The points given so far."""
        return sum(value for value in self.given.values() if isinstance(value, int))


def given_by(answer: Answer | None, question: Question) -> Any:
    """Return what a kept answer gives its field."""
    if answer is None:
        return None
    kind = question.kind
    if kind == QuestionKind.RANKING:
        return {key: place for place, key in enumerate(answer.options, start=1)}
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        return answer.options
    if kind == QuestionKind.POINT:
        return {"lat": round(answer.point.y, 6), "lon": round(answer.point.x, 6)} if answer.point else None
    if kind == QuestionKind.DATE:
        return answer.day.isoformat() if answer.day else None
    if kind == QuestionKind.PHOTO:
        return bool(answer.photo)
    if answer.number is not None:
        return f"{answer.number.normalize():f}"
    return answer.text


def question_field(question: Question, given: Given, raw: Mapping | None, faults: Mapping[str, str]) -> QuestionField:
    """Return the field of a question: with what has just come (`raw`), else with what is kept."""
    answers = raw["answers"] if raw else {}
    value = answers[question.pk] if question.pk in answers else given_by(given.answers.get(question.pk), question)
    return QuestionField(question, value, faults.get(f"q{question.pk}", ""))


def priority_fields(part: Part, asked: Asked, given: Given, raw: Mapping | None, faults) -> PriorityFields:
    """Return the fields of priorities, as `question_field`."""
    return PriorityFields(part, asked.candidates_of(part), raw["preferences"] if raw else given.preferences, faults)


def raw_of(post: Any, files: Any, asked: Asked) -> dict[str, dict]:
    """Return what a form sent, for `consultations.said.read_said`; what the page asked without an answer, too."""
    raw: dict[str, dict] = {"answers": {}, "votes": {}, "preferences": {}}
    for name in post.getlist("asked"):
        if name.startswith("p"):
            part = asked.part(int(name[1:])) if name[1:].isdecimal() else None
            raw["preferences"] |= {row.pk: 0 for row in asked.candidates_of(part)} if part else {}
        elif found := KEYED.match(name):
            _take_answer(raw["answers"], int(found[2]), asked, post, files)
    for name, value in post.items():
        found = KEYED.match(name)
        if found and found[1] == "s":
            raw["votes"][int(found[2])] = value
        elif found and found[1] == "c":
            raw["preferences"][int(found[2])] = int(value) if value.isdecimal() and len(value) < 6 else value
    return raw


def _take_answer(answers: dict[int, Any], key: int, asked: Asked, post, files) -> None:
    question, name = asked.questions.get(key), f"q{key}"
    kind = question.kind if question else None
    if kind == QuestionKind.MULTIPLE:
        answers[key] = [int(one.split("_o")[1]) for one in _named(post, f"{name}_o")]
    elif kind == QuestionKind.RANKING:
        answers[key] = {int(one.split("_r")[1]): post[one] for one in _named(post, f"{name}_r")}
    elif kind == QuestionKind.POINT:
        answers[key] = {axis: post.get(axis, post.get(f"{name}_{axis}", "")).strip() for axis in ("lat", "lon")}
    elif kind != QuestionKind.PHOTO:
        answers[key] = post.get(name, "")
    elif name in files:
        answers[key] = files[name]
    elif f"{name}_gone" in post:
        answers[key] = None


def _named(post, start: str) -> list[str]:
    return [name for name in post if name.startswith(start) and name[len(start) :].isdecimal() and len(name) < 40]


class ProposeForm(forms.Form):
    text = forms.CharField(
        label=_("Your statement"),
        help_text=_("One idea, in one sentence, with which others can agree or disagree."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class DeskForm(forms.Form):
    """Who agreed how, at which desk. The telephone is typed for one moment: a browser keeps nothing of it."""

    desk = forms.CharField(
        label=_("Desk"),
        max_length=DESK_MAX,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("It stands in the journal, with your name."),
    )
    consent = forms.ChoiceField(label=_("How the person agreed"), choices=ConsentWay, widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("Her mobile number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off", "inputmode": "tel"}),
        help_text=_("So that she counts once, here and online. It is not kept: only a code that nobody can read back."),
    )
    client_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean_desk(self):
        return clean_line(self.cleaned_data["desk"])
