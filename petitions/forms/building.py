"""One step of the builder each: what people type, turned into clean data. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from petitions.actions.annexes import ANNEX_TITLE_MAX
from petitions.actions.mandating import ADDRESS_MAX, NAME_MAX
from petitions.actions.writing import TEXT_MAX, TITLE_MAX
from petitions.addressees import Addressee
from petitions.enums import Bearer


def line(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"} | attrs)


class CouncilForm(forms.Form):
    """The council, among those that may be chosen."""

    council = forms.ChoiceField(label=_("Which council is it for?"), widget=forms.RadioSelect)

    def __init__(self, *args, places: list[Addressee], **kwargs):
        super().__init__(*args, **kwargs)
        self.councils = {str(place.council.pk): place.council for place in places if place.council}
        # A commune and its province often bear one name: each says which it is.
        self.fields["council"].choices = [
            (str(place.council.pk), f"{place.council} ({place.territory.get_level_display()})")
            for place in places
            if place.council
        ]

    def clean_council(self):
        return self.councils[self.cleaned_data["council"]]


class ObjectForm(forms.Form):
    """What is asked for in one line, its theme, and what its author says of it before the law."""

    title = forms.CharField(
        label=_("The object, in one line"),
        max_length=TITLE_MAX,
        widget=line(autocomplete="off"),
        help_text=_("The point that you ask the council to put on its agenda: one point, which it can decide."),
    )
    theme = forms.ChoiceField(label=_("What it is about"), choices=Theme, widget=forms.RadioSelect)
    within_powers = forms.BooleanField(label=_("This is part of what the council can do."), required=False)
    respects_constants = forms.BooleanField(
        label=_(
            "Nothing in it touches the constants of the nation: Islam, national unity, the constitutional monarchy, "
            "the democratic choice."
        ),
        help_text=_("Article 1 of the Constitution."),
        required=False,
    )

    def clean_title(self):
        title = clean_line(self.cleaned_data["title"])
        if not has_words(title):
            raise forms.ValidationError(_("Write it in words."))
        return title


class _WordsForm(forms.Form):
    def clean(self):
        data = super().clean()
        for name in ("reasons", "aims"):
            if name in data:
                data[name] = clean_text(data[name])
                if not has_words(data[name]):
                    self.add_error(name, _("Write it in words."))
        return data


class ReasonsForm(_WordsForm):
    reasons = forms.CharField(
        label=_("The reasons"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 7}),
        help_text=_("Everyone can read it: name no one and give no phone number."),
    )


class AimsForm(_WordsForm):
    aims = forms.CharField(
        label=_("The aims"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 7}),
        help_text=_("For example: put the repair of the track into the budget of the coming year."),
    )


class BearerForm(forms.Form):
    """Citizens, or one of the associations that the person represents."""

    bearer = forms.ChoiceField(label=_("Who presents it?"), choices=Bearer, widget=forms.RadioSelect)
    association = forms.ChoiceField(label=_("Which association"), required=False)
    common_interest = forms.BooleanField(
        label=_("The people who will sign share a direct interest in it."),
        help_text=_("Asked of citizens: they live in the territory, or work or trade there."),
        required=False,
    )

    def __init__(self, *args, associations, **kwargs):
        super().__init__(*args, **kwargs)
        self.associations = {str(one.pk): one for one in associations}
        self.fields["association"].choices = [("", "—"), *((key, str(one)) for key, one in self.associations.items())]
        if not self.associations:
            del self.fields["association"]

    def clean(self):
        data = super().clean()
        data["association"] = self.associations.get(data.get("association") or "")
        if data.get("bearer") == Bearer.ASSOCIATION and not data["association"]:
            name = "association" if self.associations else "bearer"
            self.add_error(name, _("Say which association presents the petition: its dossier must be on Agraw."))
        return data


class MandataryForm(forms.Form):
    """Who answers for the petition before the council."""

    name = forms.CharField(
        label=_("Full name, as on the identity card"), max_length=NAME_MAX, widget=line(autocomplete="name")
    )
    born_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday", "dir": "ltr"}, format="%Y-%m-%d"),
    )
    address = forms.CharField(label=_("Address"), max_length=ADDRESS_MAX, widget=line(autocomplete="street-address"))
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    appointed = forms.BooleanField(
        label=_("The signature sheets name me: whoever signs appoints me as mandatary."), required=False
    )

    def __init__(self, *args, by_association: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if by_association:
            del self.fields["born_on"], self.fields["appointed"]
        else:
            self.fields["born_on"].required = True

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean_address(self):
        return clean_line(self.cleaned_data["address"])


class AnnexForm(forms.Form):
    """A document to annex."""

    title = forms.CharField(
        label=_("What the document is"), max_length=ANNEX_TITLE_MAX, widget=line(autocomplete="off")
    )
    file = forms.FileField(
        label=_("The PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("10 MB at most. Everyone will be able to read it: leave out what is private."),
    )


class NoteForm(forms.Form):
    """The public reason of what is done to a petition."""

    note = forms.CharField(
        label=_("Reason, shown to everyone"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )

    def clean_note(self):
        return clean_text(self.cleaned_data["note"])
