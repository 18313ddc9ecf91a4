"""Reporting: anybody says that a thing breaks the rules, once."""

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.secrets import fingerprint
from core.text import clean_text
from moderation.actions import telling
from moderation.actions.acting import most_named, open_case
from moderation.enums import Ground
from moderation.kinds import kinds
from moderation.models import Report

WORDS_MAX = 500  # characters


def report(name: str, key: int, *, by: User, visitor: str = "", ground: str, words: str = "") -> Report:
    """Report a thing that `by` can see, by its kind and number, and return the report; a second one changes nothing.

    `by` may be nobody: then `visitor` says which browser it is ("" when that is not known), and only a fingerprint of
    it, different for each thing, is kept. Who reports is never shown to the author. Raises `Http404` for what she
    cannot see, `Unfit` for what she wrote.
    """
    kind = kinds().get(name)
    row = kind.visible_to(by).filter(pk=key).first() if kind else None
    if row is None:
        raise Http404
    if ground not in Ground.values:
        raise Unfit(_("Choose from the list what is wrong with it."), "ground")
    words = fits(clean_text(words), WORDS_MAX, "words")
    thing = kind.say(row)
    reporter = by if by.is_authenticated else None
    if reporter is not None and thing.author is not None and reporter.pk == thing.author.pk:
        raise Unfit(_("You wrote this yourself: you can change or withdraw it on its page."), "ground")
    visitor_key = fingerprint(f"report.{name}.{key}", "visitor", visitor) if visitor and reporter is None else None
    whose = {"reporter": reporter} if reporter else {"visitor_key": visitor_key}
    if reporter or visitor_key:
        said = Report.objects.filter(kind=name, key=key, **whose).select_related("case").first()
        if said is not None:
            return said
    try:
        with transaction.atomic():
            case, is_new = open_case(kind, key, thing)
            made = Report.objects.create(
                case=case, kind=name, key=key, reporter=reporter, visitor_key=visitor_key, ground=ground, words=words
            )
            case.report_count += 1
            case.ground = most_named(case)
            case.save(update_fields=["report_count", "ground"])
            if is_new:
                journal.record(case, "report", by=User.objects.system(), data={"kind": name, "key": key})
                telling.tell_moderators(case)
    except IntegrityError:  # the same form sent twice at once: the other one won
        return Report.objects.select_related("case").get(kind=name, key=key, **whose)
    return made
