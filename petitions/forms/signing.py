"""What is asked of a person who signs, and of a person who looks at held signatures. The acts check again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.dates import moment
from petitions import cards
from petitions.actions.judging import NOTE_LENGTH, Group
from petitions.actions.signing import NAME_LENGTH, Terms
from petitions.enums import Invalidity, Telling


class SignForm(forms.Form):
    """The words of a signer. Without a reason to ask for them, her name and the number of her card have no field."""

    name = forms.CharField(
        label=_("First name and family name, as on your identity card"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        help_text=_("For the list that the council receives. It is never shown."),
    )
    cin = forms.CharField(
        label=_("Number of the national identity card"),
        max_length=cards.LONGEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("For the list that the council receives. It is kept enciphered, and never shown."),
    )
    telling = forms.ChoiceField(
        label=_("How do you want to be told of each step?"),
        choices=Telling,
        initial=Telling.INBOX,
        widget=forms.RadioSelect,
    )
    attests = forms.BooleanField(
        label=_("All of this is so"),
        error_messages={"required": _("Say that this is so: the law asks it of everyone who signs.")},
    )

    def __init__(self, *args, terms: Terms, **kwargs):
        super().__init__(*args, **kwargs)
        if not terms.is_signature:
            del self.fields["name"]
        if not terms.asks_card:
            del self.fields["cin"]


class JudgeForm(forms.Form):
    """A group of held signatures, and what becomes of it."""

    group = forms.ChoiceField(
        label=_("Which signatures"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a group."),
            "invalid_choice": _("Another person has looked at these signatures already."),
        },
    )
    reason = forms.ChoiceField(
        label=_("If they do not count, why"), choices=[("", "—"), *Invalidity.choices], required=False
    )
    note = forms.CharField(
        label=_("What you looked at, and what you found"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
        help_text=_("It stays in the journal, with the number of signatures. Name no one."),
    )

    def __init__(self, *args, groups: list[Group], language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(group.key, _words_of(group, language)) for group in groups]


def _words_of(group: Group, language: str) -> str:
    return ngettext(
        "%(at)s · connection %(number)d · %(count)d signature",
        "%(at)s · connection %(number)d · %(count)d signatures",
        group.count,
    ) % {"at": moment(group.hour, language), "number": group.number, "count": group.count}
