"""What people type in a live sitting, turned into clean data. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.text import clean_line, clean_text, has_words, isolate
from debates.actions.contributing import NAME_MAX
from debates.actions.floor import ABOUT_MAX, DISTRICT_MAX, EXTEND_MAX, Declared
from debates.actions.polls import HANDS_MAX, OPTION_MAX, OPTIONS_MAX, OPTIONS_MIN, QUESTION_MAX
from debates.actions.sittings import HALL_MAX
from debates.enums import Criterion, QueueRule, RequestKind

TURNS = [30, 60, 90, 120, 180, 300, 600, 900]  # seconds of one turn
SLOWS = [0, 10, 30, 60, 120, 300]  # seconds between two contributions of one person


def line(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"} | attrs)


def number(**attrs) -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"} | attrs)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nothing said: True, False or None."""

    def __init__(self, *, yes, no, **kwargs):
        choices = [("", _("I would rather not say")), ("yes", yes), ("no", no)]
        super().__init__(
            choices=choices, coerce=lambda value: value == "yes", empty_value=None, required=False, **kwargs
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


class AskForm(forms.Form):
    """Asking for the floor: one line about what, and what she chooses to say of herself."""

    about = forms.CharField(
        label=_("About what, in one line"), max_length=ABOUT_MAX, required=False, widget=line(maxlength=ABOUT_MAX)
    )
    kind = forms.ChoiceField(choices=RequestKind, initial=RequestKind.SPEECH, required=False, widget=forms.HiddenInput)
    is_woman = YesNoField(label=_("I am"), yes=_("a woman"), no=_("a man"))
    is_youth = YesNoField(label=_("My age"), yes=_("under 35"), no=_("35 or more"))
    district = forms.CharField(
        label=_("My douar or neighbourhood"), max_length=DISTRICT_MAX, required=False, widget=line()
    )

    @property
    def of_herself(self):
        """The fields that are about her, which are kept apart in the page."""
        return [self["is_woman"], self["is_youth"], self["district"]]

    def clean_about(self):
        return clean_line(self.cleaned_data["about"])

    def clean_kind(self):
        return self.cleaned_data["kind"] or RequestKind.SPEECH

    def said(self) -> dict:
        """Return what the act takes."""
        data = self.cleaned_data
        declared = Declared(data["is_woman"], data["is_youth"], data["district"])
        return {"about": data["about"], "kind": data["kind"], "declared": declared}


class HallRequestForm(AskForm):
    """A person in the hall asks: who facilitates types it in."""

    name = forms.CharField(label=_("Her or his name, as called"), max_length=NAME_MAX, widget=line())
    kind = forms.ChoiceField(label=_("What for"), choices=RequestKind, initial=RequestKind.SPEECH, required=False)

    field_order = ["name", "about", "kind", "is_woman", "is_youth", "district"]

    def clean_name(self):
        name = clean_line(self.cleaned_data["name"])
        if not has_words(name):
            raise forms.ValidationError(_("Write the name of the person, or how she is called."))
        return name

    def said(self) -> dict:
        return super().said() | {"name": self.cleaned_data["name"]}


class HallContributionForm(forms.Form):
    """What someone said in the hall: who facilitates types it in."""

    said_by = forms.CharField(label=_("Who says it"), max_length=NAME_MAX, required=False, widget=line())
    text = forms.CharField(label=_("What is said"), widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}))

    def clean_said_by(self):
        return clean_line(self.cleaned_data["said_by"])

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])


class HallCountForm(forms.Form):
    """How many people are in the hall."""

    people = forms.IntegerField(
        label=_("People in the hall"), min_value=0, max_value=HALL_MAX, required=False, widget=number()
    )
    women = forms.IntegerField(label=_("Women"), min_value=0, max_value=HALL_MAX, required=False, widget=number())
    youth = forms.IntegerField(
        label=_("Young people"), min_value=0, max_value=HALL_MAX, required=False, widget=number()
    )


class SettingsForm(forms.Form):
    """How the queue is ordered, how long a turn is, how slow the discussion."""

    queue_rule = forms.ChoiceField(label=_("Order of the queue"), choices=QueueRule, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(
        label=_("Alternate so that these come sooner"),
        choices=Criterion,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    turn_seconds = forms.TypedChoiceField(label=_("A turn lasts"), coerce=int)
    slow_seconds = forms.TypedChoiceField(label=_("Between two contributions of one person"), coerce=int)

    def __init__(self, *args, sitting, **kwargs):
        now = {
            "queue_rule": sitting.queue_rule,
            "criteria": sitting.criteria,
            "turn_seconds": sitting.turn_seconds,
            "slow_seconds": sitting.debate.thread.slow_seconds,
        }
        super().__init__(*args, initial=now, **kwargs)
        for name, usual in (("turn_seconds", TURNS), ("slow_seconds", SLOWS)):
            self.fields[name].choices = [(one, in_words(one)) for one in sorted({*usual, now[name]})]


def in_words(seconds: int) -> str:
    """Return a duration in words, for a choice."""
    if not seconds:
        return str(_("no slow mode"))
    if seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


class HandoverForm(forms.Form):
    """Who presides from now on. The act asks whether she may."""

    to = forms.TypedChoiceField(label=_("Who presides from now on"), coerce=int)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(person.pk, isolate(person.public_name)) for person in people]


class ExtendForm(forms.Form):
    """How many seconds more."""

    seconds = forms.IntegerField(min_value=1, max_value=EXTEND_MAX)


class PollForm(forms.Form):
    """A question with two to six answers."""

    question = forms.CharField(
        label=_("The question"),
        max_length=QUESTION_MAX,
        widget=line(),
        help_text=_("One thing at a time. It tells the temperature of the hall; it decides nothing."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place in range(1, OPTIONS_MAX + 1):
            label = _("Answer %(n)d") % {"n": place}
            self.fields[f"option_{place}"] = forms.CharField(
                label=label, max_length=OPTION_MAX, required=place <= OPTIONS_MIN, widget=line()
            )

    def clean_question(self):
        question = clean_line(self.cleaned_data["question"])
        if not has_words(question):
            raise forms.ValidationError(_("Write the question in words."))
        return question

    def said(self) -> dict:
        """Return what the act takes."""
        data = self.cleaned_data
        options = [data[f"option_{place}"] for place in range(1, OPTIONS_MAX + 1)]
        return {"question": data["question"], "options": options}


class HandsForm(forms.Form):
    """Hands counted in the hall, for each answer of a poll."""

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        for option in options:
            self.fields[f"hands_{option.pk}"] = forms.IntegerField(
                label=isolate(option.text), initial=option.hall_votes, min_value=0, max_value=HANDS_MAX, widget=number()
            )

    def said(self) -> dict[int, int]:
        """Return what the act takes."""
        return {int(name.partition("_")[2]): count for name, count in self.cleaned_data.items()}
