"""The council itself: its promise, the texts its officers start from."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.enums import Days
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from councils import rules
from councils.actions.answer import TEXT_LENGTH
from councils.actions.people import acting_mandate
from councils.enums import Verdict
from councils.models import AnswerTemplate, Council

MOST_PLEDGE_DAYS = 365


@transaction.atomic
def set_pledge(council: Council, *, by: User, days: int | None, kind: str = Days.CALENDAR) -> Council:
    """Promise to answer within `days`, for matters received from now on; none takes the promise back.

    The law's delay holds whenever it is shorter. Raises `Refused` for less than a day or more than a year.
    """
    acting_mandate(council.pk, by, rules.manages)
    if days is not None and not 1 <= days <= MOST_PLEDGE_DAYS:
        raise Refused(_("Promise between 1 and 365 days, or leave it empty."), "bad_pledge")
    row = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
    row.pledge_days, row.pledge_days_kind = days, Days.WORKING if kind == Days.WORKING else Days.CALENDAR
    row.save(update_fields=["pledge_days", "pledge_days_kind", "changed_at"])
    journal.record(row, "pledge", by=by, data={"days": days, "kind": row.pledge_days_kind})
    return row


@transaction.atomic
def save_template(
    council: Council,
    *,
    by: User,
    name_ar: str,
    name_fr: str,
    verdict: str,
    text_ar: str,
    text_fr: str,
    condition_ar: str = "",
    condition_fr: str = "",
    citation: str = "",
    template: AnswerTemplate | None = None,
) -> AnswerTemplate:
    """Write a text that answers start from, in both languages; `template` is the one to change, of this council only.

    The condition that is missing (in both languages, or in none) and its article may come with it.
    """
    acting_mandate(council.pk, by, rules.manages)
    if template and template.council_id != council.pk:
        raise PermissionDenied
    names = {"name_ar": clean_line(name_ar)[:120], "name_fr": clean_line(name_fr)[:120]}
    texts = {"text_ar": clean_text(text_ar), "text_fr": clean_text(text_fr)}
    if verdict not in Verdict.values or not all(has_words(words) for words in (names | texts).values()):
        raise Refused(_("Give the name and the text in Arabic and in French."), "incomplete")
    if any(len(text) > TEXT_LENGTH for text in texts.values()):
        raise Refused(_("The text is too long: 10,000 characters at most."), "too_long")
    condition = {"condition_ar": clean_line(condition_ar)[:200], "condition_fr": clean_line(condition_fr)[:200]}
    if any(condition.values()) and not all(has_words(words) for words in condition.values()):
        raise Refused(_("Say what is missing in Arabic and in French, or in neither."), "incomplete")
    template = template or AnswerTemplate(council=council)
    said = names | texts | condition | {"verdict": verdict, "citation": clean_line(citation)[:120]}
    for name, value in said.items():
        setattr(template, name, value)
    template.save()
    journal.record(council, "template", by=by, data={"template": template.pk})
    return template
