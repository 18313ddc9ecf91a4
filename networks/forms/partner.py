"""What partners and those who need support type."""

import datetime

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core import processing
from core.text import isolate
from councils.enums import Theme
from networks.actions.words import NAME_MAX, TEXT_MAX
from networks.enums import OfferKind, PartnerKind
from networks.forms.network import RegionsField, word
from networks.sides import Side
from spaces.forms.association import date_input
from spaces.forms.space import area
from territories.enums import Level
from territories.forms import CommuneField
from territories.models import Territory


class PartnerForm(forms.Form):
    """What a partner says of itself."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PartnerKind.choices, widget=forms.RadioSelect)
    name_ar = word(_("Name in Arabic"), NAME_MAX, language="ar")
    name_fr = word(_("Name in French"), NAME_MAX, language="fr")
    presentation = forms.CharField(label=_("Presentation"), max_length=TEXT_MAX, required=False, widget=area(5))
    website = forms.CharField(
        label=_("Address of its site"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "placeholder": "https://"}),
    )
    themes = forms.MultipleChoiceField(
        label=_("What it works on"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = RegionsField(label=_("Regions"))


class SupportForm(forms.Form):
    """What a partner supports; the thing supported was chosen before."""

    subject = word(_("What the support is for"), 200)
    starts_on = forms.DateField(label=_("From"), widget=date_input(), initial=localdate)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=date_input())
    amount = forms.IntegerField(
        label=_("Amount in dirhams"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Only if both sides wish to say it: everyone sees it."),
    )


class LookForm(forms.Form):
    q = word(_("Name of a network, an association or a commune’s space"), 80, required=False)


class OfferForm(forms.Form):
    """What a side offers or needs."""

    collects = "networks"
    collects_says = processing.SEEN_BY_ALL

    kind = forms.ChoiceField(label=_("What it is"), choices=OfferKind.choices, widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("On whose behalf"))
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", "—"), *Theme.choices])
    title = word(_("In one line"))
    text = forms.CharField(label=_("In more words"), max_length=TEXT_MAX, widget=area(5))
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Territory.objects.light().filter(level=Level.REGION).order_by("code"),
        required=False,
        empty_label=_("everywhere"),
    )
    commune = CommuneField(label=_("Commune"), required=False)
    until = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        initial=lambda: localdate() + datetime.timedelta(days=60),
        help_text=_("Within the coming year."),
    )

    def __init__(self, *args, sides: list[Side], **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = {side.value: side.thing for side in sides}
        self.fields["side"].choices = [(side.value, isolate(str(side.thing))) for side in sides]

    @property
    def said(self) -> dict:
        """What the action `post_offer` takes; the commune is more exact than the region."""
        data = {name: self.cleaned_data[name] for name in ("kind", "theme", "title", "text", "until")}
        place = self.cleaned_data["commune"] or self.cleaned_data["region"]
        return data | {"side": self.sides[self.cleaned_data["side"]], "territory": place}
