"""What is asked of people: a council's comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from observatory.actions.comments import LENGTH


class CommentForm(forms.Form):
    """The comment, and the version that the person had before her eyes."""

    text = forms.CharField(
        label=_("What the council says of these figures"),
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Shown to everyone with your office and the day. Earlier versions stay and can be read."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
