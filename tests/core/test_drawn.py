"""What is drawn once for the same values: never another part than the one that would be drawn now."""

import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy

from core.templatetags import drawn
from needs.filters import NeedFilter
from tests.factories.needs import NeedFactory

PARTS = {
    "card": "{% load agraw i18n %}<b>{{ row.title }}</b> {{ row.at|ago }}",
    "words": "{% load agraw i18n %}{{ words }}{% if loud %}!{% endif %}",
    "late": "{% load agraw %}{{ at|ago }}",
    "who": "{{ request.path }}",
}
ENGINE = Engine(
    loaders=[("django.template.loaders.locmem.Loader", PARTS)],
    libraries={
        "agraw": "core.templatetags.agraw",
        "drawn": "core.templatetags.drawn",
        "i18n": "django.templatetags.i18n",
    },
)


@pytest.fixture(autouse=True)
def _nothing_kept():
    drawn.memory.parts.clear()


def part(source: str):
    """Return a function that draws a part with some values."""
    template = ENGINE.from_string("{% load agraw drawn i18n %}{% drawn %}" + source + "{% enddrawn %}")
    return lambda **values: template.render(Context(values))


@pytest.mark.parametrize(
    ("source", "first", "other"),
    [
        ("{{ a }}", {"a": 1}, {"a": "<"}),
        ("{{ a }}", {"a": mark_safe("<b>")}, {"a": "<b>"}),
        ("{{ a }}", {"a": True}, {"a": 1}),
        ("{% if a and not b %}x{% elif c == 2 %}y{% endif %}", {"a": 1, "b": 0, "c": 2}, {"a": 1, "b": 1, "c": 2}),
        ("{% for k, v in a %}{{ k }}{{ v|number }}{% endfor %}", {"a": [("x", 1)]}, {"a": [("x", 2000)]}),
        ("{% for k in a %}{{ k }}{% endfor %}{{ k }}", {"a": [1], "k": 1}, {"a": [1], "k": 2}),
        ("{% icon a %}", {"a": "pin"}, {"a": "map"}),
        ("{% translate 'Agraw' as a %}{{ a }}{{ b }}", {"b": 1}, {"b": 2}),
        ("{% include 'words' with words=a only %}", {"a": "x"}, {"a": "y"}),
        ("{% include 'words' with words=a %}", {"a": "x", "loud": 0}, {"a": "x", "loud": 1}),
        (
            "{% blocktranslate count n=a %}{{ n }} one{% plural %}{{ n }} many{% endblocktranslate %}",
            {"a": 1},
            {"a": 2},
        ),
        ("{% blocktranslate with n=a.b %}{{ n }} one{% endblocktranslate %}", {"a": {"b": 1}}, {"a": {"b": 2}}),
    ],
)
def test_another_value_is_another_part(source, first, other):
    draw = part(source)
    plain = ENGINE.from_string("{% load agraw i18n %}" + source)
    for values in (first, other, first):
        assert draw(**values) == plain.render(Context(values))
    assert draw(**first) != draw(**other)
    assert len(drawn.memory.parts) == 2


def test_another_language_is_another_part():
    draw = part("{% translate 'Search' %}")
    with translation.override("fr"):
        french = draw()
    with translation.override("ar"):
        assert draw() != french


def test_how_long_ago_is_said_anew_each_minute(time_machine):
    draw, then = part("{{ at|ago }}"), timezone.now()
    time_machine.move_to(then + datetime.timedelta(minutes=3))
    first = draw(at=then)
    time_machine.move_to(then + datetime.timedelta(minutes=4))
    assert draw(at=then) != first


def test_the_same_values_are_drawn_once(monkeypatch):
    draw, number = part("{{ row.title }}{% icon 'pin' %}"), []
    monkeypatch.setattr(
        drawn.memory, "put", lambda key, text: (number.append(key), drawn.memory.parts.update({key: text}))
    )
    for _time in range(3):
        assert draw(row=SimpleNamespace(title="ماء")).startswith("ماء")
    assert len(number) == 1


@pytest.mark.parametrize(
    "source", ["{% csrf_token %}", "{% login_url %}", "{% include 'late' with at=a only %}", "{% lang_url 'ar' %}",
               "{% blocktranslate %}{{ who }}{% endblocktranslate %}", "{% partialdef x inline %}{% endpartialdef %}"],
)  # fmt: skip
def test_what_depends_on_who_reads_or_on_the_clock_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        part(source)(a=1)


