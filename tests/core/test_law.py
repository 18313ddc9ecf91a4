"""The law as data: loaded from the file, asked by day and level."""

import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from core import law
from core.calendar import due_on
from core.enums import Level
from core.management.commands.load_law import read_holidays, read_rules
from core.models import Holiday, LegalRule

TODAY = datetime.date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_law", stdout=out)
    return out.getvalue()


def make(key="answer", level="", value=60, since="2015-07-23") -> LegalRule:
    return LegalRule.objects.create(
        key=key, level=level, value=value, unit="day", days="calendar", citation="art. 1", valid_from=since
    )


def test_the_file_is_loaded_once_and_brought_up_to_date():
    count, days = len(read_rules()), len(read_holidays())
    assert load() == f"Legal rules: {count} added, 0 changed. Holidays: {days} added.\n"
    assert load() == "Legal rules: 0 added, 0 changed. Holidays: 0 added.\n"
    LegalRule.objects.filter(key="answer_to_observation").update(value=90)
    Holiday.objects.update(is_off=False)
    assert load() == "Legal rules: 0 added, 1 changed. Holidays: 0 added.\n"
    assert not Holiday.objects.filter(is_off=True).exists()


def test_each_rule_of_the_file_is_whole():
    load()
    for rule in LegalRule.objects.all():
        rule.full_clean()
        assert rule.citation
        assert rule.unit == "day" or not rule.days
        assert rule.unit != "day" or rule.days


@pytest.mark.parametrize(
    ("key", "level", "figure"),
    [
        ("answer_to_observation", Level.COMMUNE, (60, "day", "calendar")),
        ("petition_rejection", Level.COMMUNE, (3, "month", "")),
        ("petition_rejection", Level.PREFECTURE, (2, "month", "")),
        ("petition_rejection", Level.REGION, (2, "month", "")),
        ("information_answer", Level.ARRONDISSEMENT, (20, "day", "working")),
        ("petition_signatures", Level.PROVINCE, (300, "signature", "")),
    ],
)
def test_the_figures_that_the_house_lives_by(key, level, figure):
    load()
    rule = law.rule(key, level, TODAY)
    assert (rule.value, rule.unit, rule.days) == figure


def test_an_answer_is_due_sixty_days_after_it_was_asked():
    load()
    rule = law.rule("answer_to_observation", Level.COMMUNE, TODAY)
    assert due_on(TODAY, rule) == datetime.date(2027, 1, 21)
    assert rule.citation.startswith("décret 2-17-265")


def test_the_level_is_asked_before_the_rule_of_every_level():
    everyone, region = make(value=60), make(level=Level.REGION, value=30, since="2010-01-01")
    assert law.rule("answer", Level.REGION, TODAY) == region
    assert law.rule("answer", Level.COMMUNE, TODAY) == everyone
    assert law.rule("answer", "", TODAY) == everyone


def test_the_newest_rule_in_force_on_the_day_holds():
    old, new = make(value=60), make(value=30, since="2026-11-22")
    assert law.rule("answer", "", datetime.date(2026, 11, 21)) == old
    assert law.rule("answer", "", TODAY) == new
    assert new.value == Decimal(30)


def test_what_the_law_does_not_say_is_an_error():
    make()
    for key, level, day in [("other", "", TODAY), ("answer", "", datetime.date(2015, 7, 22))]:
        with pytest.raises(LookupError, match="load_law"):
            law.rule(key, level, day)
