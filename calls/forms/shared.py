"""Fields that the forms of calls share."""

from django import forms
from django.utils.translation import gettext_lazy as _

TYPED = "%Y-%m-%dT%H:%M"
LARGEST = 10**12  # dirhams


def line(language: str = "auto", **attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": _direction(language), "autocomplete": "off"} | attrs)


def area(rows: int, language: str = "auto") -> forms.Textarea:
    return forms.Textarea(attrs={"dir": _direction(language), "rows": rows})


def _direction(language: str) -> str:
    return {"ar": "rtl", "fr": "ltr"}.get(language, "auto")


def words(label, longest: int, *, rows: int = 0, language: str = "auto", **options) -> forms.CharField:
    """Return a field of words; what is too long is refused, and nothing of it is lost."""
    widget = area(rows, language) if rows else line(language)
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def moment(label, **options) -> forms.DateTimeField:
    """Return a field for a day and an hour, of Morocco."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=TYPED)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[TYPED, "%Y-%m-%d %H:%M"], **options)


def day(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def count(label, *, least: int = 0, most: int = LARGEST, **options) -> forms.IntegerField:
    field = forms.IntegerField(label=label, min_value=least, max_value=most, **options)
    field.widget.attrs |= {"dir": "ltr", "inputmode": "numeric"}
    return field


def reason() -> forms.CharField:
    """Return the reason of a correction, asked for once the call is published."""
    return words(
        _("Why it is corrected"), 1_000, rows=2,
        help_text=_("The call is published: everyone reads the reason, and who is writing an application is told."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """The reason of what is done, which those concerned read."""

    note = words(_("The reason"), 1_000, rows=3)


class SureForm(forms.Form):
    """Nothing to say: the button is enough."""
