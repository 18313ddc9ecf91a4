"""What is typed to prepare a consultation, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.asking import ABOUT_MAX, HELP_MAX, OPTION_MAX, PART_TITLE_MAX, QUESTION_MAX
from consultations.actions.documents import TITLE_MAX as DOCUMENT_TITLE_MAX
from consultations.actions.saying import PURPOSE_MAX, TITLE_MAX, USE_MAX
from consultations.actions.sources import PATH_MAX
from consultations.actions.sources import TITLE_MAX as SOURCE_TITLE_MAX
from consultations.actions.statements import TEXT_MAX
from consultations.enums import UNDER_BUDGET, WITH_OPTIONS, Audience, Method, PartKind, QuestionKind, Showing
from core.fields import moment
from councils.enums import Theme

ROWS = 6  # of options, while a question is made; its own page has room for more
LARGEST = 10**12


def line(language: str = "auto", **attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": _direction(language), "autocomplete": "off"} | attrs)


def area(rows: int, language: str = "auto") -> forms.Textarea:
    return forms.Textarea(attrs={"dir": _direction(language), "rows": rows})


def _direction(language: str) -> str:
    return {"ar": "rtl", "fr": "ltr"}.get(language, "auto")


def words(longest: int, arabic, french, *, rows: int = 0, required: bool = False) -> dict[str, forms.CharField]:
    """Return the two fields of words written in Arabic, in French, or in both.

    Neither is cut: what is too long is refused in words by the act, and nothing of it is lost.
    """
    fields = {}
    for language, label in (("ar", arabic), ("fr", french)):
        widget = area(rows, language) if rows else line(language)
        fields[language] = forms.CharField(label=label, required=False, widget=widget, max_length=longest)
    return fields


def count(label, **options) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LARGEST, **options)


class SayingForm(forms.Form):
    """What a consultation says of itself, who may answer, and when."""

    title = forms.CharField(label=_("What the consultation is about, in one line"), max_length=TITLE_MAX, widget=line())
    purpose = forms.CharField(label=_("Why the inhabitants are asked"), max_length=PURPOSE_MAX, widget=area(5))
    use = forms.CharField(
        label=_("What will be done with the result"),
        max_length=USE_MAX,
        widget=area(3),
        help_text=_("Whom it is given to, when, and what it can change."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme, widget=forms.RadioSelect, initial=Theme.OTHER)
    audience = forms.ChoiceField(
        label=_("Who may answer"),
        choices=Audience,
        initial=Audience.EVERYONE,
        widget=forms.RadioSelect,
        help_text=_("Everyone may read."),
    )
    is_anonymous = forms.BooleanField(
        label=_("Nobody is told who took part"),
        required=False,
        initial=True,
        help_text=_("Otherwise those who lead it see who took part, never who answered what."),
    )
    showing = forms.ChoiceField(
        label=_("The counts are shown"), choices=Showing, initial=Showing.AFTER, widget=forms.RadioSelect
    )
    opens_at = moment(
        label=_("People answer from"), required=False, help_text=_("Empty: from when you open it. Time of Morocco.")
    )
    closes_at = moment(
        label=_("It closes by itself on"),
        required=False,
        help_text=_("Needed before it is opened. Time of Morocco."),
    )


class PartForm(forms.Form):
    """A part: its title in both languages; for priorities, how they are counted."""

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        titles = words(PART_TITLE_MAX, _("Title of the part, in Arabic"), _("Title of the part, in French"))
        self.fields |= {f"title_{language}": field for language, field in titles.items()}
        if kind == PartKind.PRIORITIES:
            self.fields |= {
                "method": forms.ChoiceField(
                    label=_("How people choose, and how it is counted"),
                    choices=Method,
                    initial=Method.APPROVAL,
                    widget=forms.RadioSelect,
                    help_text=_("Chosen before anyone answers, and told on the page."),
                ),
                "budget": count(
                    _("Budget, in dirhams"), help_text=_("For the two methods under a budget.")
                ),
                "most": count(
                    _("How many proposals, or points, each person has"),
                    help_text=_("0: as many proposals as one likes. Points need a number."),
                ),
            }  # fmt: skip


class QuestionForm(forms.Form):
    """A question of one kind. `earlier` are the questions with options that may lead to it."""

    def __init__(self, *args, kind: str, earlier=(), with_options: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.earlier = kind, {str(one.pk): one for one in earlier}
        texts = words(QUESTION_MAX, _("The question, in Arabic"), _("The question, in French"))
        helps = words(HELP_MAX, _("What helps to answer, in Arabic"), _("What helps to answer, in French"), rows=2)
        self.fields |= {f"text_{language}": field for language, field in texts.items()}
        self.fields |= {f"help_{language}": field for language, field in helps.items()}
        self.fields["is_required"] = forms.BooleanField(label=_("An answer is needed to send"), required=False)
        self.fields |= _settings_fields(kind)
        self.settings_names = list(_settings_fields(kind))
        if self.earlier:
            self._add_condition()
        self.numbers = range(1, ROWS + 1) if with_options and kind in WITH_OPTIONS else ()
        for number in self.numbers:
            rows = words(
                OPTION_MAX, _("Option %(n)s, in Arabic") % {"n": number}, _("Option %(n)s, in French") % {"n": number}
            )
            self.fields |= {f"option_{number}_{language}": field for language, field in rows.items()}

    def _add_condition(self):
        self.fields["shown_if"] = forms.ChoiceField(
            label=_("Asked after an answer to"),
            required=False,
            choices=[("", _("nothing: it is always asked")), *((key, str(one)) for key, one in self.earlier.items())],
            help_text=_("Only an earlier question with options can lead to this one."),
        )
        options = [
            (str(one), [(str(option.pk), str(option)) for option in one.options.all() if option.removed_at is None])
            for one in self.earlier.values()
        ]
        self.fields["shown_for"] = forms.MultipleChoiceField(
            label=_("Asked for these options"), required=False, choices=options, widget=forms.CheckboxSelectMultiple
        )

    @property
    def rows(self):
        """The bound fields of the options two by two, for the page."""
        return [(self[f"option_{number}_ar"], self[f"option_{number}_fr"]) for number in self.numbers]

    @property
    def plain(self):
        """The bound fields besides the options."""
        return [field for field in self if not field.name.startswith("option_")]

    @property
    def said(self) -> dict:
        """What the acts take."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("text_ar", "text_fr", "help_ar", "help_fr", "is_required")}
        said["settings"] = {name: data[name] for name in self.settings_names}
        if self.earlier:
            said["shown_if"] = self.earlier.get(data["shown_if"])
            said["shown_for"] = [int(key) for key in data["shown_for"]] if said["shown_if"] else []
        return said

    @property
    def options(self) -> list[dict[str, str]]:
        """What was written of the options, without the empty rows."""
        both = [
            {f"text_{language}": self.cleaned_data[f"option_{number}_{language}"] for language in ("ar", "fr")}
            for number in self.numbers
        ]
        return [one for one in both if any(text.strip() for text in one.values())]


