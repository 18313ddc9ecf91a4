"""Whoever asks people for data says who sees it, how long, under which receipt (law 09-08, art. 5): each form template
carries `{% collecting %}`, or stands in `not_collecting.txt`.
"""

from pathlib import Path

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
    assert exceptions() == sorted(set(exceptions()))


def test_what_people_write_to_moderators_and_organisers_says_so():
    found = forms()
    for name in ("moderation/report.html", "moderation/case.html", "events/stand_ask.html", "calls/write.html"):
        assert "{% collecting" in found[name], name
