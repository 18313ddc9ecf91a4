"""Checking, declaring, scoring, deciding. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.actions.checking import WORDS_MAX as MISSING_MAX
from calls.actions.deciding import REASONS_MAX, TIE_MAX
from calls.actions.reviewing import COMMENT_MAX, WORDS_MAX
from calls.forms.shared import area, moment, words
from core.text import isolate
from spaces.enums import PaperKind


class AskForm(forms.Form):
    """Everything that is missing, in one list, until a moment."""

    missing = forms.MultipleChoiceField(
        label=_("Papers that are missing"), choices=PaperKind, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = words(_("What else is missing"), MISSING_MAX, rows=3, required=False)
    until = moment(_("To be completed before"), help_text=_("Time of Morocco."))


class DeclareForm(forms.Form):
    """Whether anything ties an evaluator to a project."""

    conflict = forms.ChoiceField(
        label=_("Does anything tie you to this project or to who carries it?"),
        choices=[
            ("no", _("No: no place, no relative, no money, no dispute")),
            ("yes", _("Yes: I have a conflict of interest, another person scores it")),
        ],
        widget=forms.RadioSelect,
    )
    words = words(
        _("What ties you to it"),
        WORDS_MAX,
        required=False,
        help_text=_("When you answer yes. Only the organisers read it."),
    )


class MarksForm(forms.Form):
    """Points for each criterion of the grid, and why."""

    def __init__(self, *args, criteria, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            # No limit here: what is outside the grid is refused in words by the act, with everything kept.
            field = forms.IntegerField(
                label=isolate(one.name), initial=(known or {}).get(one.pk),
                help_text=_("From 0 to %(most)s · weight %(weight)s") % {"most": one.most, "weight": one.weight},
            )  # fmt: skip
            field.widget.attrs |= {"dir": "ltr", "inputmode": "numeric", "min": "0", "max": str(one.most)}
            self.fields[f"c{one.pk}"] = field
        self.fields["comment"] = words(
            _("Why these points"), COMMENT_MAX, rows=4, help_text=_("The jury reads it, without your name.")
        )

    def marks(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"c{one.pk}"] for one in self.criteria}


class ReasonsForm(forms.Form):
    """Why each ranked project is retained or not."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = [row.number for row in rows]
        for row in rows:
            self.fields[f"r{row.number}"] = forms.CharField(
                label=_("Reasons for number %(number)s") % {"number": row.number}, required=False,
                max_length=REASONS_MAX, widget=area(2), initial=row.reasons,
            )  # fmt: skip

    def reasons(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"r{number}"] for number in self.numbers}


class TieForm(forms.Form):
    """The order of projects that are still equal, with the jury's reason."""

    order = forms.CharField(
        label=_("The numbers in the order that the jury decides"), max_length=200,
        help_text=_("With spaces between them: 4 2 7"), widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    reason = words(_("The jury’s reason"), TIE_MAX, rows=3)

    def clean_order(self) -> list[int]:
        given = self.cleaned_data["order"].replace(",", " ").replace("،", " ").split()
        if not all(one.isdecimal() and len(one) < 7 for one in given):
            raise forms.ValidationError(_("Numbers alone, with spaces between them."))
        return [int(one) for one in given]