def _settings_fields(kind: str) -> dict[str, forms.Field]:
    if kind == QuestionKind.SCALE:
        fields = {"low": count(_("The scale goes from"), initial=1), "high": count(_("up to"), initial=5)}
        for name, arabic, french in (
            ("low", _("Words of the lowest, in Arabic"), _("Words of the lowest, in French")),
            ("high", _("Words of the highest, in Arabic"), _("Words of the highest, in French")),
        ):
            fields |= {f"{name}_{language}": field for language, field in words(60, arabic, french).items()}
        return fields
    if kind == QuestionKind.MULTIPLE:
        return {"most": count(_("How many may be chosen"), help_text=_("Empty: as many as one likes."))}
    if kind == QuestionKind.NUMBER:
        units = words(40, _("Unit, in Arabic"), _("Unit, in French"))
        return {"least": count(_("The least")), "most": count(_("The most"))} | {
            f"unit_{language}": field for language, field in units.items()
        }
    return {}


class SourcedForm(forms.Form):
    """What something came from."""

    source_path = forms.CharField(
        label=_("It came from this page of Agraw"),
        required=False,
        max_length=4 * PATH_MAX,
        widget=line(dir="ltr", placeholder="/needs/12/"),
        help_text=_("The address of a need, a contribution or a project here."),
    )
    source_title = forms.CharField(
        label=_("Title of that page"), required=False, max_length=SOURCE_TITLE_MAX, widget=line()
    )


class OptionForm(SourcedForm):
    """An option of a question."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        texts = words(OPTION_MAX, _("In Arabic"), _("In French"))
        self.fields = {f"text_{language}": field for language, field in texts.items()} | self.fields


class CandidateForm(OptionForm):
    """A need or a project among the priorities; its cost is needed where there is a budget."""

    def __init__(self, *args, method: str, **kwargs):
        super().__init__(*args, **kwargs)
        about = words(ABOUT_MAX, _("More about it, in Arabic"), _("More about it, in French"), rows=3)
        more = {f"about_{language}": field for language, field in about.items()}
        more["cost"] = count(_("Cost, in dirhams"))
        more["cost"].required = method in UNDER_BUDGET
        sources = {name: self.fields.pop(name) for name in ("source_path", "source_title")}
        self.fields |= more | sources


class StatementForm(SourcedForm):
    """One of the first statements, in the words and the language in which people will read it."""

    text = forms.CharField(
        label=_("The statement"),
        max_length=TEXT_MAX,
        widget=line(),
        help_text=_("One idea that one can agree or disagree with."),
    )
    field_order = ["text", "source_path", "source_title"]


class DocumentForm(forms.Form):
    """A document that people should have read."""

    title = forms.CharField(label=_("What the document is"), max_length=DOCUMENT_TITLE_MAX, widget=line())
    file = forms.FileField(
        label=_("The PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("10 MB at most. Everyone will be able to read it: leave out what is private."),
    )


class NoteForm(forms.Form):
    """The public reason of what is done."""

    note = forms.CharField(label=_("Reason, shown to everyone"), max_length=1_000, required=False, widget=area(3))
