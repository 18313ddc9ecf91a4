"""The agreement, its instalments and milestones, the reports. The acts themselves check again."""

from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.actions.funding import DUTIES_MAX, PEOPLE_MAX, REPORT_MAX, TITLE_MAX
from calls.forms.shared import area, count, day, words
from core import processing

INSTALMENTS, MILESTONES = 4, 5  # rows of the form, at least


class PlanForm(forms.Form):
    """The whole agreement. `kept` holds its instalments and milestones as they are."""

    starts_on = day(_("The project starts on"))
    ends_on = day(_("It ends on"))
    duties = forms.CharField(label=_("What the association undertakes"), max_length=DUTIES_MAX, widget=area(5))

    def __init__(self, *args, instalments=(), milestones=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.paid = self._add(
            "amount", "paid", instalments, INSTALMENTS, count(_("Amount, in dirhams"), required=False)
        )
        self.steps = self._add(
            "title", "step", milestones, MILESTONES, words(_("Milestone"), TITLE_MAX, required=False)
        )

    def _add(self, name: str, prefix: str, kept, least: int, field) -> range:
        numbers = range(1, max(len(kept) + 1, least) + 1)
        for number in numbers:
            row = kept[number - 1] if number <= len(kept) else None
            for key, made in ((name, field), ("due_on", day(_("On"), required=False))):
                copied = deepcopy(made)
                copied.initial = getattr(row, key) if row else None
                self.fields[f"{prefix}_{key}_{number}"] = copied
        return numbers

    def first(self):
        return [self["starts_on"], self["ends_on"], self["duties"]]

    def paid_rows(self):
        return [(self[f"paid_amount_{n}"], self[f"paid_due_on_{n}"]) for n in self.paid]

    def step_rows(self):
        return [(self[f"step_title_{n}"], self[f"step_due_on_{n}"]) for n in self.steps]

    def clean(self):
        """A row is whole or empty."""
        for prefix, name, numbers in (("paid", "amount", self.paid), ("step", "title", self.steps)):
            for n in numbers:
                value = self.cleaned_data.get(f"{prefix}_{name}_{n}")
                on = self.cleaned_data.get(f"{prefix}_due_on_{n}")
                if bool(value) != bool(on):
                    self.add_error(f"{prefix}_{'due_on' if value else name}_{n}", _("This line is not whole."))
        return self.cleaned_data

    def plan(self) -> dict:
        data = self.cleaned_data
        return {
            "starts_on": data["starts_on"], "ends_on": data["ends_on"], "duties": data["duties"],
            "instalments": [(data[f"paid_amount_{n}"], data[f"paid_due_on_{n}"]) for n in self.paid
                            if data[f"paid_amount_{n}"]],
            "milestones": [(data[f"step_title_{n}"], data[f"step_due_on_{n}"]) for n in self.steps
                           if data[f"step_title_{n}"]],
        }  # fmt: skip


class ReportForm(forms.Form):
    """The report on an instalment."""

    collects = "calls"

    text = words(_("What was done with it"), REPORT_MAX, rows=5)
    spent = count(_("Spent of it, in dirhams"))
    file = forms.FileField(label=_("Proofs of the expenses, one PDF"), required=False)


class ClosingForm(forms.Form):
    """The closing report."""

    collects = "calls"
    collects_says = processing.SEEN_BY_ALL

    text = words(_("What became of the project"), REPORT_MAX, rows=6, help_text=_("Everyone reads it."))
    reached = count(_("How many people it reached"), most=PEOPLE_MAX)
    spent = count(_("Spent in all, in dirhams"))


class EvidenceForm(forms.Form):
    """What shows that a milestone was reached."""

    collects = "calls"
    collects_says = processing.SEEN_BY_ALL

    title = words(_("What it shows"), TITLE_MAX)
    file = forms.FileField(
        label=_("A photo or a PDF"), required=False,
        help_text=_("Everyone sees a photo: ask the people on it. A PDF is for the organisers."),
    )  # fmt: skip
