"""What a desk types about signature sheets. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from core.text import clean_line, clean_text
from petitions.actions.paper import AT_ONCE_MAX
from petitions.enums import DESK_REASONS, Invalidity
from petitions.models import Petition, Sheet
from petitions.typed import ADDRESS_MAX, NAME_MAX, RowsUnfit, TypedRow
from territories.enums import Level
from territories.models import Territory
from territories.queries import UNREAD

# What a desk types is about others: no browser keeps it.
PLAIN = {"autocomplete": "off"}


class PrintForm(forms.Form):
    count = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=AT_ONCE_MAX, initial=5)


class FindForm(forms.Form):
    """A sheet by its number, or by the letters under its QR code."""

    sheet = forms.CharField(label=_("Number of the sheet, or the letters under its code"), max_length=40)

    def clean_sheet(self):
        return clean_line(self.cleaned_data["sheet"])


class NoteForm(forms.Form):
    note = forms.CharField(label=_("The reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_note(self):
        return clean_text(self.cleaned_data["note"])


class RowForm(forms.Form):
    """One row of the paper; left empty, the row is empty on the paper too."""

    name = forms.CharField(label=_("Full name"), max_length=NAME_MAX, required=False, widget=forms.TextInput(PLAIN))
    born_on = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(PLAIN | {"type": "date"}, format="%Y-%m-%d")
    )
    address = forms.CharField(label=_("Address"), max_length=ADDRESS_MAX, required=False, widget=forms.TextInput(PLAIN))
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(PLAIN | {"inputmode": "tel"})
    )
    cin = forms.CharField(
        label=_("Identity card No."), max_length=24, required=False, widget=forms.TextInput(PLAIN | {"dir": "ltr"})
    )
    commune = forms.CharField(
        label=_("Commune she lives in"),
        max_length=120,
        required=False,
        widget=forms.TextInput(PLAIN | {"list": "communes"}),
    )
    invalidity = forms.ChoiceField(
        label=_("The row does not count"),
        required=False,
        choices=[("", _("it counts")), *((reason, Invalidity(reason).label) for reason in DESK_REASONS)],
    )

    def __init__(self, *args, number: int, takes_cards: bool, communes: "Communes | None", **options):
        super().__init__(*args, **options)
        self.number, self.communes = number, communes
        if not takes_cards:
            del self.fields["cin"]
        if communes is None:
            del self.fields["commune"]

    def clean_commune(self):
        text = clean_line(self.cleaned_data["commune"])
        if not text:
            return None
        found = self.communes.find(text)
        if found is None:
            raise forms.ValidationError(_("No commune of this region has this name: choose one of the list."))
        return found

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def typed(self, home: Territory | None) -> TypedRow:
        """Return the row; `home` is where its person lives when nothing else is said."""
        data = dict(self.cleaned_data)
        return TypedRow(self.number, territory=data.pop("commune", None) or home, **data)


class Communes:
    """The communes of a region, to be found by a name in any of its spellings."""

    def __init__(self, region: Territory):
        rows = Territory.objects.filter(parent__parent=region, level=Level.COMMUNE)
        self.rows = list(rows.defer(*UNREAD).order_by("name_fr"))
        self._by_name = {fold(name): row for row in self.rows for name in (row.name_fr, row.name_ar)}

    def find(self, text: str) -> Territory | None:
        return self._by_name.get(fold(text))


class EntryForm(forms.Form):
    """A sheet as it lies before the desk: how many rows are filled, its scan if there is one, and its rows."""

    row_total = forms.IntegerField(
        label=_("How many rows of the paper are filled"),
        help_text=_("Count them on the paper first: it must be the number of rows that you type."),
    )
    scan = forms.FileField(
        label=_("A scan or a photo of the sheet"),
        required=False,
        help_text=_(
            "With it the sheet is counted at once; without it, a second person compares it with the paper. Cover the "
            "column of the identity card."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, data=None, files=None, *, petition: Petition, sheet: Sheet, takes_cards: bool, typed=()):
        super().__init__(data, files)
        territory = petition.council.territory
        self.home = territory if territory.level == Level.COMMUNE else None
        self.communes = Communes(territory) if territory.level == Level.REGION else None
        known = dict(typed)
        self.rows = [
            RowForm(
                data,
                prefix=f"r{number}",
                number=number,
                takes_cards=takes_cards,
                communes=self.communes,
                initial=known.get(number),
            )
            for number in range(1, sheet.rows_printed + 1)
        ]

    def is_valid(self) -> bool:
        # Every row is looked at, so that all that is wrong is told at once.
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def typed_rows(self) -> list[TypedRow]:
        return [row.typed(self.home) for row in self.rows if row.is_filled]

    def say(self, refusal: RowsUnfit) -> None:
        """Put what is wrong beside the rows that it is about."""
        for number, field, words in refusal.wrong:
            if 1 <= number <= len(self.rows):
                self.rows[number - 1].add_error(field if field in self.rows[number - 1].fields else None, words)
            else:
                self.add_error("row_total", words)

    @property
    def wrong_rows(self) -> list[RowForm]:
        return [row for row in self.rows if row.errors]


class CheckForm(forms.Form):
    """What the second person says, the paper in her hand: how many rows, and which are as they were typed."""

    row_total = forms.IntegerField(label=_("How many rows of the paper are filled"))
    agreed = forms.MultipleChoiceField(label=_("Rows that are as on the paper"), required=False)

    def __init__(self, *args, sheet: Sheet, **options):
        super().__init__(*args, **options)
        numbers = [str(number) for number in range(1, sheet.rows_printed + 1)]
        self.fields["agreed"].choices = [(number, number) for number in numbers]

    def clean_agreed(self):
        return {int(number) for number in self.cleaned_data["agreed"]}
