"""What people type about themselves, made clean."""

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.enums import Gender, Scope
from accounts.models import Token, User
from core import sms
from core.enums import Channel
from core.text import clean_line, has_words
from territories.forms import CommuneField

OLDEST = 120  # years
YOUNGEST = 12
NOT_IN_NAMES = ("@", "://", "www.", "wa.me", "t.me")
MOST_DIGITS = 5  # in a name: six in a row begin to be a telephone number
LTR = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


def clean_name(value: str) -> str:
    """Return the name shown to everyone, on one line. Raises `ValidationError` when it carries a contact or no
    letter.
    """
    name = clean_line(value)
    folded = name.lower()
    if any(sign in folded for sign in NOT_IN_NAMES) or sum(sign.isdecimal() for sign in name) > MOST_DIGITS:
        raise forms.ValidationError(_("Leave phone numbers, addresses and links out of your name: everyone sees it."))
    if not has_words(name):
        raise forms.ValidationError(_("Write a name with letters. It may be a made-up one."))
    return name


class DoorForm(forms.Form):
    """The one field of the door."""

    contact = forms.CharField(
        label=_("Phone number or e-mail address"),
        max_length=254,
        help_text=_("We send a six-digit code there. No password is needed, and an account is made if you have none."),
        widget=forms.TextInput(attrs=LTR | {"autocomplete": "username", "autofocus": True, "inputmode": "email"}),
    )

    by_whatsapp = forms.BooleanField(label=_("Send it to my phone by WhatsApp"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (sms.is_offered(Channel.WHATSAPP) and sms.is_offered(Channel.SMS)):
            del self.fields["by_whatsapp"]

    def clean_contact(self):
        try:
            return contacts.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0], code="contact") from error


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,  # pasted with spaces or a whole line
        widget=forms.TextInput(
            attrs=LTR | {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "code"}
        ),
    )


class PasswordDoorForm(LoginForm):
    """The door for people who set a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Phone number or e-mail address")
        login.widget.attrs = LTR | {"autocomplete": "username"}
        self.fields["password"].widget.attrs = LTR | {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""

    def clean_login(self):
        try:
            return contacts.parse(self.cleaned_data["login"]).value
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error


class LanguageSelect(forms.Select):
    """Names of languages, each marked as written in its own (WCAG 2.2, 3.1.2)."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = value
        return option


class ProfileForm(forms.Form):
    """What a person says about herself to everyone, and her language."""

    display_name = forms.CharField(
        label=_("Name shown to everyone"),
        max_length=60,
        help_text=_("Your own or a made-up one."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "nickname"}),
    )
    commune = CommuneField(label=_("Commune where you live"))
    language = forms.ChoiceField(label=_("Language of our messages"), choices=settings.LANGUAGES, widget=LanguageSelect)

    def clean_display_name(self):
        return clean_name(self.cleaned_data["display_name"])


class WelcomeForm(ProfileForm):
    """The profile of a newcomer, who also says that she knows what is kept about her (law 09-08, art. 5)."""

    privacy = forms.BooleanField(
        label=_("I have read what is kept about me, why, and for how long"),
        error_messages={"required": _("Read the page about your data, then tick the box.")},
    )


class DeclarationForm(forms.Form):
    """What a person may say about herself: every field may stay empty."""

    birth_year = forms.IntegerField(label=_("Year of birth"), required=False, widget=forms.NumberInput(attrs=LTR))
    gender = forms.ChoiceField(
        label=_("You are"),
        required=False,
        choices=[("", _("I prefer not to say")), *Gender.choices],
        widget=forms.RadioSelect,
    )
    has_disability = forms.TypedChoiceField(
        label=_("Are you in a situation of disability?"),
        required=False,
        choices=[("", _("I prefer not to say")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        this_year = localdate().year
        if year is not None and not this_year - OLDEST <= year <= this_year - YOUNGEST:
            raise forms.ValidationError(_("Write a year with four digits, such as 1987."))
        return year


class PhoneForm(forms.Form):
    """A new phone number."""

    contact = forms.CharField(
        label=_("New phone number"),
        max_length=40,
        widget=forms.TextInput(attrs=LTR | {"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    parse = staticmethod(contacts.phone)

    def clean_contact(self):
        try:
            return self.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error


class EmailForm(PhoneForm):
    """A new e-mail address."""

    contact = forms.CharField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs=LTR | {"autocomplete": "email", "inputmode": "email"}),
    )
    parse = staticmethod(contacts.email)


class TokenForm(forms.ModelForm):
    """A new key for a program."""

    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what the program may do: tick one box at least.")},
    )

    class Meta:
        model = Token
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])


class EraseForm(forms.Form):
    """The last question before leaving."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class PersonForm(forms.ModelForm):
    """A person in the administration: what an administrator may set, contacts made clean."""

    class Meta:
        model = User
        fields = ["phone", "phone_verified", "email", "display_name", "language", "is_active", "is_staff"]

    def clean_phone(self):
        return self._contact("phone", contacts.phone)

    def clean_email(self):
        return self._contact("email", contacts.email)

    def _contact(self, field, parse):
        value = self.cleaned_data[field]
        if not value:
            return None
        try:
            return parse(value).value
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error
