"""What the council's people and the mandatary give about each step. The acts themselves check again."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from councils.models import Committee
from petitions.actions.deciding import NUMBER_MAX, REPORT_MAX, TEXT_MAX
from petitions.actions.ruling import REASONS_MAX
from petitions.actions.withdrawing import NOTE_MAX
from petitions.enums import Ground, Outcome
from petitions.grounds import grounds_for


def _words(label, rows: int, longest: int, *, required: bool = True, help_text=""):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def _number(label):
    return forms.IntegerField(label=label, min_value=0, max_value=999, required=False)


class Day(forms.DateField):
    """A day, today when nothing else is known."""

    def __init__(self, label, help_text=""):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, initial=localdate, widget=widget, help_text=help_text)


class StepForm(forms.Form):
    """A form about one step of a petition."""

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, **kwargs)
        self.petition = petition


class PlainForm(StepForm):
    """A step that needs no word."""


class DepositForm(StepForm):
    on = Day(_("Deposited on"), _("The day on which the file was put into the council’s hands."))


class PaperDepositForm(StepForm):
    number = forms.CharField(
        label=_("Number of the receipt"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("As it is written on the council’s receipt."),
    )
    on = Day(_("Date of the receipt"), _("The council’s time limit runs from this day."))
    scan = forms.FileField(
        label=_("The receipt, scanned"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("A PDF of at most 10 MB. You and the council’s people alone see it."),
    )


class AcceptForm(StepForm):
    reasons = _words(_("In a few words"), 4, REASONS_MAX, required=False, help_text=_("It will be shown to everyone."))


class RejectForm(StepForm):
    grounds = forms.MultipleChoiceField(
        label=_("Conditions of the law that are not met"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose one or more. No other reason may be given."),
    )
    reasons = _words(
        _("Why, in words"), 6, REASONS_MAX, help_text=_("Say what is lacking, so that people can mend it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grounds"].choices = [
            (str(ground), f"{Ground(ground).label} · {article}")
            for ground, article in grounds_for(self.petition).items()
        ]


class CommitteeForm(StepForm):
    committee = forms.ModelChoiceField(label=_("Standing committee"), queryset=Committee.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees = Committee.objects.filter(council=self.petition.council_id)
        studies = (row.pk for row in committees if self.petition.theme in row.themes)
        self.initial.setdefault("committee", next(studies, None))


class DeliberateForm(StepForm):
    on = Day(_("Day of the sitting"))


class DecideForm(StepForm):
    outcome = forms.ChoiceField(label=_("The decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = _words(_("The decision in words"), 8, TEXT_MAX, help_text=_("Everyone will read it."))
    number = forms.CharField(
        label=_("Number of the decision"),
        max_length=NUMBER_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    on = Day(_("Day of the vote"))
    votes_for = _number(_("Votes for"))
    votes_against = _number(_("Votes against"))
    abstentions = _number(_("Abstentions"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hearing = getattr(self.petition, "hearing", None)
        if hearing and hearing.deliberated_on:
            self.initial.setdefault("on", hearing.deliberated_on)


class FollowUpForm(StepForm):
    text = _words(_("What was done"), 6, REPORT_MAX, help_text=_("Everyone will read it."))


class WithdrawForm(StepForm):
    note = _words(_("The reason"), 4, NOTE_MAX, help_text=_("It will be shown to everyone."))
