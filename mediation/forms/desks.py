"""Opening a desk, and naming who works there."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from core import processing
from mediation.actions.desks import NAME_MAX, PLACE_MAX
from mediation.enums import DeskKind
from spaces.models import Association


class AssociationChoice(forms.ModelChoiceField):
    """An association by its name in the reader's language."""

    def label_from_instance(self, association):
        return str(association)


class OpenDeskForm(forms.Form):
    """What everyone reads of a desk."""

    kind = forms.ChoiceField(label=_("What this desk is"), choices=DeskKind)
    name = forms.CharField(
        label=_("Name of the desk"),
        max_length=NAME_MAX,
        help_text=_("Everyone reads it beside what is written there."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    place = forms.CharField(
        label=_("Where it is, and when it is open"),
        max_length=PLACE_MAX,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    association = AssociationChoice(
        label=_("Which association keeps it"), queryset=Association.objects.none(), required=False
    )

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        near = Association.objects.active_in(commune).for_list().order_by("name_ar")
        self.fields["association"].queryset = near


class AgentForm(forms.Form):
    """A person, named by her exact phone number or e-mail address."""

    collects = "desks"
    collects_says = processing.TO_FIND

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("The person signs in to Agraw once before being given a role."),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_contact(self):
        try:
            return contacts.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise ValidationError(error.args[0]) from error
