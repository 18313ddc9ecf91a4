"""What a steering group types: what the network says of itself, its charter, conditions, mandates, decisions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.text import clean_text, isolate
from core.workflow import Refused
from councils.enums import Theme
from networks.actions.words import LINE_MAX, NAME_MAX, TEXT_MAX, TITLE_MAX
from networks.enums import MemberKind, NetworkKind
from spaces.actions.charter import CLAUSE_LENGTH, check_clauses
from spaces.forms.association import date_input
from spaces.forms.space import area
from territories.enums import Level
from territories.forms import CommuneField
from territories.models import Territory

SHOWN_MEMBERS = [
    (MemberKind.ASSOCIATION.value, _("associations")),
    (MemberKind.SPACE.value, _("civil society spaces")),
    (MemberKind.PERSON.value, _("natural persons")),
]


def word(label, longest: int = TITLE_MAX, *, language: str = "", **options) -> forms.CharField:
    """Return a field of one line."""
    attrs = {"lang": language} if language else {"dir": "auto"}
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=attrs), **options)


class RegionsField(forms.ModelMultipleChoiceField):
    """Regions to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        regions = Territory.objects.light().filter(level=Level.REGION).order_by("code")
        super().__init__(queryset=regions, required=False, **options)


class NetworkForm(forms.Form):
    """What a network says of itself, and whom it takes from which day to which."""

    kind = forms.ChoiceField(label=_("What it is"), choices=NetworkKind.choices)
    name_ar = word(_("Name in Arabic"), NAME_MAX, language="ar")
    name_fr = word(_("Name in French"), NAME_MAX, language="fr")
    presentation_ar = forms.CharField(
        label=_("Presentation in Arabic"), max_length=TEXT_MAX, required=False, widget=area(5, "ar")
    )
    presentation_fr = forms.CharField(
        label=_("Presentation in French"), max_length=TEXT_MAX, required=False, widget=area(5, "fr")
    )
    themes = forms.MultipleChoiceField(
        label=_("What it works on"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = RegionsField(label=_("Regions"), help_text=_("Communes are added one by one on the page of the network."))
    since = forms.DateField(label=_("Day of its founding"), required=False, widget=date_input())
    takes = forms.MultipleChoiceField(
        label=_("Whom it takes"), choices=SHOWN_MEMBERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    applications_from = forms.DateField(
        label=_("Applications from"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: it takes no application."),
    )
    applications_to = forms.DateField(
        label=_("Last day of applications"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: applications have no end."),
    )


class PlaceForm(forms.Form):
    place = CommuneField(label=_("Commune where the network works"))


class ConditionForm(forms.Form):
    """A condition of membership, in both languages."""

    text_ar = word(_("The condition in Arabic"), LINE_MAX, language="ar")
    text_fr = word(_("The condition in French"), LINE_MAX, language="fr")
    kind = forms.ChoiceField(
        label=_("Of whom it is asked"), choices=[("", _("every member")), *SHOWN_MEMBERS], required=False
    )


class NetworkCharterForm(forms.Form):
    """All the clauses of a charter, each in Arabic and French, and in Amazigh when it is translated.

    A clause whose texts are all emptied is taken out.
    """

    LANGUAGES = ("ar", "fr", "zgh")
    LABELS = {
        "ar": _("Clause %(number)s, in Arabic"),
        "fr": _("Clause %(number)s, in French"),
        "zgh": _("Clause %(number)s, in Amazigh"),
    }
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, clauses, room: int = 2, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, len(clauses) + room + 1)
        for number in self.numbers:
            texts = clauses[number - 1] if number <= len(clauses) else ("", "", "")
            for language, text in zip(self.LANGUAGES, texts, strict=True):
                self.fields[f"{language}_{number}"] = forms.CharField(
                    label=self.LABELS[language] % {"number": number},
                    initial=text,
                    required=False,
                    max_length=CLAUSE_LENGTH,
                    widget=area(3, language),
                )

    @property
    def rows(self):
        """The bound fields of each clause, for the page."""
        return [(number, *(self[f"{language}_{number}"] for language in self.LANGUAGES)) for number in self.numbers]

    def clean(self):
        data = super().clean()
        rows = [tuple(clean_text(data.get(f"{one}_{n}", "")) for one in self.LANGUAGES) for n in self.numbers]
        self.clauses = [row for row in rows if any(row)]
        if not self.errors:
            try:
                check_clauses([row[:2] for row in self.clauses])
            except Refused as refusal:
                raise ValidationError(refusal.message, refusal.code) from refusal
        return data


class MandateForm(forms.Form):
    """A seat in the steering group."""

    collects = "networks"

    user = forms.ModelChoiceField(
        label=_("Who"), queryset=None, help_text=_("Those who speak for a member and have no mandate yet.")
    )
    task = word(_("Task"), help_text=_("For example: treasurer, secretary, training."))
    starts_on = forms.DateField(label=_("From"), widget=date_input(), initial=localdate)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=date_input())

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = lambda person: isolate(person.public_name)


class DecisionForm(forms.Form):
    """A decision of the steering group."""

    collects = "networks"

    taken_on = forms.DateField(label=_("Taken on"), widget=date_input(), initial=localdate)
    title = word(_("What was decided, in one line"))
    text = forms.CharField(label=_("The decision"), max_length=TEXT_MAX, widget=area(6))
    took_part = forms.ModelMultipleChoiceField(
        label=_("Who took part"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    is_public = forms.BooleanField(label=_("Everyone may read it"), required=False, initial=True)

    def __init__(self, *args, mandates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["took_part"].queryset = mandates
        self.fields["took_part"].label_from_instance = lambda mandate: isolate(mandate.user.public_name)


class ReasonForm(forms.Form):
    """A reason; `who_reads` says who will read it."""

    note = forms.CharField(label=_("The reason"), max_length=1000, widget=area(3))

    def __init__(self, *args, who_reads, label=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = who_reads
        if label:
            self.fields["note"].label = label


class CampaignForm(forms.Form):
    """An advocacy campaign."""

    title = word(_("Name of the campaign"))
    target = word(
        _("The text or the decision that it is about"), LINE_MAX, help_text=_("For example a law, a decree, a budget.")
    )
    asks = forms.CharField(label=_("What is asked, one a line"), max_length=TEXT_MAX, widget=area(5))
    allies = forms.CharField(label=_("Allies, one a line"), max_length=TEXT_MAX, required=False, widget=area(3))


class StepForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=date_input())
    text = word(_("The step"), LINE_MAX)
