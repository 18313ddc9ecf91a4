"""What an agent types for a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.steps import Page
from mediation.references import plain
from needs.forms import NeedForm

NUMBER = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}


class EnterNeedForm(NeedForm):
    """A need, one question a page; what is like it is shown before anything else is asked."""

    PAGES = (
        Page(_("What is needed"), ("title", "text")),
        Page(_("What it is about"), ("theme",)),
        Page(_("Where it is needed"), ("place", "lat", "lon")),
        Page(_("For whom it is needed"), ("beneficiary",)),
        Page(_("Read it back to her, then publish"), ("voice", "photo", "photo_description")),
    )


class FindForm(forms.Form):
    """The number of a receipt."""

    reference = forms.CharField(
        label=_("Number of her receipt"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eight signs: letters and digits."),
    )

    def clean_reference(self):
        return plain(self.cleaned_data["reference"])


class SupportForm(forms.Form):
    """The number of a need."""

    need = forms.IntegerField(label=_("Number of the need"), min_value=1, widget=forms.NumberInput(attrs=NUMBER))


class SignatureForm(forms.Form):
    """Where on paper she signed."""

    sheet = forms.IntegerField(label=_("Number of the sheet"), min_value=1, widget=forms.NumberInput(attrs=NUMBER))
    row = forms.IntegerField(label=_("Number of the row"), min_value=1, widget=forms.NumberInput(attrs=NUMBER))
