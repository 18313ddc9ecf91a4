"""What an association types to apply. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.actions.applying import (
    AUDIENCE_MAX,
    CALENDAR_MAX,
    LABEL_MAX,
    OBJECTIVES_MAX,
    PEOPLE_MAX,
    SUMMARY_MAX,
    TITLE_MAX,
)
from calls.actions.attaching import ATTACHMENT_TITLE_MAX
from calls.forms.shared import LARGEST, count, line, words
from core.fields import named

ROWS = 6  # empty lines of a budget, at least


class ApplyForm(forms.Form):
    """For which association, and the title of its project."""

    association = forms.TypedChoiceField(label=_("Association"), coerce=int)
    title = words(_("Title of the project"), TITLE_MAX)

    def __init__(self, *args, associations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].choices = named(associations)


class WordsForm(forms.Form):
    """What the project is."""

    title = words(_("Title of the project"), TITLE_MAX)
    category = forms.TypedChoiceField(label=_("Category"), coerce=int, empty_value=None, widget=forms.RadioSelect)
    summary = words(_("Summary"), SUMMARY_MAX, rows=4, help_text=_("What you will do, in short."))
    objectives = words(_("Objectives"), OBJECTIVES_MAX, rows=5, help_text=_("What changes, for whom."))
    audience = words(_("For whom"), AUDIENCE_MAX)
    beneficiaries = count(_("How many people it is for"), least=1, most=PEOPLE_MAX)
    calendar = words(_("Calendar"), CALENDAR_MAX, rows=4, help_text=_("What is done in which month."))

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = named(categories, lambda one: one.name)

    def full_clean(self):
        """A draft is kept whatever it lacks; the labels say what sending needs, which is everything."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for field in self.fields.values():
            field.required = True


class BudgetForm(forms.Form):
    """The lines of a budget: `rows` of them, those left empty count nothing."""

    NAMES = ("cost", "asked", "own", "others")
    LABELS = {"cost": _("Cost"), "asked": _("Asked for"), "own": _("Own part"), "others": _("Others")}

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, max(len(lines) + 3, ROWS) + 1)
        for number in self.numbers:
            kept = lines[number - 1] if number <= len(lines) else None
            label = forms.CharField(label=_("What for"), max_length=LABEL_MAX, required=False, widget=line())
            label.initial = kept.label if kept else ""
            self.fields[f"label_{number}"] = label
            for name in self.NAMES:
                field = count(self.LABELS[name], most=LARGEST, required=False)
                field.initial = getattr(kept, name) if kept else None
                self.fields[f"{name}_{number}"] = field

    def rows(self):
        """Yield the fields of each line."""
        for number in self.numbers:
            yield number, [self[f"{name}_{number}"] for name in ("label", *self.NAMES)]

    def lines(self) -> list[dict]:
        """Return the lines that say something. A cost left empty is the sum of its parts."""
        found = []
        for number in self.numbers:
            sums = {name: self.cleaned_data.get(f"{name}_{number}") for name in self.NAMES}
            label = self.cleaned_data.get(f"label_{number}") or ""
            if not label.strip() and not any(sums.values()):
                continue
            parts = {name: sums[name] or 0 for name in ("asked", "own", "others")}
            cost = sum(parts.values()) if sums["cost"] is None else sums["cost"]
            found.append({"label": label, "cost": cost, **parts})
        return found


class DocumentForm(forms.Form):
    title = words(_("What the document is"), ATTACHMENT_TITLE_MAX)
    file = forms.FileField(label=_("The PDF"), help_text=_("10 MB at most."), required=False)
