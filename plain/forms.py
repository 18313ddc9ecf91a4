"""What people type about recordings and easy texts, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plain.actions.writing import TEXT_MAX
from plain.enums import HelpKey, Tongue


class RecordingForm(forms.Form):
    """A page explained by voice."""

    key = forms.ChoiceField(label=_("What it explains"), choices=HelpKey)
    tongue = forms.ChoiceField(label=_("The language that is spoken"), choices=Tongue)
    audio = forms.FileField(
        label=_("The recording"),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
        help_text=_("Two minutes at most. Say what to press, in the words that people use."),
    )
    transcript = forms.CharField(
        label=_("What is said, word for word"),
        help_text=_("Those who cannot hear read it beside the player."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}),
    )
    agreed = forms.BooleanField(label=_("The person who speaks agrees to be heard by everyone."))


class EasyForm(forms.Form):
    """What is easy to read, in Arabic and in French; each may be left empty."""

    text_ar = forms.CharField(
        label=_("In Arabic"),
        required=False,
        widget=forms.Textarea(attrs={"dir": "rtl", "lang": "ar", "rows": 6, "maxlength": TEXT_MAX}),
    )
    text_fr = forms.CharField(
        label=_("In French"),
        required=False,
        widget=forms.Textarea(attrs={"dir": "ltr", "lang": "fr", "rows": 6, "maxlength": TEXT_MAX}),
    )
