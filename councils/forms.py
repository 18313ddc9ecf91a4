"""What the people of a council type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Days
from councils import rules
from councils.actions import TEXT_LENGTH
from councils.enums import PauseReason, Verdict
from councils.models import AnswerTemplate, Committee, Mandate
from councils.queries import districts_of
from territories.models import Territory


class Choice(forms.ModelChoiceField):
    """A choice among people: the name and the role."""

    def label_from_instance(self, obj):
        return f"{obj.name} · {obj.get_role_display()}"


class ReferralForm(forms.Form):
    """A form about one matter, filled in by one person."""

    def __init__(self, *args, referral, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.referral, self.user = referral, user


class PlainForm(ReferralForm):
    """An act that needs no word: taking a matter, letting the clock run."""


class AssignForm(ReferralForm):
    mandate = Choice(label=_("Person"), queryset=Mandate.objects.none(), required=False)
    committee = forms.ModelChoiceField(label=_("Standing committee"), queryset=Committee.objects.none(), required=False)
    service = forms.CharField(label=_("Service"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        council = self.referral.council_id
        self.fields["mandate"].queryset = Mandate.objects.current().filter(council=council).order_by("name_fr", "id")
        self.fields["committee"].queryset = committees = Committee.objects.filter(council=council)
        self.initial.setdefault("mandate", self.referral.mandate_id)
        self.initial.setdefault("service", self.referral.service)
        self.initial.setdefault("committee", self.referral.committee_id or self._that_studies_it(committees))

    def _that_studies_it(self, committees):
        return next((row.pk for row in committees if self.referral.theme in row.themes), None)

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["mandate"] or data["committee"] or data["service"]):
            raise forms.ValidationError(_("Say who takes it: a person, a committee or a service."))
        return data


class AnswerForm(ReferralForm):
    verdict = forms.ChoiceField(label=_("The decision"), choices=Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("The answer"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Say what happened, what will be done and when. Everyone will read it."),
    )
    planned_for = forms.DateField(
        label=_("Promised for"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only when the work has a date: it will be shown, and followed."),
    )


class DraftForm(AnswerForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReadForm(ReferralForm):
    """An act on a draft that was read: its version comes along, so that nobody signs another text."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReturnForm(ReferralForm):
    note = forms.CharField(
        label=_("What has to change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The people of the council read it, nobody else."),
    )


class PauseForm(ReferralForm):
    reason = forms.ChoiceField(label=_("The reason"), choices=PauseReason.choices, widget=forms.RadioSelect)
    detail = forms.CharField(
        label=_("In a few words"), max_length=300, required=False, help_text=_("It will be shown to everyone.")
    )


class PledgeForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=1,
        max_value=365,
        required=False,
        help_text=_("Empty: the law’s delay alone."),
    )
    kind = forms.ChoiceField(
        label=_("Which days"), choices=[(kind, kind.label) for kind in (Days.CALENDAR, Days.WORKING)]
    )


class TemplateForm(forms.ModelForm):
    class Meta:
        model = AnswerTemplate
        fields = [
            "verdict", "name_ar", "text_ar", "condition_ar", "name_fr", "text_fr", "condition_fr", "citation",
        ]  # fmt: skip
        labels = {
            "verdict": _("The decision"),
            "name_ar": _("Name in Arabic"),
            "text_ar": _("Text in Arabic"),
            "name_fr": _("Name in French"),
            "text_fr": _("Text in French"),
            "condition_ar": _("What is missing, in Arabic"),
            "condition_fr": _("What is missing, in French"),
            "citation": _("Article"),
        }
        help_texts = {
            "condition_ar": _("A few words, when the answer is no because a condition is not met."),
            "condition_fr": _("A few words, when the answer is no because a condition is not met."),
            "citation": _("The law and its article, as “113-14, art. 83”."),
        }
        widgets = {"text_ar": forms.Textarea(attrs={"rows": 6}), "text_fr": forms.Textarea(attrs={"rows": 6})}


class MandateForm(forms.Form):
    """What a mandate carries: who may change what is `councils.actions.describe_mandate`'s affair."""

    delegation = forms.CharField(
        label=_("Delegation"),
        max_length=200,
        required=False,
        help_text=_("The order of the president and what it gives. Everyone reads it."),
    )
    may_publish = forms.BooleanField(label=_("May sign and publish in the president’s place"), required=False)
    committee = forms.ModelChoiceField(label=_("Standing committee"), queryset=Committee.objects.none(), required=False)
    district = forms.ModelChoiceField(label=_("Constituency"), queryset=Territory.objects.none(), required=False)
    places = forms.CharField(
        label=_("Douars and neighbourhoods"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, as people write it. What is asked there comes under “My constituency”."),
    )

    def __init__(self, *args, mandate, allowed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.filter(council=mandate.council_id)
        self.fields["district"].queryset = districts_of(mandate.council)
        if not self.fields["district"].queryset:
            allowed = allowed - {"district"}
        for name in [name for name in self.fields if name not in allowed]:
            del self.fields[name]

    def clean_places(self):
        return [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]


def form_to_assign(*args, referral, user, **kwargs):
    """An officer takes a matter herself; others choose who does."""
    mandates = rules.mandates_in(referral.council_id, user)
    chooses = any(rules.assigns_to_others(mandate) for mandate in mandates)
    return (AssignForm if chooses else PlainForm)(*args, referral=referral, user=user, **kwargs)
