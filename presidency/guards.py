"""When an order, a question or a report may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.text import has_words
from core.workflow import Refused
from deliberations.enums import SessionState
from presidency.enums import OrderState


def order_can_be_read(order):
    if not (order.text_ar or order.text_fr or order.file):
        raise Refused(_("This order says nothing yet: write its text, or attach its PDF."), "empty")


def order_has_its_day(order):
    if order.signed_on is None:
        raise Refused(_("Say on which day the order was signed: its number and its day are how people cite it."), "day")


def may_be_sent(order):
    if order.state == OrderState.DRAFT:
        raise Refused(_("This order is not published yet: sign it and publish it first."), "draft")
    if order.sent_on is not None:
        raise Refused(_("The day on which it was sent to the governor is recorded already."), "sent")


def reply_is_written(question):
    if not has_words(question.reply):
        raise Refused(_("The answer is not written yet: write it first."), "empty")


def may_be_carried(question):
    """Left without an answer in a session that is closed, for the first time (113-14, art. 46)."""
    if not question.is_waiting:
        raise Refused(_("This question waits for no answer any more."), "not_waiting")
    if question.carried_from_id:
        raise Refused(_("It was entered at a next session already: that is done once."), "carried")
    if question.session is None or question.session.state != SessionState.CLOSED:
        raise Refused(_("Its session is not closed yet: an answer may still be given in it."), "not_closed")


def report_has_words(report):
    if not any(has_words(text) for _name, text in report.written()):
        raise Refused(_("Say in words what was carried out since the last session, then publish."), "empty")
