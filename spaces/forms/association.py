"""What people type about an association, its dossier and its people, made clean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_text
from councils.enums import Theme
from spaces.actions.association import ASSOCIATION_NAME_MAX, PURPOSE_MAX, RECEIPT_MAX, SITE_MAX
from spaces.actions.belonging import NOTE_MAX
from spaces.enums import PaperKind, Position, Reach, Tongue
from spaces.forms.space import ContactForm, NoteForm, area
from territories.forms import CommuneField


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")


class AssociationForm(forms.Form):
    """What an association says of itself.

    The names, the seat, the themes, the languages and the year are public; so is a way to reach it that was chosen.
    """

    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=ASSOCIATION_NAME_MAX, widget=forms.TextInput(attrs={"lang": "ar"})
    )
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=ASSOCIATION_NAME_MAX, widget=forms.TextInput(attrs={"lang": "fr"})
    )
    seat = CommuneField(label=_("Commune of the seat"))
    founded_on = forms.DateField(label=_("Day of the founding assembly"), widget=date_input())
    themes = forms.MultipleChoiceField(
        label=_("What it works on"),
        choices=Theme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The object of its petitions must be linked to its activity."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it works"),
        choices=Tongue,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    receipt_number = forms.CharField(
        label=_("Number of the receipt"),
        max_length=RECEIPT_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Of the definitive receipt, else of the provisional one, as it is written there."),
    )
    purpose = forms.CharField(
        label=_("Its purpose, as in the statutes"), max_length=PURPOSE_MAX, required=False, widget=area()
    )
    member_count = forms.IntegerField(
        label=_("Number of members"),
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("A petition to a province needs more than 100."),
    )
    counted_on = forms.DateField(label=_("Counted on"), required=False, widget=date_input())

    email = forms.CharField(
        label=_("E-mail address of the association"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone number of the association"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    site = forms.CharField(
        label=_("Its site"),
        max_length=SITE_MAX,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr", "autocomplete": "off"}),
    )
    shown = forms.MultipleChoiceField(
        label=_("What everyone sees of these"),
        choices=Reach,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you do not tick stays between the association and the facilitators."),
    )
    # What the page draws below a line that opens; it is open when something there is written or wrong.
    MORE = ("receipt_number", "languages", "purpose", "member_count", "counted_on")
    REACH = ("email", "phone", "site", "shown")

    def is_used(self, names) -> bool:
        """Tell whether one of the fields `names` holds something, or is wrong."""
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def opens_more(self) -> bool:
        return self.is_used(self.MORE)

    @property
    def opens_reach(self) -> bool:
        return self.is_used(self.REACH)

    def clean_purpose(self):
        return clean_text(self.cleaned_data["purpose"])


class BranchForm(forms.Form):
    branch = CommuneField(label=_("Commune of the branch"))


class PaperForm(forms.Form):
    """A document of the dossier."""

    kind = forms.ChoiceField(label=_("What the document is"), choices=[("", "—"), *PaperKind.choices])
    file = forms.FileField(
        label=_("The PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("10 MB at most. You and the facilitators of your commune see it, nobody else."),
    )
    issued_on = forms.DateField(label=_("Its date"), widget=date_input())
    expires_on = forms.DateField(
        label=_("Last day on which it holds"),
        required=False,
        widget=date_input(),
        help_text=_("For example the end of the board’s term. Empty when it has no end."),
    )


class InviteForm(ContactForm):
    """A person, and the place offered to her in an association."""

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("Whole, as the person uses it to sign in to Agraw."),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    position = forms.ChoiceField(label=_("Place in the association"), choices=Position, widget=forms.RadioSelect)


class PositionForm(forms.Form):
    position = forms.ChoiceField(label=_("Place in the association"), choices=Position, widget=forms.RadioSelect)


class EndPlaceForm(NoteForm):
    note = forms.CharField(
        label=_("The reason"), help_text=_("Only the person is told it."), max_length=NOTE_MAX, widget=area(2)
    )