def test_a_row_is_drawn_each_time():
    """What a row says may change while the row stays the same."""
    draw, row = part("{% include 'card' with row=row %}{{ row }}"), forms.Form()
    assert draw(row=SimpleNamespace(title="x", at=None)).startswith("<b>x</b>")
    assert drawn.memory.parts == {}
    assert draw(row=row)


@pytest.mark.django_db
def test_what_a_row_has_not_says_nothing_and_what_it_does_is_asked():
    row = NeedFactory(title="ماء")
    draw = part("{{ row.title }}|{{ row.herbs }}|{{ row.get_absolute_url }}|{{ row.get_state_display }}")
    assert draw(row=row) == f"ماء||{row.get_absolute_url()}|{row.get_state_display()}"


@pytest.mark.django_db
def test_a_form_is_what_its_fields_are_drawn_from(rf):
    NeedFactory()
    source = "{% for field in form %}{{ field.label }}{% control field %}{{ field.errors }}{% endfor %}"
    draw, plain = part(source), ENGINE.from_string("{% load agraw %}" + source)
    asked = ["", "theme=water", "theme=roads", "q=%D9%85", "ordering=joined", "theme=none"]
    seen = set()
    for query in asked * 2:
        form = NeedFilter(rf.get(f"/?{query}").GET, request=rf.get("/")).form
        seen.add(draw(form=form))
        assert draw(form=form) == plain.render(Context({"form": form}))
    assert len(seen) == len(drawn.memory.parts) == len(asked)


def test_choices_are_asked_for_once():
    """A form whose choices a function gives is drawn each time: the key would ask for them once more."""
    asked = []

    class Asks(forms.Form):
        region = forms.ChoiceField(choices=lambda: asked.append(1) or [("05", "x")])

    source = "{% for field in form %}{% control field %}{% endfor %}"
    plain = ENGINE.from_string("{% load agraw %}" + source).render(Context({"form": Asks()}))
    once = len(asked)
    assert part(source)(form=Asks()) == plain
    assert (len(asked), drawn.memory.parts) == (2 * once, {})


@pytest.mark.django_db
def test_filters_of_one_value_are_drawn_from_that_value():
    """What a filter makes of a value is not asked while the value stays: the key has the value."""
    source = (
        "{{ row.title|upper }} {{ row.title|truncatechars:3 }} {{ row.created_at|moment }}"
        "{% if row.place|default:other == 'x' %}!{% endif %}"
    )
    draw, plain = part(source), ENGINE.from_string("{% load agraw i18n %}" + source)
    row = NeedFactory(title="water", place="")
    for title, other in (("water", ""), ("waters", ""), ("water", "x"), ("water", "")):
        row.title = title
        values = {"row": row, "other": other}
        assert draw(**values) == plain.render(Context(values))
    assert len(drawn.memory.parts) == 3
    with translation.override("fr"):
        assert draw(row=row, other="") == plain.render(Context({"row": row}))


def test_a_value_and_what_a_filter_makes_of_it_are_two():
    draw = part("{{ where }} {{ where|truncatechars:3 }}")
    assert [draw(where=where) for where in ("abcd", "abce")] == ["abcd ab…", "abce ab…"]


@pytest.mark.django_db
def test_a_method_of_a_row_is_asked_each_time_and_words_in_waiting_are_read():
    source = "{{ row.get_absolute_url }} {{ row.label|default:'-' }} {{ row.title }}"
    draw, row = part(source), NeedFactory(title="ماء")
    row.label = gettext_lazy("Search")
    with translation.override("fr"):
        assert gettext("Search") in draw(row=row)
    row.label = None
    assert draw(row=row) == f"{row.get_absolute_url()} - ماء"


def test_what_was_not_used_for_long_goes(monkeypatch):
    monkeypatch.setattr(drawn, "MOST", 3)
    draw = part("{{ a }}")
    for number in (1, 2, 3, 1, 4):
        draw(a=number)
    assert [key[-1] for key in drawn.memory.parts] == [(int, 3), (int, 1), (int, 4)]
