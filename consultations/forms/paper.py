"""What a desk types about paper questionnaires. The acts themselves check again."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.actions.paper import AT_ONCE_MAX
from consultations.enums import Method, QuestionKind, Stance
from consultations.paper import Line, PaperPart
from core.text import clean_line, clean_text, isolate

PLAIN = {"autocomplete": "off"}  # what a desk types is another's: no browser keeps it
SHORT_MAX, LONG_MAX, POINTS_MAX = 300, 4_000, 1_000
CSV_BYTES_MAX, CSV_ROWS_MAX = 2_000_000, 2_000
CODED = re.compile(r"^\s*([qsc]\d{1,15}|sheet)\b", re.ASCII | re.IGNORECASE)


class PrintForm(forms.Form):
    count = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=AT_ONCE_MAX, initial=10)


class FindForm(forms.Form):
    """A sheet by its number, or by the letters under its QR code."""

    sheet = forms.CharField(label=_("Number of the sheet, or the letters under its code"), max_length=40)

    def clean_sheet(self):
        return clean_line(self.cleaned_data["sheet"])


class AsideForm(forms.Form):
    note = forms.CharField(label=_("The reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class OrderField(forms.CharField):
    """The numbers of options in her order, as they stand on the paper: `3 1 2`."""

    def __init__(self, line: Line, **options):
        super().__init__(max_length=200, **options)
        self.numbers = {number: option.pk for number, option in line.options}

    def clean(self, value):
        text = super().clean(value)
        found = [int(number) for number in re.findall(r"\d{1,4}", text)]
        if re.sub(r"[\d\s,;.،>-]", "", text) or any(number not in self.numbers for number in found):
            raise forms.ValidationError(_("Type the numbers of the options, the first choice first: 3 1 2."))
        if len(set(found)) != len(found):
            raise forms.ValidationError(_("The same number stands twice: look at the paper again."))
        return [self.numbers[number] for number in found]


class SheetForm(forms.Form):
    """Everything that a sheet asks, a field a line; what is empty on the paper stays empty here."""

    def __init__(self, *args, parts: list[PaperPart], **options):
        super().__init__(*args, **options)
        self.parts = parts
        for part in parts:
            for line in part.lines:
                self.fields[line.key] = _field(part, line)

    def said(self) -> dict[str, Any]:
        """Return what was typed, by the keys of the lines (`consultations.paper`)."""
        found = {}
        for part in self.parts:
            for line in part.lines:
                value = _kept(line, self.cleaned_data.get(line.key))
                if value not in (None, "", [], False):
                    found[line.key] = value
                elif line.kind == "statement" and value == 0:
                    found[line.key] = 0
        return found

    @property
    def groups(self) -> list[tuple[PaperPart, list]]:
        """Return each part with its fields."""
        return [(part, [self[line.key] for line in part.lines]) for part in self.parts]


def _field(part: PaperPart, line: Line) -> forms.Field:
    words = {"label": f"{line.number}. {isolate(str(line.thing))}", "required": False}
    choices = [(option.pk, f"{number}. {isolate(str(option))}") for number, option in line.options]
    settings = getattr(line.thing, "settings", {})
    if line.kind == QuestionKind.SINGLE:
        empty = [("", _("nothing ticked"))]
        return forms.TypedChoiceField(choices=empty + choices, coerce=int, empty_value=None, **words)
    if line.kind == QuestionKind.MULTIPLE:
        widget = forms.CheckboxSelectMultiple
        return forms.TypedMultipleChoiceField(choices=choices, coerce=int, widget=widget, **words)
    if line.kind == QuestionKind.RANKING:
        help_text = " · ".join(f"{number}. {isolate(str(option))}" for number, option in line.options)
        return OrderField(line, widget=forms.TextInput(PLAIN | {"dir": "ltr"}), help_text=help_text, **words)
    if line.kind == QuestionKind.SCALE:
        return forms.IntegerField(min_value=line.steps[0], max_value=line.steps[-1], **words)
    if line.kind == QuestionKind.NUMBER:
        bounds = {"min_value": settings.get("least"), "max_value": settings.get("most")}
        return forms.DecimalField(max_digits=14, decimal_places=2, **bounds, **words)
    if line.kind == QuestionKind.DATE:
        return forms.DateField(widget=forms.DateInput(PLAIN | {"type": "date"}, format="%Y-%m-%d"), **words)
    if line.kind == "statement":
        empty = [("", _("nothing ticked"))]
        return forms.TypedChoiceField(choices=[*empty, *Stance.choices], coerce=int, empty_value=None, **words)
    if line.kind == "candidate":
        if part.is_ticked:
            return forms.BooleanField(**words)
        most = len(part.lines) if part.part.method == Method.BORDA else part.part.most or POINTS_MAX
        return forms.IntegerField(min_value=0, max_value=most, **words)
    most = SHORT_MAX if line.kind == QuestionKind.SHORT else LONG_MAX
    rows = {"rows": 2 if line.kind == QuestionKind.SHORT else 4, "dir": "auto"}
    return forms.CharField(max_length=most, widget=forms.Textarea(PLAIN | rows), **words)


def _kept(line: Line, value: Any) -> Any:
    """Return a cleaned value as JSON keeps it."""
    if value is None:
        return None
    if line.kind == QuestionKind.NUMBER:
        return f"{value.normalize():f}"
    if line.kind == QuestionKind.DATE:
        return value.isoformat()
    if line.kind == QuestionKind.MULTIPLE:
        return sorted(value)
    if line.is_in_words:
        return clean_text(value)
    return int(value) if line.kind == "candidate" else value


@dataclass
class Row:
    """A row of an imported table: its line in the file, the sheet's letters, what was typed or what is wrong."""

    line: int
    code: str
    said: dict[str, Any] = field(default_factory=dict)
    wrong: str = ""


