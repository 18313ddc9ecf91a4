"""What people type about the halls of a space, made clean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import Chosen, moment
from spaces.actions.booking import BOOKING_PURPOSE_MAX, BOOKING_REASON_MAX, HALL_NAME_MAX, SEATS_MAX
from spaces.forms.space import NoteForm, area


class HallForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the hall"), max_length=HALL_NAME_MAX, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=SEATS_MAX,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class BookingForm(forms.Form):
    """A slot of a hall, asked for in the name of an association whose dossier the person keeps."""

    association = Chosen(label=_("Association"), queryset=None, empty_label=None)
    hall = Chosen(label=_("Hall"), queryset=None, empty_label=None)
    starts_at = moment(label=_("From"))
    ends_at = moment(label=_("Until"))
    purpose = forms.CharField(label=_("What the hall is for"), max_length=BOOKING_PURPOSE_MAX, widget=area(3))

    def __init__(self, *args, associations, halls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations
        self.fields["hall"].queryset = halls


class RefuseForm(NoteForm):
    note = forms.CharField(
        label=_("The reason"), help_text=_("The association is told."), max_length=BOOKING_REASON_MAX, widget=area(2)
    )
