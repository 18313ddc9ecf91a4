"""Naming the people who score. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from spaces.forms.space import ContactForm


class EvaluatorForm(ContactForm):
    """A person by her contact, or one of the council's people."""

    collects = "calls"

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("The person signs in to Agraw once before being named."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none"}),
    )
    person = forms.TypedChoiceField(label=_("Or one of the council"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args, people, by_contact: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *people]
        if not people:
            del self.fields["person"]
        if not by_contact:
            del self.fields["contact"]

    def clean_contact(self):
        return super().clean_contact() if self.cleaned_data["contact"] else None
