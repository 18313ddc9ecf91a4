"""What is typed to take part: needs in order to come, members who are registered, a stand, a note, a code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import processing
from core.fields import named
from core.text import isolate
from events.actions.notes import TEXT_MAX
from events.actions.registering import NOTE_MAX
from events.actions.stands import ABOUT_MAX, EQUIPMENT_MAX, TITLE_MAX
from events.enums import BEFORE, Access, Group, NoteKind
from events.forms.planning import area, line


class RegisterForm(forms.Form):
    """What a person needs in order to come: logistics alone."""

    access = forms.MultipleChoiceField(
        label=_("What you need in order to come"), choices=Access, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The organisers see how many people need each, not who. Erased thirty days after the event."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A few words on it"), max_length=NOTE_MAX, required=False, widget=line(),
        help_text=_("For the people at the door, beside your code. Say nothing of your health."),
    )  # fmt: skip


class MembersForm(forms.Form):
    """The members that an association registers, each under her own account."""

    members = forms.MultipleChoiceField(label=_("Members who come"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["members"].choices = named(people, lambda one: one.public_name)

    @property
    def chosen(self) -> list:
        return [self.people[key] for key in self.cleaned_data["members"]]


class StandForm(forms.Form):
    """A stand asked for in the name of one of `associations`."""

    association = forms.ChoiceField(label=_("Your association"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("The project that the stand shows"), max_length=TITLE_MAX, widget=line())
    about = forms.CharField(label=_("More about it"), max_length=ABOUT_MAX, required=False, widget=area(4))
    equipment = forms.CharField(
        label=_("What the stand needs"), max_length=EQUIPMENT_MAX, required=False, widget=line(),
        help_text=_("A table, a socket, a screen."),
    )  # fmt: skip

    def __init__(self, *args, associations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.associations = {str(one.pk): one for one in associations}
        self.fields["association"].choices = named(associations)
        if len(self.associations) == 1:
            self.fields["association"].initial = next(iter(self.associations))


class NoteForm(forms.Form):
    """A step of the chain; `slots`, `said` (contributions) and `notes` are what it may point at."""

    collects = "events"
    collects_says = processing.SEEN_BY_ALL

    text = forms.CharField(label=_("In one or two sentences"), max_length=TEXT_MAX, widget=area(3))
    slot = forms.ChoiceField(label=_("Where it was said"), required=False)
    contribution = forms.ChoiceField(
        label=_("What was said in its debate"), required=False, help_text=_("So that everyone can go and read it.")
    )
    sources = forms.MultipleChoiceField(
        label=_("What it comes from"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, kind: str, slots=(), said=(), notes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.of = {
            "slot": {str(one.pk): one for one in slots},
            "contribution": {str(one.pk): one for one in said},
            "sources": {str(one.pk): one for one in notes if one.kind == BEFORE[kind]},
        }
        nothing = ("", _("not said"))
        self.fields["slot"].choices = [nothing, *named(slots)]
        self.fields["contribution"].choices = [
            nothing, *named(said, lambda one: shortened(one.text))
        ]  # fmt: skip
        self.fields["sources"].choices = [
            (key, f"{one}: {isolate(shortened(one.text))}") for key, one in self.of["sources"].items()
        ]
        if BEFORE[kind] is None:
            del self.fields["sources"]
        if kind != NoteKind.NOTE or not self.of["contribution"]:
            del self.fields["contribution"]
        if kind != NoteKind.NOTE or not self.of["slot"]:
            del self.fields["slot"]

    @property
    def said(self) -> dict:
        """What the acts take."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "slot": self.of["slot"].get(data.get("slot", "")),
            "contribution": self.of["contribution"].get(data.get("contribution", "")),
            "sources": [self.of["sources"][key] for key in data.get("sources", [])],
        }


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89].rstrip()}…"


class DoorForm(forms.Form):
    """One code at the door."""

    code = forms.CharField(
        label=_("Code of the badge"), max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eight signs, under the square."),
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=_("She says of herself, if she wants to"), choices=Group, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Only counted: it is kept with no code and no name."),
    )  # fmt: skip
