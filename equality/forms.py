"""What people type about a body and its opinions. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from core.fields import Chosen, ChosenSeveral
from councils.enums import Theme
from deliberations.models import AgendaItem
from equality.actions.bodies import CALL_MAX, CITED_MAX, NAME_MAX
from equality.actions.opinions import PLACE_MAX, QUESTION_MAX, TEXT_MAX, TITLE_MAX
from equality.enums import Background, Gender, Seat, Subject
from equality.models import Member
from spaces.models import Association


def line(label, longest, *, required=False, **options):
    """Return a field of one line, of words whose direction is their own."""
    widget = forms.TextInput({"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, **options)


def lines(label, longest, rows=4, *, required=False, **options):
    """Return a field of several lines."""
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, **options)


def day(label, *, required=False, **options):
    """Return a field of a day, picked from the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **options
    )


class BodyForm(forms.Form):
    """The term of a body."""

    starts_on = day(_("First day of its term"), required=True)
    ends_on = day(_("Last day of its term"), required=True)
    decided_by = line(_("What set it up"), CITED_MAX, help_text=_("As: rules of procedure, art. 62; decision 12/2026."))


class CallForm(forms.Form):
    """A call for candidates; without words it is taken back."""

    call_ar = lines(_("The call, in Arabic"), CALL_MAX, 5, help_text=_("Who can be a member, and how to apply."))
    call_fr = lines(_("The call, in French"), CALL_MAX, 5)
    until = day(_("Last day to apply"))


class MemberForm(forms.Form):
    """A person named to the body."""

    collects = "councils"

    name_ar = line(_("Name in Arabic"), NAME_MAX, required=True)
    name_fr = line(_("Name in French"), NAME_MAX, required=True)
    background = forms.ChoiceField(label=_("Where she or he comes from"), choices=Background.choices)
    association = Chosen(
        label=_("Association"),
        queryset=Association.objects.none(),
        required=False,
        help_text=_("Of those with their seat in this commune or this province."),
    )
    seat = forms.ChoiceField(label=_("In the body"), choices=Seat.choices, initial=Seat.MEMBER)
    gender = forms.ChoiceField(
        label=_("Woman or man"), choices=Gender.choices, widget=forms.RadioSelect,
        help_text=_("Counted, and shown in sums alone."),
    )  # fmt: skip
    is_young = forms.BooleanField(label=_("Under 35 on the day of naming"), required=False)
    contact = forms.CharField(
        label=_("Telephone or e-mail of the account"),
        help_text=_("Exactly as in the account. Members write and adopt opinions under their own sign-in."),
        max_length=254,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    starts_on = day(_("From"))
    ends_on = day(_("Until, this day included"))

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        code = body.council.territory.code
        near = code.rpartition(".")[0] if code.count(".") > 1 else code
        rows = Association.objects.filter(seat__code__startswith=near)
        self.fields["association"].queryset = rows.only("name_ar", "name_fr").order_by("name_fr", "pk")

    def clean_contact(self):
        if not self.cleaned_data["contact"].strip():
            return None
        try:
            return contacts.parse(self.cleaned_data["contact"])
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error


class NoteForm(forms.Form):
    note = lines(_("The reason"), 1000, 3, required=True, help_text=_("It will be shown to everyone."))


class ChosenItem(Chosen):
    name = staticmethod(lambda item: f"{item.session} · {item.title}")


class AboutForm(forms.Form):
    """What an opinion is about."""

    title_ar = line(_("Title in Arabic"), TITLE_MAX, help_text=_("In Arabic, in French, or in both."))
    title_fr = line(_("Title in French"), TITLE_MAX)
    subject = forms.ChoiceField(label=_("What it is about"), choices=Subject.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, initial=Theme.SOCIAL)
    item = ChosenItem(
        label=_("Point of the agenda"), queryset=AgendaItem.objects.none(), required=False,
        help_text=_("Of a session that is prepared or held, when it is about one."),
    )  # fmt: skip

    def __init__(self, *args, body, user, **kwargs):
        super().__init__(*args, **kwargs)
        rows = AgendaItem.objects.visible_to(user).filter(session__council=body.council_id)
        chosen = rows.select_related("session").order_by("-session__opens_from", "number")
        self.fields["item"].queryset = chosen
        if not chosen.exists():
            del self.fields["item"]


class AskForm(AboutForm):
    """A question of the president to the body."""

    question = lines(_("What the body is asked"), QUESTION_MAX, 5, required=True, help_text=_("Everyone reads it."))
    answer_by = day(_("Asked for by"))
    field_order = ["question", "title_ar", "title_fr", "subject", "theme", "item", "answer_by"]


class WriteForm(forms.Form):
    """The words of an opinion."""

    text_ar = lines(_("The opinion, in Arabic"), TEXT_MAX, 10, help_text=_("In Arabic, in French, or in both."))
    text_fr = lines(_("The opinion, in French"), TEXT_MAX, 10)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class RapporteurForm(forms.Form):
    member = Chosen(label=_("Who writes it"), queryset=Member.objects.none())

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = body.members.seated()


def count(label):
    return forms.IntegerField(label=label, min_value=0, max_value=999, initial=0)


class AdoptForm(forms.Form):
    """The meeting that adopted an opinion, who was there, how they voted."""

    collects = "councils"

    held_on = day(_("Day of the meeting"), required=True)
    place = line(_("Place"), PLACE_MAX)
    present = ChosenSeveral(
        label=_("Who was there"), queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    votes_for = count(_("Votes for"))
    votes_against = count(_("Votes against"))
    abstentions = count(_("Abstentions"))

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = body.members.all()