class ImportForm(forms.Form):
    """A table of sheets typed elsewhere: CSV in UTF-8, a row a sheet; its header names the lines by their keys."""

    file = forms.FileField(label=_("Table (CSV)"))

    def __init__(self, *args, parts: list[PaperPart], **options):
        super().__init__(*args, **options)
        self.parts = parts

    def clean_file(self):
        data = self.cleaned_data["file"].read(CSV_BYTES_MAX + 1)
        if len(data) > CSV_BYTES_MAX:
            raise forms.ValidationError(_("This table is too heavy: 2 MB at most. Cut it in two."))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is no CSV in UTF-8: save the table anew, and choose UTF-8.")) from None
        if "\0" in text:
            raise forms.ValidationError(_("This is no CSV in UTF-8: save the table anew, and choose UTF-8."))
        self.rows = list(self._rows(text))
        return self.cleaned_data["file"]

    def _rows(self, text: str) -> Iterator[Row]:
        first = text.partition("\n")[0]
        table = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        try:
            lines = list(table)
        except csv.Error:
            raise forms.ValidationError(_("This table cannot be read: save it anew as CSV.")) from None
        if len(lines) > CSV_ROWS_MAX + 1:
            words = ngettext(
                "%(most)d sheet at most in one table: cut it.",
                "%(most)d sheets at most in one table: cut it.",
                CSV_ROWS_MAX,
            )
            raise forms.ValidationError(words % {"most": CSV_ROWS_MAX})
        header = [_coded(cell) for cell in lines[0]] if lines else []
        known = {line.key for part in self.parts for line in part.lines}
        if "sheet" not in header:
            raise forms.ValidationError(_("The first column must be named “sheet”: start from the table given here."))
        if foreign := [name for name in header if name and name != "sheet" and name not in known]:
            raise forms.ValidationError(
                _("Column “%(name)s” is not asked in this consultation: start from the table given here.")
                % {"name": foreign[0][:40]}
            )
        for number, cells in enumerate(lines[1:], 2):
            if any(cell.strip() for cell in cells):
                yield self._row(number, dict(zip(header, cells, strict=False)))

    def _row(self, number: int, cells: dict[str, str]) -> Row:
        row = Row(number, clean_line(cells.get("sheet", ""))[:40])
        data = {}
        for part in self.parts:
            for line in part.lines:
                cell = cells.get(line.key, "").strip()
                if not cell:
                    continue
                try:
                    data[line.key] = _from_cell(part, line, cell)
                except KeyError:
                    row.wrong = f"{line.key}: " + _("“%(cell)s” is no tick: write 1 or x.") % {"cell": cell[:40]}
                    return row
        form = SheetForm(data, parts=self.parts)
        if form.is_valid():
            row.said = form.said()
        else:
            key, words = next(iter(form.errors.items()))
            row.wrong = f"{key}: {words[0]}"
        return row


def _coded(name: str) -> str:
    """Return the key with which the name of a column begins, else the name itself."""
    found = CODED.match(name)
    return found[1].lower() if found else name.strip()


def _from_cell(part: PaperPart, line: Line, cell: str) -> Any:
    """Return a cell as the form takes it: options stand by the numbers printed beside them, a tick as `1` or `x`."""
    if line.options and line.kind != QuestionKind.RANKING:
        keys = {str(number): str(option.pk) for number, option in line.options}
        # A number that no option has is left as it stands: the form refuses it, since keys are its choices.
        found = [keys.get(number, f"?{number}") for number in re.findall(r"\d+", cell)] or [f"?{cell}"]
        return found if line.kind == QuestionKind.MULTIPLE else "".join(found)
    if line.kind == "statement":
        return {"+": "1", "-": "-1", "−": "-1"}.get(cell, cell)
    if line.kind == "candidate" and part.is_ticked:
        return {"1": True, "x": True, "×": True, "✓": True, "0": False}[cell.casefold()]
    return cell
