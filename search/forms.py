"""What people type into the search, and what they narrow it to."""

import datetime

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.text import clean_line
from councils.enums import Theme
from search.asking import LONGEST, Filters
from search.kinds import kinds
from territories.models import Territory

FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(2200, 1, 1)
STATES = [("", _("open or closed")), ("open", _("still open")), ("closed", _("closed"))]


class SearchForm(forms.Form):
    """One question and its filters; every field may be empty."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "dir": "auto",
                "autocomplete": "off",
                "maxlength": LONGEST,
                "enterkeyhint": "search",
            }
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[("", _("every theme")), *Theme.choices])
    place = forms.CharField(
        label=_("Place"),
        required=False,
        help_text=_("A commune, a province or a region, by its name."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": 80}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [(kind.name, kind.many) for kind in kinds().values()]
        self.fields["kind"].choices = [("", _("everything")), *every]

    def clean_q(self) -> str:
        """As much of the question as is read: a text of ten thousand signs is cut, never refused."""
        return clean_line(self.cleaned_data["q"][: 10 * LONGEST].replace("\x00", " "))[:LONGEST]

    def clean_place(self) -> Territory | None:
        """The territory with this slug, this code, or likeliest of this name."""
        text = clean_line(self.cleaned_data["place"])[:80]
        if not text:
            return None
        rows = Territory.objects.light()
        found = rows.filter(Q(slug=text) | Q(code=text)).first() or rows.search(text).first()
        if found is None:
            raise forms.ValidationError(_("No commune, province or region is called that."), code="unknown")
        return found

    def clean(self):
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", forms.ValidationError(_("The last day is before the first one."), code="order"))
        return told

    def filters(self) -> Filters:
        """Return the filters that were understood."""
        told = self.cleaned_data
        place = told.get("place")
        return Filters(
            kind=told.get("kind") or "",
            theme=told.get("theme") or "",
            place=place.code if place else "",
            state=told.get("state") or "",
            since=_bounded(told.get("since")),
            until=_bounded(told.get("until")),
        )


def _bounded(day: datetime.date | None) -> datetime.date | None:
    """Return a day in the years that the search knows."""
    return min(max(day, FIRST), LAST) if day else None
