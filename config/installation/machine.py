"""This machine and what the operator set: secrets, address, time zone, files, room on the disk, printing."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from django.utils.translation import gettext as _

from config.installation.findings import Finding, doubtful, failing, well
from core import pdf

SHORTEST = {"SECRET_KEY": 50, "SIGNATURE_KEY": 32}  # characters
FEWEST_SIGNS = 10  # different ones
EXAMPLES = ("random", "change", "secret", "example", "django-insecure")
LITTLE, TOO_LITTLE = 0.10, 0.03  # of the disk that is free


def secrets() -> Iterator[Finding]:
    wrong = False
    for name, least in SHORTEST.items():
        value = _set(name)
        if len(value) < least or len(set(value)) < FEWEST_SIGNS or any(word in value.lower() for word in EXAMPLES):
            wrong = True
            yield failing(
                "secrets",
                _("%(name)s is missing, too short or no secret: it needs %(least)d random characters.")
                % {"name": name, "least": least},
            )
    if _set("SECRET_KEY") == settings.SIGNATURE_KEY != "":
        wrong = True
        yield failing(
            "secrets", _("SIGNATURE_KEY is SECRET_KEY: that one may change, this one never. Give it another.")
        )
    if not wrong:
        yield well("secrets")


def _set(name: str) -> str:
    try:
        return getattr(settings, name)
    except ImproperlyConfigured:  # Django gives no SECRET_KEY that is empty
        return ""


def address() -> Iterator[Finding]:
    """The public address must be one that is served, over TLS."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" or not site.hostname:
        yield failing("address", _("SITE_URL must be the public address and begin with https://."))
    elif not validate_host(site.hostname, settings.ALLOWED_HOSTS):
        yield failing(
            "address",
            _("ALLOWED_HOSTS does not name %(host)s, the host of SITE_URL: every page answers 400.")
            % {"host": site.hostname},
        )
    elif "*" in settings.ALLOWED_HOSTS:
        yield failing("address", _("ALLOWED_HOSTS must name the hosts that are served, not “*”."))
    elif not settings.TRUSTED_PROXIES:
        yield doubtful(
            "address",
            _(
                "TRUSTED_PROXIES is 0: behind a reverse proxy every visitor seems to come from the same address, and "
                "pages redirect for ever."
            ),
        )
    else:
        yield well("address")


def zone() -> Iterator[Finding]:
    """Deadlines are days of Morocco, which keeps UTC+1 but in Ramadan: the machine's time zones must know it."""
    try:
        there = ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield failing(
            "time zone", _("This machine does not know the time zone of Morocco: install its package tzdata.")
        )
        return
    if datetime.datetime(2026, 11, 15, tzinfo=there).utcoffset() != datetime.timedelta(hours=1):
        yield failing(
            "time zone", _("The time zones of this machine are too old for Morocco: bring tzdata up to date.")
        )
    else:
        yield well("time zone")


def media() -> Iterator[Finding]:
    """Photos and documents must be able to be written."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            yield well("media")
    except OSError as error:
        yield failing(
            "media",
            _("Nothing can be written into MEDIA_ROOT, %(folder)s: %(reason)s.")
            % {"folder": folder, "reason": error.strerror},
        )


def room() -> Iterator[Finding]:
    """A disk that is full stops everything at once."""
    for name, folder in (("media", settings.MEDIA_ROOT), ("temporary files", tempfile.gettempdir())):
        try:
            total, _used, free = shutil.disk_usage(folder)
        except OSError:
            continue  # what is wrong with it is said by `media`
        part = free / total if total else 0
        said = {"folder": folder, "percent": round(part * 100)}
        if part < TOO_LITTLE:
            yield failing("disk", _("The disk of %(folder)s is full: %(percent)d %% is free.") % said)
        elif part < LITTLE:
            yield doubtful("disk", _("The disk of %(folder)s will soon be full: %(percent)d %% is free.") % said)
        else:
            yield Finding(f"disk ({name})", well("").level)


def files() -> Iterator[Finding]:
    """What is made before the start must be there: static files, translations."""
    lacking = []
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        lacking.append(_("static files"))
    if not all((settings.BASE_DIR / f"locale/{code}/LC_MESSAGES/django.mo").exists() for code in ("ar", "fr", "zgh")):
        lacking.append(_("translations"))
    if not any((settings.LOCAL_DIR / "assets/print").glob("*.ttf")):
        lacking.append(_("fonts"))
    if lacking:
        yield failing(
            "files",
            _("This release was not made ready: %(what)s are missing. Run deploy/build.")
            % {"what": ", ".join(lacking)},
        )
    else:
        yield well("files")


def printing() -> Iterator[Finding]:
    if pdf.is_here():
        yield well("printing")
    else:
        yield doubtful(
            "printing",
            _(
                "Pango is missing: no PDF is made here. Install libpango-1.0-0 and libpangoft2-1.0-0, or what your "
                "system calls them."
            ),
        )
