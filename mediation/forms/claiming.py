"""Looking at a receipt, and taking over what was written under it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_line
from mediation.actions.registering import NAME_MAX

CODE = {"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label=_("Number of your receipt"),
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("Eight signs: letters and digits."),
    )


class ClaimForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the receipt"),
        max_length=40,
        widget=forms.TextInput(attrs=CODE | {"class": "code"}),
        help_text=_("Twelve signs, at the foot of the paper. Give it to nobody."),
    )
    name = forms.CharField(
        label=_("The name you gave at the desk, if you gave one"),
        max_length=NAME_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])
