"""A mandate that overlaps another of the same person, or for an office of one of another person, is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils.enums import Role
from councils.models import Mandate
from tests.doors import browser_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date


def mandate(**given) -> Mandate:
    told = {"name_ar": "نجاة", "name_fr": "Najat", "role": Role.MEMBER, "starts_on": DAY(2026, 1, 1)}
    return MandateFactory.build(**{"user": None} | told | given)


@pytest.mark.parametrize(("first", "second", "is_refused"), [
    ({}, {}, True),
    ({"ends_on": DAY(2026, 6, 30)}, {"starts_on": DAY(2026, 6, 30)}, True),
    ({"ends_on": DAY(2026, 6, 30)}, {"starts_on": DAY(2026, 7, 1)}, False),
    ({"starts_on": DAY(2026, 6, 1)}, {"ends_on": DAY(2026, 5, 31)}, False),
    ({}, {"name_fr": "Najat Autre"}, False),
    ({}, {"role": Role.CHAIR}, False),
    ({"role": Role.PRESIDENT}, {"role": Role.PRESIDENT, "name_fr": "Autre"}, True),
    ({"role": Role.VICE_PRESIDENT}, {"role": Role.VICE_PRESIDENT, "name_fr": "Autre"}, False),
    ({"role": Role.CHAIR, "works": 1}, {"role": Role.CHAIR, "works": 1, "name_fr": "Autre"}, True),
    ({"role": Role.CHAIR, "works": 1}, {"role": Role.CHAIR, "works": 2, "name_fr": "Autre"}, False),
    ({"role": Role.OFFICER, "delegation": "a"}, {"role": Role.OFFICER, "delegation": "b"}, False),
    ({"role": Role.OFFICER, "delegation": "a"}, {"role": Role.OFFICER, "delegation": "a"}, True),
    ({"who": 1}, {"who": 1, "name_fr": "Renommée"}, True),
    ({"who": 1}, {"who": 2}, False),
    ({"who": 1}, {}, True),
    ({"council": 2}, {}, False),
])  # fmt: skip
def test_two_mandates_share_a_day_or_not(first, second, is_refused):
    councils = {number: CouncilFactory() for number in (1, 2)}
    committees = {number: CommitteeFactory(council=councils[1]) for number in (1, 2)}
    people = {number: UserFactory() for number in (1, 2)}

    def of(given):
        found = dict(given)
        found["council"] = councils[found.get("council", 1)]
        found["committee"] = committees.get(found.pop("works", 0))
        found["user"] = people.get(found.pop("who", 0))
        return mandate(**found)

    of(first).save()
    new = of(second)
    if is_refused:
        with pytest.raises(ValidationError, match=r"Najat|نجاة"):
            new.clean()
    else:
        new.full_clean()
        new.save()
        new.full_clean()  # nobody stands in her own way


def test_the_database_has_the_last_word():
    first = MandateFactory(role=Role.MEMBER)
    with pytest.raises(IntegrityError, match="one_mandate_of_a_person"), transaction.atomic():
        MandateFactory(role=Role.MEMBER, council=first.council, user=first.user)


def test_the_administration_says_why_and_keeps_what_was_typed(client):
    first = MandateFactory(role=Role.PRESIDENT, name_fr="Première Présidente", name_ar="الرئيسة الأولى")
    root = UserFactory(is_superuser=True, is_staff=True)
    browser = browser_of("root", type("World", (), {"who": {"root": root}}))
    typed = {"council": first.council_id, "role": "president", "name_ar": "الثانية", "name_fr": "Seconde",
             "starts_on": "2026-11-01", "places": "[]"}  # fmt: skip
    page = browser.post(reverse("admin:councils_mandate_add"), typed, headers={"Accept-Language": "fr"})
    assert page.status_code == 200
    assert "Première Présidente" in page.content.decode() or "الرئيسة الأولى" in page.content.decode()
    assert "Seconde" in page.content.decode()
    assert Mandate.objects.count() == 1
