"""How a person wants to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Channel
from notices.enums import Kind, Often
from notices.models import Preference

WAYS = {
    Channel.MAIL: "by_mail", Channel.PUSH: "by_push", Channel.SMS: "by_sms", Channel.WHATSAPP: "by_whatsapp",
}  # fmt: skip


class PreferenceForm(forms.Form):
    """Her wishes. Only the ways that she has are asked about."""

    often = forms.ChoiceField(label=_("How often"), choices=Often, widget=forms.RadioSelect)
    by_mail = forms.BooleanField(label=_("By e-mail"), required=False)
    by_push = forms.BooleanField(label=_("By notification on my devices"), required=False)
    by_sms = forms.BooleanField(
        label=_("By text message, for what cannot wait"),
        required=False,
        help_text=_("Only when there is neither an e-mail address nor a device; a few a day at the most."),
    )
    by_whatsapp = forms.BooleanField(label=_("By WhatsApp in place of text messages"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("About what"),
        choices=Kind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked is told in the inbox alone."),
    )

    def __init__(self, data, *, wish: Preference, ways: set[str]):
        initial = {name: getattr(wish, name) for name in ("often", "by_mail", "by_push", "by_sms", "by_whatsapp")}
        initial["kinds"] = [kind for kind in Kind.values if kind not in wish.quiet_kinds]
        super().__init__(data, initial=initial)
        for channel, name in WAYS.items():
            if channel not in ways:
                del self.fields[name]

    @property
    def wishes(self) -> dict:
        """What `actions.prefer` takes."""
        said = dict(self.cleaned_data)
        wanted = said.pop("kinds")
        return said | {"quiet_kinds": [kind for kind in Kind.values if kind not in wanted]}


class DeviceForm(forms.Form):
    """What a browser gives of its subscription."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=30)
