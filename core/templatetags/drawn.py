"""`{% drawn %}…{% enddrawn %}`: what stands between is drawn once for the same values, and kept.

A card of a list is the same for everyone and looks the same a moment later; drawing it is what a list costs most
(docs/performance.md). What is kept is found by all the values that stand between the tags, and by the language: a value
as it is, or as its filters make it where they look at the clock ("3 minutes ago" is another value than "4 minutes ago")
or at another value. It can therefore never be older than what it shows, and nothing has to be told when something
changes. A form is what its fields are drawn from.

Only what depends on those values may stand there: a tag that looks at the reader, at the request or at the whole
context is refused when the template is read. All the values are looked at, those of a branch not taken too. What cannot
be compared (a row) is drawn each time.
"""

import datetime
import decimal
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.forms import BaseForm, BoundField, ModelChoiceField
from django.template import Context, defaulttags, library, loader_tags
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, VariableNode
from django.template.smartif import TokenBase
from django.templatetags import i18n
from django.templatetags.static import StaticNode
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import get_language

register = template.Library()

MOST = 6_000  # parts kept by a process: about 1.5 KB each
PLAIN = (str, int, float, bool, type(None), decimal.Decimal, datetime.date, datetime.datetime)
IS_PLAIN = frozenset(PLAIN)
DISPLAY = re.compile(r"^(\w+)\.get_(\w+)_display$")
ATTRIBUTE = re.compile(r"[a-z_]+\.[a-z_]+")
MOVING = {"ago"}  # filters that look at the clock: only where their result is a value of the key


class _Memory:
    """What was drawn, the latest used last."""

    def __init__(self) -> None:
        self.parts: OrderedDict[tuple, str] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple) -> str | None:
        with self.lock:
            if (part := self.parts.get(key)) is not None:
                self.parts.move_to_end(key)
            return part

    def put(self, key: tuple, part: str) -> None:
        with self.lock:
            self.parts[key] = part
            if len(self.parts) > MOST:
                self.parts.popitem(last=False)


memory = _Memory()


class _NotPlainError(Exception):
    """A value that cannot be compared with another one by what it is."""


def _plain(value: Any) -> Any:
    """Return a value as a part of a key, with its type: `1` and `True`, words and the same words marked as safe are
    equal, and are not drawn alike. Raises `_NotPlainError` for a row and the like.
    """
    if type(value) in IS_PLAIN:
        return type(value), value
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, PLAIN):
        return type(value), value
    if isinstance(value, BaseForm):
        return tuple([_of_field(field) for field in value])
    if isinstance(value, BoundField):
        return _of_field(value)
    if isinstance(value, list | tuple):
        return _plain_each(value)
    if isinstance(value, dict):
        return tuple([(key, _plain(one)) for key, one in value.items()])
    raise _NotPlainError


def _plain_each(values: Sequence[Any]) -> tuple:
    """Return several values as a part of a key. Raises `_NotPlainError`."""
    types = tuple(map(type, values))
    if IS_PLAIN.issuperset(types):  # most are: asked of all at once
        return types, tuple(values)
    return tuple([_plain(one) for one in values])


def _of_field(field: BoundField) -> tuple:
    """Return all that the input of a field, and the words around it, are drawn from. Raises `_NotPlainError` for
    choices that are asked for (rows, a function): asking costs more than drawing.
    """
    own, widget = field.field, field.field.widget
    offered = getattr(widget, "choices", ())
    offered = getattr(offered, "choices", offered)  # what django-filter wraps
    if isinstance(own, ModelChoiceField) or isinstance(offered, CallableChoiceIterator) or callable(offered):
        raise _NotPlainError
    return (
        type(own), type(widget), field.html_name, field.auto_id, _plain(field.label), _plain(field.help_text),
        own.required, own.disabled, field.form.use_required_attribute, _plain(field.value()),
        _plain(list(field.errors)), _plain(widget.attrs), _plain(list(getattr(widget, "choices", ()))),
    )  # fmt: skip


class DrawnNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist
        self.values: list[Callable[[Context], Any]] | None = None

    def render(self, context) -> str:
        if self.values is None:
            self.values = _values(self.nodelist, context.template.engine)
        try:
            key = (self, get_language(), context.autoescape, *[value(context) for value in self.values])
        except _NotPlainError:
            return self.nodelist.render(context)
        part = memory.get(key)
        if part is None:
            with context.push():
                part = self.nodelist.render(context)
            memory.put(key, part)
        return part


@register.tag
def drawn(parser, token) -> DrawnNode:
    """Draw what stands between once for the same values."""
    nodelist = parser.parse(("enddrawn",))
    parser.delete_first_token()
    return DrawnNode(nodelist)


def _values(nodelist: NodeList, engine) -> list[Callable[[Context], Any]]:
    """Return what reads the values that a part is drawn from. Raises `TemplateSyntaxError` when it depends on more."""
    rows: dict[str, dict[str, list[FilterExpression]]] = {}  # a row's name: attribute: what is made of it
    others: dict[str, FilterExpression] = {}
    for one in _asked_in(nodelist, set(), engine):
        source = _source(one)
        if ATTRIBUTE.fullmatch(source):
            name, attribute = source.split(".")
            rows.setdefault(name, {}).setdefault(attribute, []).append(one)
        else:
            others[one.token] = one
    return [*map(_reader, others.values()), *[_row_reader(name, attributes) for name, attributes in rows.items()]]


