"""Fields of forms: a moment, and things chosen by what people called them, their words apart from ours."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import isolate

TYPED = "%Y-%m-%dT%H:%M"  # as browsers send it


def named(things: Iterable, name=str) -> list[tuple[str, str]]:
    """Return the choices of a field: the key of each thing, and its name between signs that isolate it."""
    return [(str(thing.pk), isolate(name(thing))) for thing in things]


class Chosen(forms.ModelChoiceField):
    """One thing that is chosen by its name (`name`: what it is called, its `str` by default)."""

    name = staticmethod(str)

    def label_from_instance(self, obj):
        return isolate(self.name(obj))


class ChosenSeveral(forms.ModelMultipleChoiceField):
    """Several things that are chosen by their names."""

    name = staticmethod(str)

    def label_from_instance(self, obj):
        return isolate(self.name(obj))


def moment(**options) -> forms.DateTimeField:
    """Return a field for a day and an hour, of Morocco."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=TYPED)
    return forms.DateTimeField(widget=widget, input_formats=[TYPED, "%Y-%m-%d %H:%M"], **options)


def voice_note() -> forms.FileField:
    """Return a field for a voice note (`core.voices`): recorded in the page, or, without a script, by the device."""
    return forms.FileField(
        label=_("A voice note"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
        help_text=_("Two minutes at most, in the language you speak."),
    )


class TranscriptForm(forms.Form):
    """What is said in a recording, typed by a person."""

    transcript = forms.CharField(
        label=_("What is said, word for word"),
        help_text=_("In the language that is spoken, in the letters you write it with. Shown to everyone beside it."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}),
    )
