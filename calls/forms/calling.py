"""What is typed to prepare a call. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.actions.preparing import MOST_MAX, NAME_MAX, WEIGHT_MAX
from calls.actions.saying import EVALUATORS_MAX, PARTNER_MAX, PLACES_MAX, PURPOSE_MAX, TITLE_MAX, YEARS_MAX
from calls.enums import LastTie, PlacesBy, Seat
from calls.forms.shared import count, moment, reason, words
from calls.forms.shared import day as day_field
from councils.enums import Theme
from spaces.enums import PaperKind

# The sections of the form, each with its fields.
SECTIONS = (
    (_("What it is about"), ("title_ar", "title_fr", "purpose_ar", "purpose_fr", "partner")),
    (_("The money"), ("envelope", "ceiling")),
    (_("Who may apply"), ("seat", "least_years", "themes", "papers")),
    (_("When"), ("opens_at", "closes_at", "results_on")),
    (
        _("How it is decided"),
        ("is_blind", "evaluators_min", "places_by", "places", "reserve_places", "last_tie"),
    ),
)
TICKS = forms.CheckboxSelectMultiple


class CallForm(forms.Form):
    """A call, but for its categories and its grid. `with_reason`: it is published, and corrected."""

    title_ar = words(_("Title, in Arabic"), TITLE_MAX, language="ar", required=False)
    title_fr = words(_("Title, in French"), TITLE_MAX, language="fr", required=False)
    purpose_ar = words(_("What the call is for, in Arabic"), PURPOSE_MAX, rows=5, language="ar", required=False)
    purpose_fr = words(_("What the call is for, in French"), PURPOSE_MAX, rows=5, language="fr", required=False)
    partner = words(_("Partner or donor"), PARTNER_MAX, required=False, help_text=_("Who pays beside the council."))
    envelope = count(_("The whole envelope, in dirhams"), least=1)
    ceiling = count(_("At most for one project, in dirhams"), least=1)
    seat = forms.ChoiceField(label=_("Where the association is"), choices=Seat, widget=forms.RadioSelect)
    least_years = count(_("Age of the association, in years at least"), most=YEARS_MAX, help_text=_("0: any age."))
    themes = forms.MultipleChoiceField(
        label=_("What it works on"), choices=Theme, required=False, widget=TICKS, help_text=_("None ticked: anything."),
    )  # fmt: skip
    papers = forms.MultipleChoiceField(
        label=_("Papers asked for"), choices=PaperKind, required=False, widget=TICKS,
        help_text=_("They are taken from the association’s dossier: it sends each of them once."),
    )  # fmt: skip
    opens_at = moment(_("Applications taken from"), required=False, help_text=_("Time of Morocco."))
    closes_at = moment(
        _("Applications taken before"),
        required=False,
        help_text=_("It closes by itself, to the second. Time of Morocco."),
    )
    results_on = day_field(_("Day of the results"), required=False)
    is_blind = forms.BooleanField(label=_("Evaluators see numbers, not the names of the associations"), required=False)
    evaluators_min = count(_("How many people score each project, at least"), least=1, most=EVALUATORS_MAX)
    places_by = forms.ChoiceField(label=_("How many projects are retained"), choices=PlacesBy, widget=forms.RadioSelect)
    places = count(_("How many in all"), least=1, most=PLACES_MAX, required=False,
                   help_text=_("When a number is given for the whole call."))  # fmt: skip
    reserve_places = count(_("Length of each reserve list"), most=PLACES_MAX)
    last_tie = forms.ChoiceField(
        label=_("When all else is equal"), choices=LastTie, widget=forms.RadioSelect,
        help_text=_("Before that, the criterion you choose in the grid decides, then the smaller sum asked for."),
    )  # fmt: skip

    def __init__(self, *args, with_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if with_reason:
            self.fields["reason"] = reason()

    def sections(self):
        """Yield each section with its fields; the reason of a correction comes last."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names]
        if "reason" in self.fields:
            yield _("The correction"), [self["reason"]]


class CategoryForm(forms.Form):
    name_ar = words(_("Name, in Arabic"), NAME_MAX, language="ar", required=False)
    name_fr = words(_("Name, in French"), NAME_MAX, language="fr", required=False)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme, widget=forms.RadioSelect)
    places = count(_("How many projects are retained in it"), least=1, most=PLACES_MAX, required=False)

    def __init__(self, *args, with_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if with_reason:
            self.fields["reason"] = reason()


class CriterionForm(forms.Form):
    name_ar = words(_("Criterion, in Arabic"), NAME_MAX, language="ar", required=False)
    name_fr = words(_("Criterion, in French"), NAME_MAX, language="fr", required=False)
    most = count(_("Points, from 0 to"), least=1, most=MOST_MAX)
    weight = count(_("Weight"), least=1, most=WEIGHT_MAX, help_text=_("A criterion of weight 3 counts three times."))
    decides = forms.BooleanField(label=_("It decides between projects of the same score"), required=False)

    def __init__(self, *args, with_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if with_reason:
            self.fields["reason"] = reason()


class RemoveForm(forms.Form):
    """Take a line out; with the reason once the call is published."""

    def __init__(self, *args, with_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if with_reason:
            self.fields["reason"] = reason()
