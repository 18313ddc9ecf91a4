"""What people type about a space, made clean."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.enums import Trust
from core import processing
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from spaces.actions.charter import CLAUSE_LENGTH, check_clauses
from spaces.actions.space import CONTACT_LENGTH, WELCOME_LENGTH
from spaces.actions.vouching import DESK_LENGTH
from spaces.enums import APPOINTABLE, Role


def area(rows: int = 4, language: str = "") -> forms.Textarea:
    attrs = {"rows": rows, "dir": "auto"}
    return forms.Textarea(attrs=attrs | ({"lang": language} if language else {}))


class DescribeForm(forms.Form):
    """The words of welcome and the desk's contact."""

    welcome_ar = forms.CharField(
        label=_("Words of welcome in Arabic"), max_length=WELCOME_LENGTH, required=False, widget=area(language="ar")
    )
    welcome_fr = forms.CharField(
        label=_("Words of welcome in French"), max_length=WELCOME_LENGTH, required=False, widget=area(language="fr")
    )
    contact = forms.CharField(
        label=_("The desk"),
        max_length=CONTACT_LENGTH,
        required=False,
        help_text=_("Where it is, when it is open, a phone number. Everyone sees it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_welcome_ar(self):
        return clean_text(self.cleaned_data["welcome_ar"])

    def clean_welcome_fr(self):
        return clean_text(self.cleaned_data["welcome_fr"])

    def clean_contact(self):
        return clean_line(self.cleaned_data["contact"])


class NoteForm(forms.Form):
    """A reason, shown to everyone."""

    note = forms.CharField(
        label=_("The reason"), help_text=_("It will be shown to everyone."), max_length=1000, widget=area(3)
    )

    def clean_note(self):
        note = clean_text(self.cleaned_data["note"])
        if not has_words(note):
            raise ValidationError(_("Give the reason in words."), "no_words")
        return note


class EndRoleForm(NoteForm):
    note = forms.CharField(
        label=_("The reason"),
        help_text=_("The person is told, and it stays in the history."),
        max_length=500,
        widget=area(2),
    )


class ContactForm(forms.Form):
    """A person, named by her exact phone number or e-mail address."""

    collects = "spaces"
    collects_says = processing.TO_FIND

    def clean_contact(self):
        try:
            return contacts.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise ValidationError(error.args[0]) from error


class AppointForm(ContactForm):
    """A person, and the role given to her."""

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("The person signs in to Agraw once before being given a role."),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, may_appoint_facilitator: bool, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = {Role.MEMBER} | (set() if may_appoint_facilitator else {Role.FACILITATOR})
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in APPOINTABLE - hidden]


class PrepareForm(forms.Form):
    """Who runs a new space, and where its desk is: all of it may come later."""

    collects = "spaces"
    collects_says = processing.TO_FIND

    facilitator = forms.CharField(
        label=_("Phone number or e-mail address of its facilitator"),
        help_text=_("The person signs in to Agraw once before being given a role."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    desk = forms.CharField(
        label=_("Phone number or e-mail address of its desk agent"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=_("The desk"),
        max_length=CONTACT_LENGTH,
        required=False,
        help_text=_("Where it is, when it is open, a phone number. Everyone sees it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    ROLES = {"facilitator": Role.FACILITATOR, "desk": Role.DESK}

    def _clean_person(self, name):
        text = self.cleaned_data[name].strip()
        if not text:
            return None
        try:
            return contacts.parse(text)
        except contacts.ContactError as error:
            raise ValidationError(error.args[0]) from error

    def clean_facilitator(self):
        return self._clean_person("facilitator")

    def clean_desk(self):
        return self._clean_person("desk")


class VouchForm(ContactForm):
    """The person who stands at the desk, how she is known, and in whose name it is said."""

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("Whole, as the person uses it to sign in."),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none"}),
    )
    level = forms.TypedChoiceField(
        label=_("What you can say of this person"),
        coerce=int,
        choices=[
            (Trust.VOUCHED.value, _("The association or the desk knows this person")),
            (Trust.SEEN.value, _("I saw an identity card, and the person is its holder")),
        ],
        help_text=_("The number of the card is neither asked nor kept: do not write it anywhere."),
        widget=forms.RadioSelect,
    )
    desk = forms.CharField(
        label=_("On behalf of which association or desk"),
        help_text=_("The person is told this name."),
        max_length=DESK_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_desk(self):
        desk = clean_line(self.cleaned_data["desk"])
        if not has_words(desk):
            raise ValidationError(_("Write the name of the association or the desk."), "no_words")
        return desk


class CharterForm(forms.Form):
    """All the clauses of a charter, each in two languages, with room for new ones; an emptied clause is taken out."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, clauses, room: int = 2, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, len(clauses) + room + 1)
        for number in self.numbers:
            text_ar, text_fr = clauses[number - 1] if number <= len(clauses) else ("", "")
            self.fields[f"ar_{number}"] = self._field(_("Clause %(number)s, in Arabic"), number, "ar", text_ar)
            self.fields[f"fr_{number}"] = self._field(_("Clause %(number)s, in French"), number, "fr", text_fr)

    @staticmethod
    def _field(label, number, language, initial):
        return forms.CharField(
            label=label % {"number": number},
            initial=initial,
            required=False,
            max_length=CLAUSE_LENGTH,
            widget=area(4, language),
        )

    @property
    def pairs(self):
        """The bound fields two by two, for the page."""
        return [(number, self[f"ar_{number}"], self[f"fr_{number}"]) for number in self.numbers]

    def clean(self):
        data = super().clean()
        pairs = [(clean_text(data.get(f"ar_{n}", "")), clean_text(data.get(f"fr_{n}", ""))) for n in self.numbers]
        self.clauses = [pair for pair in pairs if any(pair)]
        if not self.errors:
            try:
                check_clauses(self.clauses)
            except Refused as refusal:
                raise ValidationError(refusal.message, refusal.code) from refusal
        return data
