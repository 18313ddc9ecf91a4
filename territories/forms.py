"""What people type about places: a point, a search, a commune."""

from django import forms
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.text import clean_line
from territories.models import Territory
from territories.queries import TerritoryQuerySet

CHOICES = 8  # communes offered at a time


class PointForm(forms.Form):
    """A point in degrees (WGS84)."""

    lat = forms.FloatField(min_value=-90, max_value=90, label=_("Latitude"))
    lon = forms.FloatField(min_value=-180, max_value=180, label=_("Longitude"))


class SearchForm(forms.Form):
    """A search for a commune, in any script."""

    q = forms.CharField(
        label=_("Name of a commune, province or region"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off", "maxlength": 80}),
    )


def communes_like(text: str) -> list[Territory]:
    """Return the communes to offer for what a person typed, best first."""
    return list(Territory.objects.communes().for_list().search(text)[:CHOICES])


class CommunePicker(forms.TextInput):
    """A field to type a name in, with the communes it may be to choose from below it.

    Sends `name` (what was typed), `name-pick` (the slug chosen) and `name-for` (the text that the choices were
    offered for: a choice made for another text counts no more). Without JavaScript the form comes back once with
    the choices; htmx brings them while one types.
    """

    template_name = "territories/commune_picker.html"

    def value_from_datadict(self, data, files, name):
        text, pick = clean_line(data.get(name) or ""), clean_line(data.get(f"{name}-pick") or "")
        if pick and (not text or text == clean_line(data.get(f"{name}-for") or text)):
            return pick
        return text

    def render(self, name, value, attrs=None, renderer=None):
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308 -- a template

    def get_context(self, name, value, attrs):
        chosen = self.commune_of(value)
        text = chosen.name if chosen else (value or "")
        choices = [chosen] if chosen else communes_like(str(text)) if text else []
        attributes = flatatt(self.attrs | {"dir": "auto", "autocomplete": "off", "maxlength": 80} | (attrs or {}))
        found = {"choices": choices, "chosen": chosen, "asked": bool(text)}
        return {"attributes": attributes, "name": name, "text": text} | found

    def commune_of(self, value):
        if isinstance(value, Territory) or not value:
            return value or None
        return Territory.objects.communes().for_list().filter(slug=str(value)[:80]).first()


class CommuneField(forms.Field):
    """A commune, found by its name in any script or by its slug. Its value is a `Territory`, or None if it is empty.

    A name that only one commune bears exactly is taken at once; else the form comes back with the communes to
    choose from. `initial` is a `Territory` or a slug.
    """

    widget = CommunePicker
    default_error_messages = {
        "required": _("Type the name of your commune."),
        "choose": _("Choose your commune in the list below."),
        "unknown": _("No commune is called that. Check the spelling, or type the beginning of the name only."),
    }

    def prepare_value(self, value):
        return value.slug if isinstance(value, Territory) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, Territory):
            return value or None
        text = str(value)
        if chosen := Territory.objects.communes().for_list().filter(slug=text[:80]).first():
            return chosen
        found = communes_like(text)
        exact = [commune for commune in found if commune.match == TerritoryQuerySet.EXACT]
        if len(exact) == 1:
            return exact[0]
        code = "choose" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != self.prepare_value(data)
