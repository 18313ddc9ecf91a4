"""Tags of the page of a result: `{% load replies %}`, then `reply`, `raised` and `reports` of a consultation."""

from django import template

from consultations import replies
from notices.paths import in_language

register = template.Library()


@register.inclusion_tag("consultations/_reply.html", takes_context=True)
def reply(context, consultation):
    """Draw the council's reply, or where it stands, with what the reader may do about it."""
    user = context["request"].user
    found = replies.reply_for(consultation, user)
    return found | {"consultation": consultation, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("consultations/_raised.html", takes_context=True)
def raised(context, consultation):
    """Draw the needs that came from a result, and the act that raises one."""
    may = replies.reply_for(consultation, context["request"].user)["may_raise"]
    rows = [(in_language(one.path), one.title) for one in consultation.raised.all()]
    return {"consultation": consultation, "raised": rows, "may_raise": may}


@register.inclusion_tag("consultations/_reports.html")
def reports(consultation):
    """Draw the newest report in each language, with its SHA-256."""
    newest: dict = {}
    for report in consultation.reports.order_by("-version", "language"):
        newest.setdefault(report.language, report)
    return {"consultation": consultation, "reports": list(newest.values())}
