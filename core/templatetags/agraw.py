"""The words of Agraw's templates: `{% load agraw %}`.

Tags: `icon`, `control`, `can`, `actions`, `outbox`, `hidden_of`, `lang_url`, `language_url`, `theme_url`, `data_url`,
`letters_url`, `is_light`, `login_url`, `share_urls`.
Filters: `day`, `moment`, `iso`, `ago`, `number`, `codes_apart`, `for_reader`, `dir_of`, `state_tone`, `state_icon`.
"""

import datetime
import functools
from urllib.parse import quote, urlencode

from django import forms, template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from core import dates
from core.addresses import standing
from core.devices import saves_data
from core.icons import FAMILY, MIRRORED, shape
from core.text import codes_apart, for_reader
from core.tones import TONES
from core.voices import TYPED_BY
from core.workflow import available

register = template.Library()


# --- pictures ---
@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """Draw a pictogram. It is hidden from screen readers unless `label` says what it means.

    A name that is unknown draws the neutral one, so that a new theme does not break a page.
    """
    return _icon(str(name), str(label))


@functools.lru_cache(maxsize=2_000, typed=True)
def _icon(name: str, label: str) -> str:
    drawn = mark_safe(shape(name))  # noqa: S308 -- drawings of a package that is pinned
    turned = " icon-turns" if name in MIRRORED else ""
    if label:
        return format_html(
            '<svg class="icon{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', turned, label, drawn
        )
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', turned, drawn)


# --- dates and numbers ---
@register.filter(expects_localtime=True)
def day(value: datetime.date | datetime.datetime | None) -> str:
    """Write a date in the reader's language: 9 غشت 2026."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.day(value, get_language())


@register.filter(expects_localtime=True)
def moment(value: datetime.datetime | None) -> str:
    """Write a date and a 24-hour time of Morocco: 9 غشت 2026، 14:05."""
    return dates.moment(value, get_language()) if value else ""


@register.filter
def iso(value: datetime.date | datetime.datetime | None) -> str:
    """Write a date for machines, as the `datetime` attribute of <time> wants it."""
    return value.isoformat() if value else ""


@register.filter
def ago(value: datetime.date | datetime.datetime | None) -> str:
    """Write how long ago, in words, up to a month; then the date itself."""
    if not value:
        return ""
    now = timezone.now()
    if not isinstance(value, datetime.datetime):
        days, minutes = (timezone.localdate() - value).days, 24 * 60
    else:
        days = (timezone.localdate(now) - timezone.localdate(value)).days
        minutes = int((now - value).total_seconds() // 60)
    if days > 30 or days < 0:
        return day(value)
    if days >= 1:
        return _("yesterday") if days == 1 else ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if minutes < 1:
        return _("just now")
    if minutes >= 24 * 60:
        return _("today")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}


@register.filter
def number(value: float | None) -> str:
    """Write a number with the reader's grouping and Western digits."""
    return "" if value is None else formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def typed_by(role: str) -> str:
    """Say who typed out what is said in a recording (`core.models.Recording.transcribed_as`)."""
    return TYPED_BY.get(role, TYPED_BY[""])


# --- languages ---
register.filter("codes_apart", codes_apart)
register.filter("for_reader", for_reader)


@register.filter
def dir_of(code: str) -> str:
    """Return `rtl` or `ltr` for a language code."""
    return "rtl" if get_language_info(str(code) or settings.LANGUAGE_CODE)["bidi"] else "ltr"


@register.simple_tag(takes_context=True)
def lang_url(context, code: str) -> str:
    """Return the address of the page being read, in another language."""
    request = context.get("request")
    if getattr(request, "resolver_match", None) is None or request.method not in {"GET", "HEAD"}:
        return f"/{code}/"
    here, path = f"/{get_language()}/", request.get_full_path()
    return f"/{code}/{path.removeprefix(here)}" if path.startswith(here) else path


@register.simple_tag(takes_context=True)
def language_url(context, code: str) -> str:
    """Return the address that remembers a language and goes on to the page being read, in it."""
    return f"{standing('people:language', code)}?{_next(context)}"


@register.simple_tag(takes_context=True)
def theme_url(context, choice: str) -> str:
    """Return the address that remembers the colours chosen and comes back to the page being read."""
    return f"{standing('theme')}?{urlencode({'to': choice})}&{_next(context)}"


@register.simple_tag(takes_context=True)
def data_url(context, choice: str) -> str:
    """Return the address that remembers whether pages are to be light and comes back to the page being read."""
    return f"{standing('data')}?{urlencode({'to': choice})}&{_next(context)}"


@register.simple_tag(takes_context=True)
def letters_url(context, choice: str) -> str:
    """Return the address that remembers the letters of Amazigh and comes back to the page being read."""
    return f"{standing('letters')}?{urlencode({'to': choice})}&{_next(context)}"


