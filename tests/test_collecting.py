"""Whoever asks people for data says who sees it, how long, under which receipt (law 09-08, art. 5): each form template
carries `{% collecting %}`, or stands in `not_collecting.txt`.
"""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django import forms as django_forms
from django.apps import apps
from django.template import Context, Template

from core import processing
from equality.forms import NoteForm
from plans.forms import FollowUpForm

ROOT = Path(__file__).parent.parent / "templates"
LISTED = Path(__file__).parent / "not_collecting.txt"
ASKS = ("field.html", "<textarea", 'type="text"')


def forms() -> dict[str, str]:
    """Return the templates that ask for something typed and send it."""
    found = {}
    for path in ROOT.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if 'method="post"' in text and any(one in text for one in ASKS):
            found[path.relative_to(ROOT).as_posix()] = text
    return found


def exceptions() -> list[str]:
    return [line for line in LISTED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_a_form_that_collects_says_so():
    without = {name for name, text in forms().items() if "{% collecting" not in text}
    assert without - set(exceptions()) == set(), "add {% collecting %}, or the line to tests/not_collecting.txt"


def test_the_exceptions_are_forms_that_do_not_say_so():
    found = forms()
    assert [name for name in exceptions() if name not in found or "{% collecting" in found[name]] == []
    assert len(exceptions()) == len(set(exceptions()))


def test_each_exception_stands_in_a_group_that_says_why():
    blocks = LISTED.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    for why, *names in (block.splitlines() for block in blocks):
        assert why.startswith("# "), why
        assert names, why
        assert names == sorted(names), why
        assert not any(name.startswith("#") for name in names), why


def collecting_forms():
    """The form classes that name a purpose, of every app."""
    for app in apps.get_app_configs():
        try:
            package = importlib.import_module(f"{app.name}.forms")
        except ModuleNotFoundError:
            continue
        modules = [package] + [
            importlib.import_module(f"{package.__name__}.{one.name}")
            for one in pkgutil.iter_modules(getattr(package, "__path__", []))
        ]
        for module in modules:
            for _name, form in inspect.getmembers(module, inspect.isclass):
                if issubclass(form, django_forms.BaseForm) and hasattr(form, "collects"):
                    yield form


def test_the_purposes_that_forms_name_are_in_the_register():
    named = {form.collects for form in collecting_forms()}
    assert named
    assert named <= set(processing.purposes())


def said(form: type, tag: str = "{% collecting_of form %}") -> str:
    # The class stands for a form of it: the tag reads nothing but its attributes.
    return Template("{% load privacy %}" + tag).render(Context({"form": Said(form)}))


class Said:
    """Whatever a form class says of what it collects."""

    def __init__(self, form):
        for name in ("collects", "collects_says"):
            if hasattr(form, name):
                setattr(self, name, getattr(form, name))


def test_forms_of_one_template_say_it_each_for_itself():
    assert str(processing.SEEN_BY_ALL) in said(FollowUpForm)
    assert "#networks" in said(FollowUpForm)
    assert said(NoteForm).strip() == ""


def test_a_room_that_borrows_a_form_names_its_own_purpose():
    assert "#councils" in said(FollowUpForm, '{% collecting_of form "councils" %}')


@pytest.mark.parametrize(
    "name",
    [
        "spaces/association_people.html", "spaces/members.html", "training/coachings.html", "plans/editors.html",
        "mediation/oversight.html", "calls/evaluators.html", "equality/form.html", "petitions/sheet_entry.html",
        "assemblies/proxy.html", "assemblies/vote.html", "needs/photo.html", "notices/settings.html",
    ],
)  # fmt: skip
def test_contacts_names_votes_and_photos_are_asked_for_with_the_notice(name):
    assert "{% collecting" in forms()[name]


def test_what_people_write_to_moderators_and_organisers_says_so():
    found = forms()
    for name in ("moderation/report.html", "moderation/case.html", "events/stand_ask.html", "calls/write.html"):
        assert "{% collecting" in found[name], name