def _source(one: FilterExpression) -> str:
    """Return the text of an expression; without its filters where they change one value to another by what it is; the
    words of a choice (`get_state_display`) are those of its value (`state`), which is faster to read, and of the
    language.
    """
    source = str(one.var) if one.filters and _is_of_its_value_alone(one) else one.token
    return DISPLAY.sub(r"\1.\2", source)


def _is_of_its_value_alone(one: FilterExpression) -> bool:
    return all(
        function.__name__ not in MOVING and not any(is_asked for is_asked, _argument in arguments)
        for function, arguments in one.filters
    )


def _reader(one: FilterExpression) -> Callable[[Context], Any]:
    return lambda context: _plain(one.resolve(context, True))


def _row_reader(name: str, asked: dict[str, list[FilterExpression]]) -> Callable[[Context], Any]:
    """Return a function that reads attributes of what the context calls `name`: all those of a row at once."""
    expressions = list(asked.values())
    attributes = attrgetter(*asked) if len(asked) > 1 else lambda row, get=attrgetter(*asked): (get(row),)

    def resolved(several: list[FilterExpression], context) -> tuple:
        return tuple([_plain(one.resolve(context, True)) for one in several])

    def read(context):
        row = context.get(name)
        try:
            values = attributes(row) if isinstance(row, Model) else None
        except (AttributeError, ObjectDoesNotExist):  # what the row has not says nothing
            values = None
        if values is None:
            return tuple([resolved(several, context) for several in expressions])
        types = tuple(map(type, values))
        if IS_PLAIN.issuperset(types):
            return types, values
        told = list(values)
        for n, kind in enumerate(types):
            if kind not in IS_PLAIN:  # a list; a method, which is asked
                told[n] = resolved(expressions[n], context)
        return types, tuple(told)

    return read


def _asked_in(nodes, inner: set[str], engine) -> Iterator[FilterExpression]:
    """Yield the expressions that tags look at, but for those of names that the part gives itself (`inner`): they are
    made of values that are in the key already.
    """
    for node in nodes:
        for one in _asked_by(node, inner, engine):
            lookups = getattr(one.var, "lookups", None)
            if lookups and lookups[0] not in inner:
                yield one
        if given := getattr(node, "asvar", None) or getattr(node, "target_var", None):
            inner.add(given)


def _asked_by(node: Node, inner: set[str], engine) -> Iterator[FilterExpression]:
    match node:
        case TextNode() | defaulttags.LoadNode() | defaulttags.CommentNode():
            pass
        case VariableNode() | i18n.TranslateNode() | StaticNode():
            yield node.path if isinstance(node, StaticNode) else node.filter_expression
        case i18n.BlockTranslateNode():
            yield from (*node.extra_context.values(), *([node.counter] if node.counter else []))
            _names_its_values(node, inner)
        case defaulttags.URLNode() | library.SimpleNode() if not getattr(node, "takes_context", False):
            yield from (*node.args, *node.kwargs.values())
        case defaulttags.IfNode():
            for condition, _parts in node.conditions_nodelists:
                yield from _in_condition(condition)
            yield from _asked_in(node, inner, engine)
        case defaulttags.ForNode():
            yield node.sequence
            inside = inner | {*node.loopvars, "forloop"}
            yield from _asked_in([*node.nodelist_loop, *node.nodelist_empty], inside, engine)
        case loader_tags.IncludeNode():
            yield from node.extra_context.values()
            yield from _asked_in_part(node, inner, engine)
        case _:
            raise template.TemplateSyntaxError(f"{node!r} may depend on who reads: it is not drawn once for everyone")


def _names_its_values(node: i18n.BlockTranslateNode, inner: set[str]) -> None:
    told = {part.contents for part in (*node.singular, *(node.plural or [])) if part.token_type == TokenType.VAR}
    if missing := told - inner - set(node.extra_context) - {node.countervar}:
        raise template.TemplateSyntaxError(f"name {missing} by `with` or `count`: this is drawn once")


def _asked_in_part(node: loader_tags.IncludeNode, inner: set[str], engine) -> Iterator[FilterExpression]:
    """Yield what an included part looks at beside what it is given; one that is given all it sees looks at no clock."""
    part = engine.get_template(node.template.resolve({})).nodelist
    if not node.isolated_context:
        yield from _asked_in(part, inner | set(node.extra_context), engine)
        return
    for one in _asked_in(part, set(), engine):
        if MOVING & {function.__name__ for function, _arguments in one.filters}:
            raise template.TemplateSyntaxError(f"{one} looks at the clock: give its result to the part")


def _in_condition(condition: TokenBase | None) -> Iterator[FilterExpression]:
    if condition is None:
        return
    if hasattr(value := getattr(condition, "value", None), "resolve"):
        yield value
    for side in (condition.first, condition.second):
        if isinstance(side, TokenBase):
            yield from _in_condition(side)
