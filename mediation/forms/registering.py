"""Registering a person, one question a page."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.forms import LTR, OLDEST, YOUNGEST, clean_name
from core.text import clean_line
from mediation import consent
from mediation.actions.registering import NAME_MAX
from mediation.enums import ActKind
from mediation.forms.steps import Page
from spaces.enums import ConsentWay, Tongue
from territories.forms import CommuneField

NOBODY, DESK, EVERYONE = "nobody", "desk", "everyone"  # who sees her name
UNSAID = ("", _("I prefer not to say"))


class RegisterForm(forms.Form):
    """A person without a phone. Only her commune and her consent are asked of everyone."""

    commune = CommuneField(label=_("In which commune does she live?"))
    name_for = forms.ChoiceField(
        label=_("Who may know her name?"),
        choices=[
            (NOBODY, _("nobody: no name is kept")),
            (DESK, _("this desk alone, to recognise her when she comes back")),
            (EVERYONE, _("everyone: it is shown with what she says")),
        ],
        initial=NOBODY,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Her name"),
        max_length=NAME_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, widget=forms.NumberInput(attrs=LTR | {"autocomplete": "off"})
    )
    gender = forms.ChoiceField(
        label=_("You are"), required=False, choices=[UNSAID, *Gender.choices], widget=forms.RadioSelect
    )
    has_disability = forms.TypedChoiceField(
        label=_("Are you in a situation of disability?"),
        required=False,
        choices=[UNSAID, ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    to = forms.MultipleChoiceField(
        label=_("What may this desk write for her?"),
        choices=ActKind,
        initial=[ActKind.NEED, ActKind.SUPPORT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what she agrees to: without her consent nothing can be entered.")},
    )
    language = forms.ChoiceField(
        label=_("In which language is her receipt printed?"),
        choices=[("ar", "العربية"), ("fr", "Français")],
        initial="ar",
        widget=forms.RadioSelect,
    )
    tongue = forms.ChoiceField(
        label=_("In which language did you read it to her?"), choices=Tongue, initial=Tongue.DARIJA
    )
    way = forms.ChoiceField(
        label=_("How the person agreed"),
        choices=[choice for choice in ConsentWay.choices if choice[0] != ConsentWay.PHONE],
        widget=forms.RadioSelect,
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    PAGES = (
        Page(_("Where she lives"), ("commune",)),
        Page(_("Her name, if she likes"), ("name_for", "name")),
        Page(_("About her, for counts only, if she likes"), ("birth_year", "gender", "has_disability")),
        Page(_("What she agrees to"), ("to", "language")),
        Page(_("Read it aloud to her"), ("tongue", "way")),
    )

    def clean_name(self):
        name = clean_line(self.cleaned_data["name"])
        name_for = self.cleaned_data.get("name_for")
        if name_for == NOBODY:
            return ""
        if not name:
            raise forms.ValidationError(_("Write her name, or choose that none is kept."))
        return clean_name(name) if name_for == EVERYONE else name

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        today = localdate().year
        if year is not None and not today - OLDEST <= year <= today - YOUNGEST:
            raise forms.ValidationError(_("This year cannot be right: write it with four digits, or leave it empty."))
        return year

    def clean_language(self):
        return self.cleaned_data["language"] if self.cleaned_data["language"] in consent.LANGUAGES else "ar"
