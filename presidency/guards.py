"""When an order, a question or a report may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.text import has_words
from core.workflow import Refused


def order_can_be_read(order):
    if not (order.text_ar or order.text_fr or order.file):
        raise Refused(_("This order says nothing yet: write its text, or attach its PDF."), "empty")


def order_has_its_day(order):
    if order.signed_on is None:
        raise Refused(_("Say on which day the order was signed: its number and its day are how people cite it."), "day")


def reply_is_written(question):
    if not has_words(question.reply):
        raise Refused(_("The answer is not written yet: write it first."), "empty")


def report_has_words(report):
    if not any(has_words(text) for _name, text in report.written()):
        raise Refused(_("Say in words what was carried out since the last session, then publish."), "empty")
