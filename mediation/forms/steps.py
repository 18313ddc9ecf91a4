"""A form asked one question a page, without JavaScript: what was said before goes along in hidden fields.

Nothing is kept on the server until the last page is sent, and nothing in the device.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS


@dataclass(frozen=True)
class Page:
    """One page of a form: its title and the names of the fields it asks."""

    title: Any
    fields: tuple[str, ...]


class Walk:
    """Where an agent stands in a form with `PAGES`: which page to show, and whether the last one was sent.

    `form` is what the page draws: bound with its errors when something before it cannot be taken, else filled with what
    was said, without the errors of what was not asked yet.
    """

    def __init__(self, request, form_class: type[forms.Form], *, initial: dict[str, Any], **more):
        self.pages: tuple[Page, ...] = form_class.PAGES
        self.is_done = False
        data = request.POST if request.method == "POST" else None
        if data is None:
            self.number, self.form = 0, form_class(initial=initial, **more)
            return
        sent = _number(data.get("page"), len(self.pages))
        bound = form_class(data, request.FILES, initial=initial, **more)
        wrong = [place for place in range(sent + 1) if self._is_wrong(bound, place)]
        if "back" in data:
            self.number = max(sent - 1, 0)
        else:
            self.number = wrong[0] if wrong else sent + 1
        self.is_done = not wrong and self.number == len(self.pages)
        self.number = min(self.number, len(self.pages) - 1)
        if self.is_done or (wrong and "back" not in data):
            self.form = bound
            for name in [name for name in bound.errors if not self._was_asked(name, sent)]:
                del bound.errors[name]
        else:
            self.form = form_class(initial=initial | _said(bound), **more)

    @property
    def page(self) -> Page:
        return self.pages[self.number]

    @property
    def is_last(self) -> bool:
        return self.number == len(self.pages) - 1

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self.form[name] for name in self.page.fields]

    @property
    def hidden(self) -> list[forms.BoundField]:
        """The fields of the other pages; files are asked on the last one, and never go along."""
        others = [name for name in self.form.fields if name not in self.page.fields]
        return [self.form[name] for name in others if not isinstance(self.form.fields[name], forms.FileField)]

    @property
    def status(self) -> int:
        return 422 if self.form.is_bound and self.form.errors else 200

    def said(self, name: str) -> Any:
        """What was said in a field so far, as it would be drawn."""
        return self.form[name].value()

    def _is_wrong(self, form: forms.Form, place: int) -> bool:
        return any(name in form.errors for name in self.pages[place].fields)

    def _was_asked(self, name: str, sent: int) -> bool:
        return any(name in page.fields for page in self.pages[: sent + 1]) or name == NON_FIELD_ERRORS


def _number(text: str | None, most: int) -> int:
    return min(int(text[:2]), most - 1) if text and text.isascii() and text.isdecimal() else 0


def _said(form: forms.Form) -> dict[str, Any]:
    """What was sent for each field; of what no page has asked yet, nothing was."""
    return {
        name: field.widget.value_from_datadict(form.data, {}, name)
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
        and (name in form.data or not field.widget.value_omitted_from_data(form.data, {}, name))
    }
