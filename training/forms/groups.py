"""What is typed about a group, its sessions, a coach, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import moment
from core.text import clean_text, has_words
from spaces.forms.space import ContactForm
from training.actions.coaching import STEP_MAX, SUBJECT_MAX, TEXT_MAX
from training.actions.cohort import CAPACITY_MAX, PLACE_MAX
from training.actions.cohort import SUBJECT_MAX as SESSION_SUBJECT_MAX
from training.forms.courses import TitlesForm, area, line


class CohortForm(TitlesForm, ContactForm):
    """A group: its name, and its trainer by contact."""

    collects = "training"

    contact = forms.CharField(
        label=_("Phone number or e-mail address of the trainer"),
        required=False,
        max_length=254,
        widget=line("ltr"),
        help_text=_("Empty: you, or the trainer that there is. Another trainer signs in to Agraw once before."),
    )

    def clean_contact(self):
        return super().clean_contact() if self.cleaned_data["contact"].strip() else None


class SessionForm(forms.Form):
    """A session: when, where, how many the room holds."""

    subject = forms.CharField(
        label=_("What it is about"), required=False, max_length=SESSION_SUBJECT_MAX, widget=line("auto")
    )
    starts_at = moment(label=_("Begins on"), help_text=_("Time of Morocco."))
    ends_at = moment(label=_("Ends on"))
    place = forms.CharField(label=_("Place"), max_length=PLACE_MAX, widget=line("auto"))
    capacity = forms.IntegerField(
        label=_("How many people the room holds"),
        min_value=1,
        max_value=CAPACITY_MAX,
        initial=20,
        help_text=_("The group has as many places as its smallest room."),
    )


class NoteForm(forms.Form):
    """A reason, shown to everyone."""

    note = forms.CharField(
        label=_("The reason"), help_text=_("It will be shown to everyone."), max_length=1000, widget=area(3, "auto")
    )

    def clean_note(self):
        note = clean_text(self.cleaned_data["note"])
        if note and not has_words(note):
            raise forms.ValidationError(_("Give the reason in words."), "no_words")
        return note


class CoachForm(ContactForm):
    """The person who will coach, by contact."""

    collects = "training"

    contact = forms.CharField(
        label=_("Her or his phone number or e-mail address"),
        help_text=_("The person signs in to Agraw once before being given a role."),
        max_length=254,
        widget=line("ltr"),
    )


class CoachingNoteForm(forms.Form):
    """What was worked on one day, and the next step."""

    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    )
    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_MAX, widget=line("auto"))
    text = forms.CharField(label=_("What was worked on"), max_length=TEXT_MAX, widget=area(6, "auto"))
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=STEP_MAX, widget=line("auto"))
