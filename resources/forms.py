"""What is typed about a resource, made clean. The acts themselves check again."""

import datetime

from django import forms
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core import processing
from councils.enums import Theme
from resources.actions.saying import (
    ADDRESS_MAX,
    CHANGE_MAX,
    EMAIL_MAX,
    PHONE_MAX,
    SOURCE_MAX,
    SUMMARY_MAX,
    TEXT_MAX,
    TITLE_MAX,
    URL_MAX,
    places_of,
)
from resources.enums import Language, Licence, Reader, ResourceKind
from resources.letters import blanks_of, is_long
from resources.models import Resource
from territories.models import Territory

FILLED_MAX, FILLED_LONG_MAX = 200, 3_000  # characters of a blank
WITH_FILE = {ResourceKind.DOCUMENT, ResourceKind.GUIDE, ResourceKind.STATISTICS, ResourceKind.PRACTICE}
WITH_URL = {ResourceKind.DOCUMENT, ResourceKind.GUIDE, ResourceKind.STATISTICS, ResourceKind.CONTACT, ResourceKind.LINK}
HELP = {
    ResourceKind.LETTER: _(
        "The whole letter. Put each thing to fill in between double brackets, as [[name of the association]]; a name "
        "that ends with … takes several lines."
    ),
    ResourceKind.PRACTICE: _(
        "What the difficulty was, what was done, with whom, what it cost, what came of it, what you would do otherwise."
    ),
}
MARKS = _("An empty line begins a paragraph, ## a heading, - a line of a list.")


def line(language: str = "", **attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"} | _in(language) | attrs)


def area(rows: int, language: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows} | _in(language))


def _in(language: str) -> dict[str, str]:
    return {"lang": language} if language else {}


def date(**options) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d"), **options)