def _next(context) -> str:
    """Return the page being read as a question asks for it, made once a request: a page has a dozen such links."""
    request = context.get("request")
    kept = getattr(request, "_next", None)
    if kept is None:
        here = request.get_full_path() if request and request.method in {"GET", "HEAD"} else "/"
        kept = urlencode({"next": here})
        if request:
            request._next = kept
    return kept


@register.simple_tag(takes_context=True)
def is_light(context) -> bool:
    """Tell whether this device saves data: pictures are then shown when asked for."""
    request = getattr(context, "request", None)
    return request is not None and saves_data(request)


# --- people and forms ---
@register.simple_tag
def outbox(kind: str, title: str = "") -> str:
    """Let a form be kept on the device and sent later when no network answers (`static/js/worker/outbox.js`).

    `kind` names what it is among those of `offline.html`; `title` says it to the person who wrote it. Never in a form
    that asks for the number of a card, for a code or for a password. Sending it twice must do what once does.
    """
    told = format_html('<input type="hidden" name="outbox" value="{}">', kind)
    if title:
        told += format_html('<input type="hidden" name="outbox_title" value="{}">', title)
    return told


@register.simple_tag(takes_context=True)
def can(context, permission: str, obj=None) -> bool:
    """Tell whether the reader has a permission on a thing: `{% can "needs.join_need" need as may_join %}`."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return bool(user and user.has_perm(permission, obj))


@register.simple_tag(takes_context=True)
def login_url(context) -> str:
    """Return the sign-in page that comes back to the page being read."""
    request = context.get("request")
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path() if request else '/'})}"


@register.simple_tag(takes_context=True)
def share_urls(context, title: str) -> dict[str, str]:
    """Return the full `address` of the page being read, without its query, and a `whatsapp` link that sends it."""
    request = context.get("request")
    address = settings.SITE_URL.rstrip("/") + (request.path if request else "/")
    text = urlencode({"text": f"{title} {address}"}, quote_via=quote)
    return {"address": address, "whatsapp": f"https://wa.me/?{text}"}


@register.simple_tag
def pictured(field: forms.BoundField) -> bool:
    """Tell whether every choice of a field has a pictogram of its name, as themes do."""
    values = [str(value) for value, _label in field.field.choices if value]
    return bool(values) and all(value in FAMILY for value in values)


LEFT_TO_RIGHT = (forms.EmailInput, forms.URLInput, forms.NumberInput, forms.PasswordInput, forms.TelInput)


@register.simple_tag
def control(field: forms.BoundField, **attrs) -> str:
    """Draw a form field's input, with the direction it is written in.

    Words take their own direction (`dir="auto"`); numbers, telephones, addresses and codes run left to right.
    """
    widget = field.field.widget
    if "dir" not in widget.attrs:
        is_code = isinstance(widget, LEFT_TO_RIGHT) or widget.attrs.get("inputmode") in {"numeric", "tel", "email"}
        if is_code:
            attrs.setdefault("dir", "ltr")
        elif isinstance(widget, forms.TextInput | forms.Textarea):
            attrs.setdefault("dir", "auto")
    return field.as_widget(attrs={name.replace("_", "-"): value for name, value in attrs.items()})


@register.simple_tag
def hidden_of(form: forms.BaseForm) -> str:
    """Write the hidden fields of a form that have one value each, without a template for each."""
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        [(field.html_name, field.value()) for field in form.hidden_fields() if field.value() is not None],
    )


# --- what may be done ---
@register.inclusion_tag("components/actions.html", takes_context=True)
def actions(context, obj, primary: str = "", only: str = "", besides: str = ""):
    """Draw a button for each move that the reader may perform on `obj` now.

    `primary` names the one that stands out, `only` those to draw, `besides` those to leave out (with spaces between).
    The form posts `note` to `<app>:move` with the thing's key and the move's name.
    """
    request = context["request"]
    names = available(obj, request.user) if request.user.is_authenticated else []
    if only:
        names = [name for name in names if name in only.split()]
    names = [name for name in names if name not in besides.split()]
    moves = []
    for name in names:
        move = obj.MOVES[name]
        try:
            url = reverse(f"{obj._meta.app_label}:move", args=[obj.pk, name])
        except NoReverseMatch:
            continue
        moves.append(
            {"name": name, "label": move.label, "needs_note": move.needs_note, "url": url, "primary": name == primary}
        )
    return {"moves": moves, "request": request, "csrf_token": context.get("csrf_token"), "key": f"{obj.pk}"}


@register.filter
def state_tone(state: str) -> str:
    """Return the tone (`waiting done overdue neutral declined`) in which a state is shown."""
    return TONES.get(str(state), ("neutral", "other"))[0]


@register.filter
def state_icon(state: str) -> str:
    """Return the name of the pictogram of a state."""
    return TONES.get(str(state), ("neutral", "other"))[1]
