"""What people type in a discussion, turned into clean data. The acts themselves check again."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import voice_note
from core.text import clean_text
from debates.actions.contributing import TEXT_MAX


class ContributionForm(forms.Form):
    """What a person says. `client_key` is made with the form: sent twice, it is stored once."""

    text = forms.CharField(
        label=_("What you say"),
        # Not `max_length`: what is too long is refused in words by the act, and nothing of it is cut.
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": TEXT_MAX}),
        required=False,
    )
    text.may_be_needed = True  # unless she speaks
    voice = voice_note()
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, parent: int | None = None, **kwargs):
        kwargs.setdefault("initial", {"client_key": uuid.uuid4(), "parent": parent})
        super().__init__(*args, **kwargs)

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])

    def clean(self):
        data = super().clean()
        if not data.get("text") and not data.get("voice") and not self.errors:
            self.add_error("text", _("Write what you want to say, or record your voice."))
        return data


class EditForm(forms.Form):
    """A contribution said otherwise."""

    text = ContributionForm.base_fields["text"]


class ReasonForm(forms.Form):
    """The reason of a move, where it needs one."""

    note = forms.CharField(
        label=_("The reason"),
        help_text=_("It will be shown to everyone."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    note.may_be_needed = True  # for a move that asks for it