class ResourceForm(forms.Form):
    """A resource of one kind and owner (`row`, maybe not in the database yet), with the fields that its kind has."""

    collects = "networks"
    collects_says = processing.SEEN_BY_ALL

    GROUPS = ("title", "summary", "text")

    def __init__(self, *args, row: Resource, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, kind = row, row.kind
        self.fields |= self._words(kind)
        if kind in WITH_FILE:
            tables = kind == ResourceKind.STATISTICS
            words = _("A PDF of 10 MB at most, a CSV file in UTF-8 or an ODS file of 5 MB.") if tables else ""
            accepted = ".pdf,.csv,.ods" if tables else ".pdf"
            self.fields["file"] = forms.FileField(
                label=_("File"), required=False, help_text=words or _("A PDF, of 10 MB at most."),
                widget=forms.FileInput(attrs={"accept": accepted}), allow_empty_file=True,
            )  # fmt: skip
            if row.pk and row.file:
                self.fields["drops_file"] = forms.BooleanField(label=_("Take the present file away"), required=False)
        if kind in WITH_URL:
            self.fields["url"] = forms.CharField(
                label=_("Address of a page"), required=kind == ResourceKind.LINK, max_length=URL_MAX,
                widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            )  # fmt: skip
        if kind == ResourceKind.CONTACT:
            self.fields |= self._reach()
        self.fields |= self._about(row)
        if row.version:
            self.fields["change"] = forms.CharField(
                label=_("What changed"), max_length=CHANGE_MAX, required=False, widget=line(),
                help_text=_("In a few words: readers see it beside the new version. The former one stays."),
            )  # fmt: skip
            self.fields["based_on"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=row.version, min_value=1, max_value=10**6
            )

    @staticmethod
    def _words(kind: str) -> dict[str, forms.Field]:
        text_help = HELP.get(kind, MARKS)
        rows = 14 if kind in {ResourceKind.LETTER, ResourceKind.GUIDE, ResourceKind.PRACTICE} else 6
        labels = {
            "ar": (_("Title in Arabic"), _("What the resource is for, in Arabic"), _("Text in Arabic")),
            "fr": (_("Title in French"), _("What the resource is for, in French"), _("Text in French")),
            "zgh": (_("Title in Amazigh"), _("What the resource is for, in Amazigh"), _("Text in Amazigh")),
        }
        fields: dict[str, forms.Field] = {}
        for language, (title, summary, text) in labels.items():
            fields[f"title_{language}"] = forms.CharField(
                label=title, required=False, max_length=TITLE_MAX, widget=line(language)
            )
            fields[f"summary_{language}"] = forms.CharField(
                label=summary, required=False, max_length=SUMMARY_MAX, widget=area(3, language)
            )
            fields[f"text_{language}"] = forms.CharField(
                label=text, required=False, max_length=TEXT_MAX, widget=area(rows, language), help_text=text_help
            )
        return fields

    @staticmethod
    def _reach() -> dict[str, forms.Field]:
        return {
            "phone": forms.CharField(
                label=_("Phone of the organisation"), required=False, max_length=PHONE_MAX,
                widget=line(dir="ltr", inputmode="tel"),
            ),
            "email": forms.CharField(
                label=_("E-mail of the organisation"), required=False, max_length=EMAIL_MAX,
                widget=line(dir="ltr", inputmode="email"),
            ),
            "address": forms.CharField(
                label=_("Where it is, and when it is open"), required=False, max_length=ADDRESS_MAX, widget=line()
            ),
            "of_organisation": forms.BooleanField(
                label=_("This number and this address are the organisation’s own, nobody’s private ones"),
                required=False,
            ),
        }  # fmt: skip

    @staticmethod
    def _about(row: Resource) -> dict[str, forms.Field]:
        theme = row.theme if row.pk else Theme.OTHER
        review = row.review_on if row.pk else localdate() + datetime.timedelta(days=365)
        return {
            "theme": forms.ChoiceField(label=_("Theme"), choices=Theme, initial=theme, widget=forms.RadioSelect),
            "territory": forms.ChoiceField(label=_("Where it holds"), required=False, choices=_places(row)),
            "readers": forms.MultipleChoiceField(
                label=_("For whom it is above all"), required=False, choices=Reader,
                widget=forms.CheckboxSelectMultiple, help_text=_("It stands in the reading list of each."),
            ),
            "languages": forms.MultipleChoiceField(
                label=_("Languages of the file or the page"), required=False, choices=Language,
                widget=forms.CheckboxSelectMultiple,
            ),
            "source": forms.CharField(
                label=_("Author or source"), required=False, max_length=SOURCE_MAX, widget=line()
            ),
            "licence": forms.ChoiceField(
                label=_("What readers may do with it"), choices=Licence, initial=Licence.CC_BY, widget=forms.RadioSelect
            ),
            "issued_on": date(label=_("Date of the document"), required=False),
            "review_on": date(
                label=_("To be read again by"), required=False, initial=review,
                help_text=_("Past this day it is shown as to be reviewed, and you are told."),
            ),
        }  # fmt: skip

    def clean_territory(self):
        chosen = self.cleaned_data["territory"]
        return Territory.objects.light().get(pk=chosen) if chosen else None

    @property
    def by_language(self):
        """Pairs of a language and its fields, as the page shows them one under the other."""
        return [(Language(one), [self[f"{name}_{one}"] for name in self.GROUPS]) for one in Language.values]

    @property
    def reaching(self):
        """The file, the address, the ways to reach an organisation: those that the kind has."""
        names = ("file", "drops_file", "url", "phone", "email", "address", "of_organisation")
        return [self[name] for name in names if name in self.fields]

    @property
    def about(self):
        """Whatever its kind: theme, place, readers, languages, source, licence, dates."""
        return [self[name] for name in ("theme", "territory", "readers", "languages", "source", "licence", "issued_on",
                                        "review_on")]  # fmt: skip


def _places(row: Resource) -> list[tuple[str, str]]:
    """Return the places about which the owner of a resource may speak, the smallest first, then the whole country."""
    codes = places_of(row)
    where = {"code__in": codes} if codes else {"level": "region"}
    found = Territory.objects.light().filter(**where).order_by("-code" if codes else "code")
    return [("", _("the whole country")), *((str(place.pk), place.name) for place in found)]


class NoteForm(forms.Form):
    """A reason, shown to everyone."""

    note = forms.CharField(label=_("The reason"), help_text=_("It will be shown to everyone."), max_length=1000,
                           widget=area(3))  # fmt: skip


class ReviewForm(forms.Form):
    """The day by which a resource is read again."""

    review_on = date(label=_("It holds; read it again by"))


class FillForm(forms.Form):
    """The blanks of a model letter. What is typed is kept nowhere."""

    def __init__(self, *args, text: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.blanks = blanks_of(text)
        for number, blank in enumerate(self.blanks, 1):
            long = is_long(blank)
            self.fields[f"b{number}"] = forms.CharField(
                label=format_html("<bdi>{}</bdi>", blank.rstrip("…").strip() or blank), required=False,
                max_length=FILLED_LONG_MAX if long else FILLED_MAX, widget=area(5) if long else line(),
            )  # fmt: skip

    @property
    def values(self) -> dict[str, str]:
        """What was typed, by the name of its blank."""
        return {blank: self.cleaned_data[f"b{number}"] for number, blank in enumerate(self.blanks, 1)}

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was sent, blank by blank, without asking whether it is fit."""
        pairs = [(blank, self.data.get(f"b{number}", "")) for number, blank in enumerate(self.blanks, 1)]
        return [(blank, value[:FILLED_LONG_MAX]) for blank, value in pairs if value]
