"""Forms about a session, its sittings, a request for one."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.enums import Days
from core.fields import Chosen, ChosenSeveral, moment
from core.text import citation, isolate
from councils.models import Mandate
from deliberations import delays as law
from deliberations.actions.asking import PURPOSE_MAX
from deliberations.actions.papers import TITLE_MAX
from deliberations.actions.recording import TEXT_MAX
from deliberations.actions.sittings import PLACE_MAX, REASON_MAX
from deliberations.enums import Caller, Closer, Presence
from deliberations.members import in_office
from deliberations.models import AgendaItem


def line(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"} | attrs)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows})


def day(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def name_of(mandate: Mandate) -> str:
    """Return a member's name and office."""
    return f"{mandate.name} · {mandate.get_role_display()}"


class Member(Chosen):
    """One member of the council, by name and office."""

    widget = forms.Select(attrs={"dir": "auto"})
    name = staticmethod(name_of)


class Members(ChosenSeveral):
    """Several members of the council, by name and office."""

    widget = forms.CheckboxSelectMultiple
    name = staticmethod(name_of)


def members_of(council_id: int):
    """Return the mandates of the members in office, one a person, as a queryset for a field."""
    return Mandate.objects.filter(pk__in=[member.pk for member in in_office(council_id)]).order_by("pk")


class ActForm(forms.Form):
    """A form about one thing: a session, a point, a sitting, a decision, a request, a council."""

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.begin()

    def begin(self) -> None:
        """Fill in what depends on the thing."""


class PlainForm(ActForm):
    """An act that needs no word."""


class DayForm(ActForm):
    on = day(_("Day"))

    def begin(self):
        self.initial.setdefault("on", localdate())


class OpeningForm(ActForm):
    on = day(_("Day on which it opens"))

    def begin(self):
        if hasattr(self.thing, "opens_from"):
            self.initial.setdefault("on", self.thing.opens_on or self.thing.opens_from)
            limits = {"min": self.thing.opens_from.isoformat(), "max": self.thing.opens_by.isoformat()}
            self.fields["on"].widget.attrs |= limits


class ReasonForm(ActForm):
    reason = forms.CharField(
        label=_("The reason"), max_length=2000, widget=area(4), help_text=_("It will be shown to everyone.")
    )


class ExtendForm(ActForm):
    """How many days longer: of the kind, and as many, as the law of its level has."""

    days = forms.IntegerField(label=_("Working days"), min_value=1)

    def begin(self):
        rule = law.of(self.thing.council, self.thing.day).get("session_extension")
        if rule is None:
            return
        field, most = self.fields["days"], int(rule.value)
        field.max_value = field.widget.attrs["max"] = most
        field.validators.append(MaxValueValidator(most))
        field.help_text = citation(rule.citation)
        if rule.days != Days.WORKING:
            field.label = _("Days that follow one another")


class PublicMixin(forms.Form):
    """Whether the public may come in."""

    place = forms.CharField(label=_("Place"), max_length=PLACE_MAX, widget=line())
    is_public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)
    closed_by = forms.ChoiceField(
        label=_("If not: who asked for it"), choices=[("", "–"), *Closer.choices], required=False
    )
    closed_reason = forms.CharField(
        label=_("If not: why"),
        max_length=REASON_MAX,
        required=False,
        widget=area(2),
        help_text=_("It will be shown to everyone."),
    )


class SittingForm(PublicMixin, ActForm):
    starts_at = moment(label=_("Day and hour"), help_text=_("Time of Morocco."))
    field_order = ["starts_at"]


class ChangeSittingForm(PublicMixin, ActForm):
    def begin(self):
        for name in ("place", "is_public", "closed_by", "closed_reason"):
            self.initial.setdefault(name, getattr(self.thing, name))


class RollForm(ActForm):
    """The presence of each member: one field a member."""

    def begin(self):
        known = dict(self.thing.attendance.values_list("mandate_id", "presence"))
        for member in in_office(self.thing.session.council_id, localdate(self.thing.starts_at)):
            self.fields[f"m{member.pk}"] = forms.ChoiceField(
                label=isolate(name_of(member)),
                choices=Presence.choices,
                initial=known.get(member.pk, Presence.ABSENT if known else Presence.PRESENT),
            )

    def clean(self):
        data = super().clean()
        return {"roll": {int(name[1:]): value for name, value in data.items() if name[1:].isdecimal()}}


class MinutesForm(ActForm):
    text = forms.CharField(
        label=_("What was said and decided"),
        max_length=TEXT_MAX,
        widget=area(16),
        help_text=_("The roll, the votes and the decisions are added from what was recorded."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def begin(self):
        last = self.thing.minutes.order_by("-version").first()
        self.initial.setdefault("text", last.text if last else "")
        self.initial.setdefault("version", last.version if last else 0)


class DocumentForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=TITLE_MAX, widget=line())
    file = forms.FileField(label=_("PDF"), widget=forms.FileInput(attrs={"accept": "application/pdf"}))
    item = Chosen(label=_("About the point"), queryset=AgendaItem.objects.none(), required=False)

    def begin(self):
        self.fields["item"].queryset = self.thing.items.order_by("number", "id")


class CallForm(ActForm):
    purpose = forms.CharField(label=_("What it is for"), max_length=PURPOSE_MAX, widget=area(3))
    on = day(_("Day on which it opens"))


class AskForm(ActForm):
    caller = forms.ChoiceField(
        label=_("Who asks"),
        choices=[choice for choice in Caller.choices if choice[0] != Caller.PRESIDENT],
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=_("What it is for"), max_length=PURPOSE_MAX, widget=area(3), help_text=_("The points that are asked for.")
    )
    on = day(_("Day on which the president received it"))
    members = Members(label=_("Members who signed"), queryset=Mandate.objects.none(), required=False)

    def begin(self):
        self.initial.setdefault("on", localdate())
        self.fields["members"].queryset = members_of(self.thing.pk)
