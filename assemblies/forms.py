"""What is typed about assemblies, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assemblies.actions.minutes import TEXT_MAX
from assemblies.actions.preparing import (
    ITEM_MAX,
    ITEM_TEXT_MAX,
    NOTICE_MAX,
    PLACE_MAX,
    PROXIES_MAX,
    TITLE_MAX,
    WORDS_MAX,
)
from assemblies.actions.voting import QUESTION_MAX, SEATS_MAX
from assemblies.enums import AssemblyKind, Choice, Electorate, Majority, Openness, Quorum, VoteKind, VoteWay
from assemblies.models import Voter
from core.fields import moment, named
from core.text import isolate

MOST = 1_000_000  # voices typed


def line(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"} | attrs)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows})


def whole(label, most: int, **options) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=widget, **options)


def choice(label, choices, **options) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)


class BylawsForm(forms.Form):
    """What the statutes say: notice, quorum, proxies, who votes."""

    notice_days = whole(
        _("Days between the notice and the assembly"), NOTICE_MAX, help_text=_("The statutes say how many, at least.")
    )
    quorum_first = choice(_("Quorum of the first call"), Quorum)
    quorum_second = choice(_("Quorum of the second call"), Quorum)
    second_notice_days = whole(_("Days between the two calls"), NOTICE_MAX)
    counts_proxies = forms.BooleanField(label=_("Who is represented counts for the quorum"), required=False)
    proxies_max = whole(_("Proxies that one voter may hold"), PROXIES_MAX, help_text=_("0: there are no proxies."))
    majority = choice(_("Majority, unless a vote says another"), Majority)
    electorate = choice(_("Who votes"), Electorate)

    def __init__(self, *args, is_network: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_network:
            del self.fields["electorate"]


class AssemblyForm(forms.Form):
    """What the convener says."""

    kind = choice(_("Kind of assembly"), AssemblyKind, initial=AssemblyKind.ORDINARY)
    title = forms.CharField(label=_("Title"), max_length=TITLE_MAX, widget=line())
    starts_at = moment(label=_("Day and hour"), help_text=_("Time of Morocco."))
    place = forms.CharField(label=_("Place"), max_length=PLACE_MAX, required=False, widget=line())
    link = forms.URLField(
        label=_("Address online"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    words = forms.CharField(
        label=_("What you say to the members"), max_length=WORDS_MAX, required=False, widget=area(4)
    )
    openness = choice(_("Who reads about it"), Openness, initial=Openness.MEMBERS)


class ItemForm(forms.Form):
    title = forms.CharField(label=_("Point of the agenda"), max_length=ITEM_MAX, widget=line())
    text = forms.CharField(label=_("What it is about"), max_length=ITEM_TEXT_MAX, required=False, widget=area(3))


class VoterField(forms.ModelChoiceField):
    widget = forms.Select(attrs={"dir": "auto"})  # names in either script

    def label_from_instance(self, voter: Voter) -> str:
        return f"{voter.number}. {isolate(voter.shown_name)}"


class ProxyForm(forms.Form):
    """Who represents a voter."""

    holder = VoterField(
        label=_("Who votes in your place"),
        queryset=Voter.objects.none(),
        help_text=_("Ask first: she or he must come. You may come yourself all the same; the proxy then ends."),
    )

    def __init__(self, *args, assembly, giver=None, **kwargs):
        super().__init__(*args, **kwargs)
        voters = assembly.voters.select_related("speaker").filter(is_listed=True, speaker__isnull=False)
        self.fields["holder"].queryset = voters.exclude(speaker=giver.speaker_id) if giver else voters


class PaperProxyForm(forms.Form):
    """A proxy on paper, brought to the secretary: by the numbers of the roll."""

    giver = VoterField(label=_("Who is represented"), queryset=Voter.objects.none())
    holder = VoterField(label=_("Who votes in that place"), queryset=Voter.objects.none())

    def __init__(self, *args, assembly, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = assembly.voters.select_related("speaker")


class BureauForm(forms.Form):
    chair = VoterField(label=_("Who presides"), queryset=Voter.objects.none(), required=False)
    rapporteur = VoterField(label=_("Who writes the minutes"), queryset=Voter.objects.none(), required=False)

    def __init__(self, *args, assembly, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = assembly.voters.select_related("speaker").filter(speaker__isnull=False)


class NoteForm(forms.Form):
    """The reason of a move, and the date of a second call."""

    note = forms.CharField(
        label=_("The reason"),
        max_length=1000,
        required=False,
        widget=area(3),
        help_text=_("It is shown to everyone who sees the assembly."),
    )
    second_at = moment(label=_("Day and hour of the second call"), required=False, help_text=_("Time of Morocco."))

    def __init__(self, *args, needs_note: bool = False, has_second: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        self.fields["second_at"].required = has_second
        if not has_second:
            del self.fields["second_at"]
        if not needs_note:
            del self.fields["note"]


class VoteForm(forms.Form):
    """A vote on a point of the agenda."""

    kind = choice(_("What is voted"), VoteKind, initial=VoteKind.RESOLUTION)
    question = forms.CharField(
        label=_("The words that are voted on"),
        max_length=QUESTION_MAX,
        widget=area(3),
        help_text=_("As they will stand in the minutes."),
    )
    way = choice(_("How it is voted"), VoteWay, initial=VoteWay.HANDS, help_text=_("An election is always secret."))
    majority = choice(_("Majority"), Majority)
    seats = whole(_("How many are elected"), SEATS_MAX, required=False, help_text=_("For an election."))
    candidates = forms.CharField(
        label=_("Candidates"),
        required=False,
        widget=area(4),
        help_text=_("For an election: one name on each line, as she or he wishes to be named."),
    )

    def said(self) -> dict:
        """Return what the act takes."""
        return self.cleaned_data | {"candidates": self.cleaned_data["candidates"].splitlines()}


class HandsForm(forms.Form):
    """The counts of a show of hands."""

    votes_for = whole(_("For"), MOST)
    against = whole(_("Against"), MOST)
    abstained = whole(_("Abstentions"), MOST)


class BallotForm(forms.Form):
    """A secret ballot on a resolution."""

    choice = choice(_("Your choice"), Choice)


class ElectionForm(forms.Form):
    """A secret ballot of an election."""

    chosen = forms.MultipleChoiceField(
        label=_("Candidates"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args, vote, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = named(vote.candidates.all(), lambda one: one.name)


class MinutesForm(forms.Form):
    text = forms.CharField(
        label=_("What was said, in your words"),
        max_length=TEXT_MAX,
        required=False,
        widget=area(14),
        help_text=_("The roll, the quorum, the votes and the resolutions stand beside it already."),
    )
