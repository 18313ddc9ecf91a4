"""What people type about documents and plans, turned into clean data. The acts themselves check again."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from core import processing
from core.fields import Chosen
from core.text import clean_text
from debates.actions.contributing import TEXT_MAX
from plans.enums import OwnerKind, PassageKind, PhaseKind

ONE_IS_ENOUGH = _("In Arabic, in French, or in both.")


def line(label, longest=160, **attrs):
    """Return a field of one line, of words whose direction is their own."""
    return forms.CharField(
        label=label, max_length=longest, required=False, widget=forms.TextInput({"dir": "auto", **attrs})
    )


def lines(label, longest, rows=4, **kwargs):
    """Return a field of several lines."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=forms.Textarea({"rows": rows, "dir": "auto"}),
        **kwargs,
    )


def day(label, *, required=False, **kwargs):
    """Return a field of a day, picked from the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs
    )


class TitledForm(forms.Form):
    """A title and a purpose, in two languages."""

    title_ar = line(_("Title in Arabic"))
    title_fr = line(_("Title in French"))
    purpose_ar = lines(_("What it is for, in Arabic"), 2000)
    purpose_fr = lines(_("What it is for, in French"), 2000)


class DocumentForm(TitledForm):
    """A reference document; `for_region` is offered to whoever coordinates the region."""

    for_region = forms.BooleanField(label=_("It is the Citizenship Lab’s, for the whole region"), required=False)

    def __init__(self, *args, offers_region=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not offers_region:
            del self.fields["for_region"]


class PhaseForm(forms.Form):
    kind = forms.ChoiceField(label=_("Phase"), choices=PhaseKind.choices)
    starts_on = day(_("From"), required=True)
    ends_on = day(_("Until, this day included"), required=True)
    text_ar = line(_("What happens in it, in Arabic"), 300)
    text_fr = line(_("What happens in it, in French"), 300)


class EditorForm(forms.Form):
    collects = "networks"
    collects_says = processing.TO_FIND
    contact = forms.CharField(
        label=_("Telephone or e-mail of the person"),
        help_text=_("Exactly as in her account. She is told that she may write the document."),
        max_length=254,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_contact(self):
        try:
            return contacts.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error


class SummaryForm(forms.Form):
    summary_ar = lines(_("What this version brings, in Arabic"), 1000, 3)
    summary_fr = lines(_("What this version brings, in French"), 1000, 3)


class PassageForm(forms.Form):
    """A paragraph; `revision` is the one that was read when the form was made."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PassageKind.choices, initial=PassageKind.PARAGRAPH)
    text_ar = lines(_("Text in Arabic"), 4000, 6)
    text_fr = lines(_("Text in French"), 4000, 6)
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class OriginForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the need, the debate, the consultation or the note"),
        help_text=_("Open its page and copy the address."),
        max_length=400,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
    )


class RemarkForm(forms.Form):
    """What a person says of a paragraph, and the version that she read."""

    text = forms.CharField(
        label=_("What you say of this paragraph"),
        widget=forms.Textarea({"rows": 3, "dir": "auto", "maxlength": TEXT_MAX}),
        error_messages={"required": _("Write what you want to say.")},
    )
    version = forms.IntegerField(min_value=1, max_value=32_000, widget=forms.HiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, version=None, **kwargs):
        kwargs.setdefault("initial", {"client_key": uuid.uuid4(), "version": version})
        super().__init__(*args, **kwargs)

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])


class NoteForm(forms.Form):
    """The reason of a move, where it needs one."""

    note = lines(_("The reason"), 1000, 3, help_text=_("It will be shown to everyone."))


class ActionMoveForm(NoteForm):
    """The reason of a move of an action, and its new day where it may have one."""

    due_on = day(_("New day by which it is to be done"))

    def __init__(self, *args, has_day=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_day:
            del self.fields["due_on"]


class PlanForm(TitledForm):
    starts_on = day(_("From"))
    ends_on = day(_("Until, this day included"))


class AxisForm(forms.Form):
    title_ar = line(_("Title in Arabic"))
    title_fr = line(_("Title in French"))
    aim_ar = lines(_("Its aim, in Arabic"), 1000, 3)
    aim_fr = lines(_("Its aim, in French"), 1000, 3)


class ActionForm(forms.Form):
    """An action of a plan. `associations` and `council` are those it may be given to; `axes` where it may stand."""

    title_ar = line(_("Action, in Arabic"), 200)
    title_fr = line(_("Action, in French"), 200)
    text_ar = lines(_("More about it, in Arabic"), 2000, 3)
    text_fr = lines(_("More about it, in French"), 2000, 3)
    axis = Chosen(label=_("Axis"), queryset=None, empty_label=None)
    owner_kind = forms.ChoiceField(
        label=_("Who answers for it"), choices=OwnerKind.choices, widget=forms.RadioSelect, initial=OwnerKind.SPACE
    )
    association = Chosen(label=_("Association"), queryset=None, required=False, empty_label="—")
    owner_name = line(_("Name of the partner, or of the council’s service"), 120)
    partners = line(_("Partners, with commas between"), 300)
    due_on = day(_("Day by which it is to be done"))

    def __init__(self, *args, axes, associations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["axis"].queryset = axes
        self.fields["association"].queryset = associations


class EvidenceForm(forms.Form):
    """What shows that it is true."""

    collects = "networks"
    collects_says = processing.SEEN_BY_ALL

    file = forms.FileField(label=_("PDF that shows it"), required=False, widget=forms.FileInput({"accept": ".pdf"}))
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput({"accept": "image/*"}))
    link = forms.CharField(
        label=_("Address of a page that shows it"),
        max_length=300,
        required=False,
        widget=forms.URLInput({"placeholder": "https://"}),
    )


class FollowUpForm(EvidenceForm):
    """What became of an action. Where milestones are counted no progress is asked for."""

    text = forms.CharField(
        label=_("What was done, or why not yet"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    progress = forms.IntegerField(
        label=_("Progress, in percent"),
        help_text=_("From 0 to 100. Empty: it stays as it is."),
        required=False,
        widget=forms.NumberInput({"min": 0, "max": 100}),
    )
    field_order = ["text", "progress"]

    def __init__(self, *args, has_progress=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_progress:
            del self.fields["progress"]


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("What is reached"), max_length=160, widget=forms.TextInput({"dir": "auto"}))
    due_on = day(_("By which day"))


class IndicatorForm(forms.Form):
    name_ar = line(_("What is measured, in Arabic"))
    name_fr = line(_("What is measured, in French"))
    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("As people write it: kilometres, women trained, %"),
        max_length=40,
        widget=forms.TextInput({"dir": "auto"}),
    )
    baseline = forms.DecimalField(label=_("Value today (baseline)"), max_digits=16, decimal_places=2)
    target = forms.DecimalField(label=_("Value to be reached (target)"), max_digits=16, decimal_places=2)


class MeasureForm(EvidenceForm):
    on = day(_("Measured on"), required=True)
    value = forms.DecimalField(label=_("Value"), max_digits=16, decimal_places=2)
    note = line(_("How it was measured"), 300)
    field_order = ["on", "value", "note"]
