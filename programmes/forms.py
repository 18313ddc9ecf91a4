"""What people type about communal action plans, turned into clean data. The acts themselves check again."""

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from core.fields import Chosen
from councils.enums import Theme
from deliberations.models import Decision, Session
from plans.forms import EvidenceForm, day, line, lines
from programmes.enums import BudgetSource


def sum_of(label, **kwargs) -> forms.DecimalField:
    """Return a field for a sum in dirhams."""
    widget = forms.NumberInput({"min": 0, "step": "any", "dir": "ltr", "inputmode": "decimal"})
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=0, widget=widget, **kwargs)


class ProgrammeForm(forms.Form):
    title_ar = line(_("Title in Arabic"))
    title_fr = line(_("Title in French"))
    vision_ar = lines(_("Vision of the commune, in Arabic"), 4000)
    vision_fr = lines(_("Vision of the commune, in French"), 4000)
    term_started_on = day(_("The council’s term began on"), required=True)
    starts_on = day(_("The programme covers the days from"), required=True)
    ends_on = day(_("Until, this day included"), help_text=_("Empty: six years, as the law says (113-14, art. 78)."))
    total = sum_of(
        _("Whole budget, in dirhams"),
        required=False,
        help_text=_("The projects’ costs must make this sum before the council votes."),
    )


class OneSession(Chosen):
    """A session, by its own name."""


class SessionForm(forms.Form):
    session = OneSession(
        label=_("Session that is to vote it"),
        queryset=Session.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("The committees study the programme thirty days before it opens (decree 2-16-301)."),
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions


class StepForm(EvidenceForm):
    """A step of the law: planned, or done with what shows it."""

    planned_on = day(_("Planned on"))
    done_on = day(_("Done on"))
    note = line(_("In a few words: where, with whom, what came of it"), 500)
    address = forms.CharField(
        label=_("Address of the debate, the consultation, the meeting or the opinion here"),
        help_text=_("Open its page and copy the address."),
        max_length=400,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
    )
    field_order = ["planned_on", "done_on", "note", "address", "file", "photo", "link"]


class OneDecision(Chosen):
    """A decision, by its number and its title."""

    @staticmethod
    def name(decision):
        return f"{decision.reference} · {decision.title}"


class ProgrammeMoveForm(forms.Form):
    """What a move of a programme asks for: the reason, the day, the council's decision."""

    decision = OneDecision(label=_("Decision of the council"), queryset=Decision.objects.none(), empty_label="—")
    on = day(_("On which day"))
    note = lines(_("The reason"), 1000, 3, help_text=_("It will be shown to everyone."))

    def __init__(self, *args, asks=(), decisions=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in asks]:
            del self.fields[name]
        if "decision" in self.fields:
            self.fields["decision"].queryset = decisions
        if "note" in self.fields:
            self.fields["note"].required = True


class ProjectForm(forms.Form):
    """A project. `axes` are those of its programme."""

    title_ar = line(_("Project, in Arabic"), 200)
    title_fr = line(_("Project, in French"), 200)
    text_ar = lines(_("More about it, in Arabic"), 2000, 3)
    text_fr = lines(_("More about it, in French"), 2000, 3)
    axis = Chosen(label=_("Axis"), queryset=None, empty_label=None)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, initial=Theme.OTHER)
    cost = sum_of(_("Cost, in dirhams"), required=False)
    starts_on = day(_("From"))
    due_on = day(_("To be done by"))
    service = line(_("Service in charge"), 120)
    partners = line(_("Partners, with commas between"), 300)
    place = line(_("Douar or neighbourhood"), 120)
    lat = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, required=False,
        widget=forms.NumberInput({"step": "any", "dir": "ltr"}),
    )  # fmt: skip
    lon = forms.FloatField(
        label=_("Longitude"), min_value=-180, max_value=180, required=False,
        widget=forms.NumberInput({"step": "any", "dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *args, axes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["axis"].queryset = axes

    def clean(self):
        data = super().clean()
        lat, lon = data.pop("lat", None), data.pop("lon", None)
        if (lat is None) != (lon is None):
            self.add_error("lat", _("Give both numbers of the point, or neither."))
        data["location"] = None if lat is None or lon is None else Point(lon, lat, srid=4326)
        return data


class LineForm(forms.Form):
    """Money from a source in a year of the programme."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    source = forms.ChoiceField(label=_("Where the money comes from"), choices=BudgetSource.choices)
    source_name = line(_("Its name: of the partner, of the ministry"), 120)
    amount = sum_of(_("Sum, in dirhams"))

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]


class SpendForm(forms.Form):
    committed = sum_of(_("Committed until today, in dirhams"))
    paid = sum_of(_("Paid until today, in dirhams"))


class OriginForm(forms.Form):
    address = forms.CharField(
        label=_("Address of what it came from"),
        help_text=_(
            "A need, a debate, a petition, a consultation, a point of an agenda or a decision: open its page and copy "
            "the address."
        ),
        max_length=400,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
    )


class ReasonForm(forms.Form):
    """Why a project is not done."""

    collects = "councils"
    collects_says = _("It will be shown to everyone, without your name.")

    reason = forms.CharField(
        label=_("What is missing"),
        help_text=_("It will be shown to everyone, without your name."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class EvaluationForm(forms.Form):
    """The report of a year that has begun and has none yet."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    comment_ar = lines(_("What the council says of it, in Arabic"), 4000, 5)
    comment_fr = lines(_("What the council says of it, in French"), 4000, 5)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]
