"""What is typed in moderation, made clean. The acts themselves check again."""

import datetime
from collections.abc import Sequence

from django import forms
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import isolate
from moderation.actions.appealing import APPEAL_MAX, REPLY_MAX
from moderation.actions.deciding import NOTE_MAX
from moderation.actions.means import TEXT_MAX, WORD_MAX
from moderation.actions.reporting import WORDS_MAX
from moderation.actions.rota import FURTHEST
from moderation.enums import Ground, Outcome, Tongue
from moderation.kinds import Picture
from moderation.texts import texts_of
from spaces.models import Clause, Space

CLAUSE_CHARS = 90


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"dir": "auto", "rows": rows})


class ReportForm(forms.Form):
    """Why something breaks the rules."""

    ground = forms.ChoiceField(label=_("What is wrong with it"), choices=Ground.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("Only the moderators read this."),
        max_length=WORDS_MAX,
        required=False,
        widget=area(3),
    )


class ClauseChoice(forms.ModelChoiceField):
    """The articles of the charter in force."""

    def label_from_instance(self, clause):
        return f"{clause.number}. {Truncator(clause.text).chars(CLAUSE_CHARS)}"


def named(value: str) -> tuple[str, int]:
    """Return the kind and the number of a picture, as the form names it ("need_photo.12")."""
    kind, _dot, key = value.partition(".")
    return kind, int(key)


class DecideForm(forms.Form):
    """One decision about one case or several: what is done, for which reason, in which words."""

    outcome = forms.ChoiceField(label=_("What is done"), choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Reason"), required=False)
    ground.may_be_needed = True  # to hide something, or to take it away
    clause = ClauseChoice(label=_("Article of the charter"), queryset=Clause.objects.none(), required=False)
    text = forms.ChoiceField(
        label=_("Ready text"), required=False, help_text=_("Each author reads it in her or his own language.")
    )
    note = forms.CharField(
        label=_("Or in your words"),
        help_text=_("The author reads this; what is hidden shows it to everyone as the reason."),
        max_length=NOTE_MAX,
        required=False,
        widget=area(3),
    )
    warns = forms.BooleanField(label=_("Warn the author: the next step of the ladder is taken"), required=False)

    takes_name = forms.BooleanField(
        label=_("Take away the name that the author shows"),
        help_text=_("For the reason “the name shown is false or offends” alone. What was written may stay."),
        required=False,
    )

    takes_pictures = forms.TypedMultipleChoiceField(
        label=_("Pictures to take away"),
        help_text=_("Each goes alone, for the reason that you choose; the words stay when you leave them as they are."),
        coerce=named,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, space: Space | None, pictures: Sequence[Picture] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = [one for one in pictures if one.kind]
        if self.pictures:
            self.fields["takes_pictures"].choices = [
                (f"{one.kind}.{one.key}", _("Take picture %(number)s away") % {"number": number})
                for number, one in enumerate(self.pictures, 1)
            ]
        else:
            del self.fields["takes_pictures"]
        self.texts = texts_of(space)
        empty = ("", _("none"))
        self.fields["ground"].choices = [empty, *Ground.choices]
        language = get_language() or "ar"
        self.fields["text"].choices = [
            empty,
            *((key, Truncator(text.in_language(language)).chars(80)) for key, text in self.texts.items()),
        ]
        if space is not None and (charter := space.charters.in_force()):
            self.fields["clause"].queryset = Clause.objects.filter(charter=charter)
        else:
            del self.fields["clause"]

    @property
    def picture_boxes(self) -> list[tuple]:
        """The box of each picture, with the picture."""
        return list(zip(self["takes_pictures"], self.pictures, strict=True)) if self.pictures else []

    @property
    def decision(self) -> dict:
        """What `moderation.actions.decide` takes."""
        data = self.cleaned_data
        return {
            "outcome": data["outcome"],
            "ground": data["ground"],
            "clause": data.get("clause"),
            "note": data["note"] or self.texts.get(data["text"], ""),
            "warns": data["warns"],
            "takes_name": data["takes_name"],
            "takes_pictures": data.get("takes_pictures", ()),
        }


class AppealForm(forms.Form):
    """Why it should be shown, in the author's words."""

    words = forms.CharField(
        label=_("Why should it be shown?"),
        help_text=_("A moderator who did not decide before reads this, and answers you."),
        max_length=APPEAL_MAX,
        widget=area(5),
    )


class ShowAgainForm(forms.Form):
    """Why it is shown again, in words for its author."""

    words = forms.CharField(
        label=_("Why"),
        help_text=_("The author reads this; the history of what is shown says it too."),
        max_length=REPLY_MAX,
        widget=area(3),
    )


class JudgeForm(forms.Form):
    """The second decision."""

    overturns = forms.ChoiceField(
        label=_("After another look"),
        choices=[("no", _("It stays hidden")), ("yes", _("It is shown again, and what came with it is lifted"))],
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(label=_("Answer to the author"), max_length=REPLY_MAX, widget=area(4))


class DutyForm(forms.Form):
    """Who is on duty which day."""

    user = forms.TypedChoiceField(label=_("Who"), coerce=int)
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(user.pk, isolate(user.public_name)) for user in people]
        today: datetime.date = localdate()
        self.fields["day"].widget.attrs |= {"min": today.isoformat(), "max": (today + FURTHEST).isoformat()}


class WordForm(forms.Form):
    """A word that holds a text back for checking, or one of the common list that does not in this space."""

    word = forms.CharField(label=_("Word, or a few"), max_length=WORD_MAX, widget=forms.TextInput({"dir": "auto"}))
    language = forms.ChoiceField(label=_("Language of the word"), choices=Tongue.choices)
    is_allowed = forms.BooleanField(
        label=_("Let it through: the common list holds it back, this space does not"), required=False
    )


class TextForm(forms.Form):
    """A ready text of a space, in the languages that its authors read."""

    outcome = forms.ChoiceField(label=_("For which decision"), choices=Outcome.choices)
    ground = forms.ChoiceField(label=_("Reason"), choices=[("", _("any reason")), *Ground.choices], required=False)
    ar = forms.CharField(
        label=_("in Arabic"), max_length=TEXT_MAX, widget=forms.Textarea({"lang": "ar", "dir": "rtl", "rows": 3})
    )
    fr = forms.CharField(
        label=_("in French"), max_length=TEXT_MAX, widget=forms.Textarea({"lang": "fr", "dir": "ltr", "rows": 3})
    )
    en = forms.CharField(
        label=_("in English"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea({"lang": "en", "dir": "ltr", "rows": 3}),
    )
    zgh = forms.CharField(
        label=_("in Amazigh"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea({"lang": "zgh", "dir": "ltr", "rows": 3}),
    )
