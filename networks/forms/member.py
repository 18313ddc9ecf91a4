"""What applicants and members type: an application, a publication."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import processing
from core.text import isolate
from councils.enums import Theme
from networks.actions.words import TEXT_MAX
from networks.forms.network import word
from networks.sides import PERSON, Side
from spaces.forms.space import area
from territories.forms import CommuneField


class ApplyForm(forms.Form):
    """For whom membership is asked, and why; the version of the charter that was read."""

    version = forms.IntegerField(min_value=0, max_value=32767, widget=forms.HiddenInput)
    who = forms.ChoiceField(label=_("Who becomes a member"), widget=forms.RadioSelect)
    letter = forms.CharField(
        label=_("Why, in a few words"),
        max_length=TEXT_MAX,
        required=False,
        widget=area(4),
        help_text=_("The steering group reads it."),
    )
    themes = forms.MultipleChoiceField(
        label=_("What you work on"),
        choices=Theme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a person or a space; an association has its own themes."),
    )
    place = CommuneField(label=_("Your commune, for a person"), required=False)
    is_listed = forms.BooleanField(
        label=_("My name may stand in the list of members"),
        required=False,
        initial=True,
        help_text=_("For a person. Otherwise you are counted and not named."),
    )

    def __init__(self, *args, sides: list[Side], takes_people: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = {side.value: side.thing for side in sides}
        choices = [(side.value, isolate(str(side.thing))) for side in sides]
        if takes_people:
            choices.append((PERSON, _("myself, as a natural person")))
        else:
            for name in ("place", "is_listed"):
                del self.fields[name]
        self.fields["who"].choices = choices
        if len(choices) == 1:
            self.fields["who"].initial = choices[0][0]

    @property
    def said(self) -> dict:
        """What the action `apply` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "who"}
        side = self.sides.get(self.cleaned_data["who"])
        return data | ({side._meta.model_name: side} if side else {})


class PublicationForm(forms.Form):
    """What a member publishes under its own name."""

    collects = "networks"
    collects_says = processing.SEEN_BY_ALL

    title = word(_("Title"))
    text = forms.CharField(label=_("Text"), max_length=TEXT_MAX, widget=area(8))
    file = forms.FileField(
        label=_("A PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("10 MB at most."),
    )


class PublicationChangeForm(PublicationForm):
    drop = forms.BooleanField(label=_("Take the PDF away"), required=False)
