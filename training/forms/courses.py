"""What is typed to write a course, made clean. The acts themselves check again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from training.actions.course import ABOUT_MAX, MINUTES_MAX, TITLE_MAX
from training.actions.lessons import TEXT_MAX, TRANSCRIPT_MAX
from training.actions.questions import OPTION_MAX, OPTIONS_MAX, QUESTION_MAX, WHY_MAX
from training.enums import ForRole, Language, Licence, MediaKind, Proof, QuestionKind


def line(direction: str, **attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": direction, "autocomplete": "off"} | attrs)


def area(rows: int, direction: str) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": direction, "rows": rows})


class TitlesForm(forms.Form):
    """A title in both languages."""

    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=TITLE_MAX, widget=line("rtl"))
    title_fr = forms.CharField(label=_("Title in French"), max_length=TITLE_MAX, widget=line("ltr"))


class CourseForm(TitlesForm):
    """What a course says of itself."""

    about_ar = forms.CharField(label=_("What one learns, in Arabic"), max_length=ABOUT_MAX, widget=area(4, "rtl"))
    about_fr = forms.CharField(label=_("What one learns, in French"), max_length=ABOUT_MAX, widget=area(4, "ltr"))
    roles = forms.MultipleChoiceField(
        label=_("For which roles"), choices=ForRole, required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(
        label=_("How long it takes, in minutes"),
        min_value=1,
        max_value=MINUTES_MAX,
        initial=60,
        help_text=_("Reading, the quiz, and the sessions when there are some."),
    )
    proof = forms.ChoiceField(
        label=_("What its certificate asks for"), choices=Proof, initial=Proof.QUIZ, widget=forms.RadioSelect
    )
    pass_mark = forms.IntegerField(
        label=_("Right answers needed to pass the quiz, in percent"), min_value=1, max_value=100, initial=70
    )
    attendance = forms.IntegerField(
        label=_("Sessions that must be attended, in percent"), min_value=1, max_value=100, initial=75
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence, initial=Licence.CC_BY)
    review_on = forms.DateField(
        label=_("To be looked through again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d"),
        help_text=_("Needed before it is published. What a course says of the law grows old."),
    )


class LessonForm(TitlesForm):
    """A lesson in both languages."""

    text_ar = forms.CharField(
        label=_("Lesson in Arabic"),
        max_length=TEXT_MAX,
        required=False,
        widget=area(12, "rtl"),
        help_text=_("An empty line between paragraphs, ## before a heading, - before a point, **around words**."),
    )
    text_fr = forms.CharField(label=_("Lesson in French"), max_length=TEXT_MAX, required=False, widget=area(12, "ltr"))


class MediaForm(forms.Form):
    """A recording or a film, and every word that is said in it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MediaKind, widget=forms.RadioSelect, initial=MediaKind.AUDIO)
    language = forms.ChoiceField(label=_("Language that is heard"), choices=Language)
    file = forms.FileField(
        label=_("File"),
        help_text=_("Sound: MP3, Ogg, M4A, WebM or WAV, 15 MB. Film: MP4 or WebM, 50 MB. One hour at most."),
    )
    transcript = forms.CharField(
        label=_("What is said, word for word"), max_length=TRANSCRIPT_MAX, widget=area(8, "auto")
    )


class QuestionForm(forms.Form):
    """A question of a quiz, its options and why the right one is right."""

    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind, widget=forms.RadioSelect, initial="single")
    text_ar = forms.CharField(label=_("Question in Arabic"), max_length=QUESTION_MAX, widget=line("rtl"))
    text_fr = forms.CharField(label=_("Question in French"), max_length=QUESTION_MAX, widget=line("ltr"))
    is_true = forms.BooleanField(
        label=_("What it says is true"), required=False, help_text=_("For the kind “true or false” alone.")
    )
    why_ar = forms.CharField(
        label=_("Why, in Arabic"),
        max_length=WHY_MAX,
        widget=area(3, "rtl"),
        help_text=_("Shown after an attempt, to those who were right as well."),
    )
    why_fr = forms.CharField(label=_("Why, in French"), max_length=WHY_MAX, widget=area(3, "ltr"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, OPTIONS_MAX + 1):
            about = {"number": number}
            self.fields |= {
                f"option_{number}_ar": forms.CharField(
                    label=_("Option %(number)s in Arabic") % about, max_length=OPTION_MAX, required=False,
                    widget=line("rtl"),
                ),
                f"option_{number}_fr": forms.CharField(
                    label=_("Option %(number)s in French") % about, max_length=OPTION_MAX, required=False,
                    widget=line("ltr"),
                ),
                f"right_{number}": forms.BooleanField(
                    label=_("Option %(number)s is right") % about, required=False
                ),
            }  # fmt: skip

    def asked(self) -> list[forms.BoundField]:
        """Return the fields of the question itself."""
        return [self[name] for name in ("kind", "text_ar", "text_fr", "is_true", "why_ar", "why_fr")]

    def rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of each option."""
        return [
            [self[name] for name in (f"option_{number}_ar", f"option_{number}_fr", f"right_{number}")]
            for number in range(1, OPTIONS_MAX + 1)
        ]

    def said(self) -> dict:
        """Return what the act takes; call it once the form is valid."""
        data = self.cleaned_data
        if data["kind"] == QuestionKind.TRUE_FALSE:
            options = [{"text_ar": "", "text_fr": "", "is_right": data["is_true"]}]
        else:
            options = [
                {
                    "text_ar": data[f"option_{number}_ar"],
                    "text_fr": data[f"option_{number}_fr"],
                    "is_right": data[f"right_{number}"],
                }
                for number in range(1, OPTIONS_MAX + 1)
            ]
        words = {name: data[name] for name in ("kind", "text_ar", "text_fr", "why_ar", "why_fr")}
        return words | {"options": options}

    @staticmethod
    def initial_of(question) -> dict:
        """Return what the form shows of a question that is there."""
        initial = {name: getattr(question, name) for name in ("kind", "text_ar", "text_fr", "why_ar", "why_fr")}
        options = list(question.options.all())
        if question.kind == QuestionKind.TRUE_FALSE:
            return initial | {"is_true": bool(options and options[0].is_right)}
        for number, option in enumerate(options, start=1):
            initial |= {
                f"option_{number}_ar": option.text_ar,
                f"option_{number}_fr": option.text_fr,
                f"right_{number}": option.is_right,
            }
        return initial
