"""What a facilitator types about a debate, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import moment
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from debates.actions.documents import ADDRESS_MAX, DOCUMENT_TITLE_MAX
from debates.actions.planning import PLACE_MAX
from debates.actions.preparing import MINUTES_MAX, POINT_MAX, QUESTION_MAX, TEXT_MAX, TITLE_MAX
from debates.enums import TAKING_PART, Audience, Moderation

ROWS = 8  # of the agenda, while a debate is made; its own page has room for more


def line(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"} | attrs)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows})


def minutes(**options) -> forms.IntegerField:
    return forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MINUTES_MAX, **options)


class DebateForm(forms.Form):
    """A debate. One that is open keeps its question and the moment it opened: they are left out."""

    title = forms.CharField(label=_("What the debate is about, in one line"), max_length=TITLE_MAX, widget=line())
    question = forms.CharField(
        label=_("The question put to everyone"),
        max_length=QUESTION_MAX,
        required=False,
        widget=area(2),
        help_text=_("One open question that people can answer from their own life. Needed before it is announced."),
    )
    text = forms.CharField(
        label=_("What one should know before speaking"), max_length=TEXT_MAX, required=False, widget=area(6)
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme, widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label=_("Who may speak"),
        choices=Audience,
        initial=Audience.EVERYONE,
        widget=forms.RadioSelect,
        help_text=_("Everyone may read."),
    )
    moderation = forms.ChoiceField(
        label=_("What people write is"), choices=Moderation, initial=Moderation.AFTER, widget=forms.RadioSelect
    )
    opens_at = moment(
        label=_("Opens by itself on"), required=False, help_text=_("Empty: when you open it. Time of Morocco.")
    )
    closes_at = moment(label=_("Closes by itself on"), required=False, help_text=_("Empty: when you close it."))

    def __init__(self, *args, debate=None, **kwargs):
        if debate is not None:
            there = {name: getattr(debate.thread, name) for name in ("audience", "moderation")}
            here = {name: getattr(debate, name) for name in self.base_fields if name not in there}
            kwargs["initial"] = here | there
        super().__init__(*args, **kwargs)
        if debate is not None and debate.state in TAKING_PART:
            del self.fields["question"], self.fields["opens_at"]

    def clean_title(self):
        return words_of(self.cleaned_data["title"])

    def clean_question(self):
        return clean_line(self.cleaned_data["question"])

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])


class NewDebateForm(DebateForm):
    """A debate to prepare, with the first points of its agenda."""

    def __init__(self, *args, points=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, ROWS + 1)
        for number in self.numbers:
            title, planned = points[number - 1] if number <= len(points) else ("", None)
            label = _("Point %(number)s") % {"number": number}
            self.fields[f"point_{number}"] = forms.CharField(
                label=label, initial=title, max_length=POINT_MAX, required=False, widget=line()
            )
            self.fields[f"minutes_{number}"] = minutes(initial=planned, required=False)

    @property
    def rows(self):
        """The bound fields of the agenda two by two, for the page."""
        return [(self[f"point_{number}"], self[f"minutes_{number}"]) for number in self.numbers]

    def clean(self):
        data = super().clean()
        self.points = []
        for number in self.numbers:
            title, planned = clean_line(data.pop(f"point_{number}", "")), data.pop(f"minutes_{number}", None)
            if has_words(title):
                self.points.append((title, planned or 15))
            elif title:
                self.add_error(f"point_{number}", _("Write the point in words."))
        return data


class PointForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Point of the agenda"), max_length=POINT_MAX, widget=line())
    minutes = minutes(initial=15)

    def clean_title(self):
        return words_of(self.cleaned_data["title"])


class DocumentForm(forms.Form):
    """A document: a PDF or an address."""

    title = forms.CharField(label=_("What the document is"), max_length=DOCUMENT_TITLE_MAX, widget=line())
    file = forms.FileField(
        label=_("A PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("10 MB at most."),
    )
    address = forms.CharField(
        label=_("Or the address of a page"),
        required=False,
        max_length=ADDRESS_MAX,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )

    def clean_title(self):
        return words_of(self.cleaned_data["title"])

    def clean(self):
        data = super().clean()
        if bool(data.get("file")) == bool(data.get("address")) and not self.errors:
            self.add_error("file", _("Give a PDF, or the address of a page: one of the two."))
        return data


class SittingForm(forms.Form):
    """When and where a sitting takes place."""

    starts_at = moment(label=_("Day and hour"), help_text=_("Time of Morocco."))
    place = forms.CharField(
        label=_("Place"),
        max_length=PLACE_MAX,
        required=False,
        widget=line(),
        help_text=_("The hall, for those who come. Everyone else takes part on a phone."),
    )

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])


def words_of(text: str) -> str:
    """Return one line of words, made clean. Raises `ValidationError` when there is no word in it."""
    line = clean_line(text)
    if not has_words(line):
        raise forms.ValidationError(_("Write it in words."))
    return line
