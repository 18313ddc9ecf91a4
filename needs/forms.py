"""What people type about needs, turned into clean data. The acts themselves check again."""

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from core.fields import voice_note
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from needs.actions.attaching import DESCRIPTION_MAX
from needs.actions.posting import DESK_MAX, PLACE_MAX, TEXT_MAX, TITLE_MAX
from needs.enums import Beneficiary
from spaces.enums import ConsentWay


class PhotoMixin(forms.Form):
    """A photo with its description; the act that takes it looks into it."""

    photo = forms.FileField(
        label=_("A photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Without faces or number plates. Where and when it was taken is removed."),
    )
    photo_description = forms.CharField(
        label=_("What the photo shows, for those who cannot see it"),
        max_length=DESCRIPTION_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean_photo_description(self):
        return clean_line(self.cleaned_data["photo_description"])


class PlaceMixin(forms.Form):
    """A place by name, by a point, or both. A point is two numbers, so that it can be typed or read off a phone."""

    place = forms.CharField(
        label=_("Douar, neighbourhood or landmark"),
        max_length=PLACE_MAX,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    place.may_be_needed = True  # unless a point says where
    lat = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}),
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}),
    )

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])

    def clean(self):
        data = super().clean()
        lat, lon = data.get("lat"), data.get("lon")
        if (lat is None) != (lon is None):
            self.add_error("lat", _("Give both numbers of the point, or neither."))
        data["location"] = None if lat is None or lon is None else Point(lon, lat, srid=4326)
        if not data.get("place") and not data["location"] and "lat" not in self.errors and "lon" not in self.errors:
            self.add_error("place", _("Say where: the name of the douar or neighbourhood, or a point on the map."))
        return data


class NeedForm(PlaceMixin, PhotoMixin):
    """A need. `client_key` is made with the form, so that sending it twice posts it once."""

    title = forms.CharField(
        label=_("What is needed, in one line"),
        max_length=TITLE_MAX,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("For example: drinking water in the upper douar"),
    )
    text = forms.CharField(
        label=_("What happens, since when, who is concerned"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}),
        help_text=_("Everyone can read it: name no one and give no phone number."),
    )
    theme = forms.ChoiceField(label=_("What it is about"), choices=Theme, widget=forms.RadioSelect)
    beneficiary = forms.ChoiceField(label=_("For whom above all"), choices=Beneficiary, initial=Beneficiary.EVERYONE)
    voice = voice_note()
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = [
        "title",
        "text",
        "theme",
        "place",
        "lat",
        "lon",
        "beneficiary",
        "photo",
        "photo_description",
        "voice",
    ]

    def clean_title(self):
        title = clean_line(self.cleaned_data["title"])
        if not has_words(title):
            raise forms.ValidationError(_("Write what is needed in words."))
        return title

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])


class RelayForm(NeedForm):
    """A need that a desk enters for someone, with how she agreed."""

    desk = forms.CharField(
        label=_("Desk"),
        max_length=DESK_MAX,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Shown to everyone."),
    )
    consent = forms.ChoiceField(label=_("How the person agreed"), choices=ConsentWay, widget=forms.RadioSelect)

    field_order = ["desk", "consent", *NeedForm.field_order]

    def clean_desk(self):
        return clean_line(self.cleaned_data["desk"])


class NoteForm(forms.Form):
    """The public reason of a move."""

    note = forms.CharField(
        label=_("Reason, shown to everyone"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )

    def clean_note(self):
        return clean_text(self.cleaned_data["note"])


class MergeForm(NoteForm):
    into = forms.IntegerField(label=_("Number of the need to join it to"), min_value=1)


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("What you need to know"), max_length=500, widget=forms.Textarea(attrs={"dir": "auto", "rows": 3})
    )

    def clean_question(self):
        return clean_text(self.cleaned_data["question"])


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label=_("Your reply"), max_length=2_000, widget=forms.Textarea(attrs={"dir": "auto", "rows": 3})
    )

    def clean_reply(self):
        return clean_text(self.cleaned_data["reply"])


class PhotoForm(PhotoMixin):
    """A photo added later: of the thing done, or still not done."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = True
