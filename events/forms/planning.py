"""What is typed to prepare an event and its programme, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import processing
from core.fields import moment, named
from councils.enums import Theme
from events.actions.minutes import LENGTH_MAX
from events.actions.programme import ROOM_MAX, SPEAKERS_MAX
from events.actions.saying import ABOUT_MAX, ORGANISERS_MAX, PEOPLE_MAX, SLOGAN_MAX, TITLE_MAX, VENUE_MAX
from events.enums import EventKind, Group, SlotKind


def line(language: str = "", **attrs) -> forms.TextInput:
    direction = {"ar": "rtl", "fr": "ltr"}.get(language, "auto")
    return forms.TextInput(attrs={"dir": direction, "autocomplete": "off"} | attrs)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows})


def people(label, **options) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=PEOPLE_MAX, **options)


class EventForm(forms.Form):
    """What an event says of itself. `associations` are those of which one may organise it."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=EventKind, widget=forms.RadioSelect, initial=EventKind.MEETING
    )
    title_ar = forms.CharField(label=_("Title, in Arabic"), max_length=TITLE_MAX, required=False, widget=line("ar"))
    title_fr = forms.CharField(label=_("Title, in French"), max_length=TITLE_MAX, required=False, widget=line("fr"))
    about = forms.CharField(
        label=_("What it is about, and who is invited"), max_length=ABOUT_MAX, required=False, widget=area(5)
    )
    starts_at = moment(label=_("It begins"), required=False, help_text=_("Time of Morocco."))
    ends_at = moment(label=_("It ends"), required=False)
    venue = forms.CharField(
        label=_("The hall and its address"), max_length=VENUE_MAX, required=False, widget=line(),
        help_text=_("So that a stranger finds it: the street, a landmark."),
    )  # fmt: skip
    capacity = people(
        _("How many people may come"), help_text=_("Empty: no limit. Whoever comes after waits in order.")
    )
    theme = forms.ChoiceField(label=_("Subject"), choices=Theme, initial=Theme.OTHER)
    slogan_ar = forms.CharField(
        label=_("Theme of this edition, in Arabic"), max_length=SLOGAN_MAX, required=False, widget=line("ar")
    )
    slogan_fr = forms.CharField(
        label=_("Theme of this edition, in French"), max_length=SLOGAN_MAX, required=False, widget=line("fr")
    )
    association = forms.ChoiceField(
        label=_("Association that organises it"), required=False,
        help_text=_("Its representative and its officers lead the event with you."),
    )  # fmt: skip
    organisers = forms.CharField(
        label=_("Others who organise it"), max_length=ORGANISERS_MAX, required=False, widget=line()
    )
    online_url = forms.CharField(
        label=_("Address at which it is followed online"), max_length=200, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    opens_at = moment(label=_("People register from"), required=False, help_text=_("Empty: from when you announce it."))
    closes_at = moment(label=_("People register until"), required=False, help_text=_("Empty: until it begins."))
    with_stands = forms.BooleanField(label=_("Associations may ask for a stand"), required=False)

    ESSENTIAL = ("kind", "title_ar", "title_fr", "about", "starts_at", "ends_at", "venue", "capacity")

    def __init__(self, *args, associations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.associations = {str(one.pk): one for one in associations}
        self.fields["association"].choices = [("", _("none")), *named(associations)]
        if not self.associations:
            del self.fields["association"]

    @property
    def essential(self):
        return [self[name] for name in self.ESSENTIAL]

    @property
    def besides(self):
        return [field for field in self if field.name not in self.ESSENTIAL]

    @property
    def has_besides_wrong(self) -> bool:
        return any(field.errors for field in self.besides)

    @property
    def said(self) -> dict:
        """What the acts take."""
        said = dict(self.cleaned_data)
        if "association" in said:
            said["association"] = self.associations.get(said["association"])
        return said


class RoomForm(forms.Form):
    name = forms.CharField(label=_("Name of the room"), max_length=ROOM_MAX, widget=line())
    capacity = people(_("How many people it takes"))


class SlotForm(forms.Form):
    """A part of the programme, in one of `rooms`; `debates` are those it may carry."""

    collects = "events"
    collects_says = processing.SEEN_BY_ALL

    kind = forms.ChoiceField(
        label=_("What it is"), choices=SlotKind, widget=forms.RadioSelect, initial=SlotKind.WORKSHOP
    )
    title_ar = forms.CharField(label=_("Title, in Arabic"), max_length=TITLE_MAX, required=False, widget=line("ar"))
    title_fr = forms.CharField(label=_("Title, in French"), max_length=TITLE_MAX, required=False, widget=line("fr"))
    starts_at = moment(label=_("It begins"))
    ends_at = moment(label=_("It ends"))
    room = forms.ChoiceField(label=_("Room"), required=False)
    speakers = forms.CharField(label=_("Who speaks"), max_length=SPEAKERS_MAX, required=False, widget=line())
    is_listed = forms.BooleanField(
        label=_("It has a list of its own"), required=False, help_text=_("People who registered take a place in it.")
    )
    capacity = people(_("How many people it takes"))
    debate = forms.ChoiceField(
        label=_("Public debate that goes with it"), required=False, help_text=_("What is said there can be noted here.")
    )

    def __init__(self, *args, rooms=(), debates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.of = {
            "room": {str(one.pk): one for one in rooms},
            "debate": {str(one.pk): one for one in debates},
        }
        for name, rows in self.of.items():
            self.fields[name].choices = [("", _("none")), *named(rows.values())]
            if not rows:
                del self.fields[name]

    @property
    def said(self) -> dict:
        """What the acts take."""
        said = dict(self.cleaned_data)
        return said | {name: self.of[name].get(said[name]) for name in self.of if name in said}


class ReasonForm(forms.Form):
    """The public reason of what is done."""

    note = forms.CharField(label=_("Reason, shown to everyone"), max_length=1_000, required=False, widget=area(3))


class MinutesForm(forms.Form):
    text = forms.CharField(
        label=_("The minutes"), max_length=LENGTH_MAX, required=False, widget=area(16),
        help_text=_("What was said and decided. The programme, the counts and the notes are added by themselves."),
    )  # fmt: skip


class CountsForm(forms.Form):
    """How many people came; empty: as the door counted."""

    attended = people(_("People who came, in all"), help_text=_("Empty: as the door counted."))
    women = people(Group.WOMEN.label)
    young = people(Group.YOUNG.label)
    disabled = people(Group.DISABLED.label)
