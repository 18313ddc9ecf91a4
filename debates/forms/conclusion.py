"""What facilitators and rapporteurs type about a conclusion and its minutes, made clean. The acts check again."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from debates.actions.concluding import PLACE_MAX, TEXT_MAX, WORDS_MAX
from debates.actions.minutes import NOTE_MAX, REMARKS_MAX
from debates.enums import PointKind

NUMBERS = re.compile(r"[\s#,،;؛.\d]*")
NUMBERS_MAX = 400  # characters


class WordsForm(forms.Form):
    """The words before the points; `seen` marks what was read before they were changed."""

    words = forms.CharField(
        label=_("What was said, in a few sentences"),
        max_length=WORDS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 6}),
        help_text=_("Read before the points: what brought people together, what kept them apart."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_words(self):
        return clean_text(self.cleaned_data["words"])


class ConclusionPointForm(forms.Form):
    """A point of the conclusion. Contributions are ticked among those at hand, or picked by their numbers."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PointKind, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("The point, in one or two sentences"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("", _("none")), *Theme.choices],
        required=False,
        help_text=_("For a question or a need."),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=PLACE_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("A need has one: the douar, the neighbourhood."),
    )
    ticked = forms.TypedMultipleChoiceField(
        label=_("Contributions it comes from"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = forms.CharField(
        label=_("Other contributions, by their numbers"),
        max_length=NUMBERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "#12, #15"}),
        help_text=_("The number stands beside each contribution of the discussion."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, at_hand=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ticked"].choices = [(row.seq, f"#{row.seq}") for row in at_hand]
        self.at_hand = list(at_hand)

    @property
    def tickable(self):
        """The contributions at hand, each with whether it is ticked, for the page."""
        value = {str(one) for one in self["ticked"].value() or ()}
        return [(row, str(row.seq) in value) for row in self.at_hand]

    def clean_text(self):
        text = clean_line(self.cleaned_data["text"])
        if not has_words(text):
            raise forms.ValidationError(_("Write the point in words."))
        return text

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])

    def clean_numbers(self):
        typed = self.cleaned_data["numbers"]
        if not NUMBERS.fullmatch(typed):
            raise forms.ValidationError(_("Write numbers only, with commas between them: #12, #15."))
        return [int(number) for number in re.findall(r"\d+", typed)]

    @property
    def sources(self) -> list[int]:
        """The numbers of all the contributions chosen."""
        return [*self.cleaned_data["ticked"], *self.cleaned_data["numbers"]]


class CorrectionForm(forms.Form):
    """A new version of minutes: what changed, and the rapporteur's own remarks."""

    note = forms.CharField(
        label=_("What changed since the last version"),
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Shown to everyone with the new version."),
    )
    remarks = forms.CharField(
        label=_("Remarks of the rapporteur"),
        max_length=REMARKS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 6}),
        help_text=_("What the record does not say: a presence, a text read aloud, an objection made in the hall."),
    )

    def clean_note(self):
        note = clean_line(self.cleaned_data["note"])
        if not has_words(note):
            raise forms.ValidationError(_("Write it in words."))
        return note

    def clean_remarks(self):
        return clean_text(self.cleaned_data["remarks"])
