"""What is written about a result: points of the council's reply, needs, themes. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.replying import ABOUT_MAX, REASONS_MAX
from consultations.actions.themes import NAME_MAX
from consultations.enums import Verdict
from councils.enums import Theme

TITLE_MAX, TEXT_MAX, PLACE_MAX = 120, 4_000, 120  # characters, of a need


class PointForm(forms.Form):
    """One point of the council's reply."""

    about = forms.CharField(
        label=_("What of the result"), max_length=ABOUT_MAX, widget=forms.TextInput({"dir": "auto"})
    )
    verdict = forms.ChoiceField(label=_("What the council does"), choices=Verdict.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("Why"), max_length=REASONS_MAX, widget=forms.Textarea({"rows": 4, "dir": "auto"}))


class RaiseForm(forms.Form):
    """A need that a result shows."""

    title = forms.CharField(label=_("What is needed"), max_length=TITLE_MAX, widget=forms.TextInput({"dir": "auto"}))
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    place = forms.CharField(
        label=_("Douar or neighbourhood"), max_length=PLACE_MAX, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    text = forms.CharField(
        label=_("More about it"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )


class ThemeForm(forms.Form):
    name = forms.CharField(label=_("Name of the theme"), max_length=NAME_MAX, widget=forms.TextInput({"dir": "auto"}))
