"""What the council's people type about orders, questions and reports. The acts themselves check again."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.fields import Chosen, ChosenSeveral
from councils.enums import Theme
from councils.models import Committee
from deliberations.models import Sitting
from presidency.actions.orders import ARTICLE_MAX, NUMBER_MAX
from presidency.actions.questions import ADDRESS_MAX, QUESTION_MAX, REPLY_MAX
from presidency.actions.questions import TITLE_MAX as QUESTION_TITLE_MAX
from presidency.actions.reports import SECTION_MAX
from presidency.enums import OrderKind
from presidency.models import Order
from presidency.models.report import SECTIONS
from presidency.saying import TEXT_MAX, TITLE_MAX


def line(label, longest, *, required=False, **options):
    """Return a field of one line, of words whose direction is their own."""
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=forms.TextInput({"dir": "auto"}), **options
    )


def lines(label, longest, rows=4, *, required=False, **options):
    """Return a field of several lines."""
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, **options)


def day(label, *, required=False, **options):
    """Return a field of a day, picked from the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **options
    )


def version(name="version"):
    """Return the hidden field of the version that was read."""
    return forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ChosenOrders(ChosenSeveral):
    name = staticmethod(lambda order: f"{order.cited} · {order.title}")


class OrderForm(forms.Form):
    """An order as it stands in the register of the council."""

    number = forms.IntegerField(label=_("Number in the register"), min_value=1, max_value=NUMBER_MAX)
    year = forms.IntegerField(label=_("Year of the register"), min_value=1960, max_value=2200)
    kind = forms.ChoiceField(label=_("What it is about"), choices=OrderKind.choices)
    title_ar = line(_("Title in Arabic"), TITLE_MAX, help_text=_("In Arabic, in French, or in both."))
    title_fr = line(_("Title in French"), TITLE_MAX)
    signed_on = day(_("Day of signature"), help_text=_("As on the order. Needed before it is published."))
    article = line(_("Article that it rests on"), ARTICLE_MAX, help_text=_("As: organic law 113-14, art. 100."))
    text_ar = lines(
        _("Text in Arabic"), TEXT_MAX, 8,
        help_text=_("An order about one person is not published here: it would show who that person is."),
    )  # fmt: skip
    text_fr = lines(_("Text in French"), TEXT_MAX, 8)
    file = forms.FileField(
        label=_("The signed order (PDF)"),
        required=False,
        help_text=_("At most 10 MB. Write the text too: people listen to it, and search in it."),
    )
    repeals = ChosenOrders(
        label=_("Orders that it replaces"),
        queryset=Order.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are repealed on the day this one is published, and stay readable."),
    )
    version = version()

    def __init__(self, *args, council, order=None, **kwargs):
        super().__init__(*args, **kwargs)
        in_force = Order.objects.in_force().filter(council=council)
        self.fields["repeals"].queryset = in_force.defer("text_ar", "text_fr").order_by("-year", "-number")
        if not in_force.exists():
            del self.fields["repeals"]
        self.fields["year"].widget.attrs["max"] = localdate().year


class NoteForm(forms.Form):
    note = lines(_("The reason"), 1000, 3, required=True, help_text=_("It will be shown to everyone."))


class SentForm(forms.Form):
    on = day(_("Day"), required=True, initial=localdate)


class AskForm(forms.Form):
    """A written question of a member."""

    title = line(_("What you ask, in one line"), QUESTION_TITLE_MAX, required=True)
    text = lines(_("The question"), QUESTION_MAX, 8, required=True, help_text=_("Everyone reads it, under your name."))
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme, widget=forms.RadioSelect, initial=Theme.OTHER)
    committee = Chosen(label=_("Standing committee"), queryset=Committee.objects.none(), required=False)
    came_from = forms.CharField(
        label=_("Address of what it comes from"),
        required=False,
        max_length=ADDRESS_MAX,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
        help_text=_("A need, a petition, a debate or a consultation here: open its page and copy the address."),
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.filter(council=council)
        if not self.fields["committee"].queryset:
            del self.fields["committee"]


class ReplyForm(forms.Form):
    text = lines(_("The answer"), REPLY_MAX, 10, required=True)
    version = version()


class ChosenSitting(Chosen):
    name = staticmethod(lambda sitting: f"{sitting.number} · {sitting.starts_at:%Y-%m-%d %H:%M}")


class SittingForm(forms.Form):
    sitting = ChosenSitting(label=_("Sitting for the answers"), queryset=Sitting.objects.none())

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = session.sittings.all()


class ReportForm(forms.Form):
    """An information report by sections; the figures are computed."""

    version = version()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in SECTIONS.items():
            for code, label_of in (("ar", _("%(section)s, in Arabic")), ("fr", _("%(section)s, in French"))):
                self.fields[f"{name}_{code}"] = lines(label_of % {"section": label}, SECTION_MAX, 5)
